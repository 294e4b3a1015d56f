//! Parameter lists: order, leads, choices, tails, what may be skipped, masked parameters.

use super::{check, check_lines};
use crate::small::*;
use wizfi360_spec::interpret::Interpreter;

#[test]
fn parameters_are_missed_and_left_over_from_left_to_right() {
    let takes = r#"(list: [(name: "a", doc: "A.", ty: U8), (name: "remote port", doc: "B.", ty: U8)])"#;
    check(
        &set("", takes),
        &[
            ("1,2", Ok(("a=1 remote port=2", "1,2"))),
            ("", Err("Missing(a)")),
            ("1", Err("Missing(remote port)")),
            ("1,", Err("Invalid(remote port)")),
            ("x,y", Err("Invalid(a)")),
            ("1,x,3", Err("Invalid(remote port)")),
            ("1,2,3", Err("TrailingData")),
            ("1,2,\"", Err("TrailingData")),
        ],
    );
    check(&set("", "()"), &[("", Ok(("", ""))), (",", Err("TrailingData"))]);
}

#[test]
fn a_lead_is_told_by_an_even_count() {
    // One or three tokens without the lead.
    let takes = r#"(
        optional_first: (name: "link ID", doc: "L.", ty: Domain("LinkId")),
        list: [(name: "length", doc: "N.", ty: U16)],
        tail: (name: "to", params: (list: [(name: "ip", doc: "I.", ty: Ip), (name: "port", doc: "P.", ty: U16)])),
    )"#;
    check(
        &set("", takes),
        &[
            ("10", Ok(("length=10", "10"))),
            ("0,10", Ok(("link ID=0 length=10", "0,10"))),
            ("10,\"1.2.3.4\",5", Ok(("length=10 ip=1.2.3.4 port=5", "10,\"1.2.3.4\",5"))),
            ("0,10,1.2.3.4,5", Ok(("link ID=0 length=10 ip=1.2.3.4 port=5", "0,10,\"1.2.3.4\",5"))),
            ("9,10", Err("OutOfRange(link ID)")),
            // No token is no lead, though 0 is even.
            ("", Err("Missing(length)")),
            ("0,10,1.2.3.4,5,6", Err("Invalid(ip)")),
            // A broken token counts once and ends the count.
            ("0,\"a,b,c", Err("Unterminated(length)")),
            ("\"a,b", Err("Unterminated(length)")),
        ],
    );
}

#[test]
fn a_lead_is_told_by_an_odd_count() {
    let takes = r#"(
        optional_first: (name: "link ID", doc: "L.", ty: Domain("LinkId")),
        list: [(name: "a", doc: "A.", ty: U8), (name: "b", doc: "B.", ty: U8)],
    )"#;
    check(
        &set("", takes),
        &[
            ("1,2", Ok(("a=1 b=2", "1,2"))),
            ("0,1,2", Ok(("link ID=0 a=1 b=2", "0,1,2"))),
            ("1", Err("Missing(a)")),
            ("", Err("Missing(a)")),
        ],
    );
    let line = r#"(name: "L", doc: "L.", keyword: "CONNECT", params: (optional_first: (name: "link ID", doc: "L.", ty: Domain("LinkId"))))"#;
    check_lines(
        &lines("", line),
        &[
            ("CONNECT", Ok(("", "CONNECT"))),
            ("0,CONNECT", Ok(("link ID=0", "0,CONNECT"))),
            ("5,CONNECT", Err("OutOfRange(link ID)")),
            ("0,1,CONNECT", Err("TrailingData")),
        ],
    );
}

