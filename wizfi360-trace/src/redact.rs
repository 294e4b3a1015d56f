//! Keeping passwords and keys out of what is shown.

use std::{collections::VecDeque, ops::Range};
use wizfi360_spec::{
    Spec,
    interpret::{Field, Value},
    model::Line,
};

/// What stands in a secret's place.
pub const HIDDEN: &[u8] = b"***";

/// How many secrets of a session are remembered.
const REMEMBERED: usize = 16;

/// Hides secrets, or shows everything.
#[derive(Clone)]
pub struct Redactor {
    show: bool,
    /// Names of commands that carry secrets, in upper case, `AT+` taken off.
    commands: Vec<Vec<u8>>,
    /// Names of all commands, the same way.
    known: Vec<Vec<u8>>,
    /// Beginnings of lines that carry secrets.
    prefixes: Vec<Vec<u8>>,
    /// Secrets that were seen, so that they can be hidden where nobody expects them.
    seen: VecDeque<Vec<u8>>,
}

impl Redactor {
    /// Creates a redactor of what the spec says is secret. `show` hides nothing.
    pub fn new(spec: &Spec, show: bool) -> Redactor {
        let mut commands: Vec<Vec<u8>> = Vec::new();
        let mut prefixes: Vec<Vec<u8>> = Vec::new();
        let of_line = |line: &Line| -> Vec<Vec<u8>> {
            let all = std::iter::once(&line.prefix).chain(&line.aliases);
            // Up to a scope: what follows it differs.
            let heads = all.map(|prefix| prefix.split('{').next().unwrap_or_default().trim().as_bytes().to_vec());
            heads.filter(|header| !header.is_empty()).collect()
        };
        let mut known = Vec::new();
        for (_, command) in spec.commands() {
            known.extend(command.names.iter().map(|name| bare(&name.name)));
            if command.forms.iter().any(|form| spec.holds_secret(&form.params)) {
                commands.extend(command.names.iter().map(|name| bare(&name.name)));
            }
            for line in command.lines.iter().filter(|line| spec.holds_secret(&line.params)) {
                prefixes.extend(of_line(line));
            }
        }
        for line in spec.events.messages.iter().filter(|line| spec.holds_secret(&line.params)) {
            prefixes.extend(of_line(line));
        }
        // The longest first: `CWJAP_CUR` is shown whole before `CWJAP` would end it.
        commands.sort_by_key(|name| std::cmp::Reverse(name.len()));
        commands.dedup();
        Redactor { show, commands, known, prefixes, seen: VecDeque::new() }
    }

    /// True if everything is shown.
    pub fn shows(&self) -> bool {
        self.show
    }

    /// A line that was read: its secret fields are hidden, and remembered. Tells whether something was hidden.
    pub fn fields(&mut self, line: &[u8], fields: &[Field<'_>]) -> (Vec<u8>, bool) {
        let secrets: Vec<&Field<'_>> = fields.iter().filter(|field| field.secret).collect();
        for field in &secrets {
            if let Value::Text(text) = &field.value {
                self.remember(text);
            }
        }
        if self.show || secrets.is_empty() {
            return (line.to_vec(), false);
        }
        (without(line, secrets.iter().map(|field| field.span.clone())), true)
    }

    /// A line that could not be read. What stands behind the name of a command that carries secrets, or behind such
    /// a line's beginning, is hidden; so is every secret that was seen.
    pub fn unread(&self, line: &[u8]) -> (Vec<u8>, bool) {
        if self.show {
            return (line.to_vec(), false);
        }
        match self.name_end(line) {
            Some(end) if end < line.len() => ([&line[..end], HIDDEN].concat(), true),
            _ => self.without_seen(line),
        }
    }

    /// What somebody wrote about the log. It may name a command as it likes, but not with what stands behind it.
    pub fn remark(&self, text: &[u8]) -> (Vec<u8>, bool) {
        let holds = |at: usize| matches!(text.get(at), Some(b'=' | b':' | b'"'));
        match self.name_end(text) {
            Some(end) if holds(end) || (end < text.len() && holds(end - 1)) => self.unread(text),
            _ => self.without_seen(text),
        }
    }

    /// Where to cut a line that may carry a secret.
    fn name_end(&self, line: &[u8]) -> Option<usize> {
        let upper = line.to_ascii_uppercase();
        let by_prefix =
            self.prefixes.iter().filter_map(|prefix| find(&upper, &prefix.to_ascii_uppercase(), prefix.len()));
        let by_name = self.commands.iter().filter_map(|name| {
            let end = find(&upper, name, name.len())?;
            // `_CUR` and the like belong to the name.
            let rest = upper[end..].iter().take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'_').count();
            Some(end + rest)
        });
        by_prefix.chain(by_name).min().or_else(|| self.near_name_end(&upper))
    }

