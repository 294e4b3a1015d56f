//! Bytes written as Python and C write them.

/// The bytes of a text that is one literal from end to end: `b'...'`, `b"..."`, `'...'`.
///
/// `"..."` alone is none: the module sends such lines.
pub(super) fn whole(text: &[u8]) -> Option<Vec<u8>> {
    let (quote, inside) = match text {
        [b'b', quote @ (b'\'' | b'"'), inside @ .., last] if quote == last => (*quote, inside),
        [quote @ b'\'', inside @ .., last] if quote == last => (*quote, inside),
        _ => return None,
    };
    let mut out = Vec::with_capacity(inside.len());
    let mut rest = inside;
    while let [first, behind @ ..] = rest {
        if *first == quote {
            return None;
        }
        let (byte, length) = if *first == b'\\' { escape(behind)? } else { (*first, 1) };
        out.push(byte);
        rest = &rest[length..];
    }
    Some(out)
}

/// The bytes of a plain line in which `\r` or `\xNN` is written out. `None` if neither stands in it.
///
/// What looks like no escape of C is left as it is, so `\,` stays `\,`.
pub(super) fn written_out(text: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut rest, mut found) = (Vec::with_capacity(text.len()), text, false);
    while let [first, behind @ ..] = rest {
        let (byte, length) = match first {
            b'\\' => escape(behind).unwrap_or((b'\\', 1)),
            _ => (*first, 1),
        };
        found |= length == 4 || (length == 2 && byte == b'\r');
        out.push(byte);
        rest = &rest[length..];
    }
    found.then_some(out)
}

/// What stands behind a backslash: the byte, and the length with the backslash.
fn escape(behind: &[u8]) -> Option<(u8, usize)> {
    match behind {
        [b'r', ..] => Some((b'\r', 2)),
        [b'n', ..] => Some((b'\n', 2)),
        [b't', ..] => Some((b'\t', 2)),
        [b'0', ..] => Some((0, 2)),
        [byte @ (b'\\' | b'\'' | b'"'), ..] => Some((*byte, 2)),
        [b'x', high, low, ..] => Some(((hex_digit(*high)? << 4) | hex_digit(*low)?, 4)),
        _ => None,
    }
}

/// The value of a hex digit.
fn hex_digit(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_literals() {
        assert_eq!(whole(br"b'\r\n\t\0\\\'\x7f'"), Some(b"\r\n\t\0\\'\x7f".to_vec()));
        assert_eq!(whole(b"''"), Some(Vec::new()));
        assert_eq!(whole(br#"b"a'b""#), Some(b"a'b".to_vec()));
        for none in [&b"'"[..], b"b'", b"'a'b'", br"'\'", br"'\q'", br"'\x1'", b"\"a\"", b"b'a\"", b""] {
            assert_eq!(whole(none), None, "{}", String::from_utf8_lossy(none));
        }
    }

    #[test]
    fn written_out_needs_a_reason() {
        assert_eq!(written_out(br"a\nb"), None);
        assert_eq!(written_out(br"a\\r"), None);
        assert_eq!(written_out(br"a\,\r\n"), Some(b"a\\,\r\n".to_vec()));
        assert_eq!(written_out(br"\x00"), Some(vec![0]));
        assert_eq!(written_out(br"\x0"), None);
    }
}
