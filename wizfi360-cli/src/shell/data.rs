//! What is given where the module waits for data.

use crate::end::Mistake;
use std::fs;
use wizfi360_proto::{DataKind, DataPhase};
use wizfi360_reference::text::{hex_digit, readable};

/// How large a file may be.
const LARGEST: u64 = 64 << 20;

/// A typed text as bytes. `\r`, `\n`, `\t`, `\0`, `\\` and `\xff` stand for what cannot be typed, `::` at the beginning for a colon.
///
/// Where `\0` itself, as two characters, ends the data early, it stays as it is.
pub(super) fn text(line: &str, kind: DataKind) -> Result<Vec<u8>, Mistake> {
    let keeps_nul = matches!(kind, DataKind::Counted { until_nul: true, .. });
    let line = if line.starts_with("::") { &line[1..] } else { line };
    let mut bytes = Vec::with_capacity(line.len());
    let mut rest = line.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        let (len, escaped) = match (byte, behind) {
            (b'\\', [b'r', ..]) => (2, b'\r'),
            (b'\\', [b'n', ..]) => (2, b'\n'),
            (b'\\', [b't', ..]) => (2, b'\t'),
            (b'\\', [b'\\', ..]) => (2, b'\\'),
            (b'\\', [b'0', ..]) if keeps_nul => {
                bytes.push(b'\\');
                (2, b'0')
            }
            (b'\\', [b'0', ..]) => (2, 0),
            (b'\\', [b'x', high, low, ..]) => match (hex_digit(*high), hex_digit(*low)) {
                (Some(high), Some(low)) => (4, (high << 4) | low),
                _ => return Err(escape()),
            },
            (b'\\', _) => return Err(escape()),
            _ => (1, byte),
        };
        bytes.push(escaped);
        rest = &rest[len..];
    }
    Ok(bytes)
}

fn escape() -> Mistake {
    Mistake::new(
        "a backslash stands before something that it does not escape",
        "Write \\r \\n \\t \\0 \\xff, or \\\\ for a backslash.",
    )
}

/// Refuses more than is due: the module would take the rest for a command.
pub(super) fn fits(len: usize, phase: DataPhase) -> Result<(), Mistake> {
    let DataPhase::Counted(left) = phase else { return Ok(()) };
    if len as u64 <= u64::from(left) {
        return Ok(());
    }
    let plural = |number: u64| format!("{number} byte{}", if number == 1 { "" } else { "s" });
    let what = format!("that is {}, and {} due; nothing is sent", plural(len as u64), is(left, &plural(left.into())));
    Err(Mistake::new(what, "Give less. What is given in pieces adds up; \\r\\n counts two bytes."))
}

fn is(number: u32, what: &str) -> String {
    if number == 1 { format!("{what} is") } else { format!("{what} are") }
}

/// What a file holds: all of it, or of PEM text the part that the command takes.
pub(super) fn file(path: &str, kind: DataKind) -> Result<Vec<u8>, Mistake> {
    let cannot = |error: &str| {
        Mistake::new(format!("`{}` cannot be read: {error}", readable(path.as_bytes())), "Check the path.")
    };
    let length = fs::metadata(path).map_err(|error| cannot(&error.to_string()))?.len();
    if length > LARGEST {
        return Err(cannot("it is larger than 64 MB"));
    }
    let bytes = fs::read(path).map_err(|error| cannot(&error.to_string()))?;
    match kind {
        DataKind::Pem { begin, end } => pem(&bytes, begin, end).map_err(|mut mistake| {
            mistake.what = format!("`{}`: {}", readable(path.as_bytes()), mistake.what);
            mistake
        }),
        _ => Ok(bytes),
    }
}

/// The lines from the one that begins PEM text to the one that ends it, with CR LF behind each.
fn pem(bytes: &[u8], begin: &str, end: &str) -> Result<Vec<u8>, Mistake> {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let from = lines.iter().position(|line| *line == begin);
    let Some(part) = from.and_then(|from| lines.get(from..)) else {
        let found: Vec<&str> = lines.iter().copied().filter(|line| line.starts_with("-----BEGIN")).collect();
        let way_out = match found.as_slice() {
            [] => "It holds no PEM text. `openssl x509 -in FILE -inform DER` makes it of a certificate in DER."
                .to_string(),
            found if begin.contains("RSA") => {
                format!(
                    "It holds `{}`. `openssl rsa -in FILE -traditional` writes a key so.",
                    readable(found.join("`, `").as_bytes())
                )
            }
            found => format!("It holds `{}`.", readable(found.join("`, `").as_bytes())),
        };
        return Err(Mistake::new(format!("there is no line `{begin}` in it"), way_out));
    };
    match part.iter().position(|line| *line == end) {
        Some(last) => Ok(part[..=last].iter().flat_map(|line| format!("{line}\r\n").into_bytes()).collect()),
        None => Err(Mistake::new(format!("the line `{end}` is missing"), "The file may be cut short.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIVE: DataPhase = DataPhase::Counted(5);
    const COUNTED: DataKind = DataKind::Counted { ok_before_prompt: true, until_nul: false, until_escape: false };

    #[test]
    fn texts_have_escapes_for_what_cannot_be_typed() {
        assert_eq!(text("a\\r\\n\\t\\0\\xfF\\\\", COUNTED), Ok(b"a\r\n\t\0\xff\\".to_vec()));
        assert_eq!(text("::x", COUNTED), Ok(b":x".to_vec()));
        assert_eq!(text("한", COUNTED), Ok("한".as_bytes().to_vec()));
        for wrong in ["\\", "\\q", "\\x", "\\x0", "\\xgg"] {
            assert!(text(wrong, COUNTED).is_err(), "{wrong}");
        }
        let early = DataKind::Counted { ok_before_prompt: true, until_nul: true, until_escape: false };
        assert_eq!(text("ab\\0", early), Ok(b"ab\\0".to_vec()));
    }

    #[test]
    fn no_more_than_is_due_is_sent() {
        assert_eq!(fits(5, FIVE), Ok(()));
        assert_eq!(fits(6, FIVE).unwrap_err().what, "that is 6 bytes, and 5 bytes are due; nothing is sent");
        assert_eq!(fits(usize::MAX, DataPhase::Transparent), Ok(()));
    }

    #[test]
    fn of_pem_text_the_part_that_is_asked_for_is_taken() {
        let (begin, end) = ("-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----");
        let file = format!("subject=x\n{begin}\nabc\n{end}\n{begin}\ndef\n{end}\n");
        assert_eq!(pem(file.as_bytes(), begin, end), Ok(format!("{begin}\r\nabc\r\n{end}\r\n").into_bytes()));
        assert!(pem(format!("{begin}\nabc\n").as_bytes(), begin, end).is_err());
        assert!(pem(b"\x30\x82", begin, end).unwrap_err().way_out.contains("DER"));
        let key =
            pem(b"-----BEGIN PRIVATE KEY-----\n", "-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----");
        assert!(key.unwrap_err().way_out.contains("-traditional"));
    }
}