    /// The end of a misspelt name: `AT+CWJPA_CUR=`.
    fn near_name_end(&self, upper: &[u8]) -> Option<usize> {
        let start = find(upper, b"AT+", 3)?;
        let length = upper[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        let typed = &upper[start..start + length];
        if self.known.iter().any(|name| name == typed) {
            return None;
        }
        let typed = String::from_utf8_lossy(typed).into_owned();
        let is_near =
            |name: &Vec<u8>| strsim::osa_distance(&typed, &String::from_utf8_lossy(name)) <= 1 + name.len() / 4;
        self.commands.iter().any(is_near).then_some(start + length)
    }

    /// Hides the secrets that were seen.
    pub fn without_seen(&self, text: &[u8]) -> (Vec<u8>, bool) {
        if self.show {
            return (text.to_vec(), false);
        }
        let mut spans = Vec::new();
        for secret in &self.seen {
            let mut from = 0;
            while let Some(end) = find(&text[from..], secret, secret.len()) {
                spans.push(from + end - secret.len()..from + end);
                from += end;
            }
        }
        let hidden = !spans.is_empty();
        (without(text, spans.into_iter()), hidden)
    }

    fn remember(&mut self, secret: &[u8]) {
        // Short ones would turn up everywhere.
        if secret.len() < 4 || self.seen.iter().any(|seen| seen == secret) {
            return;
        }
        if self.seen.len() == REMEMBERED {
            self.seen.pop_front();
        }
        self.seen.push_back(secret.to_vec());
    }
}

/// `CWJAP_CUR`
fn bare(name: &str) -> Vec<u8> {
    let upper = name.to_ascii_uppercase();
    upper.strip_prefix("AT+").unwrap_or(&upper).as_bytes().to_vec()
}

/// The text with each span replaced.
fn without(text: &[u8], spans: impl Iterator<Item = Range<usize>>) -> Vec<u8> {
    let mut spans: Vec<Range<usize>> = spans.collect();
    spans.sort_by_key(|span| span.start);
    let (mut out, mut at) = (Vec::with_capacity(text.len()), 0);
    for span in spans {
        if span.end <= at && at > 0 {
            continue;
        }
        if span.start >= at {
            out.extend(&text[at..span.start]);
            out.extend(HIDDEN);
        }
        at = span.end.min(text.len());
    }
    out.extend(&text[at..]);
    out
}

/// The end of the first place where `wanted` stands.
fn find(text: &[u8], wanted: &[u8], length: usize) -> Option<usize> {
    if wanted.is_empty() {
        return None;
    }
    text.windows(wanted.len()).position(|window| window == wanted).map(|at| at + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wizfi360_spec::interpret::Interpreter;

    fn shown(redactor: &Redactor, line: &str) -> String {
        String::from_utf8(redactor.unread(line.as_bytes()).0).unwrap()
    }

    #[test]
    fn secrets_of_lines_that_are_read() {
        let spec = Spec::embedded();
        let mut redactor = Redactor::new(spec, false);
        let line = br#"AT+CWJAP_CUR="home","secret words","00:08:dc:11:12:13""#;
        let request = Interpreter::new(spec).read_request(line).unwrap();
        let (text, hidden) = redactor.fields(line, &request.fields);
        assert_eq!(text, br#"AT+CWJAP_CUR="home",***,"00:08:dc:11:12:13""#);
        assert!(hidden);
        assert_eq!(shown(&redactor, "noise secret words noise"), "noise *** noise");
    }

    #[test]
    fn lines_that_cannot_be_read() {
        let spec = Spec::embedded();
        let redactor = Redactor::new(spec, false);
        assert_eq!(shown(&redactor, "AT+CWJAP_CUR=\"a,b"), "AT+CWJAP_CUR***");
        assert_eq!(shown(&redactor, "xAT+CWJAP=\"a\""), "xAT+CWJAP***");
        assert_eq!(shown(&redactor, "at+cwjap_def \"a\",\"b\""), "at+cwjap_def***");
        assert_eq!(shown(&redactor, "AT+CWJPA_CUR=\"a\",\"b\""), "AT+CWJPA_CUR***");
        assert_eq!(shown(&redactor, "+CWSAP_CUR=\"a\",\"b\""), "+CWSAP***");
        assert_eq!(shown(&redactor, "password:abc"), "password:***");
        assert_eq!(shown(&redactor, "AT+CIPSTART=\"TCP\",x"), "AT+CIPSTART=\"TCP\",x");
        assert_eq!(shown(&redactor, "AT+CWJAP_CUR"), "AT+CWJAP_CUR");
        assert_eq!(shown(&Redactor::new(spec, true), "password:abc"), "password:abc");
    }

    #[test]
    fn remarks_may_name_commands() {
        let spec = Spec::embedded();
        let redactor = Redactor::new(spec, false);
        let shown = |text: &str| String::from_utf8(redactor.remark(text.as_bytes()).0).unwrap();
        assert_eq!(shown("AT+CWJAP failed twice"), "AT+CWJAP failed twice");
        assert_eq!(shown("then AT+CWJAP=\"a\",\"b\""), "then AT+CWJAP***");
        assert_eq!(shown("password:abc"), "password:***");
        assert_eq!(shown("its password: none"), "its password:***");
    }

    #[test]
    fn spans_may_overlap() {
        assert_eq!(without(b"abcdef", [1..3, 2..4].into_iter()), b"a***ef");
        assert_eq!(without(b"abcdef", [0..1, 5..6].into_iter()), b"***bcde***");
        assert_eq!(without(b"", [].into_iter()), b"");
    }
}
