//! `versions_valid`, and the scopes of forms.

use super::{check, check_clean};
use crate::small::*;

/// A form with these keys.
fn form(keys: &str) -> String {
    command(&format!("forms: [(kind: Execute, {keys})]"))
}

#[test]
fn versions_can_be_read_and_lie_within_what_encloses_them() {
    let place = "spec/wifi/test.ron: AT+X, execute";
    for (keys, message) in [
        (r#"since: "1.2.0.0""#, "firmware has the branches 1.0.x.x and 1.1.x.x; 1.2.0.0 is of none"),
        (r#"since: ["1.1.0.6", "1.0.7.2"]"#, "the older first; 1.1.0.6 and 1.0.7.2 breaks that"),
        (r#"until: ["1.0.7.2", "1.0.7.3"]"#, "one for each branch, the older first; 1.0.7.2 and 1.0.7.3 breaks"),
        (r#"since: "1.0.2.0", until: "1.0.1.0""#, "1.0.2.0 is later than 1.0.1.0"),
        (r#"since: ["1.0.7.2", "1.1.0.6"], until: "1.0.x.x""#, "1.1.0.6 is later than 1.0.x.x"),
        (r#"since: "1.1.0.6", until: ["1.0.7.2", "1.1.0.8"]"#, "1.0.7.2 is earlier than 1.1.0.6"),
        (r#"since: "1.0.0.9""#, "1.0.0.9 is not (since firmware 1.0.1.0)"),
        (r#"until: "1.0.0.9""#, "1.0.0.9 is not (since firmware 1.0.1.0)"),
    ] {
        check("versions_valid", &commands("", &form(keys)), &[(place, message)]);
    }
    for keys in [
        "",
        r#"since: "1.0.1.0""#,
        r#"since: ["1.0.7.2", "1.1.0.6"], until: ["1.0.7.2", "1.1.0.6"]"#,
        r#"since: "1.0.x.x", until: "1.0.x.x""#,
        r#"since: "1.1.x.x", until: "1.1.1.7""#,
    ] {
        check_clean("versions_valid", &commands("", &form(keys)));
    }
}

#[test]
fn a_parameter_is_there_no_longer_than_its_form() {
    let param = r#"(name: "a", doc: "A.", ty: U8, since: "1.0.7.2")"#;
    let within =
        |since: &str| command(&format!(r#"forms: [(kind: Set, since: {since:?}, params: (list: [{param}]))]"#));
    check_clean("versions_valid", &commands("", &within("1.0.7.2")));
    let message = "a part is there no longer than what encloses it; 1.0.7.2 is not (since firmware 1.1.1.2)";
    check("versions_valid", &commands("", &within("1.1.1.2")), &[("spec/wifi/test.ron: AT+X, set, a", message)]);
}

#[test]
fn a_firmware_has_one_factory_default() {
    let with = |factory: &str| {
        command(&format!(
            r#"forms: [(kind: Set, params: (list: [(name: "a", doc: "A.", ty: U8, factory: [{factory}])]))]"#
        ))
    };
    check_clean(
        "versions_valid",
        &commands("", &with(r#"(value: "1", until: "1.0.x.x"), (value: "2", since: "1.1.x.x")"#)),
    );
    for factory in
        [r#"(value: "1"), (value: "2")"#, r#"(value: "1", until: "1.1.0.6"), (value: "2", since: "1.1.0.6")"#]
    {
        let place = "spec/wifi/test.ron: AT+X, set, a";
        check("versions_valid", &commands("", &with(factory)), &[(place, "here two overlap")]);
    }
    let place = "spec/wifi/test.ron: AT+X, set, a";
    check(
        "ranges_valid",
        &commands("", &with(r#"(value: "256")"#)),
        &[(place, "a default is a value as written on the wire")],
    );
}

#[test]
fn names_of_a_command_are_of_the_same_firmware() {
    let name = |scope: &str, name: &str, since: &str| {
        format!(r#"(name: {name:?}, scope: {scope}, since: {since:?}, source: Manual("3.1.1", 11)),"#)
    };
    let two = |second: &str| {
        let names = name("Current", "AT+X_CUR", "1.0.1.0") + &name("Default", "AT+X_DEF", second);
        commands("", &format!(r#"(names: [{names}], title: "Does X.", forms: [(kind: Execute)]),"#))
    };
    check_clean("versions_valid", &two("1.0.1.0"));
    check("versions_valid", &two("1.0.2.4"), &[("spec/wifi/test.ron: AT+X_CUR", "AT+X_CUR and AT+X_DEF are not")]);
}

#[test]
fn a_form_has_scopes_of_its_command() {
    let with = |scopes: &str| {
        let name = |scope: &str, name: &str| {
            format!(r#"(name: {name:?}, scope: {scope}, since: "1.0.1.0", source: Manual("3.1.1", 11)),"#)
        };
        let names = name("Current", "AT+X_CUR") + &name("Default", "AT+X_DEF") + &name("Unsuffixed", "AT+X");
        commands("", &format!(r#"(names: [{names}], title: "X.", forms: [(kind: Execute, scopes: {scopes})]),"#))
    };
    for scopes in ["[]", "[Unsuffixed]", "[Current]", "[Current, Default]"] {
        check_clean("names_unique", &with(scopes));
    }
    let place = "spec/wifi/test.ron: AT+X_CUR, execute";
    check("names_unique", &with("[Default, Unsuffixed]"), &[(place, "this one has others")]);
    let unknown = commands("", &command("forms: [(kind: Execute, scopes: [Default])]"));
    check("names_unique", &unknown, &[("spec/wifi/test.ron: AT+X, execute", "these are not")]);
}
