//! `sections_covered`, `manual_names_listed`, and how much of the manual is covered.

use super::{check, check_clean};
use crate::small::*;
use wizfi360_spec::{
    Spec,
    lint::{Coverage, coverage},
};

/// A spec with the command `AT+X` and a manual with this section and whatever else is said of it.
fn manual(section: &str, rest: &str, forms: &str) -> Spec {
    let manual =
        format!(r#"(title: "T", edition: "1.1.1.9", date: "3 July 2025", pages: 70, sections: [{section}], {rest})"#);
    spec(&[("manual.ron", &manual), ("wifi/test.ron", &family("", &command(&format!("forms: [{forms}]"))))])
}

const X: &str = r#"(number: "3.1.1", command: "AT+X", page: 11, forms: [
    (kind: Query, syntax: "AT+X?"), (kind: Execute, syntax: "AT+X"),
])"#;
const FORMS: &str = "(kind: Query), (kind: Execute)";

#[test]
fn sections() {
    let rule = "sections_covered";
    let place = "spec/manual.ron: section 3.1.1";
    check_clean(rule, &manual(X, "", FORMS));
    check(rule, &manual(X, "", "(kind: Query)"), &[(place, "AT+X has 2, the spec has 1")]);
    let y = r#"(number: "3.1.1", command: "AT+Y", page: 11, forms: [(kind: Test, syntax: "AT+Y")])"#;
    check(rule, &manual(y, "", FORMS), &[(place, "AT+Y has 1, the spec has none")]);
}

/// The history that knows `AT+X`, and one more list.
fn lists(names: &str, misprints: &str) -> Spec {
    let rest = format!(
        r#"lists: [
            (list: History, page: 68, since: "1.0.1.0", names: ["AT+X"]),
            (list: Contents, page: 1, names: [{names}]),
        ], misprints: [{misprints}]"#
    );
    manual(X, &rest, FORMS)
}

