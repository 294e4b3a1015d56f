//! Bytes and counts, written for people and for JSON.

use serde::{Serialize, Serializer};
use std::fmt::Write;

/// Writes bytes for a reader: text stays text, and what is invisible is escaped (`\r`, `\x1b`, `\u{202e}`).
///
/// The result never moves a cursor, changes a colour or turns the direction of writing, whatever the bytes are.
///
/// ```
/// assert_eq!(wizfi360_reference::text::readable(b"OK\r\n\x1b[31m\xff"), r"OK\r\n\x1b[31m\xff");
/// ```
pub fn readable(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for char in chunk.valid().chars() {
            match char {
                '\r' => out.push_str("\\r"),
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                '\0' => out.push_str("\\0"),
                _ if char.is_ascii_control() => write_to(&mut out, format_args!("\\x{:02x}", u32::from(char))),
                _ if is_hidden(char) => write_to(&mut out, format_args!("\\u{{{:x}}}", u32::from(char))),
                _ => out.push(char),
            }
        }
        for byte in chunk.invalid() {
            write_to(&mut out, format_args!("\\x{byte:02x}"));
        }
    }
    out
}

/// Writes out the unit of a rule: `1 to 2048 byte` becomes `1 to 2048 bytes`.
pub fn plural(rule: &str) -> String {
    match rule.strip_suffix(" byte") {
        Some(number) if number != "1" && !number.ends_with(" 1") => format!("{rule}s"),
        _ => rule.to_string(),
    }
}

/// Counts things: `1 byte`, `2 bytes`.
pub fn plural_of(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Characters that do not show, or that change how others show.
fn is_hidden(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(char, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Writes lower-case hex, two digits a byte.
pub fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        write_to(&mut out, format_args!("{byte:02x}"));
    }
    out
}

/// Reads hex; `None` if it is not pairs of hex digits.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    let pair = |pair: &[u8]| Some((hex_digit(pair[0])? << 4) | hex_digit(pair[1])?);
    digits.chunks_exact(2).map(pair).collect()
}

/// Returns the value of a hex digit.
pub fn hex_digit(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

fn write_to(out: &mut String, text: std::fmt::Arguments<'_>) {
    // A string takes everything.
    let _ = out.write_fmt(text);
}

/// Bytes in JSON: a string if they are UTF-8, else `{"hex": "0001ff"}`. Nothing is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Hex {
            hex: String,
        }
        match std::str::from_utf8(&self.0) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => Hex { hex: hex(&self.0) }.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_readable_controls_a_terminal() {
        assert_eq!(readable(b"a\x1b[31m\r\n\0\x7f\xff"), "a\\x1b[31m\\r\\n\\0\\x7f\\xff");
        assert_eq!(readable("한글 \u{202e}x\u{9b}".as_bytes()), "한글 \\u{202e}x\\u{9b}");
        for value in 0..=0x10_ffff {
            let Some(char) = char::from_u32(value) else { continue };
            let shown = readable(char.to_string().as_bytes());
            assert!(!shown.chars().any(char::is_control), "{value:x}");
        }
    }

    #[test]
    fn units_are_counted() {
        assert_eq!(plural("1 to 2048 byte"), "1 to 2048 bytes");
        assert_eq!(plural("at least 1 byte"), "at least 1 byte");
        assert_eq!(plural("1 byte"), "1 byte");
        assert_eq!(plural("0 to 4"), "0 to 4");
    }

    #[test]
    fn hex_goes_both_ways() {
        assert_eq!(from_hex(&hex(&[0, 1, 0xff])), Some(vec![0, 1, 0xff]));
        assert_eq!(from_hex("0"), None);
        assert_eq!(from_hex("0g"), None);
        assert_eq!(from_hex("é"), None);
    }
}
