//! The values that are given, by `--set` and `--fields`.

use crate::{
    args::Encode,
    end::{Failure, Mistake},
};
use serde_json::Value;
use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};
use wizfi360_reference::text::from_hex;

/// How large a JSON object of fields may be.
const LARGEST: u64 = 1 << 20;

/// All values, in the order in which they are given.
pub(super) fn all(args: &Encode) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let (mut values, mut mistakes) = (Vec::new(), Vec::new());
    if let Some(path) = &args.fields {
        match object(path)? {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match of_json(&name, value) {
                        Ok(Some(text)) => values.push((name, text)),
                        Ok(None) => {}
                        Err(mistake) => mistakes.push(mistake),
                    }
                }
            }
            _ => {
                let way_out = "Write {\"mode\": 1}: the names of parameters, and their values.";
                return Err(Failure::wrong(format!("`{}` holds no JSON object", path.display()), way_out));
            }
        }
    }
    for (at, text) in args.set.iter().enumerate() {
        match of_option(text) {
            Ok(value) => values.push(value),
            Err(what) => {
                // The text is not repeated: a password may stand in it.
                let way_out = "Write --set name=value. `hex:0001ff` as value stands for bytes.";
                mistakes.push(Mistake::new(format!("`--set` number {}: {what}", at + 1), way_out));
            }
        }
    }
    if mistakes.is_empty() { Ok(values) } else { Err(Failure::Wrong(mistakes)) }
}

/// `name=value`; or what is wrong with it, without repeating it.
pub(crate) fn of_option(text: &str) -> Result<(String, Vec<u8>), &'static str> {
    let (name, value) = text.split_once('=').ok_or("there is no `=` in it")?;
    if name.trim().is_empty() {
        return Err("no name stands before the `=`");
    }
    let bytes = match (value.strip_prefix("hex:"), value.strip_prefix("text:")) {
        (Some(digits), _) => {
            from_hex(digits).ok_or("behind `hex:` stand pairs of hex digits; `text:hex:...` is a text")?
        }
        (None, Some(text)) => text.as_bytes().to_vec(),
        (None, None) => value.as_bytes().to_vec(),
    };
    Ok((name.trim().to_string(), bytes))
}

fn object(path: &Path) -> Result<Value, Failure> {
    let mut text = String::new();
    let read = match path == Path::new("-") {
        true => io::stdin().take(LARGEST).read_to_string(&mut text),
        false => File::open(path).and_then(|file| file.take(LARGEST).read_to_string(&mut text)),
    };
    read.map_err(|error| Failure::file(path, &error))?;
    serde_json::from_str(&text).map_err(|error| {
        let what = format!("`{}` is not JSON: {error}", path.display());
        Failure::wrong(what, "Write {\"mode\": 1}: the names of parameters, and their values.")
    })
}

/// A number or a text as it is meant; `{"hex": "0001ff"}` for bytes; `null` for nothing.
fn of_json(name: &str, value: Value) -> Result<Option<Vec<u8>>, Mistake> {
    let wrong = |what: &str| {
        let way_out = "A value is a number, a string, {\"hex\": \"0001ff\"} for bytes, or null for none.";
        Mistake::new(format!("`{}`: {what}", wizfi360_reference::text::readable(name.as_bytes())), way_out)
    };
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.into_bytes())),
        Value::Number(number) => Ok(Some(number.to_string().into_bytes())),
        Value::Bool(_) => Err(wrong("true and false are no values")),
        Value::Array(_) => Err(wrong("a list is no value")),
        Value::Object(fields) => match fields.get("hex") {
            Some(Value::String(digits)) if fields.len() == 1 => {
                from_hex(digits).map(Some).ok_or_else(|| wrong("`hex` holds no pairs of hex digits"))
            }
            _ => Err(wrong("an object that is not {\"hex\": ...} is no value")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_plain_or_hex() {
        assert_eq!(of_option("ssid=a=b"), Ok(("ssid".into(), b"a=b".to_vec())));
        assert_eq!(of_option("ssid=hex:00FF"), Ok(("ssid".into(), vec![0, 0xff])));
        assert_eq!(of_option("ssid=text:hex:00"), Ok(("ssid".into(), b"hex:00".to_vec())));
        assert_eq!(of_option("ssid="), Ok(("ssid".into(), Vec::new())));
        assert!(of_option("ssid").is_err());
        assert!(of_option("=x").is_err());
        assert!(of_option("ssid=hex:0").is_err());
    }
}
