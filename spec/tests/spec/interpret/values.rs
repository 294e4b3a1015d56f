//! The table of values, row by row; in requests and in lines.

use super::{check, check_lines};
use crate::small::*;
use wizfi360_spec::{
    Spec,
    interpret::{ErrorKind, Interpreter},
};

/// A request with the parameter `v` of this type.
fn one(domains: &str, ty: &str) -> Spec {
    set(domains, &format!(r#"(list: [(name: "v", doc: "V.", ty: {ty})])"#))
}

/// A line `+X:` with the parameter `v` of this type.
fn one_line(domains: &str, param: &str) -> Spec {
    lines(
        domains,
        &format!(r#"(name: "L", doc: "L.", prefix: "+X:", params: (list: [(name: "v", doc: "V.", {param})]))"#),
    )
}

#[test]
fn open_numbers() {
    for (ty, largest, larger) in [("U8", "255", "256"), ("U16", "65535", "65536"), ("U32", "4294967295", "4294967296")]
    {
        let spec = one("", ty);
        check(
            &spec,
            &[
                (largest, Ok((&format!("v={largest}"), largest))),
                ("007", Ok(("v=7", "7"))),
                (larger, Err("OutOfRange(v)")),
                ("99999999999999999999999999", Err("OutOfRange(v)")),
                ("-1", Err("Invalid(v)")),
                ("+1", Err("Invalid(v)")),
                (" 1", Err("Invalid(v)")),
                ("1a", Err("Invalid(v)")),
                ("\"1\"", Err("Invalid(v)")),
                ("\"1", Err("Unterminated(v)")),
                ("", Err("Missing(v)")),
                (",", Err("Invalid(v)")),
                ("1,", Err("TrailingData")),
                ("1,2", Err("TrailingData")),
            ],
        );
    }
}

#[test]
fn signed_numbers() {
    check(
        &one("", "I16"),
        &[
            ("-75", Ok(("v=-75", "-75"))),
            ("-0", Ok(("v=0", "0"))),
            ("-32768", Ok(("v=-32768", "-32768"))),
            ("-32769", Err("OutOfRange(v)")),
            ("32768", Err("OutOfRange(v)")),
            ("-", Err("Invalid(v)")),
            ("--1", Err("Invalid(v)")),
            ("-99999999999999999999", Err("OutOfRange(v)")),
        ],
    );
}

#[test]
fn bounded_numbers() {
    let domains = domain("N", "Int(min: 2, max: 9)") + &domain("S", "Int(min: -5, max: 5)");
    check(
        &one(&domains, "Domain(\"N\")"),
        &[
            ("2", Ok(("v=2", "2"))),
            ("09", Ok(("v=9", "9"))),
            ("1", Err("OutOfRange(v)")),
            ("10", Err("OutOfRange(v)")),
            ("-2", Err("Invalid(v)")),
        ],
    );
    let table = [("-5", Ok(("v=-5", "-5"))), ("-6", Err("OutOfRange(v)")), ("6", Err("OutOfRange(v)"))];
    check(&one(&domains, "Domain(\"S\")"), &table);
}

#[test]
fn enums_are_closed_in_requests_and_open_in_lines() {
    let domains =
        domain("E", r#"Enum([(value: 0, name: "OPEN", doc: "Open."), (value: 2, name: "WPA_PSK", doc: "WPA.")])"#);
    check(
        &one(&domains, "Domain(\"E\")"),
        &[
            ("02", Ok(("v=2", "2"))),
            ("1", Err("OutOfRange(v)")),
            ("OPEN", Err("Invalid(v)")),
            ("\"0\"", Err("Invalid(v)")),
        ],
    );
    let spec = one_line(&domains, "ty: Domain(\"E\")");
    check_lines(
        &spec,
        &[
            ("+X:1", Ok(("v=1", "+X:1"))),
            ("+X:4294967295", Ok(("v=4294967295", "+X:4294967295"))),
            ("+X:4294967296", Err("OutOfRange(v)")),
            ("+X:-1", Err("Invalid(v)")),
        ],
    );
    let interpreter = Interpreter::new(&spec);
    let label = |text: &[u8]| {
        let reading = interpreter.read_line(first_line(&spec), text).expect("the line").expect("its value");
        (reading.fields[0].label, reading.fields[0].meaning)
    };
    assert_eq!(label(b"+X:2"), (Some("WPA_PSK"), Some("WPA.")));
    assert_eq!(label(b"+X:1"), (None, None));
}

#[test]
fn quoted_words() {
    let domains = domain("W", r#"Words(quoted: true, values: [(text: "TCP", doc: "T."), (text: "a\\b", doc: "U.")])"#);
    check(
        &one(&domains, "Domain(\"W\")"),
        &[
            ("\"TCP\"", Ok(("v=TCP", "\"TCP\""))),
            (r#""a\b""#, Ok((r"v=a\b", r#""a\b""#))),
            ("\"tcp\"", Err("OutOfRange(v)")),
            (r#""T\CP""#, Err("OutOfRange(v)")),
            ("TCP", Err("Invalid(v)")),
            ("\"TCP", Err("Unterminated(v)")),
        ],
    );
    check_lines(
        &one_line(&domains, "ty: Domain(\"W\")"),
        &[
            ("+X:\"TCP\"", Ok(("v=TCP", "+X:\"TCP\""))),
            // What is kept is a text, and has its escapes.
            (r#"+X:"T\CP,""#, Ok((r#"v="TCP,""#, r#"+X:"TCP\,""#))),
            ("+X:TCP", Err("Invalid(v)")),
        ],
    );
}

#[test]
fn bare_words() {
    let domains = domain("W", r#"Words(quoted: false, values: [(text: "TRUE", doc: "T.")])"#);
    check(
        &one(&domains, "Domain(\"W\")"),
        &[("TRUE", Ok(("v=TRUE", "TRUE"))), ("true", Err("OutOfRange(v)")), ("\"TRUE\"", Err("Invalid(v)"))],
    );
    let table = [("+X:other", Ok(("v=\"other\"", "+X:other"))), ("+X:\"TRUE\"", Err("Invalid(v)"))];
    check_lines(&one_line(&domains, "ty: Domain(\"W\")"), &table);
}

#[test]
fn masks() {
    let bits =
        r#"Mask([(bit: 0, name: "A", doc: "A."), (bit: 1, name: "B", doc: "B."), (bit: 10, name: "C", doc: "C.")])"#;
    let domains = domain("M", bits);
    check(
        &one(&domains, "Domain(\"M\")"),
        &[
            ("0", Ok(("v=0", "0"))),
            ("1027", Ok(("v=1027", "1027"))),
            ("4", Err("OutOfRange(v)")),
            ("18446744073709551616", Err("OutOfRange(v)")),
            ("-1", Err("Invalid(v)")),
        ],
    );
    check_lines(&one_line(&domains, "ty: Domain(\"M\")"), &[("+X:4", Err("OutOfRange(v)"))]);
    let spec = one(&domains, "Domain(\"M\")");
    let request = Interpreter::new(&spec).read_request(b"AT+X=1025").expect("a request");
    let names: Vec<_> = request.fields[0].bits().iter().map(|bit| bit.name.as_str()).collect();
    assert_eq!(names, ["A", "C"]);
    assert_eq!(request.fields[0].to_string(), "v: 1025 (A + C)");
}

#[test]
fn quoted_texts() {
    let domains = domain("T", "Str(min: 2, max: 4)") + &domain("O", "Str(min: 3, max: 4, or_empty: true)");
    check(
        &one(&domains, "Domain(\"T\")"),
        &[
            ("\"ab\"", Ok(("v=\"ab\"", "\"ab\""))),
            (r#""\a\,\"\\""#, Ok((r#"v="a,\"\\""#, r#""a\,\"\\""#))),
            // A comma needs no escape to be read, but is written with one.
            ("\"a,b\"", Ok(("v=\"a,b\"", r#""a\,b""#))),
            ("\"\"", Err("TooShort(v)")),
            ("\"a\"", Err("TooShort(v)")),
            (r#""\a\b\c\d""#, Ok(("v=\"abcd\"", "\"abcd\""))),
            ("\"abcde\"", Err("TooLong(v)")),
            ("ab", Err("Invalid(v)")),
            ("\"ab", Err("Unterminated(v)")),
            ("\"ab\\\"", Err("Unterminated(v)")),
            ("\"ab\"c", Err("Unterminated(v)")),
            ("\"ab\" ", Err("Unterminated(v)")),
            ("\"", Err("Unterminated(v)")),
        ],
    );
    let table =
        [("\"\"", Ok(("v=\"\"", "\"\""))), ("\"ab\"", Err("TooShort(v)")), ("\"abc\"", Ok(("v=\"abc\"", "\"abc\"")))];
    check(&one(&domains, "Domain(\"O\")"), &table);
    // Limits of a domain hold in lines too; the open type has none.
    check_lines(&one_line(&domains, "ty: Domain(\"T\")"), &[("+X:\"abcde\"", Err("TooLong(v)"))]);
    check_lines(
        &one_line("", "ty: Text"),
        &[
            (r#"+X:"ab\cde""#, Ok(("v=\"abcde\"", "+X:\"abcde\""))),
            ("+X:", Err("Missing(v)")),
            ("+X:ab", Err("Invalid(v)")),
        ],
    );
}

#[test]
fn verbatim_texts() {
    let domains = domain("V", "Str(min: 1, max: 8, style: Verbatim)");
    check(
        &one(&domains, "Domain(\"V\")"),
        &[
            ("\"{\"a\":1}\"", Ok((r#"v="{\"a\":1}""#, "\"{\"a\":1}\""))),
            (r#""a\",b""#, Ok((r#"v="a\\\",b""#, r#""a\",b""#))),
            ("a,b", Ok(("v=\"a,b\"", "\"a,b\""))),
            ("\"\"", Err("TooShort(v)")),
            ("\"123456789\"", Err("TooLong(v)")),
            ("\"", Err("Unterminated(v)")),
            ("a\"b", Err("Unterminated(v)")),
            ("\"a", Err("Unterminated(v)")),
            ("", Err("Missing(v)")),
        ],
    );
}

#[test]
fn ip_addresses() {
    for (ty, quote) in [("Ip", "\""), ("BareIp", "")] {
        let canonical = format!("{quote}192.168.1.5{quote}");
        check(
            &one("", ty),
            &[
                ("\"192.168.1.5\"", Ok(("v=192.168.1.5", &canonical))),
                ("192.168.001.05", Ok(("v=192.168.1.5", &canonical))),
                ("192.168.1", Err("Invalid(v)")),
                ("192.168.1.5.6", Err("Invalid(v)")),
                ("192.168.1.256", Err("Invalid(v)")),
                ("192.168.1.0005", Err("Invalid(v)")),
                ("192.168..5", Err("Invalid(v)")),
                ("\"\"", Err("Invalid(v)")),
                ("\"192.168.1.5", Err("Unterminated(v)")),
            ],
        );
    }
}

#[test]
fn mac_addresses() {
    for (ty, quote) in [("Mac", "\""), ("BareMac", "")] {
        let canonical = format!("{quote}00:08:dc:11:12:ff{quote}");
        check(
            &one("", ty),
            &[
                ("\"00:08:DC:11:12:ff\"", Ok(("v=00:08:dc:11:12:ff", &canonical))),
                ("00:08:dc:11:12:FF", Ok(("v=00:08:dc:11:12:ff", &canonical))),
                ("\"0:08:dc:11:12:ff\"", Err("Invalid(v)")),
                ("\"00:08:dc:11:12\"", Err("Invalid(v)")),
                ("\"00:08:dc:11:12:ff:00\"", Err("Invalid(v)")),
                ("\"00-08-dc-11-12-ff\"", Err("Invalid(v)")),
                ("\"+0:08:dc:11:12:ff\"", Err("Invalid(v)")),
            ],
        );
    }
    let unicast = domain("U", "UnicastMac");
    check(
        &one(&unicast, "Domain(\"U\")"),
        &[
            ("02:08:DC:11:12:13", Ok(("v=02:08:dc:11:12:13", "\"02:08:dc:11:12:13\""))),
            ("\"01:08:dc:11:12:13\"", Err("OutOfRange(v)")),
            ("\"zz\"", Err("Invalid(v)")),
        ],
    );
}

#[test]
fn what_is_no_mac_address_is_kept_where_the_spec_says_so() {
    for (ty, quoted, bare) in [("Mac", "\"", ""), ("BareMac", "", "")] {
        check_lines(
            &one_line("", &format!("ty: {ty}, open: true")),
            &[
                ("+X:\"x,y\\z\"", Ok((r#"v="x,yz""#, "+X:\"x\\,yz\""))),
                ("+X:\"\"", Ok(("v=\"\"", "+X:\"\""))),
                (
                    "+X:00:08:dc:11:12:13",
                    Ok(("v=00:08:dc:11:12:13", &format!("+X:{quoted}00:08:dc:11:12:13{quoted}{bare}"))),
                ),
                ("+X:xy", Err("Invalid(v)")),
            ],
        );
    }
    check_lines(&one_line("", "ty: Mac"), &[("+X:\"xy\"", Err("Invalid(v)"))]);
}

#[test]
fn a_bare_word_from_the_module_may_stand_behind_blanks_and_is_no_quoted_one() {
    let words = domain("W", r#"Words(quoted: false, values: [(text: "ON", doc: "O.")])"#);
    check_lines(
        &one_line(&words, "ty: Domain(\"W\")"),
        &[
            ("+X:ON", Ok(("v=ON", "+X:ON"))),
            ("+X:  ON", Ok(("v=ON", "+X:ON"))),
            ("+X: OTHER", Ok(("v=\"OTHER\"", "+X:OTHER"))),
            ("+X: \"ON", Err("Invalid(v)")),
            ("+X:\"ON\"", Err("Invalid(v)")),
        ],
    );
    // What the host sends is closed.
    let spec = set(&words, r#"(list: [(name: "v", doc: "V.", ty: Domain("W"))])"#);
    check(&spec, &[("ON", Ok(("v=ON", "ON"))), (" ON", Err("OutOfRange(v)")), ("OTHER", Err("OutOfRange(v)"))]);
}

#[test]
fn the_rest_of_the_line() {
    check_lines(
        &one_line("", "ty: BareText"),
        &[
            ("+X:a,\"b\\", Ok((r#"v="a,\"b\\""#, "+X:a,\"b\\"))),
            ("+X:\"ab\"", Ok(("v=\"ab\"", "+X:ab"))),
            ("+X:\"\"ab\"\"", Ok((r#"v="\"ab\"""#, "+X:\"\"ab\"\""))),
            ("+X:\"", Ok((r#"v="\"""#, "+X:\""))),
            ("+X:\"\"", Ok(("v=\"\"", "+X:"))),
            ("+X:", Ok(("v=\"\"", "+X:"))),
        ],
    );
    check_lines(
        &one_line("", "ty: Rest"),
        &[("+X:\"a\",\\", Ok((r#"v="\"a\",\\""#, "+X:\"a\",\\"))), ("+X:", Ok(("v=\"\"", "+X:")))],
    );
}

#[test]
fn control_bytes_stand_in_no_line() {
    let spec = one(&domain("T", "Str(max: 9)"), "Domain(\"T\")");
    let table = ["\"a\rb\"", "\"a\nb\"", "\"a\0b\"", "\"a\"\r\r\n", "\"a"];
    for (text, expected) in table.iter().zip([7, 7, 7, 8, 5]) {
        let refusal = Interpreter::new(&spec).read_request(format!("AT+X={text}").as_bytes()).expect_err("refused");
        let span = refusal.span.expect("a place");
        assert_eq!(span.start, expected, "{text:?}");
        assert!(refusal.error != ErrorKind::ControlByte || span.len() == 1, "{text:?}");
    }
    check_lines(&one_line("", "ty: Text"), &[("+X:\"\n\"", Err("ControlByte")), ("other\r", Err(""))]);
}
