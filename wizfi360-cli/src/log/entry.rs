//! One line of a log.

use super::literal;

/// What a line of a log is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
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
pub(crate) struct Said {
    /// The time stamp, without its brackets.
    pub(crate) time: Option<String>,
    /// The bytes on the wire, line end included.
    pub(crate) bytes: Vec<u8>,
    /// How many bytes at the end the log does not hold: the line end that each plain line stands for.
    pub(crate) implied: usize,
}

impl Entry {
    /// Reads one line, given without its line end.
    pub(crate) fn read(line: &[u8]) -> Entry {
        match line {
            [] => Entry::Empty,
            [b'#', text @ ..] => Entry::Comment(text.trim_ascii().to_vec()),
            [b'?', b'?', text @ ..] => Entry::Note(text.trim_ascii().to_vec()),
            [b'>', b'>', text @ ..] => behind_arrow(text).map_or_else(|| Entry::Stray(line.to_vec()), Entry::Host),
            [b'<', b'<', text @ ..] => behind_arrow(text).map_or_else(|| Entry::Stray(line.to_vec()), Entry::Module),
            _ if line.trim_ascii().is_empty() => Entry::Empty,
            _ => Entry::Stray(line.to_vec()),
        }
    }
}

/// Behind the arrow stands a blank, or nothing.
fn behind_arrow(text: &[u8]) -> Option<Said> {
    let text = match text {
        [] => text,
        [b' ', text @ ..] => text,
        _ => return None,
    };
    let (time, text) = time_stamp(text);
    if let Some(bytes) = literal::whole(text).or_else(|| literal::written_out(text)) {
        return Some(Said { time, bytes, implied: 0 });
    }
    Some(Said { time, bytes: [text, b"\r\n"].concat(), implied: 2 })
}

/// Splits `(10:09:15.104) ` off. A stamp holds a digit, a colon, and besides those only what dates are made of.
fn time_stamp(text: &[u8]) -> (Option<String>, &[u8]) {
    let found = (|| {
        let inside = text.strip_prefix(b"(")?;
        let end = inside.iter().take(40).position(|&byte| byte == b')')?;
        let (stamp, behind) = inside.split_at(end);
        let of_dates = |&byte: &u8| byte.is_ascii_digit() || b":.,+-/ TZ".contains(&byte);
        let is_stamp = stamp.contains(&b':') && stamp.iter().any(u8::is_ascii_digit) && stamp.iter().all(of_dates);
        let behind = behind.get(1..)?;
        let text = if behind.is_empty() { behind } else { behind.strip_prefix(b" ")? };
        is_stamp.then(|| (Some(String::from_utf8_lossy(stamp).into_owned()), text))
    })();
    found.unwrap_or((None, text))
}

/// Tells from its beginning whether an input is a log: its first line that is not empty begins as a log's lines do.
pub(crate) fn looks_like_log(beginning: &[u8]) -> bool {
    let line = beginning.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let first = line.into_iter().find(|line| !line.trim_ascii().is_empty());
    first.is_some_and(|line| match line {
        [b'#', ..] => true,
        [b'>', b'>', rest @ ..] | [b'<', b'<', rest @ ..] | [b'?', b'?', rest @ ..] => {
            rest.first().is_none_or(|&byte| byte == b' ')
        }
        _ => false,
    })
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
        assert_eq!(Entry::read(b">>x"), Entry::Stray(b">>x".to_vec()));
        assert_eq!(Entry::read(b"OK"), Entry::Stray(b"OK".to_vec()));
    }

    #[test]
    fn logs_are_told_from_raw_bytes() {
        assert!(looks_like_log(b"# a\n"));
        assert!(looks_like_log(b"\r\n<< OK\r\n"));
        assert!(looks_like_log(b">>"));
        assert!(!looks_like_log(b"\r\nOK\r\n"));
        assert!(!looks_like_log(b"\r\n>>x"));
        assert!(!looks_like_log(b""));
    }
}