#[test]
fn a_lead_is_told_by_a_bare_first_token() {
    let takes = r#"(
        optional_first: (name: "link ID", doc: "L.", ty: Domain("LinkId")),
        list: [(name: "host", doc: "H.", ty: Text)],
        tail: (name: "port", params: (list: [(name: "port", doc: "P.", ty: U16)])),
    )"#;
    check(
        &set("", takes),
        &[
            ("\"h\"", Ok(("host=\"h\"", "\"h\""))),
            ("\"h\",5", Ok(("host=\"h\" port=5", "\"h\",5"))),
            ("1,\"h\",5", Ok(("link ID=1 host=\"h\" port=5", "1,\"h\",5"))),
            (",\"h\"", Err("Invalid(link ID)")),
            ("h", Err("Invalid(link ID)")),
            ("", Err("Missing(host)")),
        ],
    );
}

#[test]
fn a_quoted_word_chooses() {
    let takes = r#"(
        optional_first: (name: "link ID", doc: "L.", ty: Domain("LinkId")),
        choice: (name: "remote", doc: "R.", tag: "type", variants: [
            (tag: "TCP", doc: "T.", params: (list: [(name: "port", doc: "P.", ty: U16)])),
            (tag: "UDP", doc: "U.", params: (
                list: [(name: "port", doc: "P.", ty: U16)],
                tail: (name: "local", params: (
                    list: [(name: "local port", doc: "L.", ty: U16)],
                    tail: (name: "mode", params: (list: [(name: "mode", doc: "M.", ty: U8)])),
                )),
            )),
        ]),
        tail: (name: "z", params: (list: [(name: "z", doc: "Z.", ty: Text)])),
    )"#;
    let spec = set("", takes);
    check(
        &spec,
        &[
            ("\"TCP\",80", Ok(("type=TCP port=80", "\"TCP\",80"))),
            ("4,\"TCP\",80", Ok(("link ID=4 type=TCP port=80", "4,\"TCP\",80"))),
            ("\"UDP\",1,2,3", Ok(("type=UDP port=1 local port=2 mode=3", "\"UDP\",1,2,3"))),
            ("\"TCP\",80,\"z\"", Ok(("type=TCP port=80 z=\"z\"", "\"TCP\",80,\"z\""))),
            ("\"SSL\",80", Err("OutOfRange(type)")),
            ("\"tcp\",80", Err("OutOfRange(type)")),
            ("1,TCP,80", Err("Invalid(type)")),
            ("1", Err("Missing(type)")),
            ("", Err("Missing(type)")),
            ("\"TCP", Err("Unterminated(type)")),
            ("\"TCP\"", Err("Missing(port)")),
            ("\"TCP\",80,1", Err("Invalid(z)")),
        ],
    );
    let request = Interpreter::new(&spec).read_request(b"AT+X=0,\"UDP\",1").expect("a request");
    let tag = &request.fields[1];
    assert_eq!((tag.name(), tag.doc(), tag.label, tag.meaning), ("type", "R.", Some("UDP"), Some("U.")));
    assert_eq!(tag.span, 7..12);
}

#[test]
fn what_may_be_skipped() {
    let takes = r#"(
        list: [
            (name: "ssid", doc: "S.", ty: Text),
            (name: "mac", doc: "M.", ty: Mac, may_be_omitted: true),
            (name: "n", doc: "N.", ty: U8, may_be_omitted: true),
        ],
        tail: (name: "ch", params: (list: [(name: "ch", doc: "C.", ty: U8)])),
    )"#;
    check(
        &set("", takes),
        &[
            ("\"x\"", Ok(("ssid=\"x\"", "\"x\""))),
            ("\"x\",", Ok(("ssid=\"x\"", "\"x\""))),
            ("\"x\",\"\"", Ok(("ssid=\"x\"", "\"x\""))),
            ("\"x\",,", Ok(("ssid=\"x\"", "\"x\""))),
            ("\"x\",,7", Ok(("ssid=\"x\" n=7", "\"x\",\"\",7"))),
            ("\"x\",\"\",\"\",12", Ok(("ssid=\"x\" ch=12", "\"x\",\"\",\"\",12"))),
            ("\"x\",,,", Err("Invalid(ch)")),
            ("\"x\",\"", Err("Unterminated(mac)")),
            ("", Err("Missing(ssid)")),
        ],
    );
}

