//! Requests: names, forms, line ends, and what a refusal says.

use super::{Row, request};
use crate::small::*;
use wizfi360_spec::{Spec, interpret::Interpreter};

fn some() -> Spec {
    let name =
        |name: &str, more: &str| format!(r#"(name: {name:?}, {more} since: "1.0.1.0", source: Manual("3.1.1", 11))"#);
    let secret = r#"(name: "Password", doc: "P.", kind: Str(max: 8), secret: true, source: Manual("3.2.3", 19)),"#;
    let all = [
        format!("(names: [{}], title: \"T.\", forms: [(kind: Test)]),", name("AT", "")),
        format!("(names: [{}], title: \"T.\", forms: [(kind: Execute)]),", name("AT+GMR", "")),
        format!(
            r#"(names: [{}], title: "T.", forms: [(kind: Set, no_equals: true, params: (list: [(name: "echo", doc: "E.", ty: U8)]))]),"#,
            name("ATE", "")
        ),
        format!(
            r#"(names: [{}, {}], title: "T.", forms: [(kind: Test), (kind: Query), (kind: Set, params: (list: [
                (name: "ssid", doc: "S.", ty: Text), (name: "pwd", doc: "P.", ty: Domain("Password")), (name: "ch", doc: "C.", ty: U8),
            ]))]),"#,
            name("AT+CWSAP_CUR", "scope: Current,"),
            name("AT+CWSAP_DEF", "scope: Default,")
        ),
        format!(
            r#"(names: [{}], title: "T.", forms: [(kind: Set, params: (list: [(name: "link ID", doc: "L.", ty: Domain("LinkId"))]))]),"#,
            name("AT+CIPCLOSE", "")
        ),
    ];
    commands(secret, &all.concat())
}

#[test]
fn forms_and_line_ends() {
    let spec = some();
    let table: [Row<'_>; 29] = [
        ("AT", Ok(("", "AT"))),
        ("AT\r\n", Ok(("", "AT"))),
        ("AT\r", Ok(("", "AT"))),
        ("AT\n", Ok(("", "AT"))),
        ("AT\n\n", Err("ControlByte")),
        ("AT\r\n\r\n", Err("ControlByte")),
        ("AT=?", Err("UnknownForm")),
        ("AT?", Err("UnknownForm")),
        ("AT+GMR", Ok(("", "AT+GMR"))),
        ("AT+GMR?", Err("UnknownForm")),
        ("AT+GMR=?", Err("UnknownForm")),
        ("AT+GMR=1", Err("UnknownForm")),
        ("ATE0", Ok(("echo=0", "ATE0"))),
        ("ATE01", Ok(("echo=1", "ATE1"))),
        ("ATE", Err("Missing(echo)")),
        ("ATEx", Err("Invalid(echo)")),
        ("ATE0,1", Err("TrailingData")),
        ("ATE0=1", Err("Invalid(echo)")),
        ("ATE=1", Err("Invalid(echo)")),
        ("ATE?", Err("Invalid(echo)")),
        ("AT+CWSAP_CUR=?", Ok(("", "AT+CWSAP_CUR=?"))),
        ("AT+CWSAP_DEF?", Ok(("", "AT+CWSAP_DEF?"))),
        ("AT+CWSAP_DEF?1", Err("UnknownForm")),
        ("AT+CWSAQ?1", Err("UnknownCommand")),
        ("AT+CWSAP_DEF=\"a\",\"b\",3", Ok(("ssid=\"a\" pwd=\"b\" ch=3", "AT+CWSAP_DEF=\"a\",\"b\",3"))),
        ("AT+CWSAP=\"a\",\"b\",3", Err("UnknownCommand")),
        ("at+gmr", Err("UnknownCommand")),
        ("", Err("UnknownCommand")),
        ("+++", Err("UnknownCommand")),
    ];
    for (line, expected) in table {
        let expected = expected.map(|(fields, text)| (fields.to_string(), text.to_string())).map_err(String::from);
        assert_eq!(request(&spec, line), expected, "{line:?}");
    }
}

