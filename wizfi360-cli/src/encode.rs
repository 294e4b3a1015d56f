//! `wizfi360 encode`: a request, byte for byte.

use crate::{
    args::{Color, Encode, FormArg},
    book::Book,
    end::{Failure, Mistake, Outcome, Verdict},
    hint_style::HintStyle,
    paint,
};
use serde::Serialize;
use serde_json::{Map, Value};
use std::{
    fs::File,
    io::{self, Read, Write},
    path::Path,
};
use wizfi360_proto::AnyRequest;
use wizfi360_reference::{
    FirmwareView, UnavailableView,
    help::Help,
    request::{self, ReadyRequest, Values, parse_json_value, parse_pair},
    text::{Bytes, readable},
    view::{SCHEMA, SourceView},
};
use wizfi360_spec::{
    Spec,
    interpret::Request,
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
    fields: Vec<wizfi360_trace::FieldView>,
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
    let values = values(args)?;
    let Ready { request, bytes, rust, warnings } =
        request(&book, HintStyle::Arguments, &args.command, args.form.map(kind_of), &values)?;
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

/// A request that may be sent, and as Rust.
pub(crate) struct Ready {
    pub(crate) request: Request<'static>,
    /// The line, CR LF included.
    pub(crate) bytes: Vec<u8>,
    /// The Rust value, as `Debug` shows it; `None` with a spec of one's own.
    pub(crate) rust: Option<String>,
    /// Values that modules may refuse, each with the reason.
    pub(crate) warnings: Vec<String>,
}

/// Builds the request that a name and values mean, and holds it against generated code.
///
/// # Errors
///
/// All mistakes at once, each with its help in this style; or a bug of this program.
pub(crate) fn request(
    book: &Book,
    style: HintStyle,
    command: &str,
    form: Option<FormKind>,
    values: &[(String, Vec<u8>)],
) -> Result<Ready, Failure> {
    let ready = request::build(book.spec, command, form, values).map_err(|rejections| style.failure(rejections))?;
    let ReadyRequest { request, bytes, warnings } = ready;
    let rust = if book.built_in { Some(checked(&bytes)?) } else { None };
    Ok(Ready { request, bytes, rust, warnings })
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
    let view = FirmwareView::new(spec, firmware);
    let Some(unavailable) = view.unavailable(request.command, bytes) else { return Ok(()) };
    let mut way_out: Vec<String> = unavailable.iter().map(UnavailableView::sentence).collect();
    let name = &request.name.name;
    way_out.push(format!("`wizfi360 explain {name} --firmware {firmware}` shows what it has."));
    let what = format!("{name} ({}) as given is not in firmware {firmware}", request.form.kind.word());
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
        form: form.kind.word(),
        text: Bytes(bytes.clone()),
        bytes,
        fields: request.fields.iter().map(|field| wizfi360_trace::FieldView::new(field, show_secrets)).collect(),
        typed_by: if rust.is_some() { "generated" } else { "interpreter" },
        rust,
        warnings,
        source: SourceView::new(form.source.as_ref().unwrap_or(&request.name.source)),
    }
}

/// How large a JSON object of fields may be.
const LARGEST: u64 = 1 << 20;

/// The advice about a file of fields.
const OBJECT: &str = "Write {\"mode\": 1}: the names of parameters, and their values.";

/// All values of `--fields` and `--set`, in the order in which they are given.
fn values(args: &Encode) -> Result<Values, Failure> {
    let (mut values, mut mistakes) = (Vec::new(), Vec::new());
    for (name, value) in args.fields.as_deref().map(object).transpose()?.unwrap_or_default() {
        match parse_json_value(value) {
            Ok(Some(text)) => values.push((name, text)),
            Ok(None) => {}
            Err(what) => {
                let way_out = "A value is a number, a string, {\"hex\": \"0001ff\"} for bytes, or null for none.";
                mistakes.push(Mistake::new(format!("`{}`: {what}", readable(name.as_bytes())), way_out));
            }
        }
    }
    for (at, text) in args.set.iter().enumerate() {
        match parse_pair(text) {
            Ok(value) => values.push(value),
            Err(what) => {
                // The text is not repeated: it may hold a password.
                let way_out = HintStyle::Arguments.sentence(&Help::WritePair);
                mistakes.push(Mistake::new(format!("`--set` number {}: {what}", at + 1), way_out));
            }
        }
    }
    if mistakes.is_empty() { Ok(values) } else { Err(Failure::Wrong(mistakes)) }
}

fn object(path: &Path) -> Result<Map<String, Value>, Failure> {
    let mut text = String::new();
    let read = match path == Path::new("-") {
        true => io::stdin().take(LARGEST).read_to_string(&mut text),
        false => File::open(path).and_then(|file| file.take(LARGEST).read_to_string(&mut text)),
    };
    read.map_err(|error| Failure::file(path, &error))?;
    match serde_json::from_str(&text) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(Failure::wrong(format!("`{}` holds no JSON object", path.display()), OBJECT)),
        Err(error) => Err(Failure::wrong(format!("`{}` is not JSON: {error}", path.display()), OBJECT)),
    }
}
