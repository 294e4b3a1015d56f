//! One line of a log.

use super::literal;

/// A line of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// `# ...`: about the log.
    Comment(Vec<u8>),
    /// `?? ...`: a note of whoever recorded it.
    Note(Vec<u8>),
    /// `>> ...`: the host.
    Host(Text),
    /// `<< ...`: the module.
    Module(Text),
    /// Nothing.
    Empty,
    /// Anything else.
    Stray(Vec<u8>),
}

/// Bytes of one side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The time stamp, without its brackets.
    pub time: Option<String>,
    /// The bytes on the wire.
    pub bytes: Vec<u8>,
    /// The end of the log's line stands for a line ending, which is not in `bytes`. Otherwise they are exact.
    pub is_plain: bool,
}

impl Entry {
    /// Reads one line, given without its line end.
    pub fn read(line: &[u8]) -> Entry {
        match line {
            [] => Entry::Empty,
            [b'#', text @ ..] => Entry::Comment(text.trim_ascii().to_vec()),
            [b'?', b'?', text @ ..] => Entry::Note(text.trim_ascii().to_vec()),
            _ if line.trim_ascii().is_empty() => Entry::Empty,
            _ => spoken(line).unwrap_or_else(|| Entry::Stray(line.to_vec())),
        }
    }
}

/// What one side says: an arrow, perhaps a time stamp before or behind it, and the text.
fn spoken(line: &[u8]) -> Option<Entry> {
    let (before, rest) = stamp(line).map_or((None, line), |(time, rest)| (Some(time), rest.trim_ascii_start()));
    let (side, text): (fn(Text) -> Entry, _) = match rest {
        [b'>', b'>', text @ ..] | [b'-', b'>', text @ ..] => (Entry::Host, text),
        [b'<', b'<', text @ ..] | [b'<', b'-', text @ ..] => (Entry::Module, text),
        _ => return None,
    };
    let text = text.strip_prefix(b" ").unwrap_or(text);
    let (time, text) = match before {
        Some(_) => (before, text),
        None => stamp_before_blank(text).map_or((None, text), |(time, text)| (Some(time), text)),
    };
    if let Some(bytes) = literal::whole(text).or_else(|| literal::written_out(text)) {
        return Some(side(Text { time, bytes, is_plain: false }));
    }
    Some(side(Text { time, bytes: text.to_vec(), is_plain: true }))
}

/// Splits `(10:09:15.104)` or `[10:09:15.104]` off. A stamp holds a digit, a colon, and besides those only what dates are made of.
fn stamp(text: &[u8]) -> Option<(String, &[u8])> {
    let (close, inside) = match text {
        [b'(', inside @ ..] => (b')', inside),
        [b'[', inside @ ..] => (b']', inside),
        _ => return None,
    };
    let end = inside.iter().take(40).position(|&byte| byte == close)?;
    let (stamp, behind) = inside.split_at(end);
    let of_dates = |&byte: &u8| byte.is_ascii_digit() || b":.,+-/ TZ".contains(&byte);
    let is_stamp = stamp.contains(&b':') && stamp.iter().any(u8::is_ascii_digit) && stamp.iter().all(of_dates);
    is_stamp.then(|| (String::from_utf8_lossy(stamp).into_owned(), behind.get(1..).unwrap_or_default()))
}

/// The same with a blank behind it, or nothing.
fn stamp_before_blank(text: &[u8]) -> Option<(String, &[u8])> {
    let (time, behind) = stamp(text)?;
    if behind.is_empty() { Some((time, behind)) } else { Some((time, behind.strip_prefix(b" ")?)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(line: &str) -> Text {
        match Entry::read(line.as_bytes()) {
            Entry::Module(text) => text,
            other => panic!("{line}: {other:?}"),
        }
    }

    fn plain(bytes: &[u8], time: Option<&str>) -> Text {
        Text { time: time.map(Into::into), bytes: bytes.to_vec(), is_plain: true }
    }

    #[test]
    fn the_end_of_a_plain_line_is_a_line_ending() {
        assert_eq!(module("<< OK"), plain(b"OK", None));
        assert_eq!(module("<< "), plain(b"", None));
        assert_eq!(module("<<"), plain(b"", None));
    }

    #[test]
    fn time_stamps_come_off() {
        for (line, bytes, time) in [
            ("<< (10:09:22.039) OK", "OK", Some("10:09:22.039")),
            ("<< (10:09:22.039) ", "", Some("10:09:22.039")),
            ("<< (10:09:22.039)", "", Some("10:09:22.039")),
            ("<< (hello: 1) OK", "(hello: 1) OK", None),
            ("<< (10:09)OK", "(10:09)OK", None),
        ] {
            assert_eq!(module(line), plain(bytes.as_bytes(), time), "{line}");
        }
    }

    #[test]
    fn arrows_and_stamps_of_other_terminals_are_read() {
        for line in ["<<OK", "<-OK", "<- OK"] {
            assert_eq!(module(line), plain(b"OK", None), "{line}");
        }
        for line in ["[10:09:15.104] << OK", "[10:09:15.104]<<OK", "<< [10:09:15.104] OK", "(10:09:15.104) <- OK"] {
            assert_eq!(module(line), plain(b"OK", Some("10:09:15.104")), "{line}");
        }
        let one_stamp = plain(b"[0:0] x", Some("10:09:15.104"));
        assert_eq!(Entry::read(b"[10:09:15.104] ->[0:0] x"), Entry::Host(one_stamp), "one stamp is enough");
        assert_eq!(Entry::read(b"->AT"), Entry::Host(plain(b"AT", None)));
        assert_eq!(module("<<  x"), plain(b" x", None));
    }

    #[test]
    fn literals_are_exact() {
        for (line, bytes) in [
            (r"<< b'\r\nOK\r\n'", &b"\r\nOK\r\n"[..]),
            (r"<< (10:09:15) b'\xff\x00'", &[0xff, 0]),
            (r"<< +IPD,3:a\r\nb", b"+IPD,3:a\r\nb"),
            (r"<< \xfc", &[0xfc]),
        ] {
            let text = module(line);
            assert_eq!((text.bytes.as_slice(), text.is_plain), (bytes, false), "{line}");
        }
    }

    #[test]
    fn the_backslashes_of_the_protocol_are_left_alone() {
        let line = br#">> AT+CWJAP_CUR="ab\\\,c","12345678\"\\""#;
        assert_eq!(Entry::read(line), Entry::Host(plain(&line[3..], None)));
        // An SSID `a\r`, escaped: no CR.
        assert!(module(r#"<< +CWLAP:(3,"a\\r")"#).is_plain);
    }

    #[test]
    fn other_lines_are_comments_notes_or_strays() {
        assert_eq!(Entry::read(b"# x"), Entry::Comment(b"x".to_vec()));
        assert_eq!(Entry::read(b"?? x"), Entry::Note(b"x".to_vec()));
        assert_eq!(Entry::read(b""), Entry::Empty);
        assert_eq!(Entry::read(b"[10:09:15] OK"), Entry::Stray(b"[10:09:15] OK".to_vec()));
        assert_eq!(Entry::read(b"OK"), Entry::Stray(b"OK".to_vec()));
    }
}
