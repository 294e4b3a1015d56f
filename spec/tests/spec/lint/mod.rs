//! Each lint finds what it is for, on small specs that are broken in one way each.

mod behaviour;
mod checks;
mod examples;
mod firmware;
mod manual;
mod names;
mod places;
mod references;
mod second;
mod shapes;
mod transcription;
mod values;

use crate::small;
use wizfi360_spec::{
    Spec,
    lint::{self, Finding},
};

/// The findings of one rule.
fn of(rule: &str, spec: &Spec) -> Vec<Finding> {
    let found: Vec<_> = lint::run(spec).into_iter().filter(|finding| finding.rule == rule).collect();
    for finding in &found {
        assert!(!finding.help.is_empty() && finding.message.contains(';'), "rule, fact and way out: {finding}");
    }
    found
}

/// Holds the findings of a rule against a table of places and of parts of messages.
fn check(rule: &str, spec: &Spec, expected: &[(&str, &str)]) {
    let found = of(rule, spec);
    let shown = found.iter().map(|finding| format!("{finding}\n")).collect::<String>();
    assert_eq!(found.len(), expected.len(), "{shown}");
    for (finding, (place, message)) in found.iter().zip(expected) {
        assert_eq!(finding.place.to_string(), *place, "{shown}");
        assert!(finding.message.contains(message), "{message:?} does not stand in\n{shown}");
    }
}

/// Holds that a rule finds nothing.
fn check_clean(rule: &str, spec: &Spec) {
    check(rule, spec, &[]);
}

#[test]
fn a_sound_spec_has_no_findings() {
    let mask = small::domain("M", r#"Mask([(bit: 0, name: "A", doc: "A.")])"#);
    let text = small::domain("T", "Str(min: 1, max: 8)");
    let command = small::command(
        r#"lines: [(name: "Got", doc: "G.", prefix: "+X:(", ending: ")", params: (list: [
            (name: "a", doc: "A.", ty: U8, mask_bit: (mask: "M", bit: "A")),
        ]))],
        forms: [(kind: Set, risks: [], params: (
            optional_first: (name: "link ID", doc: "L.", ty: Domain("LinkId")),
            list: [(name: "text", doc: "T.", ty: Domain("T"))],
        )), (kind: Query, risks: [], answers: ["Got"])],
        examples: [(dialogue: [
            Host("AT+X?"), Module("+X:(1)"), Module(""), Module("OK"), Host("AT+X=\"text\""), Module(""), Module("OK"),
        ], source: Manual("3.1.1", 11))]"#,
    );
    let spec = small::commands(&(mask + &text), &command);
    assert_eq!(lint::run(&spec), []);
}
