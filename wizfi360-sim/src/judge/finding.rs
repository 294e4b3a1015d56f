//! Findings about a driver, and what may be shown of the line that each is about.

use super::{Finding, Known, Rule};
use std::ops::Range;
use wizfi360_reference::view::SourceView;
use wizfi360_spec::{interpret::Interpreter, model::Source};
use wizfi360_trace::{HIDDEN, Sender};

/// Creates a finding about a line of the driver, without its line ending.
pub(super) fn finding(
    rule: Rule,
    line: &[u8],
    actual: impl Into<String>,
    expected: impl Into<String>,
    source: Option<&Source>,
) -> Finding {
    let finding = Finding::new(rule, Sender::Host, actual, expected);
    finding.with_line(line, None).with_source(source.map(SourceView::new))
}

/// Marks the bytes of the line that are wrong.
pub(super) fn marked(mut finding: Finding, mark: Option<Range<usize>>) -> Finding {
    finding.mark = mark;
    finding
}

/// Returns the finding with the secrets of its line hidden, unless they are the judge's own.
pub(super) fn hidden(mut finding: Finding, known: &Known) -> Finding {
    (finding.line.0, finding.mark) = shown(finding.line.0, finding.mark, known);
    finding
}

/// Returns a line with its secrets hidden, unless they are the judge's own, and its mark moved with it.
pub(super) fn shown(
    mut line: Vec<u8>,
    mut mark: Option<Range<usize>>,
    known: &Known,
) -> (Vec<u8>, Option<Range<usize>>) {
    if !known.is_own(&line) {
        for span in secrets(&line, known).into_iter().rev() {
            mark = mark.and_then(|mark| moved(mark, &span));
            line.splice(span, HIDDEN.iter().copied());
        }
    }
    (line, mark)
}

/// Returns where a mark is when the span is hidden. None of it is left if it lies inside.
fn moved(mark: Range<usize>, span: &Range<usize>) -> Option<Range<usize>> {
    let place = |at: usize| match at {
        at if at <= span.start => at,
        at if at >= span.end => at - (span.end - span.start) + HIDDEN.len(),
        _ => span.start,
    };
    Some(place(mark.start)..place(mark.end)).filter(|mark| !mark.is_empty())
}

/// Returns where a line has secrets, or may have them.
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

    fn line_shown(line: &str, own: &[&str]) -> String {
        let known = Known { passwords: own.iter().map(|own| own.as_bytes().to_vec()).collect(), ..Known::new(None) };
        String::from_utf8(shown(line.into(), None, &known).0).unwrap()
    }

    #[test]
    fn passwords_are_shown_only_if_they_are_the_scenarios_own() {
        let line = "AT+CWJAP_CUR=\"home\",\"secret words\",\"00:08:dc:11:12:13\"";
        assert_eq!(line_shown(line, &[]), "AT+CWJAP_CUR=\"home\",***,\"00:08:dc:11:12:13\"");
        assert_eq!(line_shown(line, &["secret words"]), line);
        assert_eq!(line_shown("AT+CWJAP_CUR=\"ho\"me\",\"secret\"", &[]), "AT+CWJAP_CUR=***");
        assert_eq!(line_shown("AT+CWJPA_CUR=\"home\",\"secret\"", &[]), "AT+CWJPA_CUR***");
        assert_eq!(line_shown("at+cwjap=\"home\",\"secret\"", &[]), "at+cwjap=***");
        assert_eq!(line_shown("me\",\"secret\"", &[]), "me***");
        assert_eq!(line_shown("MIIEpAIBAAKCAQEA0123456789abcdef", &[]), "MIIEpAIBAAKCAQEA01234567***");
        assert_eq!(line_shown("AT+CIPSTART=\"TCP\",\"10.0.0.2\"", &[]), "AT+CIPSTART=\"TCP\",\"10.0.0.2\"");
    }

    #[test]
    fn a_mark_stays_at_its_place() {
        let line = b"AT+CWJAP_CUR=\"home\",\"secret words\",\"00:08\"";
        let known = Known::new(None);
        let (line, mark) = shown(line.to_vec(), Some(13..19), &known);
        assert_eq!(mark, None, "all after the name is hidden: {}", line.escape_ascii());
        assert_eq!(moved(2..4, &(6..10)), Some(2..4));
        assert_eq!(moved(12..14, &(6..10)), Some(11..13));
        assert_eq!(moved(7..9, &(6..10)), None);
    }
}