#[test]
fn refusals_state_the_rule_and_the_way_out() {
    let spec = some();
    let table = [
        ("AT+CIPCLOSE=7", "link ID: 7 is out of range: 0 to 4"),
        ("AT+CIPCLOSE=\"1\"", "link ID: \"1\" is not valid: a number, 0 to 4; leave the quotes out"),
        ("AT+CIPCLOSE=", "link ID: missing: a number, 0 to 4"),
        ("AT+CIPCLOSE=1,\"x\"", "\"x\" is left over: nothing stands behind the last parameter (link ID)"),
        (
            "AT+CIPCLOSE=1\0",
            "a control byte stands in the line: CR, LF and NUL stand in no line; leave it out; no escape stands for it",
        ),
        ("AT+CIPCLOSE", "AT+CIPCLOSE is not a known form: AT+CIPCLOSE is sent as AT+CIPCLOSE=..."),
        (
            "AT+CIPCLSOE=1",
            "AT+CIPCLSOE is not a known command: a request begins with the name of a command, in upper case; did you mean AT+CIPCLOSE?",
        ),
        (
            "AT+CWSAP=\"a\",\"b\"",
            "AT+CWSAP is not a known command: a request begins with the name of a command, in upper case; did you mean AT+CWSAP_CUR or AT+CWSAP_DEF?",
        ),
        ("AT+CWSAP_CUR=\"a\",\"123456789\",1", "pwd: the value is too long: at most 8 bytes"),
        ("AT+CWSAP_CUR=a,\"1\",1", "ssid: the value is not valid: a text in quotes; put it into quotes"),
        ("ATE", "echo: missing: a number, 0 to 255"),
    ];
    for (line, expected) in table {
        let refusal = Interpreter::new(&spec).read_request(line.as_bytes()).expect_err(line);
        assert_eq!(refusal.to_string(), expected);
    }
}

#[test]
fn a_secret_stands_in_no_message() {
    let spec = some();
    let interpreter = Interpreter::new(&spec);
    let lines = [
        "AT+CWSAP_CUR=\"a\",\"hunter2",
        "AT+CWSAP_CUR=\"a\",hunter2,1",
        "AT+CWSAP_CUR=\"a\",\"hun\"ter2\",1",
        "AT+CWSAP_CUR=\"a\",\"hunter2hunter2\",1",
        // Out of place: the same bytes, taken for another parameter or for a name.
        "AT+CWSAP_CUR=hunter2",
        "AT+CWSAP_CUR=\"a\",\"x\",\"hunter2\"",
        "AT+CWSAP_CUR=\"a\",\"x\",1,\"hunter2\"",
        "AT+CWSAP_CUR\"a\",\"hunter2\",1",
        "AT+CWSAP_CUR \"a\",\"hunter2\",1",
        "AT+CWSAP_CURE=\"a\",\"hunter2\",1",
    ];
    for line in lines {
        let refusal = interpreter.read_request(line.as_bytes()).expect_err(line);
        let text = format!("{refusal} {refusal:?}");
        assert!(!text.contains("hunter2") && !text.contains("hun\"ter2"), "{text}");
    }
    let request = interpreter.read_request(b"AT+CWSAP_CUR=\"a\",\"hunter2\",1").expect("a request");
    let text = format!("{request:?} {}", request.fields[1]);
    assert!(!text.contains("hunter2") && text.contains("***"), "{text}");
}

/// Lines that a random walk makes of pieces: nothing panics, and what is read is written and read again.
#[test]
fn nothing_panics() {
    let spec = Spec::embedded();
    let interpreter = Interpreter::new(spec);
    let names: Vec<_> =
        spec.commands().flat_map(|(_, command)| &command.names).map(|name| name.name.as_bytes()).collect();
    let pieces: [&[u8]; 22] = [
        b"\"",
        b",",
        b"\\",
        b"0",
        b"1",
        b"-",
        b"\"a\"",
        b"=",
        b"?",
        b"\r\n",
        b"\0",
        b"TCP",
        b"\"TCP\"",
        b"\"UDP\"",
        b"\"1.2.3.4\"",
        b"\"00:08:dc:11:12:13\"",
        b"99999999999",
        b"\xff",
        b"",
        b" ",
        b":",
        b")",
    ];
    let mut seed = 1_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % below
    };
    let mut read = 0;
    for _ in 0..20_000 {
        let mut line = names[random(names.len())].to_vec();
        if random(3) > 0 {
            line.push(b'=');
        }
        for _ in 0..random(8) {
            line.extend(pieces[random(pieces.len())]);
        }
        if let Ok(request) = interpreter.read_request(&line) {
            let written = interpreter.write_request(&request);
            let again = interpreter.read_request(&written).expect("what is written is read");
            assert_eq!(interpreter.write_request(&again), written, "{}", line.escape_ascii());
            for (command, form) in
                spec.commands().flat_map(|(_, command)| command.forms.iter().map(move |form| (command, form)))
            {
                if std::ptr::eq(command, request.command) {
                    let _ = interpreter.read_answer(command, form, &line);
                }
            }
            read += 1;
        }
        if let Some(Ok(reading)) = interpreter.read_event(&line[random(line.len())..]) {
            let written = interpreter.write_line(&reading);
            assert!(
                interpreter.read_line(reading.line, &written).is_some_and(|again| again.is_ok()),
                "{}",
                line.escape_ascii()
            );
        }
    }
    assert!(read > 0);
}
