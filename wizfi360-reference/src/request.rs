//! Requests from the names of their parameters and plain values.

mod target;
mod values;

pub use values::{parse_json_value, parse_pair};

use crate::{
    help::{Help, Rejection},
    text::{plural, readable},
};
use target::Target;
use wizfi360_spec::{
    Spec,
    interpret::{ErrorKind, Interpreter, Refusal, Request},
    model::FormKind,
};

/// Values by the names of their parameters.
pub type Values = Vec<(String, Vec<u8>)>;

/// A request that may be sent.
#[derive(Clone, Debug)]
pub struct ReadyRequest<'s> {
    /// The request: command, form and fields.
    pub request: Request<'s>,
    /// The line, CR LF included.
    pub bytes: Vec<u8>,
    /// Values that modules may refuse, each with the reason, as sentences.
    pub warnings: Vec<String>,
}

/// Builds the request that a name and values mean.
///
/// `typed` is the name of a command, with or without `AT+`, in any case. The sign of a form may follow (`cwmode?`),
/// or, without `form` and `values`, whole parameters (`AT+CWMODE_CUR=1`). Where neither a sign nor `form` selects the
/// form, it follows from the values. Values are as in [`Interpreter::build_request`].
///
/// # Errors
///
/// Returns everything that is wrong at once.
///
/// ```
/// use wizfi360_reference::{help::Help, request};
/// use wizfi360_spec::Spec;
///
/// let spec = Spec::embedded();
/// let mut values = vec![("ssid".to_string(), b"my, home".to_vec())];
/// let missing = request::build(spec, "cwjap_cur", None, &values).unwrap_err();
/// assert_eq!(missing[0].param.as_deref(), Some("pwd"));
/// assert!(matches!(&missing[0].help[0], Help::GiveParameter { name, .. } if name == "pwd"));
///
/// values.push(("pwd".to_string(), b"12345678".to_vec()));
/// let ready = request::build(spec, "cwjap_cur", None, &values)?;
/// assert_eq!(ready.bytes, b"AT+CWJAP_CUR=\"my\\, home\",\"12345678\"\r\n");
/// # Ok::<(), Vec<wizfi360_reference::help::Rejection>>(())
/// ```
pub fn build<'s>(
    spec: &'s Spec,
    typed: &str,
    form: Option<FormKind>,
    values: &[(String, Vec<u8>)],
) -> Result<ReadyRequest<'s>, Vec<Rejection>> {
    let interpreter = Interpreter::new(spec);
    let target = Target::choose(spec, typed, form, !values.is_empty()).map_err(|rejection| vec![rejection])?;
    let request = match target {
        Target::Line(line) => interpreter.read_request(&line).map_err(|refusal| {
            let name = line.split(|byte| matches!(byte, b'=' | b'?')).next().unwrap_or_default();
            let name = readable(name);
            rejections(vec![refusal], &name, &name, false)
        })?,
        Target::Form { name, kind } => interpreter.build_request(name, kind, values).map_err(|refusals| {
            let what = format!("{name} ({})", kind.word());
            rejections(refusals, &what, name, true)
        })?,
    };
    let bytes = interpreter.write_request(&request);
    let beyond = request.fields.iter().filter_map(|field| {
        let known = field.beyond_known()?;
        Some(format!("{} is beyond what is known to be accepted. {}", field.name(), known.beyond))
    });
    let warnings = beyond.collect();
    Ok(ReadyRequest { request, bytes, warnings })
}

/// Returns a parameter's name as it is typed: `remote IP` becomes `remote_ip`.
pub fn typed_name(param: &str) -> String {
    param.to_ascii_lowercase().replace([' ', '-'], "_")
}

/// `by_name`: values were given by name, not in a whole line.
fn rejections(refusals: Vec<Refusal>, what: &str, name: &str, by_name: bool) -> Vec<Rejection> {
    let mut rejections: Vec<Rejection> =
        refusals.into_iter().map(|refusal| rejection(refusal, what, by_name)).collect();
    // Each has its own help; where to look all of them up is said once.
    if let Some(last) = rejections.last_mut() {
        last.help.push(Help::ShowParameters(name.to_string()));
    }
    rejections
}

fn rejection(mut refusal: Refusal, what: &str, by_name: bool) -> Rejection {
    refusal.rule = plural(&refusal.rule);
    let (message, help) = match &refusal.param {
        Some(param) if by_name && refusal.error == ErrorKind::Missing => {
            // The rule is about the line; a value that is given by name has no quotes.
            let rule = refusal.rule.replace("a text in quotes", "a text");
            let help = Help::GiveParameter { name: param.replace(' ', "_"), rule };
            (format!("{what}: {param}: missing"), vec![help])
        }
        _ => (format!("{what}: {refusal}"), Vec::new()),
    };
    Rejection { param: refusal.param, rule: Some(refusal.rule), message, help }
}
