//! The rules of `wizfi360-proto/docs/codec.md`, one table each, on small specs.

mod across;
mod build;
mod lines;
mod lists;
mod requests;
mod rules;
mod shown;
mod values;

use crate::small;
use wizfi360_spec::{
    Spec,
    interpret::{Field, Interpreter, Refusal},
};

/// A text, and what it is read as: fields and canonical text, or the class of the refusal.
type Row<'t> = (&'t str, Result<(&'t str, &'t str), &'t str>);

/// The fields as `name=value` with blanks between.
fn shown(fields: &[Field<'_>]) -> String {
    fields.iter().map(|field| format!("{}={}", field.name(), field.value)).collect::<Vec<_>>().join(" ")
}

/// The class of a refusal, with its parameter if it names one.
fn class(refusal: &Refusal) -> String {
    match &refusal.param {
        Some(param) => format!("{:?}({param})", refusal.error),
        None => format!("{:?}", refusal.error),
    }
}

/// The fields of a request line and its canonical text without CR LF, or the class of the refusal.
fn request(spec: &Spec, line: &str) -> Result<(String, String), String> {
    let interpreter = Interpreter::new(spec);
    let request = interpreter.read_request(line.as_bytes()).map_err(|refusal| class(&refusal))?;
    let written = interpreter.write_request(&request);
    let again = interpreter.read_request(&written).expect("what is written is read");
    assert_eq!(shown(&again.fields), shown(&request.fields), "{line}");
    let text = String::from_utf8_lossy(&written).strip_suffix("\r\n").expect("a line end").to_string();
    Ok((shown(&request.fields), text))
}

/// Holds a table of parameter texts against `AT+X=`: fields and canonical text, or the class of the refusal.
fn check(spec: &Spec, table: &[Row<'_>]) {
    for (text, expected) in table {
        let found = request(spec, &format!("AT+X={text}"));
        let expected = match expected {
            Ok((fields, canonical)) => Ok((fields.to_string(), format!("AT+X={canonical}"))),
            Err(class) => Err(class.to_string()),
        };
        assert_eq!(found, expected, "{text}");
    }
}

/// The fields of a line and its canonical text, or the class of the refusal.
fn line(spec: &Spec, text: &str) -> Option<Result<(String, String), String>> {
    let interpreter = Interpreter::new(spec);
    let line = small::first_line(spec);
    let reading = match interpreter.read_line(line, text.as_bytes())? {
        Ok(reading) => reading,
        Err(refusal) => return Some(Err(class(&refusal))),
    };
    let written = interpreter.write_line(&reading);
    let again = interpreter.read_line(line, &written).expect("the same line").expect("what is written is read");
    assert_eq!(shown(&again.fields), shown(&reading.fields), "{text}");
    assert_eq!(again.scope, reading.scope, "{text}");
    Some(Ok((shown(&reading.fields), String::from_utf8_lossy(&written).into_owned())))
}

/// Holds a table of lines against the first line of the spec. An empty class stands for another line.
fn check_lines(spec: &Spec, table: &[Row<'_>]) {
    for (text, expected) in table {
        let expected = match expected {
            Ok((fields, canonical)) => Some(Ok((fields.to_string(), canonical.to_string()))),
            Err("") => None,
            Err(class) => Some(Err(class.to_string())),
        };
        assert_eq!(line(spec, text), expected, "{text}");
    }
}
