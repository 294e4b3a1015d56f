//! A finding, and what may be shown of the line that it is about.

use super::{Known, Rule, Severity};
use std::{fmt, ops::Range};
use wizfi360_spec::{interpret::Interpreter, model::Source};

/// Something that a driver does wrong, or could do better.
#[derive(Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which rule it breaks.
    pub rule: Rule,
    /// How bad it is.
    pub severity: Severity,
    /// When it was seen first, in milliseconds after the module was switched on.
    pub at_ms: u64,
    /// How often it was seen.
    pub count: u32,
    /// What the driver sent, without its line end. Passwords and keys that are not the judge's own stand as `***`.
    pub line: Vec<u8>,
    /// The bytes of `line` that are at fault, if it is not all of them.
    pub mark: Option<Range<usize>>,
    /// What is wrong.
    pub what: String,
    /// What the spec says.
    pub says: String,
    /// Where that stands.
    pub source: Option<Source>,
    /// The way out; where bytes are wrong, the right ones.
    pub way_out: String,
}

impl Finding {
    pub(super) fn new(rule: Rule, line: &[u8], what: impl Into<String>) -> Finding {
        Finding {
            rule,
            severity: rule.severity(),
            at_ms: 0,
            count: 1,
            line: line.to_vec(),
            mark: None,
            what: what.into(),
            says: String::new(),
            source: None,
            way_out: String::new(),
        }
    }

    pub(super) fn mark(self, mark: Option<Range<usize>>) -> Finding {
        Finding { mark, ..self }
    }

    pub(super) fn only(self, severity: Severity) -> Finding {
        Finding { severity, ..self }
    }

    pub(super) fn says(self, says: impl Into<String>, source: Option<&Source>) -> Finding {
        Finding { says: says.into(), source: source.cloned(), ..self }
    }

    pub(super) fn way_out(self, way_out: impl Into<String>) -> Finding {
        Finding { way_out: way_out.into(), ..self }
    }

    /// True if it says the same of the same line.
    pub(super) fn repeats(&self, other: &Finding) -> bool {
        (self.rule, &self.line, &self.what) == (other.rule, &other.line, &other.what)
    }

    /// Without what nobody is to see.
    pub(super) fn hidden(mut self, known: &Known) -> Finding {
        if known.is_own(&self.line) {
            return self;
        }
        let spans = secrets(&self.line, known);
        for span in spans.into_iter().rev() {
            self.mark = self.mark.and_then(|mark| moved(mark, &span));
            self.line.splice(span, *b"***");
        }
        self
    }
}

/// `fault missing-escape at 1200 ms, 2 times: "AT+...": what is wrong; what the spec says (source); the way out`
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Finding { rule, severity, at_ms, count, line, what, says, way_out, .. } = self;
        let severity = match severity {
            Severity::Fault => "fault",
            Severity::Doubtful => "doubtful",
            Severity::Hint => "hint",
        };
        write!(f, "{severity} {} at {at_ms} ms", rule.id())?;
        if *count > 1 {
            write!(f, ", {count} times")?;
        }
        write!(f, ": \"{}\": {what}; {says}", line.escape_ascii())?;
        if let Some(source) = &self.source {
            write!(f, " ({source})")?;
        }
        write!(f, "; {way_out}")
    }
}

/// As it is displayed.
impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Finding {{ {self} }}")
    }
}

/// Where a mark is when the span has become three bytes. None of it is left if it lies inside.
fn moved(mark: Range<usize>, span: &Range<usize>) -> Option<Range<usize>> {
    let place = |at: usize| match at {
        at if at <= span.start => at,
        at if at >= span.end => at - (span.end - span.start) + 3,
        _ => span.start,
    };
    Some(place(mark.start)..place(mark.end)).filter(|mark| !mark.is_empty())
}

/// Where secrets stand in a line, or may stand.
fn secrets(line: &[u8], known: &Known) -> Vec<Range<usize>> {
    if let Ok(request) = Interpreter::new(known.spec).read_request(line) {
        let hidden = request.fields.iter().filter(|field| field.secret);
        return hidden.map(|field| field.span.clone()).collect();
    }
    // Names of commands are as long as this at most; a key or password in the place of a command is longer, or has quotes.
    const SHORT: usize = 24;
    let end = line.iter().position(|byte| matches!(byte, b'=' | b'?')).unwrap_or(line.len());
    let name = std::str::from_utf8(&line[..end]).ok().and_then(|name| known.spec.command(name));
    match name {
        Some((_, command, _)) if !command.forms.iter().any(|form| known.spec.holds_secret(&form.params)) => Vec::new(),
        Some(_) if end + 1 < line.len() => std::iter::once(end + 1..line.len()).collect(),
        Some(_) => Vec::new(),
        None => {
            let cut = line.iter().position(|byte| matches!(byte, b'=' | b'"')).unwrap_or(SHORT).min(SHORT);
            if cut < line.len() { std::iter::once(cut..line.len()).collect() } else { Vec::new() }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, own: &[&str]) -> String {
        let known = Known { passwords: own.iter().map(|own| own.as_bytes().to_vec()).collect(), ..Known::new(None) };
        let finding = Finding::new(Rule::UnknownCommand, line.as_bytes(), "").hidden(&known);
        String::from_utf8(finding.line).unwrap()
    }

    #[test]
    fn passwords_are_shown_only_if_they_are_the_scenarios_own() {
        let line = "AT+CWJAP_CUR=\"home\",\"secret words\",\"00:08:dc:11:12:13\"";
        assert_eq!(shown(line, &[]), "AT+CWJAP_CUR=\"home\",***,\"00:08:dc:11:12:13\"");
        assert_eq!(shown(line, &["secret words"]), line);
        assert_eq!(shown("AT+CWJAP_CUR=\"ho\"me\",\"secret\"", &[]), "AT+CWJAP_CUR=***");
        assert_eq!(shown("AT+CWJPA_CUR=\"home\",\"secret\"", &[]), "AT+CWJPA_CUR***");
        assert_eq!(shown("at+cwjap=\"home\",\"secret\"", &[]), "at+cwjap=***");
        assert_eq!(shown("me\",\"secret\"", &[]), "me***");
        assert_eq!(shown("MIIEpAIBAAKCAQEA0123456789abcdef", &[]), "MIIEpAIBAAKCAQEA01234567***");
        assert_eq!(shown("AT+CIPSTART=\"TCP\",\"10.0.0.2\"", &[]), "AT+CIPSTART=\"TCP\",\"10.0.0.2\"");
    }

    #[test]
    fn a_mark_stays_at_its_place() {
        let line = b"AT+CWJAP_CUR=\"home\",\"secret words\",\"00:08\"";
        let known = Known::new(None);
        let finding = Finding::new(Rule::OutOfRange, line, "").mark(Some(13..19)).hidden(&known);
        assert_eq!(finding.mark, None, "all behind the name is hidden: {:?}", finding.line);
        assert_eq!(moved(2..4, &(6..10)), Some(2..4));
        assert_eq!(moved(12..14, &(6..10)), Some(11..13));
        assert_eq!(moved(7..9, &(6..10)), None);
    }
}
