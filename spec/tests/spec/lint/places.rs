//! Findings say where they are, and find their line.

use super::of;
use crate::small::*;
use wizfi360_spec::{
    lint::{Finding, Place},
    model::FormKind,
};

const TEXT: &str = r#"(
    doc: "A family.",
    domains: [(name: "Mode", doc: "M.", kind: Enum([
        (value: 0, name: "Off", doc: "O."),
    ]), source: Manual("3.1.1", 11))],
    commands: [
        (
            names: [(name: "AT+Y", since: "1.0.1.0", source: Manual("3.1.1", 11))],
            title: "Does Y.",
            search_terms: ["AT+X"],
            forms: [(kind: Execute)],
        ),
        (
            names: [(name: "AT+X", since: "1.0.1.0", source: Manual("3.1.1", 11))],
            title: "Does X.",
            lines: [(name: "Got", doc: "G.", prefix: "+X:", params: (list: [
                (name: "mode", doc: "M.", ty: U8),
            ]))],
            forms: [
                (kind: Query, answers: ["Got"]),
                (kind: Set, params: (list: [
                    (name: "mode", doc: "M.", ty: Domain("Mod")),
                ])),
            ],
        ),
    ],
)"#;

fn at(place: Place) -> Option<(usize, usize)> {
    Finding { rule: "test", place, message: String::new(), help: String::new() }.locate(TEXT)
}

#[test]
fn places_are_located() {
    let file = || Place { file: "wifi/test.ron".into(), ..Place::default() };
    let command = |name: &str| Place { command: Some(name.into()), ..file() };
    let item = |place: Place, what, name: &str| Place { item: Some((what, name.into())), ..place };
    let param = |place: Place, name: &str| Place { param: Some(name.into()), ..place };
    let table = [
        (file(), None),
        (command("AT+X"), Some((14, 22))),
        (Place { form: Some(FormKind::Set), ..command("AT+X") }, Some((21, 18))),
        (param(Place { form: Some(FormKind::Set), ..command("AT+X") }, "mode"), Some((22, 22))),
        (item(command("AT+X"), "line", "Got"), Some((16, 22))),
        (param(item(command("AT+X"), "line", "Got"), "mode"), Some((17, 18))),
        (param(item(file(), "domain", "Mode"), "Off"), Some((4, 20))),
        (command("AT+Z"), None),
        // What is not there leaves the finding where it got to.
        (param(command("AT+Y"), "nothing"), Some((8, 22))),
    ];
    for (place, expected) in table {
        assert_eq!(at(place.clone()), expected, "{place}");
    }
}

#[test]
fn findings_of_a_run_are_located() {
    let spec = spec(&[("wifi/test.ron", TEXT)]);
    let found = of("references_resolve", &spec);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].locate(TEXT), Some((22, 22)));
    assert_eq!(
        found[0].to_string(),
        "spec/wifi/test.ron: AT+X, set, mode: what is named exists; `Mod` is not among the domains; did you mean `Mode`? (references_resolve)"
    );
    assert_eq!(found[0].locate(""), None);
}
