//! `behaviour_agrees`, `wire_agrees` and `sources_counted`: the second entries besides the transcription.

use super::of;
use crate::small::*;
use wizfi360_spec::Spec;

const COMMAND: &str = r#"
    names: [(name: "AT+X", since: "1.0.1.0", source: Manual("3.1.1", 11))],
    title: "Does X.",
    lines: [(name: "Got", doc: "G.", prefix: "+X:", repeats: true, params: (list: [(name: "a", doc: "A.", ty: U8)]))],
    forms: [
        (kind: Query, answers: ["Got"], risks: []),
        (kind: Execute, risks: [Network], timeout: (ms: 7000, source: Driver("a driver")), reasons: ["DNS Fail"]),
    ],
"#;

const SECOND: &str = r#"(doc: "S.", behaviour: (
    forms: [(command: "AT+X", form: Execute, risks: ["network"], timeout_ms: 7000, reasons: ["DNS Fail"])],
    sources: [("AT+X", ["name, §3.1.1 p. 11: 1", "other, driver: 1"])],
))"#;

/// The spec with a text of the command, or of the second entry, replaced.
fn changed(from: &str, to: &str) -> Spec {
    let [command, second] = [COMMAND, SECOND].map(|text| text.replacen(from, to, 1));
    assert!(from.is_empty() || command != COMMAND || second != SECOND, "{from}");
    spec(&[("manual/second.ron", &second), ("wifi/test.ron", &family("", &format!("({command})")))])
}

/// The messages of a rule about `AT+X`.
fn messages(rule: &str, spec: &Spec) -> Vec<String> {
    let about = |place: String| place.contains("AT+X");
    of(rule, spec)
        .into_iter()
        .filter(|finding| about(finding.place.to_string()))
        .map(|finding| finding.message)
        .collect()
}

#[test]
fn both_say_the_same() {
    for rule in ["behaviour_agrees", "wire_agrees", "sources_counted"] {
        assert_eq!(messages(rule, &changed("", "")), [""; 0], "{rule}");
    }
}

#[test]
fn what_behaves_otherwise() {
    for (from, to, message) in [
        ("(ms: 7000", "(ms: 7001", "7000 ms; the files of the commands have 7001 ms"),
        ("[Network]", "[]", "network; the files of the commands have nothing else"),
        ("risks: []", "risks: [Flash]", "nothing else; the files of the commands have flash"),
        ("reasons: [\"DNS Fail\"]),\n    ],", "),\n    ],", "DNS Fail; the files of the commands have nothing else"),
    ] {
        let found = messages("behaviour_agrees", &changed(from, to));
        assert!(found.len() == 1 && found[0].contains(message), "{from}: {found:?}");
    }
}

#[test]
fn what_is_written_otherwise() {
    let name = r#"("name AT+X", ["no scope, persistence unstated, since 1.0.1.0"])"#;
    let wire = |facts: &str| changed("sources: [", &format!("wire: [{name}, (\"AT+X, Got\", [{facts}])], sources: ["));
    let same = r#""written +X:", "repeats", "<a>: U8""#;
    assert_eq!(messages("wire_agrees", &wire(same)), [""; 0]);
    let found = messages("wire_agrees", &wire(r#""written +X:", "<a>: U8""#));
    assert!(found.len() == 1 && found[0].contains("nothing else; the files of the commands have repeats"), "{found:?}");
}

#[test]
fn sources_that_are_gone() {
    for (from, to, message) in [
        ("\"3.1.1\", 11", "\"3.1.1\", 12", "§3.1.1 p. 11: 1; the files of the commands have name, §3.1.1 p. 12: 1"),
        (", timeout: (ms: 7000, source: Driver(\"a driver\"))", "", "other, driver: 1; the files"),
    ] {
        let found = messages("sources_counted", &changed(from, to));
        assert!(found.len() == 1 && found[0].contains(message), "{from}: {found:?}");
    }
}
