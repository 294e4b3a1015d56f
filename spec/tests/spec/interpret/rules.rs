//! What a refusal says: the rule that was broken, and the way out.

use crate::small::*;
use wizfi360_spec::{Spec, interpret::Interpreter, model::FormKind};

fn refused(spec: &Spec, line: &str) -> (String, Option<String>) {
    let refusal = Interpreter::new(spec).read_request(line.as_bytes()).expect_err(line);
    (refusal.rule, refusal.help)
}

#[test]
fn the_rule_of_each_type_is_told_with_the_way_out() {
    const ENDS: &str =
        "a quoted text ends with a quote, then a comma or the line's end; a quote inside stands behind a backslash";
    const VERBATIM: &str = "a quote at the beginning and at the end of the text, or none in it";
    const STATION: &str = "the address of one station: bit 0 of its first byte is 0, so its second digit is even";
    const MAC: &str = "a MAC address, as in \"00:08:dc:11:12:13\"";
    let (quotes, bare) = (Some("put it into quotes"), Some("leave the quotes out"));
    for (is, text, rule, help) in [
        ("Int(min: 0, max: 1, unit: \"byte\")", "2", "0 to 1 byte", None),
        ("Int(min: 0, max: 9, unit: \"byte\")", "10", "0 to 9 bytes", None),
        ("Int(min: 0, max: 9, unit: \"ms\")", "x", "a number, 0 to 9 ms", None),
        ("Int(min: 0, max: 9)", "\"1\"", "a number, 0 to 9", bare),
        ("Str(max: 1)", "x", "a text in quotes, at most 1 byte", quotes),
        ("Str(min: 8, max: 8)", "x", "a text in quotes, 8 bytes", quotes),
        ("Str(min: 1, max: 8, or_empty: true)", "x", "a text in quotes, 1 to 8 bytes, or empty", quotes),
        ("Str(min: 8, max: 9, or_empty: true)", "\"x\"", "at least 8 bytes, or none at all", None),
        ("Str(min: 8, max: 9)", "\"x\"", "at least 8 bytes", None),
        ("Str(max: 1)", "\"xy\"", "at most 1 byte", None),
        ("Str(max: 8)", "\"x", ENDS, None),
        ("Str(max: 8, style: Verbatim)", "\"x", VERBATIM, None),
        ("UnicastMac", "\"01:08:dc:11:12:13\"", STATION, None),
        ("UnicastMac", "\"01:08\"", MAC, None),
    ] {
        let spec = set(&domain("T", is), "(list: [(name: \"v\", doc: \"V.\", ty: Domain(\"T\"))])");
        assert_eq!(refused(&spec, &format!("AT+X={text}")), (rule.into(), help.map(String::from)), "{is}: {text}");
    }
}

#[test]
fn a_choice_is_told_by_a_word_in_quotes() {
    let spec = set(
        "",
        r#"(choice: (name: "remote", doc: "R.", tag: "type", variants: [(tag: "TCP", doc: "T.", params: ()), (tag: "UDP", doc: "U.", params: ())]))"#,
    );
    let words = "\"TCP\" or \"UDP\"".to_string();
    assert_eq!(refused(&spec, "AT+X=TCP"), (words.clone(), Some("put it into quotes".into())));
    assert_eq!(refused(&spec, "AT+X=\"SSL\""), (words, None));
}

#[test]
fn a_text_that_may_end_in_several_places_is_refused_with_the_rule_that_finds_its_end() {
    let line = r#"(name: "L", doc: "L.", prefix: "+X:", params: (
        list: [(name: "a", doc: "A.", ty: Text, unescaped: true)],
        tail: (name: "b", params: (list: [(name: "b", doc: "B.", ty: Text)]))))"#;
    let spec = lines("", line);
    let read = Interpreter::new(&spec).read_line(first_line(&spec), br#"+X:"a","b""#);
    let refusal = read.expect("this line").expect_err("two ways");
    assert_eq!(refusal.rule, "the text ends where all that stands behind it can be read, if there is one such place");
}

#[test]
fn what_is_too_much_is_told_with_what_stands_last() {
    let none = set("", "()");
    assert_eq!(refused(&none, "AT+X=1").0, "no parameter stands here");
    let one = set("", "(list: [(name: \"v\", doc: \"V.\", ty: U8)])");
    assert_eq!(refused(&one, "AT+X=1,2").0, "nothing stands behind the last parameter (v)");
    let nothing = Interpreter::new(&one).read_request(b"AT+X=,2").expect_err("nothing is no number");
    assert_eq!(nothing.to_string(), "v: nothing is not valid: a number, 0 to 255");
}

#[test]
fn the_forms_that_a_command_has_are_told_as_they_are_sent() {
    let spec = commands("", &command("forms: [(kind: Test), (kind: Execute)]"));
    assert_eq!(refused(&spec, "AT+X?").0, "AT+X is sent as AT+X=? or AT+X");
    let spec = commands("", &command("forms: [(kind: Query), (kind: Set)]"));
    assert_eq!(refused(&spec, "AT+X").0, "AT+X is sent as AT+X? or AT+X=...");
    let glued = commands(
        "",
        &command("forms: [(kind: Set, no_equals: true, params: (list: [(name: \"a\", doc: \"A.\", ty: U8)]))]"),
    );
    let refusals = Interpreter::new(&glued).build_request("AT+X", FormKind::Query, &[]).expect_err("no such form");
    assert_eq!(refusals[0].rule, "AT+X is sent as AT+X...");
    let spec = Spec::embedded();
    assert_eq!(refused(spec, "AT?").0, "AT is sent as AT");
}
