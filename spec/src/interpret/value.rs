//! Values, apart from how they are written.

use serde::{Serialize, Serializer};
use std::{
    fmt::{self, Write},
    net::Ipv4Addr,
};

/// A value that was read or is to be written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// A number, an enum value or a mask.
    Number(i64),
    /// A text without its quotes and escapes. Also what stands where a known word or a MAC address should.
    Text(Vec<u8>),
    /// A word that its domain lists, or a choice's tag, without quotes.
    Word(String),
    /// An IPv4 address.
    Ip(Ipv4Addr),
    /// A MAC address.
    Mac([u8; 6]),
}

/// For people: a text stands in quotes with `\"`, `\\`, `\r`, `\n`, `\0` and `\xff` for what cannot be printed.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Number(number) => write!(f, "{number}"),
            Value::Text(text) => {
                f.write_char('"')?;
                printable(text, true, f)?;
                f.write_char('"')
            }
            Value::Word(word) => f.write_str(word),
            Value::Ip(ip) => write!(f, "{ip}"),
            Value::Mac(octets) => f.write_str(&mac(*octets)),
        }
    }
}

/// A number stays a number, all else is a string. A text that is not UTF-8 is an array of its bytes.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Number(number) => serializer.serialize_i64(*number),
            Value::Text(text) => match std::str::from_utf8(text) {
                Ok(text) => serializer.serialize_str(text),
                Err(_) => text.serialize(serializer),
            },
            Value::Word(_) | Value::Ip(_) | Value::Mac(_) => serializer.collect_str(self),
        }
    }
}

/// `00:08:dc:11:12:13`
pub(super) fn mac(octets: [u8; 6]) -> String {
    octets.map(|octet| format!("{octet:02x}")).join(":")
}

/// Text from a line as it can be shown: nothing in it can move a terminal's cursor. Long texts are cut.
pub(super) fn shown(bytes: &[u8]) -> String {
    const LONGEST: usize = 48;
    let mut text = String::new();
    let cut = &bytes[..bytes.len().min(LONGEST)];
    // Writing into a String cannot fail.
    let _ = printable(cut, false, &mut text);
    if cut.len() < bytes.len() {
        text.push_str("...");
    }
    text
}

fn printable(bytes: &[u8], quoted: bool, f: &mut impl Write) -> fmt::Result {
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '"' | '\\' if quoted => write!(f, "\\{character}")?,
                '\0' => f.write_str("\\0")?,
                '\r' => f.write_str("\\r")?,
                '\n' => f.write_str("\\n")?,
                '\t' => f.write_str("\\t")?,
                control if control.is_control() => write!(f, "\\x{:02x}", u32::from(control))?,
                character => f.write_char(character)?,
            }
        }
        for byte in chunk.invalid() {
            write!(f, "\\x{byte:02x}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_shown() {
        let table: [(Value, &str); 6] = [
            (Value::Number(-5), "-5"),
            (Value::Text(b"a\"b\\c\xff\x1b\r".to_vec()), r#""a\"b\\c\xff\x1b\r""#),
            (Value::Text("Caf\u{e9}".into()), "\"Caf\u{e9}\""),
            (Value::Word("TCP".into()), "TCP"),
            (Value::Ip([192, 168, 1, 5].into()), "192.168.1.5"),
            (Value::Mac([0, 8, 0xdc, 0x11, 0x12, 0x13]), "00:08:dc:11:12:13"),
        ];
        for (value, expected) in table {
            assert_eq!(value.to_string(), expected);
        }
    }

    #[test]
    fn what_is_shown_of_a_line_is_cut() {
        assert_eq!(shown(b"\"a\x1b[2J"), "\"a\\x1b[2J");
        assert_eq!(shown(&[b'x'; 60]), format!("{}...", "x".repeat(48)));
    }
}
