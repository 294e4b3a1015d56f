//! `transcription_agrees`.

use super::{check, check_clean};
use crate::small::*;
use wizfi360_spec::Spec;

const RULE: &str = "transcription_agrees";

const STATE: &str = r#"(doc: "S.", variables: [
    (name: "mode", doc: "M.", values: Domain("Mode"), at_reset: Unknown, source: Inference("a test")),
    (name: "server", doc: "S.", values: Flag, at_reset: Is(false), source: Inference("a test")),
])"#;

const DOMAINS: &[(&str, &str)] = &[
    ("N", r#"Int(min: 1, max: 9, unit: "s")"#),
    ("T", "Str(min: 2, max: 8)"),
    ("Mode", r#"Enum([(value: 1, name: "Station", doc: "S."), (value: 2, name: "SoftAp", doc: "A.")])"#),
];

/// `AT+X` and `AT+MODE`, which sets the mode that `AT+X` requires.
const COMMANDS: &str = r#"
    (
        names: [(name: "AT+X", persist: Flash, since: "1.0.1.0", source: Manual("3.1.1", 11))],
        title: "Does X.",
        notes: [(text: "Hold it for 3 seconds.")],
        errata: ["known"],
        requires: [(state: "mode", is: ["Station"], source: Manual("3.1.1", 12))],
        lines: [(name: "Got", doc: "G.", prefix: "+X:", params: (list: [(name: "number", doc: "N.", ty: U8)]))],
        forms: [
            (kind: Query, answers: ["Got"], risks: []),
            (kind: Set, params: (
                list: [
                    (name: "number", doc: "N.", ty: Domain("N"), factory: [(value: "5")]),
                    (name: "text", doc: "T.", ty: Domain("T")),
                ],
                tail: (name: "mode", params: (list: [(name: "mode", doc: "M.", ty: Domain("Mode"), default: "1")])),
            ), rules: [(rule: RequiredIf("text", "mode", ["SoftAp"]), source: Manual("3.1.1", 12))], restarts: true, risks: []),
        ],
        examples: [(dialogue: [Host("AT+X?"), Module("+X:1"), Module(""), Module("OK")], source: Manual("3.1.1", 12))],
    ),
    (
        names: [(name: "AT+MODE", since: "1.0.1.0", source: Manual("3.1.2", 12))],
        title: "Sets the mode.",
        forms: [(kind: Set, params: (list: [(name: "mode", doc: "M.", ty: Domain("Mode"))]), sets: [(state: "mode", to: Param("mode"))], risks: [])],
    ),
"#;

const MANUAL: &str = r#"(doc: "T.", sections: [
    (
        number: "3.1.1", command: "AT+X", page: 11, since: "1.0.1.0", persist: Flash, exchanges: 1,
        rows: (commands: [11], responses: [11], params: [12], notes: [12], examples: [12]),
        forms: [
            (kind: Query, syntax: "AT+X?", responses: [["+X:<number>", "OK"]]),
            (kind: Set, syntax: "AT+X=<number>,<text>[,<mode>]", responses: [["OK"]]),
        ],
        params: [
            (name: "number", kind: Number, min: 1, max: 9, unit: "s", factory: [(value: "5")]),
            (name: "text", kind: Text, length: (2, 8)),
            (name: "mode", kind: Number, values: [(value: "1", meaning: "station"), (value: "2", meaning: "SoftAP")], default: "1"),
        ],
        requires: [(setting: "AT+MODE", is: ["1"], words: "station mode", page: 12)],
        rules: [(form: Set, words: "text with mode 2", rule: RequiredIf("text", "mode", ["2"]), page: 12)],
        effects: [
            (form: Set, words: "it restarts", restarts: true, page: 12),
            (words: "three seconds", said: "3 seconds", page: 12),
        ],
    ),
], general: (pages: [("2.1", 4, 4)], results: [(text: "OK", meaning: "it succeeded", page: 4)]))"#;

/// The spec with a text of the transcription, or of the commands, replaced.
fn changed(from: &str, to: &str) -> Spec {
    let [manual, commands] = [MANUAL, COMMANDS].map(|text| text.replacen(from, to, 1));
    assert!(from.is_empty() || manual != MANUAL || commands != COMMANDS, "{from}");
    spec_of(&manual, &commands)
}

fn spec_of(manual: &str, commands: &str) -> Spec {
    let domains: String = DOMAINS.iter().map(|(name, is)| domain(name, is)).collect();
    // Where the section describes its parameters.
    let domains = domains.replace("3.1.1\", 11", "3.1.1\", 12");
    spec(&[("manual/a.ron", manual), ("state.ron", STATE), ("wifi/test.ron", &family(&domains, commands))])
}

fn section(param: &str) -> String {
    format!("spec/manual/a.ron: section 3.1.1, {param}")
}

#[test]
fn both_say_the_same() {
    check_clean(RULE, &changed("", ""));
}