#[test]
fn masked_parameters_are_all_there_but_those_that_old_firmware_lacks() {
    let mask = domain("M", r#"Mask([(bit: 0, name: "A", doc: "A."), (bit: 1, name: "B", doc: "B.")])"#);
    let line = r#"(name: "L", doc: "L.", prefix: "+X:(", ending: ")", params: (list: [
        (name: "a", doc: "A.", ty: U8, mask_bit: (mask: "M", bit: "A")),
        (name: "b", doc: "B.", ty: Text, mask_bit: (mask: "M", bit: "B", may_be_absent: true)),
    ]))"#;
    check_lines(
        &lines(&mask, line),
        &[
            ("+X:()", Err("Missing(a)")),
            ("+X:(1)", Ok(("a=1", "+X:(1)"))),
            ("+X:(1,\"b\")", Ok(("a=1 b=\"b\"", "+X:(1,\"b\")"))),
            ("+X:(\"b\")", Err("Invalid(a)")),
            ("+X:(1,\"b\",2)", Err("TrailingData")),
        ],
    );
}

#[test]
fn an_unescaped_text_ends_where_the_rest_can_be_read() {
    let line = r#"(name: "L", doc: "L.", prefix: "+X:", params: (list: [
        (name: "a", doc: "A.", ty: Text, unescaped: true), (name: "b", doc: "B.", ty: Text)]))"#;
    check_lines(
        &lines("", line),
        &[
            (r#"+X:"a","b""#, Ok((r#"a="a" b="b""#, r#"+X:"a","b""#))),
            (r#"+X:"a,b","c""#, Ok((r#"a="a,b" b="c""#, r#"+X:"a\,b","c""#))),
            (r#"+X:"a"b","c""#, Ok((r#"a="a\"b" b="c""#, r#"+X:"a\"b","c""#))),
            (r#"+X:"a","b","c""#, Ok((r#"a="a\",\"b" b="c""#, r#"+X:"a\"\,\"b","c""#))),
            (r#"+X:"a\b","c""#, Ok((r#"a="ab" b="c""#, r#"+X:"ab","c""#))),
            (r#"+X:"a"\b","c""#, Ok((r#"a="a\"\\b" b="c""#, r#"+X:"a\"\\b","c""#))),
            (r#"+X:"a",1"#, Err("Invalid(b)")),
            (r#"+X:1,"b""#, Err("Invalid(a)")),
            (r#"+X:1","b""#, Err("Invalid(a)")),
        ],
    );
}

#[test]
fn an_unescaped_text_before_an_optional_one_may_be_ambiguous() {
    let line = r#"(name: "L", doc: "L.", prefix: "+X:", params: (
        list: [(name: "a", doc: "A.", ty: Text, unescaped: true)],
        tail: (name: "b", params: (list: [(name: "b", doc: "B.", ty: Text)]))))"#;
    check_lines(
        &lines("", line),
        &[(r#"+X:"a","b""#, Err("Ambiguous(a)")), (r#"+X:"a""#, Ok((r#"a="a""#, r#"+X:"a""#)))],
    );
}

#[test]
fn spans_point_into_the_line() {
    let takes = r#"(list: [(name: "a", doc: "A.", ty: U8), (name: "b", doc: "B.", ty: Text), (name: "c", doc: "C.", ty: Rest)])"#;
    let spec = set("", takes);
    let line = br#"AT+X=12,"x\"y",rest"#;
    let request = Interpreter::new(&spec).read_request(line).expect("a request");
    let spans: Vec<_> = request.fields.iter().map(|field| &line[field.span.clone()]).collect();
    assert_eq!(spans, [&b"12"[..], br#""x\"y""#, b"rest"]);
    let missing = Interpreter::new(&spec).read_request(b"AT+X=12").expect_err("b is missing");
    assert_eq!(missing.span, Some(7..7));
}
