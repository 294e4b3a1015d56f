//! `limits_carried`.

use super::{check, check_clean};
use crate::small::*;
use wizfi360_spec::Spec;

const RULE: &str = "limits_carried";

const DOMAINS: &[(&str, &str)] = &[
    ("N", "Int(min: 1, max: 9)"),
    ("T", "Str(min: 2, max: 8)"),
    ("E", r#"Enum([(value: 0, name: "A", doc: "A."), (value: 1, name: "B", doc: "B, held long.")])"#),
    ("M", r#"Mask([(bit: 0, name: "A", doc: "A."), (bit: 2, name: "B", doc: "B.")])"#),
    ("U", "UnicastMac"),
];

/// A spec whose section 3.1.1 prints this limit of `AT+X`.
fn limit(limit: &str) -> Spec {
    let manual = format!(
        r#"(title: "T", edition: "1.1.1.9", date: "3 July 2025", pages: 70,
            sections: [(number: "3.1.1", command: "AT+X", page: 11, forms: 1, examples: 0), (number: "3.3.24", command: "+IPD", page: 57, forms: 1, examples: 0)],
            limits: [({limit})])"#
    );
    let domains: String = DOMAINS.iter().map(|(name, is)| domain(name, is)).collect();
    let command = command(
        r#"notes: [(text: "Hold it for 3 seconds.")], errata: ["known"], forms: [(form: Set, takes: (params: [
            (name: "number", doc: "N.", ty: Of("N"), default: "5"),
            (name: "text", doc: "T.", ty: Of("T")),
            (name: "word", doc: "E.", ty: Of("E"), factory: [(is: "1")]),
            (name: "low", doc: "N.", ty: Of("N"), factory: [(is: "2", until: "1.0.x.x"), (is: "3", since: "1.1.x.x")]),
            (name: "high", doc: "N.", ty: Of("N"), factory: [(is: "4")]),
            (name: "mask", doc: "M.", ty: Of("M")),
            (name: "mac", doc: "U.", ty: Of("U")),
            (name: "topic1", doc: "T.", ty: Of("N")),
            (name: "topic2", doc: "T.", ty: Of("N")),
        ]))]"#,
    );
    let events = r#"(doc: "E.", messages: [], packets: [(
        head: (name: "Ipd", doc: "Waits for a second.", prefix: "+IPD,", suffix: ":", source: Manual("3.3.24", 57),
            takes: (params: [(name: "link ID", doc: "L.", ty: Of("LinkId")), (name: "len", doc: "L.", ty: U32)])),
        length: "len", max: 65535, max_source: Inference("x"),
    )])"#;
    spec(&[("manual.ron", &manual), ("events.ron", events), ("wifi/test.ron", &family(&domains, &command))])
}

#[test]
fn limits_that_are_carried() {
    for is in [
        r#"section: "3.1.1", of: "number", is: Range(1, 9)"#,
        r#"section: "3.1.1", of: "number", is: Most(9)"#,
        r#"section: "3.1.1", of: "number", is: Default("5")"#,
        r#"section: "3.1.1", of: "text", is: Length(2, 8)"#,
        r#"section: "3.1.1", of: "text", is: Longest(8)"#,
        r#"section: "3.1.1", of: "word", is: Default("1")"#,
        r#"section: "3.1.1", of: "low", is: Defaults(["3", "4"])"#,
        r#"section: "3.1.1", of: "word", is: Values([1, 0])"#,
        r#"section: "3.1.1", of: "mask", is: AllBits(5)"#,
        r#"section: "3.1.1", of: "mac", is: NoGroup"#,
        r#"section: "3.1.1", of: "topic", is: Count(2)"#,
        r#"section: "3.1.1", of: "pin", is: Text("3 seconds")"#,
        r#"section: "3.1.1", of: "word", is: Text("held long")"#,
        r#"section: "3.3.24", of: "link ID", is: Range(0, 4)"#,
        r#"section: "2.4", of: "wait", is: Text("a second")"#,
        // Another limit, and the erratum that tells why.
        r#"section: "3.1.1", of: "number", is: Most(10), erratum: "known""#,
    ] {
        check_clean(RULE, &limit(is));
    }
}

#[test]
fn limits_that_nothing_carries() {
    for (section, of, is, message) in [
        ("3.1.1", "number", "Range(1, 10)", "no number of 3.1.1 has Range(1, 10)"),
        ("3.1.1", "number", "Range(0, 9)", "no number of 3.1.1 has"),
        ("3.1.1", "number", "Most(8)", "no number of 3.1.1 has"),
        ("3.1.1", "number", "Default(\"6\")", "no number of 3.1.1 has"),
        ("3.1.1", "number", "Longest(9)", "no number of 3.1.1 has"),
        ("3.1.1", "text", "Length(1, 8)", "no text of 3.1.1 has"),
        ("3.1.1", "text", "Longest(9)", "no text of 3.1.1 has"),
        ("3.1.1", "word", "Default(\"0\")", "no word of 3.1.1 has"),
        ("3.1.1", "word", "Values([0])", "no word of 3.1.1 has"),
        ("3.1.1", "word", "Values([0, 2])", "no word of 3.1.1 has"),
        ("3.1.1", "low", "Defaults([\"3\", \"5\"])", "no low of 3.1.1 has"),
        ("3.1.1", "high", "Defaults([\"4\", \"4\"])", "no high of 3.1.1 has"),
        ("3.1.1", "topic2", "Defaults([\"4\", \"4\"])", "no topic2 of 3.1.1 has"),
        ("3.1.1", "mask", "AllBits(7)", "no mask of 3.1.1 has"),
        ("3.1.1", "text", "NoGroup", "no text of 3.1.1 has"),
        ("3.1.1", "topic", "Count(3)", "no topic of 3.1.1 has"),
        ("3.1.1", "level", "Range(1, 9)", "level is none of 3.1.1"),
        ("3.1.1", "pin", "Text(\"4 seconds\")", "\"4 seconds\" does not"),
        ("3.3.24", "link ID", "Range(0, 5)", "no link ID of 3.3.24 has"),
        ("3.3.24", "number", "Range(1, 9)", "number is none of 3.3.24"),
        ("2.4", "wait", "Text(\"3 seconds\")", "\"3 seconds\" does not"),
        ("3.1.1", "number", "Most(9), erratum: \"known\"", "number of 3.1.1 has the printed one"),
        ("3.1.1", "number", "Most(10), erratum: \"other\"", "`other` is not among those of 3.1.1"),
    ] {
        let spec = limit(&format!("section: {section:?}, of: {of:?}, is: {is}"));
        check(RULE, &spec, &[(&format!("spec/manual.ron: limit {section}, {of}"), message)]);
    }
}
