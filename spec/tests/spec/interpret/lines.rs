//! Lines: prefix, scope, word, suffix, separator, and the order in which they are tried.

use super::{check_lines, class, shown};
use crate::small::*;
use wizfi360_spec::{interpret::Interpreter, model::Scope};

#[test]
fn a_prefix_may_hold_the_scope() {
    let line = r#"(name: "L", doc: "L.", prefix: "+X{scope}:", aliases: ["+Y{scope}:", "+Z="], errata: ["known"],
        params: (list: [(name: "a", doc: "A.", ty: U8)]))"#;
    let spec = lines("", line);
    check_lines(
        &spec,
        &[
            ("+X_CUR:1", Ok(("a=1", "+X_CUR:1"))),
            ("+X_DEF:1", Ok(("a=1", "+X_DEF:1"))),
            ("+X:1", Ok(("a=1", "+X:1"))),
            ("+Y_DEF:1", Ok(("a=1", "+X_DEF:1"))),
            ("+Z=1", Ok(("a=1", "+X:1"))),
            ("+X_ABC:1", Err("")),
            ("+X:", Err("Missing(a)")),
        ],
    );
    for (text, scope) in [("+X_CUR:1", Scope::Current), ("+Y_DEF:1", Scope::Default), ("+Z=1", Scope::Unsuffixed)] {
        let reading = Interpreter::new(&spec).read_line(first_line(&spec), text.as_bytes());
        assert_eq!(reading.expect("the line").expect("its values").scope, Some(scope), "{text}");
    }
}

#[test]
fn a_word_stands_last() {
    let line = r#"(name: "L", doc: "L.", prefix: "+X:", keyword: "END", ending: ")", params: (list: [(name: "a", doc: "A.", ty: Rest)]))"#;
    check_lines(
        &lines("", line),
        &[
            ("+X:1,END)", Ok(("a=\"1\"", "+X:1,END)"))),
            ("+X:END)", Ok(("a=\"\"", "+X:,END)"))),
            ("+X:,END)", Ok(("a=\"\"", "+X:,END)"))),
            ("+X:1END)", Err("")),
            ("+X:1,END", Err("")),
            ("1,END)", Err("")),
        ],
    );
}

#[test]
fn without_parameters_a_line_is_exact() {
    let line = r#"(name: "L", doc: "L.", prefix: "WIFI", aliases: ["WIFI!"], errata: ["known"])"#;
    check_lines(
        &lines("", line),
        &[("WIFI", Ok(("", "WIFI"))), ("WIFI!", Ok(("", "WIFI"))), ("WIFI GOT", Err("")), ("", Err(""))],
    );
    let line = r#"(name: "L", doc: "L.", aliases: ["+X:"], errata: ["known"], params: (list: [(name: "a", doc: "A.", ty: Rest)]))"#;
    check_lines(&lines("", line), &[("+X:1", Ok(("a=\"1\"", "1"))), ("+X1", Ok(("a=\"+X1\"", "+X1")))]);
    let line = r#"(name: "L", doc: "L.", keyword: "CONNECT")"#;
    check_lines(&lines("", line), &[("CONNECT", Ok(("", "CONNECT"))), (",CONNECT", Err("")), ("0,CONNECT", Err(""))]);
    let line = r#"(name: "L", doc: "L.", prefix: "(", ending: ")")"#;
    check_lines(&lines("", line), &[("()", Ok(("", "()"))), ("(", Err("")), (")", Err(""))]);
}

#[test]
fn a_line_of_nothing_but_parameters_may_be_another() {
    let line = r#"(name: "L", doc: "L.", params: (list: [(name: "a", doc: "A.", ty: U8)]))"#;
    check_lines(&lines("", line), &[("5", Ok(("a=5", "5"))), ("x", Err("")), ("", Err("")), ("5\n", Err(""))]);
}

