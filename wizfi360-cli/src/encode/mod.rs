//! `wizfi360 encode`: a request, byte for byte.

mod target;
mod values;

pub(crate) use values::of_option;

use crate::{
    args::{Color, Encode, FormArg},
    book::Book,
    decode::FieldPage,
    end::{Failure, Mistake, Outcome, Verdict},
    lacks::AsOf,
    paint,
    voice::Voice,
};
use serde::Serialize;
use std::io::Write;
use target::Target;
use wizfi360_proto::AnyRequest;
use wizfi360_reference::{
    text::{Bytes, plural, readable},
    view::{SCHEMA, SourceView, form_word},
};
use wizfi360_spec::{
    Spec,
    interpret::{ErrorKind, Field, Refusal, Request},
    model::{Firmware, Form, FormKind},
};

/// The JSON of a request.
#[derive(Serialize)]
struct Encoded<'r> {
    schema: u32,
    command: &'r str,
    form: &'static str,
    /// The request as it is sent, line end included.
    text: Bytes,
    /// The same, byte by byte.
    bytes: Vec<u8>,
    fields: Vec<FieldPage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rust: Option<String>,
    /// Values that modules may refuse, each with the reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
    typed_by: &'static str,
    source: SourceView,
}

pub(crate) fn run(args: &Encode, color: Color) -> Outcome {
    let book = Book::open(&args.spec)?;
    let values = values::all(args)?;
    let Ready { request, bytes, rust, warnings } =
        request(&book, Voice::Arguments, &args.command, args.form.map(kind_of), &values)?;
    if let Some(firmware) = args.firmware {
        in_firmware(book.spec, firmware, &request, &bytes)?;
    }
    if args.json {
        let line = serde_json::to_string(&encoded(&request, bytes, rust, warnings, args.show_secrets))
            .map_err(std::io::Error::from)?;
        paint::print(color, &format!("{line}\n"))?;
    } else {
        for warning in warnings {
            eprintln!("warning: {warning}");
        }
        // Not by the stream for text, which would take out what looks like colour.
        let mut out = std::io::stdout().lock();
        out.write_all(&bytes)?;
        out.flush()?;
    }
    Ok(Verdict::Fine)
}

/// A request that may be sent.
pub(crate) struct Ready {
    pub(crate) request: Request<'static>,
    /// The line, CR LF included.
    pub(crate) bytes: Vec<u8>,
    /// The Rust value, as `Debug` shows it; `None` with a spec of one's own.
    pub(crate) rust: Option<String>,
    /// Values that modules may refuse, each with the reason.
    pub(crate) warnings: Vec<String>,
}

/// The request that a name, perhaps with the sign of a form or whole parameters behind it, and values beside it mean.
///
/// # Errors
///
/// All mistakes at once, each with its way out in this voice; or a bug of this program.
pub(crate) fn request(
    book: &Book,
    voice: Voice,
    command: &str,
    form: Option<FormKind>,
    values: &[(String, Vec<u8>)],
) -> Result<Ready, Failure> {
    let interpreter = book.interpreter();
    let request = match Target::choose(book, voice, command, form, !values.is_empty())? {
        Target::Line(line) => interpreter.read_request(&line).map_err(|refusal| {
            let name = line.split(|byte| matches!(byte, b'=' | b'?')).next().unwrap_or_default();
            let name = readable(name);
            refused(voice, vec![refusal], &name, &name, false)
        })?,
        Target::Form { name, kind } => interpreter.build_request(name, kind, values).map_err(|refusals| {
            let what = format!("{name} ({})", form_word(kind));
            refused(voice, refusals, &what, name, true)
        })?,
    };
    let bytes = interpreter.write_request(&request);
    let rust = if book.built_in { Some(checked(&bytes)?) } else { None };
    let warnings = request.fields.iter().filter_map(beyond_known).collect();
    Ok(Ready { request, bytes, rust, warnings })
}

fn beyond_known(field: &Field<'_>) -> Option<String> {
    let known = field.beyond_known()?;
    Some(format!("{} is beyond what is known to be accepted. {}", field.name(), known.beyond))
}

fn kind_of(form: FormArg) -> FormKind {
    match form {
        FormArg::Set => FormKind::Set,
        FormArg::Query => FormKind::Query,
        FormArg::Execute => FormKind::Execute,
        FormArg::Test => FormKind::Test,
    }
}

fn in_firmware(spec: &'static Spec, firmware: Firmware, request: &Request<'_>, bytes: &[u8]) -> Result<(), Failure> {
    let Some(mut way_out) = AsOf::new(spec, firmware).lacks(request.command, bytes) else { return Ok(()) };
    let name = &request.name.name;
    way_out.push(format!("`wizfi360 explain {name} --firmware {firmware}` shows what it has."));
    let what = format!("{name} ({}) as given is not in firmware {firmware}", form_word(request.form.kind));
    Err(Failure::wrong(what, way_out.join("\n")))
}

/// Reads the bytes by generated code, and writes them again: they must be the same.
fn checked(bytes: &[u8]) -> Result<String, Failure> {
    let bug = |what: String| Failure::Bug(format!("{what}; the bytes are not printed"));
    let request = AnyRequest::parse(bytes)
        .map_err(|error| bug(format!("generated code refuses what the interpreter wrote: {error}")))?;
    let mut buf = vec![0; bytes.len() + 64];
    match request.write(&mut buf) {
        Ok(written) if written == bytes => Ok(format!("{request:?}")),
        _ => Err(bug("generated code and interpreter write the request differently".into())),
    }
}

fn encoded<'r>(
    request: &Request<'r>,
    bytes: Vec<u8>,
    rust: Option<String>,
    warnings: Vec<String>,
    show_secrets: bool,
) -> Encoded<'r> {
    let form: &Form = request.form;
    Encoded {
        schema: SCHEMA,
        command: &request.name.name,
        form: form_word(form.kind),
        text: Bytes(bytes.clone()),
        bytes,
        fields: request.fields.iter().map(|field| FieldPage::new(field, show_secrets)).collect(),
        typed_by: if rust.is_some() { "generated" } else { "interpreter" },
        rust,
        warnings,
        source: SourceView::new(form.source.as_ref().unwrap_or(&request.name.source)),
    }
}

/// All mistakes at once. `by_name`: values are given by name, and not in a whole line.
fn refused(voice: Voice, refusals: Vec<Refusal>, what: &str, name: &str, by_name: bool) -> Failure {
    let last = refusals.len().saturating_sub(1);
    let mistakes = refusals.into_iter().enumerate().map(|(at, mut refusal)| {
        refusal.rule = plural(&refusal.rule);
        let mut way_out = Vec::new();
        let text = match &refusal.param {
            // Its rule tells how it is written in the line: here it is given without quotes.
            Some(param) if by_name && refusal.error == ErrorKind::Missing => {
                let rule = refusal.rule.replace("a text in quotes", "a text");
                way_out.push(format!("Give it by {}{}=...: {rule}.", voice.set(), param.replace(' ', "_")));
                format!("{what}: {param}: missing")
            }
            _ => format!("{what}: {refusal}"),
        };
        // Each mistake tells its own way out; where to look them all up is said once.
        if at == last {
            way_out.push(format!("{} shows its parameters.", voice.explain(name)));
        }
        Mistake::new(text, way_out.join("\n"))
    });
    Failure::Wrong(mistakes.collect())
}
