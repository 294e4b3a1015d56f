//! `references_resolve`, `sources_present`.

use super::{check, of};
use crate::small::*;
use wizfi360_spec::model::{Note, Versions};

const RULE: &str = "references_resolve";

#[test]
fn of_commands() {
    let rest = r#"
        errata: ["knwon"],
        lines: [
            (name: "Got", doc: "G.", prefix: "+X{scope}:"),
            (name: "Lost", doc: "L.", prefix: "+L", aliases: ["+M"]),
        ],
        forms: [
            (kind: Query, answers: ["Got", "Gott"], finals: ["OK", "DONE"], reasons: ["DNS fail"], messages: ["Ready"]),
            (kind: Set, params: (list: [(name: "length", doc: "L.", ty: Domain("LinkID"))]),
                data: Counted(length: "lenght", ok_before_prompt: true, receipt: "Recv")),
            (kind: Execute, data: Pem(begin: "A", end: "B", when: ("mode", 1))),
        ],"#;
    let place = |rest: &str| format!("spec/wifi/test.ron: AT+X{rest}");
    let spec = commands("", &command(rest));
    check(
        RULE,
        &spec,
        &[
            (&place(", query"), "`Gott` is not among the command's `lines`"),
            (&place(", query"), "`DONE` is not among the finals of lexical.ron"),
            (&place(", query"), "`DNS fail` is not among the reasons of lexical.ron"),
            (&place(", query"), "`Ready` is not among events.ron"),
            (&place(", set"), "`lenght` is not among the form's parameters"),
            (&place(", set"), "`Recv` is not among events.ron and the command's `lines`"),
            (&place(", execute"), "`mode` is not among the form's parameters"),
            (&place(", line Lost"), "a line answers a form; no form names Lost"),
            (&place(", line Got"), "`{scope}` in a prefix stands for a scope of the command's names; they have none"),
            (&place(", line Lost"), "an erratum explains it; \"+M\" has none"),
            (&place(", set, length"), "`LinkID` is not among the domains"),
            (&place(""), "`knwon` is not among errata.ron"),
        ],
    );
    let helps: Vec<_> = of(RULE, &spec).into_iter().map(|finding| finding.help).collect();
    assert_eq!(helps[0], "did you mean `Got`?");
    assert_eq!(helps[10], "did you mean `LinkId`?");
    assert_eq!(helps[11], "did you mean `known`?");
}

#[test]
fn of_masks_and_packets() {
    let mask = domain("M", r#"Mask([(bit: 0, name: "A", doc: "A.")])"#);
    let line = r#"(name: "L", doc: "L.", prefix: "+L", params: (list: [
        (name: "a", doc: "A.", ty: U8, mask_bit: (mask: "M", bit: "B")),
        (name: "b", doc: "B.", ty: U8, mask_bit: (mask: "LinkId", bit: "B")),
    ]))"#;
    let spec = commands(&mask, &command(&format!("lines: [{line}], forms: [(kind: Execute, answers: [\"L\"])]")));
    check(
        RULE,
        &spec,
        &[
            ("spec/wifi/test.ron: AT+X, line L, a", "`B` is not among the bits of M"),
            ("spec/wifi/test.ron: AT+X, line L, b", "`LinkId` is not among the mask domains"),
        ],
    );
    let events = r#"(doc: "E.", messages: [], packets: [(
        head: (name: "Ipd", doc: "I.", prefix: "+IPD,", ending: ":", params: (list: [(name: "len", doc: "L.", ty: U32)]), source: Manual("3.3.24", 55)),
        length: "length", max: 0, max_source: Inference("x"),
    )])"#;
    let spec = crate::small::spec(&[("events.ron", events)]);
    check(RULE, &spec, &[("spec/events.ron: packet Ipd", "`length` is not among the parameters of the head")]);
    check("ranges_valid", &spec, &[("spec/events.ron: packet Ipd", "a packet can have a byte; `max` is 0")]);
}

const MANUAL: &str = r#"(title: "T", edition: "1", date: "D", pages: 20, sections: [
    (number: "3.1.1", command: "AT+X", page: 11),
    (number: "3.1.2", command: "AT+Y", page: 13),
])"#;

#[test]
fn of_sections_and_pages() {
    let rest = r#"
        notes: [
            (text: "On its last page.", source: Manual("3.1.1", 13)),
            (text: "Behind it.", source: Manual("3.1.1", 14)),
            (text: "No section.", source: Manual("3.1.9", 14)),
            (text: "Chapter 2 is not listed.", source: Manual("2.1", 4)),
        ],
        forms: [(kind: Set, source: Manual("3.1.2", 21)), (kind: Execute, source: Vendor(" "))]"#;
    let spec = spec(&[("manual.ron", MANUAL), ("wifi/test.ron", &family("", &command(rest)))]);
    let found: Vec<_> = of(RULE, &spec).into_iter().filter(|finding| finding.place.file == "wifi/test.ron").collect();
    let messages: Vec<_> = found.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages.len(), 3, "{messages:?}");
    assert!(messages[0].ends_with("3.1.1 stands on pages 11 to 13, not 14"), "{}", messages[0]);
    assert!(messages[1].contains("`3.1.9` is not among the sections of manual/"), "{}", messages[1]);
    assert!(messages[2].ends_with("3.1.2 stands on pages 13 to 20, not 21"), "{}", messages[2]);
    let sourced: Vec<_> =
        of("sources_present", &spec).into_iter().filter(|finding| finding.place.file == "wifi/test.ron").collect();
    let shown: Vec<_> = sourced.iter().map(|finding| format!("{}: {}", finding.place, finding.message)).collect();
    assert_eq!(
        shown,
        [
            "spec/wifi/test.ron: AT+X, set: the manual has pages 1 to 20; there is no page 21",
            "spec/wifi/test.ron: AT+X, execute: a source says where; this one is empty",
        ]
    );
}

#[test]
fn events_and_errata_have_sources() {
    let events = r#"(doc: "E.", messages: [(name: "Ready", doc: "R.", prefix: "ready")], packets: [])"#;
    let errata = r#"(doc: "D.", errata: [
        (id: "one", manual_says: "A.", module_does: "B.", decision: Undecided, consequence: "C.", manual_source: Manual("", 0), evidence: []),
    ])"#;
    let mut spec = spec(&[("events.ron", events), ("errata.ron", errata)]);
    spec.lexical.notes.push(Note {
        text: "N.".into(),
        since: Versions::default(),
        until: Versions::default(),
        source: None,
    });
    check(
        "sources_present",
        &spec,
        &[
            ("spec/errata.ron: erratum one", "a source says where; this one is empty"),
            ("spec/errata.ron: erratum one", "there is no page 0"),
            ("spec/events.ron: message Ready", "an event has a source of its own; this one has none"),
            ("spec/lexical.ron", "a note of the alphabet has a source of its own; this one has none: N."),
            ("spec/errata.ron: erratum one", "an erratum has evidence; this one has none"),
        ],
    );
}
