//! What an input is, told from its beginning.

use super::{Entry, Text};

/// How many lines of the beginning are looked at.
const LINES: usize = 40;

/// How much of a line may stand before what it says.
const MARK: usize = 48;

/// True if it is a log of both sides.
///
/// Either its first line that is not empty begins as a log's lines do, blank included. Or both sides speak, the host sends a
/// command, and no more than one line in four is none of a log's: raw bytes of one side hold no such thing.
pub fn looks_like_log(beginning: &[u8]) -> bool {
    let mut lines = lines(beginning);
    let is_strict = |line: &&[u8]| match line {
        [b'#', ..] => true,
        [b'>', b'>', rest @ ..] | [b'<', b'<', rest @ ..] | [b'?', b'?', rest @ ..] => {
            rest.first().is_none_or(|&byte| byte == b' ')
        }
        _ => false,
    };
    lines.next().is_some_and(|line| is_strict(&line)) || is_talk(beginning)
}

fn is_talk(beginning: &[u8]) -> bool {
    let (mut all, mut requests, mut answers, mut strays) = (0, 0, 0, 0);
    for line in lines(whole_lines(beginning)) {
        all += 1;
        match Entry::read(line) {
            Entry::Host(Text { bytes, .. }) => requests += usize::from(bytes.starts_with(b"AT")),
            Entry::Module(_) => answers += 1,
            Entry::Stray(_) => strays += 1,
            _ => {}
        }
    }
    requests > 0 && answers > 0 && strays * 4 <= all
}

/// True if it looks like a log in a style that is not read: of both sides, `TX: AT`, `[RX] OK`, `--> AT`; a serial monitor's with stamps,
/// `10:15:01.104 -> OK`, whose lines would be messages of MQTT; or one whose line ends are spelled out, `AT\r\n`.
pub fn looks_like_other_log(beginning: &[u8]) -> bool {
    let (mut there, mut back) = (false, false);
    for line in lines(whole_lines(beginning)) {
        match direction(line) {
            Some(true) => there = true,
            Some(false) => back = true,
            None => {}
        }
    }
    (there && back) || is_monitor(beginning) || is_spelled(beginning)
}

/// True if each line has a stamp, an arrow and a text.
fn is_monitor(beginning: &[u8]) -> bool {
    let is_stamped = |line: &[u8]| {
        let end = line.iter().position(|byte| !(byte.is_ascii_digit() || b":.".contains(byte))).unwrap_or(0);
        line[..end].contains(&b':') && line[end..].starts_with(b" ->")
    };
    let mut lines = lines(whole_lines(beginning)).peekable();
    lines.peek().is_some() && lines.all(is_stamped)
}

/// True if each line ends with a line end in letters.
fn is_spelled(beginning: &[u8]) -> bool {
    let mut lines = lines(whole_lines(beginning)).peekable();
    lines.peek().is_some() && lines.all(|line| line.ends_with(br"\r\n") || line.ends_with(br"\n"))
}

/// Who speaks in a line of such a log: true for the host.
fn direction(line: &[u8]) -> Option<bool> {
    const HOST: [&[u8]; 6] = [b"tx", b"send", b"sent", b"out", b"host", b"pc"];
    const MODULE: [&[u8]; 6] = [b"rx", b"recv", b"received", b"in", b"module", b"wizfi360"];
    let line = line.get(..MARK).unwrap_or(line);
    let start = line.iter().position(|byte| byte.is_ascii_alphabetic()).unwrap_or(line.len());
    let (before, text) = line.split_at(start);
    let has = |signs: &[&str]| signs.iter().any(|sign| before.windows(sign.len()).any(|part| part == sign.as_bytes()));
    match (has(&["->", ">>", "=>", "→"]), has(&["<-", "<<", "<=", "←"])) {
        (true, false) => return Some(true),
        (false, true) => return Some(false),
        _ => {}
    }
    let end = text.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
    // `SEND OK` is a line of the module.
    if !matches!(text[end], b':' | b'>' | b']' | b')' | b'|' | b'\t') {
        return None;
    }
    let word = text[..end].to_ascii_lowercase();
    let is_word = |words: [&[u8]; 6]| words.contains(&word.as_slice());
    match (is_word(HOST), is_word(MODULE)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// The first lines that are not empty.
fn lines(beginning: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = beginning.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    lines.filter(|line| !line.trim_ascii().is_empty()).take(LINES)
}

/// Without a line whose end is not there yet, unless it is the only one.
fn whole_lines(beginning: &[u8]) -> &[u8] {
    let end = beginning.iter().rposition(|&byte| byte == b'\n');
    // A short file may end without a line end; a buffer that is full ends anywhere.
    match end {
        Some(end) if beginning.len() >= 4096 => &beginning[..end],
        _ => beginning,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logs_are_told_from_raw_bytes() {
        assert!(looks_like_log(b"# a\n"));
        assert!(looks_like_log(b"\r\n<< OK\r\n"));
        assert!(looks_like_log(b">>"));
        assert!(!looks_like_log(b"\r\nOK\r\n"));
        assert!(!looks_like_log(b"\r\n>>x"));
        assert!(!looks_like_log(b""));
    }

    #[test]
    fn other_styles_need_both_sides() {
        assert!(looks_like_log(b">>AT\r\n<<OK\r\n"));
        assert!(looks_like_log(b"-> AT\n<- OK\n"));
        assert!(looks_like_log(b"[10:09:15.104] >> AT\n[10:09:15.105] << OK"));
        for raw in
            [&b">>AT\r\n"[..], b"<<OK\r\n<<OK\r\n", b">>x\r\n<<y\r\n", b">>AT\r\n<<OK\r\nready\r\n", b"[10:09] OK\n"]
        {
            assert!(!looks_like_log(raw), "{}", raw.escape_ascii());
        }
    }

    #[test]
    fn foreign_logs_are_known_by_their_looks() {
        for log in [
            "TX: AT\nRX: OK\n",
            "[10:09:15] TX> AT\n[10:09:15] RX> OK\n",
            "--> AT\n<-- OK\n",
            "→ AT\n← OK\n",
            "10:15:01.104 -> AT\n10:15:01.209 -> OK\n",
            "AT+CIPMUX?\\r\\n\n+CIPMUX:0\\r\\n\\r\\nOK\\r\\n\n",
        ] {
            assert!(looks_like_other_log(log.as_bytes()), "{log}");
        }
        for raw in [
            "Recv 4 bytes\r\nSEND OK\r\n",
            "AT\r\nOK\r\n",
            "+IPD,5:a->b\r\n",
            ">\r\n",
            "10:15 -> x\r\nOK\r\n",
            "t -> a\\n\r\nOK\r\n",
            "",
        ] {
            assert!(!looks_like_other_log(raw.as_bytes()), "{raw}");
        }
    }
}
