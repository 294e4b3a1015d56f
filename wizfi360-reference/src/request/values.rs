//! Values as people and programs give them.

use crate::text::from_hex;
use serde_json::Value;

/// Reads `name=value`; `hex:0001ff` stands for bytes, `text:` before a value for the text that follows.
///
/// # Errors
///
/// Returns what is wrong, without repeating the text: it may hold a password.
///
/// ```
/// use wizfi360_reference::request::parse_pair;
///
/// assert_eq!(parse_pair("ssid=a=b"), Ok(("ssid".into(), b"a=b".to_vec())));
/// assert_eq!(parse_pair("ssid=hex:00ff"), Ok(("ssid".into(), vec![0, 0xff])));
/// ```
pub fn parse_pair(text: &str) -> Result<(String, Vec<u8>), &'static str> {
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

/// Reads a number or a string as it is, `{"hex": "0001ff"}` as bytes, and `null` as no value.
///
/// # Errors
///
/// Returns what is wrong.
pub fn parse_json_value(value: Value) -> Result<Option<Vec<u8>>, &'static str> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.into_bytes())),
        Value::Number(number) => Ok(Some(number.to_string().into_bytes())),
        Value::Bool(_) => Err("true and false are no values"),
        Value::Array(_) => Err("a list is no value"),
        Value::Object(fields) => match fields.get("hex") {
            Some(Value::String(digits)) if fields.len() == 1 => {
                from_hex(digits).map(Some).ok_or("`hex` holds no pairs of hex digits")
            }
            _ => Err("an object that is not {\"hex\": ...} is no value"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_plain_or_hex() {
        assert_eq!(parse_pair("ssid=a=b"), Ok(("ssid".into(), b"a=b".to_vec())));
        assert_eq!(parse_pair("ssid=hex:00FF"), Ok(("ssid".into(), vec![0, 0xff])));
        assert_eq!(parse_pair("ssid=text:hex:00"), Ok(("ssid".into(), b"hex:00".to_vec())));
        assert_eq!(parse_pair("ssid="), Ok(("ssid".into(), Vec::new())));
        assert!(parse_pair("ssid").is_err());
        assert!(parse_pair("=x").is_err());
        assert!(parse_pair("ssid=hex:0").is_err());
    }

    #[test]
    fn json_values_are_numbers_texts_or_hex() {
        let read = |text: &str| parse_json_value(serde_json::from_str(text).unwrap());
        assert_eq!(read("null"), Ok(None));
        assert_eq!(read("17"), Ok(Some(b"17".to_vec())));
        assert_eq!(read(r#"{"hex": "00ff"}"#), Ok(Some(vec![0, 0xff])));
        for wrong in ["true", "[1]", r#"{"hex": "0"}"#, r#"{"hex": "00", "x": 1}"#, "{}"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
