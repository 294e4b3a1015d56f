//! `names_unique`, `texts_ascii`.

use super::{check, check_clean};
use crate::small::*;

const RULE: &str = "names_unique";

fn named(names: &str, rest: &str) -> String {
    format!("(names: [{names}], title: \"Does it.\", {rest}),")
}

fn name(name: &str, scope: &str) -> String {
    format!(r#"(name: {name:?}, {scope} since: "1.0.1.0", source: Manual("3.1.1", 11)),"#)
}

#[test]
fn command_names() {
    let x = command("forms: [(kind: Execute), (kind: Execute)]");
    let spec = commands("", &(x + &named(&name("AT+X", ""), "forms: []")));
    check(
        RULE,
        &spec,
        &[
            ("spec/wifi/test.ron: AT+X, name AT+X", "commands differ in their name; AT+X stands twice"),
            ("spec/wifi/test.ron: AT+X", "commands differ in their Rust module; x stands twice"),
            ("spec/wifi/test.ron: AT+X, execute", "forms of a command differ in their kind; Execute stands twice"),
            ("spec/wifi/test.ron: AT+X, execute", "differ in their Rust type; Execute stands twice"),
        ],
    );
}

#[test]
fn what_is_described_stands_in_no_other_list() {
    for listed in ["AT+U", "at+a"] {
        let spec = commands("", &named(&name(listed, ""), "forms: []"));
        let found = super::of(RULE, &spec);
        assert!(found.iter().any(|finding| finding.message.contains("commands differ in their name")), "{found:?}");
    }
}

#[test]
fn scopes() {
    let place = "spec/wifi/test.ron: AT+X_CUR, name AT+X";
    let table = [
        (name("AT+X_CUR", "scope: Current,") + &name("AT+X", ""), place, "each has a scope; AT+X has none"),
        (
            name("AT+X_CUR", "scope: Current,") + &name("AT+X", "scope: Default,"),
            place,
            "the scope Default ends in _DEF; AT+X does not",
        ),
        (
            name("AT+X_CUR", "scope: Current,") + &name("AT+Y_DEF", "scope: Default,"),
            "spec/wifi/test.ron: AT+X_CUR",
            "these are AT+X, AT+Y",
        ),
        (
            name("AT+X_DEF", "scope: Default,") + &name("AT+X_CUR", "scope: Current,"),
            "spec/wifi/test.ron: AT+X_DEF",
            "stand in the order `_CUR`, `_DEF`, no suffix; these do not",
        ),
        (String::new(), "spec/wifi/test.ron", "a command has a name; this one has none"),
    ];
    for (names, place, message) in table {
        check(RULE, &commands("", &named(&names, "forms: []")), &[(place, message)]);
    }
}

#[test]
fn domains_and_values() {
    let domains = [
        domain("LinkId", "Int(min: 0, max: 1)"),
        domain("lower", "Int(min: 0, max: 1)"),
        domain(
            "E",
            r#"Enum([(value: 1, name: "WPA_PSK", doc: "A."), (value: 1, name: "wpa psk", doc: "B."), (value: 2, name: "11b", doc: "C."), (value: 3, name: "self", doc: "D.")])"#,
        ),
        domain(
            "W",
            r#"Words(quoted: true, values: [(text: "A", doc: "A."), (text: "A", name: "B", doc: "B."), (text: "*", doc: "C.")])"#,
        ),
        domain("M", r#"Mask([(bit: 1, name: "a", doc: "A."), (bit: 1, name: "A", doc: "B.")])"#),
    ];
    check(
        RULE,
        &commands(&domains.concat(), ""),
        &[
            (
                "spec/wifi/test.ron: domain LinkId",
                "domains differ in their name; LinkId stands twice, first at spec/domains.ron",
            ),
            ("spec/wifi/test.ron: domain lower", "a Rust type in upper camel case; `lower` is not"),
            ("spec/wifi/test.ron: domain E, wpa psk", "values of an enum differ in their number; 1 stands twice"),
            ("spec/wifi/test.ron: domain E, 11b", "`11b` becomes `11b`, which is none"),
            ("spec/wifi/test.ron: domain E, self", "`self` becomes `Self`, which is none"),
            ("spec/wifi/test.ron: domain E, wpa psk", "differ in their Rust name; WpaPsk stands twice"),
            ("spec/wifi/test.ron: domain W, B", "words differ in their text; A stands twice"),
            ("spec/wifi/test.ron: domain W, *", "`*` becomes ``, which is none"),
            ("spec/wifi/test.ron: domain M, A", "bits of a mask differ in their number; 1 stands twice"),
            ("spec/wifi/test.ron: domain M, A", "bits of a mask differ in their Rust name; A stands twice"),
        ],
    );
}

#[test]
fn lines_groups_and_parameters() {
    let rest = r#"
        lines: [
            (name: "Set", doc: "S.", prefix: "+S"),
            (name: "QueryLine", doc: "Q.", prefix: "+Q"),
            (name: "bad name", doc: "B.", prefix: "+B"),
            (name: "Line", doc: "L.", prefix: "+L", params: (list: [(name: "a b", doc: "A.", ty: U8), (name: "a-b", doc: "B.", ty: U8)])),
            (name: "Plain", doc: "P.", prefix: "+P", params: (tail: (name: "to", params: (list: [(name: "a", doc: "A.", ty: U8), (name: "b", doc: "B.", ty: U8)])))),
            (name: "PlainTo", doc: "P.", prefix: "+PT"),
        ],
        forms: [
            (kind: Query, answers: ["Set", "Line"]),
            (kind: Set, params: (
                list: [(name: "type", doc: "T.", ty: Domain("LinkId")), (name: "self", doc: "T.", ty: Domain("LinkId")), (name: "1st", doc: "T.", ty: Domain("LinkId"))],
                tail: (name: "one", params: (list: [(name: "type", doc: "T.", ty: Domain("LinkId"))],
                    tail: (name: "two", params: (list: [(name: "1st", doc: "T.", ty: Domain("LinkId"))])))),
            )),
        ],"#;
    let place = |rest: &str| format!("spec/wifi/test.ron: AT+X, {rest}");
    check(
        RULE,
        &commands("", &command(rest)),
        &[
            (&place("line Set"), "Rust type; Set stands twice, first at spec/wifi/test.ron: AT+X, set"),
            (&place("line QueryLine"), "Rust type; QueryLine stands twice"),
            (
                &place("line PlainTo"),
                "Rust type; PlainTo stands twice, first at spec/wifi/test.ron: AT+X, line Plain, to",
            ),
            (&place("line bad name"), "`bad name` is not"),
            (&place("set, self"), "`self` becomes `self`, which is none"),
            (&place("set, 1st"), "`1st` becomes `1st`, which is none"),
            // What may follow at the end is beside what precedes it.
            (&place("set, 1st"), "`1st` becomes `1st`, which is none"),
            (&place("set, type"), "parameters of a list differ in their Rust field; type stands twice"),
            (&place("set, 1st"), "parameters of a list differ in their Rust field; 1st stands twice"),
            (&place("line Line, a-b"), "Rust field; a_b stands twice"),
        ],
    );
    let scoped = named(
        &name("AT+X_CUR", "scope: Current,"),
        r#"forms: [(kind: Set, params: (list: [(name: "scope", doc: "S.", ty: Domain("LinkId"))]))]"#,
    );
    let message = "Rust field; scope stands twice";
    check(RULE, &commands("", &scoped), &[("spec/wifi/test.ron: AT+X_CUR, set, scope", message)]);
}

#[test]
fn events_errata_and_results() {
    let events = r#"(doc: "E.", messages: [
        (name: "Ready", doc: "R.", prefix: "ready", source: Manual("2.3", 6)),
        (name: "Message", doc: "R.", prefix: "message", source: Manual("2.3", 6)),
        (name: "ready", doc: "R.", prefix: "steady", source: Manual("2.3", 6)),
    ], packets: [])"#;
    check(
        RULE,
        &spec(&[("events.ron", events)]),
        &[
            ("spec/events.ron: message ready", "`ready` is not"),
            ("spec/events.ron: message Message", "Rust type; Message stands twice"),
            ("spec/events.ron: message ready", "Rust type; Ready stands twice"),
        ],
    );
    let erratum = r#"(id: "same", manual_says: "A.", module_does: "B.", decision: Undecided, consequence: "C.", manual_source: Manual("2.1", 4), evidence: [Inference("x")]),"#;
    let errata = format!("(doc: \"D.\", errata: [{erratum}{erratum}])");
    let message = "errata differ in their id; same stands twice";
    check(RULE, &spec(&[("errata.ron", &errata)]), &[("spec/errata.ron: erratum same", message)]);
    check_clean(RULE, &spec(&[]));
}

#[test]
fn foreign_text() {
    let rest = r#"notes: [(text: "한글 here")], forms: [(kind: Execute, doc: "Up to 5 µs — “so” → ≤ 5.")]"#;
    let domains = domain("D", r#"Enum([(value: 0, name: "A", doc: "naïve")])"#);
    check(
        "texts_ascii",
        &commands(&domains, &command(rest)),
        &[("spec/wifi/test.ron: AT+X", "'한' is neither"), ("spec/wifi/test.ron: domain D", "'ï' is neither")],
    );
}
