//! `risks_stated`, `behaviour_resolves`.

use super::{check, check_clean};
use crate::small::{self, commands, domain, spec};
use wizfi360_spec::Spec;

const STATE: &str = r#"(doc: "State.", variables: [
    (name: "power", doc: "Whether it is on.", values: Flag, at_reset: Is(false), source: Manual("3.1.1", 11)),
    (name: "link", doc: "A link.", each: "LinkId", values: Words(["closed", "TCP"]), at_reset: Is("closed"), source: Manual("3.3.3", 41)),
    (name: "text", doc: "What is set.", values: Text, at_reset: Is("unset"), source: Manual("3.1.1", 11)),
])"#;

/// A spec whose command `AT+X=<level>[,<text>]` has this behaviour.
fn with(behaviour: &str) -> Spec {
    let command = small::command(&format!(
        r#"forms: [(kind: Set, reasons: ["DNS Fail"], params: (
            list: [(name: "level", doc: "L.", ty: Domain("Level"))],
            tail: (name: "text", params: (list: [(name: "text", doc: "T.", ty: Domain("T"))])),
        ), {behaviour})]"#
    ));
    let level = domain("Level", r#"Enum([(value: 0, name: "Low", doc: "L."), (value: 1, name: "High", doc: "H.")])"#);
    let family = small::family(&(level + &domain("T", "Str(max: 8)")), &command);
    spec(&[("state.ron", STATE), ("wifi/test.ron", &family)])
}

#[test]
fn every_form_states_its_risks() {
    let place = "spec/wifi/test.ron: AT+X, set";
    check("risks_stated", &with("sets: []"), &[(place, "a form must state its risks; this one has no `risks`")]);
    check_clean("risks_stated", &with("risks: []"));
    check_clean("risks_stated", &with(r#"risks: [Flash, When([Is("level", ["High"])], Erase)]"#));
}

#[test]
fn what_behaviour_names_exists() {
    let source = r#"source: Manual("3.1.1", 11)"#;
    let table = [
        (format!(r#"requires: [(state: "powr", is: [true], {source})]"#), "`powr` is not among the variables"),
        (format!(r#"requires: [(state: "power", is: ["on"], {source})]"#), "`on` is not among the values of `power`"),
        (format!(r#"requires: [(state: "power", {source})]"#), "either `is` or `is_not`"),
        (format!(r#"requires: [(state: "power", at: Every, is: [true], {source})]"#), "needs a variable with `each`"),
        (format!(r#"requires: [(state: "link", at: Only(5), is: ["TCP"], {source})]"#), "it has no 5"),
        (
            format!(r#"requires: [(state: "link", at: Param("id"), is: ["TCP"], {source})]"#),
            "`id` is not among the parameters",
        ),
        (format!(r#"requires: [(state: "power", is: [true], reason: "no ip", {source})]"#), "the form's `reasons`"),
        (
            format!(r#"requires: [(state: "power", is: [true], when: [Is("level", ["Hgh"])], {source})]"#),
            "the values of `level`",
        ),
        (r#"sets: [(state: "power", to: Param("lvl"))]"#.into(), "`lvl` is not among the parameters"),
        (r#"sets: [(state: "power", to: AsSent)]"#.into(), "`AsSent` needs a variable of `Text`"),
        (r#"sets: [(state: "text", to: Is("x"))]"#.into(), "`x` is not among the values of `text`"),
        (
            r#"sets: [(state: "power", to: Is(true), when: [Changes("pwr")])]"#.into(),
            "`pwr` is not among the variables",
        ),
        (r#"reads_back: SameName"#.into(), "needs a query"),
        (r#"reads_back: By("AT+Y")"#.into(), "`AT+Y` is not among the commands"),
        (format!(r#"rules: [(rule: Distinct(["level", "txt"]), {source})]"#), "`txt` is not among the parameters"),
        (format!(r#"rules: [(rule: RequiredIf("text", "level", ["Hi"]), {source})]"#), "the values of `level`"),
    ];
    for (behaviour, message) in table {
        check("behaviour_resolves", &with(&behaviour), &[("spec/wifi/test.ron: AT+X, set", message)]);
    }
    check_clean(
        "behaviour_resolves",
        &with(&format!(
            r#"requires: [(state: "link", at: Any, is_not: ["closed"], when: [IsNot("level", ["Low"])], {source})],
        sets: [(state: "power", to: Param("level")), (state: "text", to: AsSent)],
        rules: [(rule: RequiredIf("text", "level", ["High"]), {source})]"#
        )),
    );
}

#[test]
fn the_variables_themselves_are_checked() {
    let state = |variable: &str| {
        let text =
            format!(r#"(doc: "S.", variables: [(name: "v", doc: "V.", {variable}, source: Manual("3.1.1", 11))])"#);
        spec(&[("state.ron", &text)])
    };
    let place = "spec/state.ron: variable v";
    for (variable, message) in [
        (r#"values: Domain("None"), at_reset: Unknown"#, "`None` is not among the domains"),
        (r#"values: Domain("LinkId"), at_reset: Unknown"#, "must name its values"),
        (r#"values: Flag, at_reset: Is("on")"#, "`on` is not among the values"),
        (r#"values: Flag, at_reset: Is(true), single_while: ("w", true)"#, "`w` is not among the variables"),
    ] {
        let found: Vec<_> = super::of("behaviour_resolves", &state(variable));
        assert!(
            found.iter().any(|finding| finding.place.to_string() == place && finding.message.contains(message)),
            "{found:?}"
        );
    }
    let no_state = commands("", "");
    check_clean("behaviour_resolves", &no_state);
}
