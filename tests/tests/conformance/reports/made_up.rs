//! A report without a run: of the edges of all requests and answers, with made-up dialogues and each kind of result. Some of its texts are hostile.

use std::collections::BTreeSet;
use wizfi360_conformance::{
    check::report::{CaseResult, DialogueEntry, Report, SCHEMA, Section, Sender, Verdict},
    edges::{self, Case, Expect, Of, section_of},
};
use wizfi360_spec::{Spec, model::Source};

/// An SSID that a stranger chose to break whoever shows it.
pub(crate) const HOSTILE: &str =
    r#"</script><script>document.title='broken'</script><img src=x onerror="document.title='broken'">]]>&amp;"#;

/// A report with all edges of the spec.
pub(crate) fn report() -> Report {
    let spec = Spec::embedded();
    let mut sections: Vec<_> = spec
        .manual
        .sections
        .iter()
        .map(|section| Section { number: section.number.clone(), title: section.command.clone(), cases: 1 })
        .collect();
    let known: BTreeSet<_> = sections.iter().map(|section| section.number.clone()).collect();
    for (_, command) in spec.commands() {
        for name in command.names.iter().filter(|name| !known.contains(section_of(name))) {
            sections.push(Section { number: name.name.clone(), title: command.title.clone(), cases: 0 });
        }
    }
    let cases = edges::all(spec);
    let mut results: Vec<_> = cases.iter().filter_map(result).collect();
    let place = |result: &CaseResult| sections.iter().position(|section| section.number == result.section);
    results.sort_by_key(place);
    for (at, result) in results.iter_mut().enumerate() {
        spoil(at, result);
    }
    Report {
        version: SCHEMA,
        tool: "wizfi360-conformance 0.0.0".into(),
        spec: "an edition".into(),
        module: "made up".into(),
        version_text: "AT version:1.1.1.9(made up)\nbuild:no time".into(),
        firmware: "1.1.1.9".into(),
        profile: "full".into(),
        started_at: 1_764_151_200,
        took_ms: 14_230,
        not_chosen: 12,
        sections,
        results,
        links: [("mode-def-query".to_string(), "https://example.com/errata#mode-def-query".to_string())].into(),
        ..Report::default()
    }
}

/// What a module that keeps to the spec would say: to a request at an edge, or in the answer whose line is at one.
fn result(case: &Case) -> Option<CaseResult> {
    let (command, name) = match case.of {
        Of::Request { command, name, .. } => (command, name),
        Of::Answer { command, .. } => (command, &command.names[0]),
        Of::Event(_) => return None,
    };
    let taken = matches!(case.expect, Expect::Taken(_));
    let line = case.text.escape_ascii().to_string();
    let is_request = matches!(case.of, Of::Request { .. });
    let asked = if is_request { line.clone() } else { format!("{}?", name.name) };
    let preparing = |said| DialogueEntry { is_setup: true, ..said };
    let mut dialogue = vec![
        preparing(said(0, false, "ATE1\\r\\n")),
        preparing(said(1, true, "\\r\\nOK\\r\\n")),
        said(2, false, &format!("{asked}\\r\\n")),
        said(3, true, &format!("{asked}\\r\\r\\n")),
    ];
    if !is_request {
        dialogue.push(said(9, true, &format!("{line}\\r\\n")));
    }
    dialogue.push(said(14, true, if taken { "\\r\\nOK\\r\\n" } else { "\\r\\nERROR\\r\\n" }));
    if taken {
        dialogue.push(said(20, false, "AT+CIPSTATUS\\r\\n"));
        dialogue.push(said(1_424, true, "AT+CIPSTATUS\\r\\r\\nSTATUS:2\\r\\n"));
        dialogue.push(said(1_425, true, "\\r\\nOK\\r\\n"));
    }
    let last = case.id.rsplit('/').next().unwrap_or_default().replace('-', " ");
    let does = if taken { "is taken" } else { "is refused" };
    Some(CaseResult {
        id: case.id.clone(),
        section: section_of(name).into(),
        command: name.name.clone(),
        kind: if taken { "valid-edge" } else { "invalid-edge" }.into(),
        title: format!("`{}` {does} with {} at an edge: {last}.", name.name, case.param.unwrap_or("its list")),
        positive: taken,
        source: name.source.clone(),
        errata: command.errata.clone(),
        verdict: Verdict::AsExpected,
        dialogue,
    })
}

/// Each kind of result, each rank of source, and texts that break what is not careful.
fn spoil(at: usize, result: &mut CaseResult) {
    let deviates = |says: &str| Verdict::Deviates { actual: says.into(), expected: "`OK`, and nothing more".into() };
    match at {
        7 => {
            result.title = "An SSID that a stranger chose is shown as text".into();
            result.verdict = deviates(HOSTILE);
            result.dialogue.push(said(2_000, true, HOSTILE));
        }
        8 => {
            result.title = "Bytes that \u{1b}[31mno text\u{1b}[0m holds: \0 \u{b} \u{fffe} \u{202e}".into();
            result.verdict = deviates("\u{1b}]0;\u{7}\0");
        }
        9 => result.dialogue.push(said(90_500, true, &"x".repeat(2048))),
        10 => result.dialogue.clear(),
        _ if at.is_multiple_of(97) => result.verdict = deviates("\\r\\nERROR\\r\\n"),
        _ if at.is_multiple_of(61) => {
            result.verdict = Verdict::NotRun { reason: "it erases the flash; allow it with --allow restore".into() };
            result.dialogue.clear();
        }
        _ => {}
    }
    result.source = match at % 41 {
        1 => Source::Capture("scan-join-update".into()),
        2 => Source::Vendor("release notes of 1.1.1.9".into()),
        3 => Source::Driver("a driver".into()),
        4 => Source::Inference("from its neighbours".into()),
        _ => return,
    };
}

fn said(at_ms: u64, by_module: bool, text: &str) -> DialogueEntry {
    let from = if by_module { Sender::Module } else { Sender::Host };
    DialogueEntry { at_ms, from, is_setup: false, text: text.into() }
}