#[test]
fn what_is_printed_otherwise() {
    for (from, to, of, message) in [
        // Forms.
        (
            "AT+X=<number>,<text>[",
            "AT+X=<text>,<number>[",
            "set",
            "AT+X=<text>,<number>[,<mode>]; the files of the commands have AT+X=<number>,<text>[,<mode>]",
        ),
        ("<text>[,<mode>]", "<text>,<mode>", "set", "the form of set"),
        ("since: \"1.0.1.0\", persist", "since: \"1.0.2.0\", persist", "AT+X", "the since of AT+X"),
        (
            "persist: Flash, exchanges",
            "persist: Volatile, exchanges",
            "AT+X",
            "volatile; the files of the commands have flash",
        ),
        // Parameters.
        ("max: 9, unit", "max: 10, unit", "number", "1 to 10; the files of the commands have 1 to 9"),
        ("min: 1, max", "max", "number", "? to 9; the files of the commands have 1 to 9"),
        ("unit: \"s\", factory", "unit: \"ms\", factory", "number", "the unit of number"),
        (
            "factory: [(value: \"5\")]),\n            (name: \"text\", kind",
            "factory: [(value: \"6\")]),\n            (name: \"text\", kind",
            "number",
            "the factory default of number",
        ),
        ("length: (2, 8)", "length: (2, 9)", "text", "2 to 9; the files of the commands have 2 to 8"),
        ("kind: Text", "kind: Ip", "text", "an IP address; the files of the commands have a text"),
        (
            "meaning: \"station\"",
            "meaning: \"SoftAP\"",
            "mode",
            "1 (SoftAP), 2 SoftAp; the files of the commands have 1 Station, 2 SoftAp",
        ),
        (
            "default: \"1\"),\n        ],\n        requires",
            "default: \"2\"),\n        ],\n        requires",
            "mode",
            "the default of mode",
        ),
        // Responses.
        (
            "[[\"+X:<number>\", \"OK\"]]",
            "[[\"+Y:<number>\", \"OK\"]]",
            "query",
            "+Y:<number>; the files of the commands have +X:<number>",
        ),
        ("[[\"OK\"]]", "[[\"OK\"], [\"busy p...\"]]", "set", "the final results of set"),
        ("[[\"OK\"]]", "[[\"OK\", \">\"]]", "set", "the prompt of set"),
        // Behaviour.
        (
            "is: [\"1\"], words",
            "is: [\"2\"], words",
            "query",
            "mode: SoftAp; the files of the commands have mode: Station",
        ),
        (
            "rule: RequiredIf(\"text\", \"mode\", [\"2\"])",
            "rule: RequiredIf(\"text\", \"mode\", [\"1\"])",
            "",
            "text with mode 2; the files of the commands have none",
        ),
        ("restarts: true, page", "said: \"3 seconds\", page", "set", "the restart of set"),
        (
            "said: \"3 seconds\"",
            "said: \"4 seconds\"",
            "all forms",
            "three seconds; the files of the commands have none",
        ),
    ] {
        let spec = changed(from, to);
        let found: Vec<_> =
            wizfi360_spec::lint::run(&spec).into_iter().filter(|finding| finding.rule == RULE).collect();
        let is_it = |finding: &wizfi360_spec::lint::Finding| {
            finding.message.contains(message) && finding.place.to_string().starts_with(&section(of))
        };
        let shown: String = found.iter().map(|finding| format!("{finding}\n")).collect();
        assert!(found.iter().any(is_it), "{from} -> {to}: {shown}");
    }
}

#[test]
fn what_the_spec_has_and_the_manual_does_not() {
    for (from, to, message) in [
        (
            "requires: [(setting: \"AT+MODE\", is: [\"1\"], words: \"station mode\", page: 12)],",
            "",
            "none; the files of the commands have mode: Station",
        ),
        (
            "rules: [(form: Set, words: \"text with mode 2\", rule: RequiredIf(\"text\", \"mode\", [\"2\"]), page: 12)],",
            "",
            "none; the files of the commands have RequiredIf",
        ),
        (
            "(kind: Query, syntax: \"AT+X?\", responses: [[\"+X:<number>\", \"OK\"]]),",
            "",
            "none; the files of the commands have AT+X?",
        ),
    ] {
        let found = wizfi360_spec::lint::run(&changed(from, to));
        let is_it = |finding: &wizfi360_spec::lint::Finding| finding.rule == RULE && finding.message.contains(message);
        assert!(found.iter().any(is_it), "{message}: {found:#?}");
    }
}

#[test]
fn differences_are_named() {
    let named = |differs: &str| {
        let manual = MANUAL.replacen("max: 9, unit", "max: 10, unit", 1);
        let manual = manual.replacen("effects: [", &format!("differs: [{differs}], effects: ["), 1);
        spec_of(&manual, COMMANDS)
    };
    let range = r#"what: "range", of: ["number"], is: "1 to 9""#;
    check_clean(RULE, &named(&format!(r#"({range}, erratum: "known")"#)));
    check_clean(RULE, &named(&format!(r#"({range}, why: "it is so")"#)));
    let place = section("number");
    check(RULE, &named(&format!("({range})")), &[(&place, "a difference must have an erratum or a reason")]);
    check(
        RULE,
        &named(&format!(r#"({range}, erratum: "unknown")"#)),
        &[(&place, "the erratum of a difference must exist; `unknown` is unknown")],
    );
    check(
        RULE,
        &named(&format!(r#"({range}, why: "it is so"), (what: "unit", of: ["number"], is: "ms", why: "it is so")"#)),
        &[(&place, "`differs` must name a difference; the unit of number is not ms against the print")],
    );
    check(
        RULE,
        &named(r#"(what: "range", of: ["number"], is: "1 to 8", why: "it is so")"#),
        &[
            (&place, "the range of number must be what the manual prints, 1 to 10"),
            (&place, "`differs` must name a difference"),
        ],
    );
}

#[test]
fn pages() {
    let wrong = changed("notes: [12], examples: [12]", "notes: [12], examples: [11]");
    check(RULE, &wrong, &[("spec/wifi/test.ron: AT+X", "section 3.1.1 has examples on page 11, not 12")]);
    let wrong = changed("station mode\", page: 12", "station mode\", page: 11");
    check(RULE, &wrong, &[(&section("requirement by AT+MODE"), "11; the files of the commands have 12")]);
}
