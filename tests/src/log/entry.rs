//! One line of a log.

use super::literal;

/// What a line of a log is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// `# ...`: about the log.
    Comment(Vec<u8>),
    /// `?? ...`: whoever recorded says something.
    Note(Vec<u8>),
    /// `>> ...`: the host.
    Host(Said),
    /// `<< ...`: the module.
    Module(Said),
    /// Nothing.
    Empty,
    /// Anything else.
    Stray(Vec<u8>),
}

/// What one side said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The time stamp, without its brackets.
    pub time: Option<String>,
    /// The bytes on the wire, line end included.
    pub bytes: Vec<u8>,
    /// How many bytes at the end the log does not hold: the line end that each plain line stands for.
    pub implied: usize,
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
    let (side, text): (fn(Said) -> Entry, _) = match rest {
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
        return Some(side(Said { time, bytes, implied: 0 }));
    }
    Some(side(Said { time, bytes: [text, b"\r\n"].concat(), implied: 2 }))
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

    fn module(line: &str) -> Said {
        match Entry::read(line.as_bytes()) {
            Entry::Module(said) => said,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn a_plain_line_stands_for_its_line_end_too() {
        let said = module("<< OK");
        assert_eq!((said.bytes.as_slice(), said.implied, said.time), (&b"OK\r\n"[..], 2, None));
        assert_eq!(module("<< ").bytes, b"\r\n");
        assert_eq!(module("<<").bytes, b"\r\n");
    }

    #[test]
    fn time_stamps_come_off() {
        let said = module("<< (10:09:22.039) OK");
        assert_eq!((said.bytes.as_slice(), said.time.as_deref()), (&b"OK\r\n"[..], Some("10:09:22.039")));
        assert_eq!(module("<< (10:09:22.039) ").bytes, b"\r\n");
        assert_eq!(module("<< (10:09:22.039)").bytes, b"\r\n");
        assert_eq!(module("<< (hello: 1) OK").bytes, b"(hello: 1) OK\r\n");
        assert_eq!(module("<< (10:09)OK").bytes, b"(10:09)OK\r\n");
    }

    #[test]
    fn other_terminals_write_it_otherwise() {
        for line in ["<<OK", "<-OK", "<- OK"] {
            assert_eq!(module(line), Said { time: None, bytes: b"OK\r\n".to_vec(), implied: 2 }, "{line}");
        }
        for line in ["[10:09:15.104] << OK", "[10:09:15.104]<<OK", "<< [10:09:15.104] OK", "(10:09:15.104) <- OK"] {
            let said = module(line);
            assert_eq!((said.bytes.as_slice(), said.time.as_deref()), (&b"OK\r\n"[..], Some("10:09:15.104")), "{line}");
        }
        let Entry::Host(said) = Entry::read(b"[10:09:15.104] ->[0:0] x") else { panic!() };
        assert_eq!(said.bytes, b"[0:0] x\r\n", "one stamp is enough");
        assert!(matches!(Entry::read(b"->AT"), Entry::Host(_)));
        assert_eq!(module("<<  x").bytes, b" x\r\n");
    }

    #[test]
    fn literals_are_exact() {
        assert_eq!(module(r"<< b'\r\nOK\r\n'").bytes, b"\r\nOK\r\n");
        assert_eq!(module(r"<< (10:09:15) b'\xff\x00'").bytes, [0xff, 0]);
        assert_eq!(module(r"<< +IPD,3:a\r\nb").bytes, b"+IPD,3:a\r\nb");
        assert_eq!(module(r"<< \xfc").bytes, [0xfc]);
    }

    #[test]
    fn the_backslashes_of_the_protocol_are_left_alone() {
        let line = br#">> AT+CWJAP_CUR="ab\\\,c","12345678\"\\""#;
        let Entry::Host(said) = Entry::read(line) else { panic!() };
        assert_eq!(said.bytes, [&line[3..], b"\r\n"].concat());
        // An SSID `a\r`, escaped: no CR.
        assert_eq!(module(r#"<< +CWLAP:(3,"a\\r")"#).implied, 2);
    }

    #[test]
    fn the_rest() {
        assert_eq!(Entry::read(b"# x"), Entry::Comment(b"x".to_vec()));
        assert_eq!(Entry::read(b"?? x"), Entry::Note(b"x".to_vec()));
        assert_eq!(Entry::read(b""), Entry::Empty);
        assert_eq!(Entry::read(b"[10:09:15] OK"), Entry::Stray(b"[10:09:15] OK".to_vec()));
        assert_eq!(Entry::read(b"OK"), Entry::Stray(b"OK".to_vec()));
    }
}