fn slip(kind: &str) -> String {
    format!(r#"(list: Contents, kind: {kind}, why: "W."),"#)
}

const RULE: &str = "manual_names_listed";

/// Places, and parts of messages.
type Expected<'t> = Vec<(&'t str, &'t str)>;

#[test]
fn misprints_account_for_names() {
    let table = [
        (r#""AT+X""#, String::new()),
        (r#""AT X""#, slip(r#"Misspelt("AT X", "AT+X")"#)),
        (r#""AT+X", "AT+K""#, slip(r#"Stray("AT+K")"#)),
        (r#""AT+X", "AT+X""#, slip(r#"Duplicate("AT+X")"#)),
        (r#""AT+K""#, slip(r#"Stray("AT+K")"#) + &slip(r#"Missing("AT+X")"#)),
    ];
    for (names, misprints) in table {
        check_clean(RULE, &lists(names, &misprints));
    }
}

#[test]
fn names_that_nothing_accounts_for() {
    let place = |name: &str| format!("spec/manual.ron: list Contents, {name}");
    let (x, k, blank) = (&*place("AT+X"), &*place("AT+K"), &*place("AT X"));
    let cases: [(&str, String, Expected<'_>); 9] = [
        (r#""AT+X", "AT+K""#, String::new(), vec![(k, "AT+K in Contents is not")]),
        (r#""AT+X", "AT+X""#, String::new(), vec![(x, "AT+X stands 2 times in Contents")]),
        (r#""AT+K""#, String::new(), vec![(k, "AT+K in Contents is not"), (x, "AT+X stands 0 times in Contents")]),
        (r#""AT+K""#, slip(r#"Stray("AT+K")"#), vec![(x, "AT+X stands 0 times in Contents")]),
        // Misprints that are none.
        (r#""AT+X""#, slip(r#"Stray("AT+K")"#), vec![(k, "AT+K is not in Contents")]),
        (r#""AT+X""#, slip(r#"Misspelt("AT+K", "AT+X")"#), vec![(k, "AT+K is not in Contents")]),
        (
            r#""AT+X""#,
            slip(r#"Missing("AT+X")"#),
            vec![(x, "AT+X stands 1 times in Contents"), (x, "what is missing is not printed; AT+X is")],
        ),
        (r#""AT+X""#, slip(r#"Duplicate("AT+X")"#), vec![(x, "AT+X stands 1 times in Contents")]),
        (
            r#""AT X""#,
            r#"(list: Contents, kind: Misspelt("AT X", "AT+X"), why: "W.", erratum: "unknown")"#.into(),
            vec![(blank, "`unknown` is not among the errata")],
        ),
    ];
    for (names, misprints, expected) in cases {
        check(RULE, &lists(names, &misprints), &expected);
    }
}

#[test]
fn the_history_tells_since_when() {
    let rest = r#"lists: [(list: History, page: 68, since: "1.0.2.0", names: ["AT+X"])]"#;
    let place = "spec/manual.ron: list History, AT+X";
    check(RULE, &manual(X, rest, FORMS), &[(place, "AT+X is since 1.0.1.0, not 1.0.2.0")]);
    let rest = r#"lists: [(list: History, page: 68, names: ["AT+X"])]"#;
    check(RULE, &manual(X, rest, FORMS), &[(place, "a part of the history has a version; this one has none")]);
}

#[test]
fn names_from_the_manual_head_a_section() {
    let y = r#"(number: "3.1.1", command: "AT+Y", page: 11, forms: [(kind: Test, syntax: "AT+Y")])"#;
    let place = "spec/wifi/test.ron: AT+X, name AT+X";
    check(RULE, &manual(y, "", FORMS), &[(place, "a name from the manual heads a section; AT+X does not")]);
}

#[test]
fn what_is_covered() {
    let forms = |count: usize| r#"(kind: Query, syntax: "AT+X?"), "#.repeat(count);
    let manual = format!(
        r#"(title: "T", edition: "1", date: "D", pages: 70, sections: [
            (number: "3.1.1", command: "AT+X", page: 11, forms: [{}], exchanges: 1),
            (number: "3.1.2", command: "AT+Y", page: 13, forms: [{}]),
            (number: "3.1.3", command: "AT+X", page: 14, forms: [{}], exchanges: 1),
            (number: "3.3.24", command: "+IPD", page: 55, forms: [{}], params: [
                (name: "link ID", kind: Number, min: 0, max: 5),
                (name: "len", kind: Number),
            ]),
        ])"#,
        forms(7),
        forms(1),
        forms(7),
        forms(2),
    );
    let events = r#"(doc: "E.", messages: [], packets: [(
        head: (name: "Ipd", doc: "I.", prefix: "+IPD,", ending: ":", params: (
            optional_first: (name: "link ID", doc: "L.", ty: Domain("LinkId")), list: [(name: "len", doc: "L.", ty: U32)],
        ), source: Manual("3.3.24", 55)),
        length: "len", max: 9, max_source: Inference("x"),
    )])"#;
    let rest = r#"forms: [
        (kind: Test, source: Vendor("not printed")),
        (kind: Query, printed_forms: 3),
        (kind: Set, params: (
            optional_first: (name: "link ID", doc: "L.", ty: Domain("LinkId")),
            choice: (name: "remote", doc: "R.", tag: "type", variants: [(tag: "A", doc: "A.", params: ()), (tag: "B", doc: "B.", params: ())]),
        )),
    ], examples: [(dialogue: [Host("AT+X?"), Module("OK"), Host("AT+X?"), Module("OK")], source: Manual("3.1.1", 11))]"#;
    let spec = spec(&[("manual.ron", &manual), ("events.ron", events), ("wifi/test.ron", &family("", &command(rest)))]);
    let share = |printed, found| Coverage { printed, found };
    let expected = [
        ("3.1.1", true, share(7, 7), share(1, 2), share(0, 0), true),
        ("3.1.2", false, share(1, 0), share(0, 0), share(0, 0), false),
        // The exchange stands in another section.
        ("3.1.3", true, share(7, 7), share(1, 0), share(0, 0), false),
        // Two names, two kinds, one range, which is another.
        ("3.3.24", true, share(2, 2), share(0, 0), share(5, 4), false),
    ];
    let found = coverage(&spec);
    assert_eq!(found.len(), expected.len());
    for (section, (number, is_known, forms, exchanges, limits, is_complete)) in found.iter().zip(expected) {
        assert_eq!(section.number, number);
        assert_eq!(section.is_known, is_known, "{number}");
        assert_eq!((section.forms, section.exchanges, section.limits), (forms, exchanges, limits), "{number}");
        assert_eq!(section.is_complete(), is_complete, "{number}");
    }
}