#[test]
fn another_separator_ends_all_but_the_last() {
    let line = r#"(name: "L", doc: "L.", separator: " -> ", params: (list: [
        (name: "topic", doc: "T.", ty: Rest), (name: "message", doc: "M.", ty: Rest),
    ]))"#;
    check_lines(
        &lines("", line),
        &[
            ("a,\"b -> c -> d", Ok((r#"topic="a,\"b" message="c -> d""#, "a,\"b -> c -> d"))),
            ("a -> ", Ok((r#"topic="a" message="""#, "a -> "))),
            (" -> ", Ok((r#"topic="" message="""#, " -> "))),
            ("a", Err("")),
            ("", Err("")),
        ],
    );
    let line = r#"(name: "L", doc: "L.", prefix: "+X:", separator: "/", params: (list: [
        (name: "n", doc: "N.", ty: U8), (name: "t", doc: "T.", ty: BareText),
    ]))"#;
    check_lines(
        &lines("", line),
        &[
            ("+X:1/\"t\"", Ok(("n=1 t=\"t\"", "+X:1/t"))),
            ("+X:1/\"\"t\"\"", Ok((r#"n=1 t="\"t\"""#, "+X:1/\"\"t\"\""))),
            ("+X:1,2/t", Err("Invalid(n)")),
            ("+X:1", Err("Missing(t)")),
            ("+X:", Err("Missing(n)")),
        ],
    );
}

const ANSWERS: &str = r#"(names: [(name: "AT+X", since: "1.0.1.0", source: Manual("3.1.1", 11))], title: "X.",
    lines: [
        (name: "Number", doc: "N.", prefix: "+X:", params: (list: [(name: "n", doc: "N.", ty: U8)])),
        (name: "Text", doc: "T.", prefix: "+X", params: (list: [(name: "t", doc: "T.", ty: Rest)])),
        (name: "Unused", doc: "U.", prefix: "+U"),
    ],
    forms: [(kind: Query, answers: ["Number", "Text"]), (kind: Execute, answers: ["Text", "Number"])]),"#;

#[test]
fn answers_are_tried_in_the_order_of_the_form() {
    let spec = commands("", ANSWERS);
    let interpreter = Interpreter::new(&spec);
    let (_, command, _) = spec.command("AT+X").expect("it is there");
    let read = |form: usize, text: &str| match interpreter.read_answer(command, &command.forms[form], text.as_bytes()) {
        None => "none".to_string(),
        Some(Ok(reading)) => format!("{} {}", reading.line.name, shown(&reading.fields)),
        Some(Err(refusal)) => class(&refusal),
    };
    assert_eq!(read(0, "+X:5"), "Number n=5");
    // A prefix that fits decides, even if the parameters are refused.
    assert_eq!(read(0, "+X:x"), "Invalid(n)");
    assert_eq!(read(0, "+Xx"), "Text t=\"x\"");
    assert_eq!(read(1, "+X:5"), "Text t=\":5\"");
    assert_eq!(read(0, "+U"), "none");
    assert_eq!(read(0, "+X:5\r"), "ControlByte");
    assert_eq!(read(0, "none of them\r"), "none");
}

#[test]
fn only_scopes_of_the_command_stand_in_its_answers() {
    let text = r#"(names: [
            (name: "AT+X_CUR", scope: Current, since: "1.0.1.0", source: Manual("3.1.1", 11)),
            (name: "AT+X_DEF", scope: Default, since: "1.0.1.0", source: Manual("3.1.1", 11)),
        ], title: "X.", lines: [(name: "L", doc: "L.", prefix: "+X{scope}:", params: (list: [(name: "a", doc: "A.", ty: U8)]))],
        forms: [(kind: Query, answers: ["L"])]),"#;
    let spec = commands("", text);
    let interpreter = Interpreter::new(&spec);
    let (_, command, _) = spec.command("AT+X_CUR").expect("it is there");
    for (line, expected) in [("+X_CUR:1", true), ("+X_DEF:1", true), ("+X:1", false)] {
        let reading = interpreter.read_answer(command, &command.forms[0], line.as_bytes());
        assert_eq!(reading.is_some(), expected, "{line}");
    }
}

#[test]
fn events_are_messages_and_then_heads() {
    let events = r#"(doc: "E.", messages: [
            (name: "GotIp", doc: "G.", prefix: "WIFI GOT IP", source: Manual("2.3", 6)),
            (name: "Closed", doc: "C.", keyword: "CLOSED", params: (optional_first: (name: "link ID", doc: "L.", ty: Domain("LinkId"))), source: Manual("2.3", 6)),
        ], packets: [(
            head: (name: "Ipd", doc: "I.", prefix: "+IPD,", ending: ":", params: (
                optional_first: (name: "link ID", doc: "L.", ty: Domain("LinkId")),
                list: [(name: "len", doc: "N.", ty: U32)],
                tail: (name: "from", params: (list: [(name: "ip", doc: "I.", ty: BareIp), (name: "port", doc: "P.", ty: U16)])),
            ), source: Manual("3.3.24", 55)),
            length: "len", max: 65535, max_source: Inference("a test"),
        )])"#;
    let spec = spec(&[("events.ron", events)]);
    let interpreter = Interpreter::new(&spec);
    let table = [
        ("WIFI GOT IP", "GotIp "),
        ("0,CLOSED", "Closed link ID=0"),
        ("+IPD,5:", "Ipd len=5"),
        ("+IPD,0,5:", "Ipd link ID=0 len=5"),
        ("+IPD,5,1.2.3.4,80:", "Ipd len=5 ip=1.2.3.4 port=80"),
        ("+IPD,0,5,\"1.2.3.4\",80:", "Ipd link ID=0 len=5 ip=1.2.3.4 port=80"),
        ("+IPD,x:", "Invalid(len)"),
        ("+IPD,5", "none"),
        ("9,CLOSED", "OutOfRange(link ID)"),
        ("hello", "none"),
    ];
    for (text, expected) in table {
        let found = match interpreter.read_event(text.as_bytes()) {
            None => "none".to_string(),
            Some(Ok(reading)) => format!("{} {}", reading.line.name, shown(&reading.fields)),
            Some(Err(refusal)) => class(&refusal),
        };
        assert_eq!(found, expected, "{text}");
    }
}
