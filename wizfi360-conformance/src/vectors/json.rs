//! How the files are written: ASCII, one case a line, byte strings as JSON strings.

use super::VERSION;
use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;
use std::io;

/// Bytes: a JSON string in which each character is one byte, U+0000 to U+00FF.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bytes(pub(super) Vec<u8>);

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Bytes(bytes.to_vec())
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.iter().map(|&byte| char::from(byte)).collect::<String>())
    }
}

/// A file: what it holds, keys of its own, and its cases.
pub(super) fn file(content: &str, keys: impl Serialize, cases: &[impl Serialize]) -> String {
    let keys = line(&keys);
    let keys = keys.trim_start_matches('{').trim_end_matches('}');
    let keys = if keys.is_empty() { String::new() } else { format!(",\n{keys}") };
    let cases = cases.iter().map(line).collect::<Vec<_>>().join(",\n");
    format!("{{\"version\":{VERSION},\"content\":\"{content}\"{keys},\n\"cases\":[\n{cases}\n]}}\n")
}

/// A value on one line of ASCII.
fn line(value: &impl Serialize) -> String {
    let mut out = Vec::new();
    let written = value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Ascii));
    // Writing to memory cannot fail, and no map has keys that are not strings.
    debug_assert!(written.is_ok());
    String::from_utf8_lossy(&out).into_owned()
}

/// Writes what does not print, and what is not ASCII, as `\u00ff`.
struct Ascii;

impl Formatter for Ascii {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut units = [0; 2];
        for character in fragment.chars() {
            match character {
                ' '..='~' => writer.write_all(&[character as u8])?,
                other => other.encode_utf16(&mut units).iter().try_for_each(|unit| write!(writer, "\\u{unit:04x}"))?,
            }
        }
        Ok(())
    }
}
