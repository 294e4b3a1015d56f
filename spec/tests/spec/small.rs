//! Small specs for tests, written as RON text.

use wizfi360_spec::{Spec, model::Line};

const MANUAL: &str = r#"(title: "T", edition: "1.1.1.9", date: "3 July 2025", pages: 70, sections: [])"#;

const LEXICAL: &str = r#"(
    line_ending: (value: "\r\n", doc: "Ends a line.", source: Manual("2.1", 4)),
    escape_set: (value: "\",\\", doc: "Escaped.", source: Manual("3.2.3", 19)),
    forbidden_bytes: (value: [0, 10, 13], doc: "In no text.", source: Inference("2.1")),
    prompt: (value: ">", doc: "Waits for data.", source: Manual("3.3.7", 42)),
    escape_sequence: (value: ("+++", 1000), doc: "Ends it.", source: Manual("2.4", 7)),
    timeout_ms: (value: 5000, doc: "How long.", source: Inference("a guess")),
    max_line_length: (value: 300, doc: "The longest.", source: Inference("a guess")),
    undocumented: (value: ["AT+U"], doc: "In the table.", source: Inference("a guess")),
    unsupported: (value: ["AT+A"], doc: "Not there.", source: Inference("a guess")),
    branches: (value: ["1.0.x.x", "1.1.x.x"], doc: "Two.", source: Manual("3.2.24", 35)),
    finals: [
        (text: "OK", name: "Ok", doc: "It succeeded.", success: true, source: Manual("2.2", 5)),
        (text: "ERROR", name: "Error", doc: "It failed.", success: false, source: Manual("2.2", 5)),
        (text: "busy p...", name: "Busy", aliases: ["busy p"], ends_any: true, doc: "Busy.", success: false, source: Manual("2.3", 6), errata: ["known"]),
    ],
    reasons: [(source: Manual("3.3.2", 37), texts: [(text: "DNS Fail", about: Peer, doc: "No such name.")])],
)"#;

const DOMAINS: &str = r#"(doc: "Shared.", domains: [
    (name: "LinkId", doc: "A link.", kind: Int(min: 0, max: 4), source: Manual("3.3.3", 38)),
])"#;

const EVENTS: &str = r#"(doc: "Unasked.", messages: [], packets: [])"#;

const ERRATA: &str = r#"(doc: "Disagreements.", errata: [
    (id: "known", manual_says: "A.", module_does: "B.", decision: AcceptBoth, consequence: "Both.", manual_source: Manual("2.1", 4), evidence: [Inference("a test")]),
])"#;

/// A spec of the usual five files and one family in `wifi/test.ron`. A text that is given replaces a file's.
pub(crate) fn spec(files: &[(&str, &str)]) -> Spec {
    let usual = [
        ("manual.ron", MANUAL),
        ("lexical.ron", LEXICAL),
        ("domains.ron", DOMAINS),
        ("events.ron", EVENTS),
        ("errata.ron", ERRATA),
    ];
    let kept = usual.iter().filter(|(path, _)| !files.iter().any(|(given, _)| given == path));
    let all = kept.chain(files).map(|(path, text)| (path.to_string(), text.to_string()));
    match Spec::from_files(all) {
        Ok(spec) => spec,
        Err(errors) => panic!("{}", errors.iter().map(|error| format!("{error}\n")).collect::<String>()),
    }
}

/// The text of a family.
pub(crate) fn family(domains: &str, commands: &str) -> String {
    format!("(doc: \"A family.\", domains: [{domains}], commands: [{commands}])")
}

/// A spec with one family of these domains and commands.
pub(crate) fn commands(domains: &str, commands: &str) -> Spec {
    spec(&[("wifi/test.ron", &family(domains, commands))])
}

/// A domain.
pub(crate) fn domain(name: &str, is: &str) -> String {
    format!("(name: {name:?}, doc: \"A {name}.\", kind: {is}, source: Manual(\"3.1.1\", 11)),")
}

/// A command with the name `AT+X`, and whatever else is said of it.
pub(crate) fn command(rest: &str) -> String {
    format!(r#"(names: [(name: "AT+X", since: "1.0.1.0", source: Manual("3.1.1", 11))], title: "Does X.", {rest}),"#)
}

/// A spec with the command `AT+X=` that takes this shape.
pub(crate) fn set(domains: &str, takes: &str) -> Spec {
    commands(domains, &command(&format!("forms: [(kind: Set, params: {takes})]")))
}

/// A spec whose command `AT+X` answers with these lines.
pub(crate) fn lines(domains: &str, lines: &str) -> Spec {
    commands(domains, &command(&format!("lines: [{lines}], forms: [(kind: Execute)]")))
}

/// The first line of the first command.
pub(crate) fn first_line(spec: &Spec) -> &Line {
    &spec.families[0].family.commands[0].lines[0]
}
