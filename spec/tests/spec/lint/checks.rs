//! `checks_resolve`.

use super::{check, check_clean};
use crate::small::{command, domain, family, spec};
use wizfi360_spec::Spec;

const STATE: &str = r#"(doc: "State.", variables: [
    (name: "power", doc: "Whether it is on.", values: Flag, at_reset: Is(false), source: Manual("3.1.1", 11)),
    (name: "link", doc: "A link.", each: "LinkId", values: Words(["closed", "TCP"]), at_reset: Is("closed"), source: Manual("3.3.3", 41)),
])"#;

const SETUPS: &str = r#"(doc: "Setups.", setups: [(name: "on", requires: [(state: "power", is: [true])])])"#;

/// A spec whose command `AT+X=<host>[,<port>]` has these test cases.
fn with(checks: &str) -> Spec {
    let form = r#"forms: [(kind: Set, risks: [], params: (
        list: [(name: "host", doc: "H.", ty: Text)], tail: (name: "port", params: (list: [(name: "port", doc: "P.", ty: U16)])),
    ))]"#;
    let family = family(&domain("T", "Str(max: 8)"), &command(form));
    let checks = format!("(checks: [{checks}])");
    let files =
        [("state.ron", STATE), ("setups.ron", SETUPS), ("wifi/test.ron", &*family), ("wifi/test.checks.ron", &*checks)];
    spec(&files)
}

/// A test case of these steps, with whatever else is stated.
fn one(steps: &str, rest: &str) -> String {
    format!(r#"(id: "a", title: "A.", steps: [{steps}], {rest}),"#)
}

const GOOD: &str = r#"Host("AT+X=\"{host}\"", Succeeds)"#;

#[test]
fn what_a_test_case_names_exists() {
    let table = [
        (one(GOOD, r#"setup: "onn""#), "`onn` is not among the setups"),
        (one(GOOD, r#"requires: [(state: "powr", is: [true])]"#), "`powr` is not among the variables"),
        (one(GOOD, r#"requires: [(state: "power", is: ["on"])]"#), "`on` is not among the values of `power`"),
        (one(GOOD, r#"requires: [(state: "power")]"#), "either `is` or `is_not`"),
        (one(GOOD, r#"requires: [(state: "link", at: Only(5), is: ["TCP"])]"#), "it has no Only(5)"),
        (one(GOOD, r#"requires: [(state: "power", is: [true], peer: Echo)]"#), "only a `link` has a peer"),
        (one(GOOD, r#"names: ["AT+Y"]"#), "`AT+Y` is not among the names"),
        (one(GOOD, r#"message: "Redy""#), "`Redy` is not among the messages"),
        (one(r#"Host("AT+X=\"{host}\"", With(["Redy"]))"#, ""), "`Redy` is not among the messages"),
        (one(r#"Host("AT+X=\"{host}\"", RefusedFor("no ip"))"#, ""), "`no ip` is not among the reasons"),
        (one(r#"Host("AT+X=\"{host}\"", Fails("+X", "FAIL"))"#, ""), "`FAIL` is not among the final results"),
        (one(GOOD, r#"since: "1.2.0.0""#), "1.2.0.0 is of none of them"),
    ];
    for (checks, message) in table {
        let rule = if message.starts_with("1.2") { "versions_valid" } else { "checks_resolve" };
        check(rule, &with(&checks), &[("spec/wifi/test.checks.ron: check a", message)]);
    }
}

#[test]
fn placeholders_exist() {
    let place = "spec/wifi/test.checks.ron: check a";
    let sent = with(&one(r#"Host("AT+X=\"{hst}\"", Succeeds)"#, r#"about: "AT+X=\"x\"""#));
    check("checks_resolve", &sent, &[(place, "`hst` is not among the placeholders")]);
    let awaited = with(&one(&format!(r#"{GOOD}, Await([Line("{{ehco}}")])"#), ""));
    check("checks_resolve", &awaited, &[(place, "`ehco` is not among the placeholders")]);
}

#[test]
fn what_is_to_be_answered_well_is_a_request() {
    let place = "spec/wifi/test.checks.ron: check a";
    let unquoted = with(&one(r#"Host("AT+X={host}", Succeeds)"#, r#"about: "AT+X=\"x\"""#));
    check("checks_resolve", &unquoted, &[(place, "is refused")]);
    check_clean("checks_resolve", &with(&one(r#"Host("AT+X=1", Refused)"#, r#"about: "AT+X=\"x\"""#)));
    check("checks_resolve", &with(&one(r#"Host("AT+X=1", Refused)"#, "")), &[(place, "sends no request of one")]);
}

#[test]
fn ids_of_a_form_are_unique() {
    let twice = [one(GOOD, ""), one(GOOD, "")].concat();
    check("checks_resolve", &with(&twice), &[("spec/wifi/test.checks.ron: check a", "\"a\" is there twice")]);
    let apart = [one(GOOD, r#"until: "1.0.x.x""#), one(GOOD, r#"since: "1.1.x.x""#)].concat();
    check_clean("checks_resolve", &with(&apart));
}
