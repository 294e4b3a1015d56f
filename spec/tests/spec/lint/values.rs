//! `ranges_valid`, `lengths_fit`.

use super::{check, check_clean};
use crate::small::*;

#[test]
fn domains_have_values() {
    let table = [
        ("Int(min: 5, max: 4)", "", "5 is larger than 4"),
        ("Int(min: -1, max: 4294967295)", "", "a number fits 32 bits; -1 to 4294967295 does not"),
        ("Enum([])", "", "an enum has values; this one has none"),
        ("Enum([(value: -1, name: \"A\", doc: \"A.\")])", ", A", "-1 is not"),
        ("Words(quoted: true, values: [])", "", "a words domain has words; this one has none"),
        (
            "Words(quoted: true, values: [(text: \"a\\\"\", name: \"A\", doc: \"A.\")])",
            ", A",
            "no quote, backslash, line end in it",
        ),
        ("Words(quoted: false, values: [(text: \"a,b\", name: \"A\", doc: \"A.\")])", ", A", "line end or comma in it"),
        ("Words(quoted: true, values: [(text: \"\", name: \"A\", doc: \"A.\")])", ", A", "a word has bytes"),
        ("Mask([])", "", "a mask has bits; this one has none"),
        ("Mask([(bit: 32, name: \"A\", doc: \"A.\")])", ", A", "bits are numbered 0 to 31; 32 is not"),
        ("Str(max: 0)", "", "a text can have a byte; `max` is 0"),
        ("Str(min: 9, max: 8)", "", "9 is larger than 8"),
        ("Str(max: 8, or_empty: true)", "", "without `min` it is allowed anyway"),
    ];
    for (is, param, message) in table {
        let place = format!("spec/wifi/test.ron: domain D{param}");
        check("ranges_valid", &commands(&domain("D", is), ""), &[(&place, message)]);
    }
    for is in [
        "Int(min: -2147483648, max: 2147483647)",
        "Int(min: 0, max: 4294967295)",
        "UnicastMac",
        "Str(min: 8, max: 8, or_empty: true)",
    ] {
        check_clean("ranges_valid", &commands(&domain("D", is), ""));
    }
}

#[test]
fn known_limits_are_a_part_of_what_the_type_accepts() {
    let known = |is: &str, known: &str| {
        let text = domain("D", is).replace(
            &format!("kind: {is}"),
            &format!("kind: {is}, known: ({known}, certainty: Observed, beyond: \"B.\")"),
        );
        commands(&text, "")
    };
    for (is, limits) in
        [("Int(min: 1, max: 14)", "max: 13"), ("Int(min: 1, max: 300)", "min: 30"), ("Str(max: 8)", "max: 7")]
    {
        check_clean("ranges_valid", &known(is, limits));
    }
    for (is, limits, message) in [
        ("Int(min: 1, max: 14)", "max: 15", "1 to 15 is none of 1 to 14"),
        ("Int(min: 1, max: 14)", "max: 14", "1 to 14 is none of 1 to 14"),
        ("Str(max: 8)", "min: 7, max: 6", "7 to 6 is none of 0 to 8"),
        ("UnicastMac", "max: 1", "this type is neither"),
    ] {
        check("ranges_valid", &known(is, limits), &[("spec/wifi/test.ron: domain D", message)]);
    }
}

#[test]
fn defaults_are_values() {
    let text = domain("T", "Str(min: 2, max: 4)");
    let param =
        |ty: &str, default: &str| format!(r#"(list: [(name: "a", doc: "A.", ty: {ty}, default: {default:?})])"#);
    for (ty, default) in [("Domain(\"LinkId\")", "4"), ("Domain(\"T\")", "\"ab\""), ("Ip", "1.2.3.4")] {
        check_clean("ranges_valid", &set(&text, &param(ty, default)));
    }
    for (ty, default) in [
        ("Domain(\"LinkId\")", "5"),
        ("Domain(\"LinkId\")", "1,2"),
        ("Domain(\"T\")", "ab"),
        ("Domain(\"T\")", "\"abcde\""),
        ("Ip", ""),
    ] {
        let message = "a default is a value as written on the wire";
        check("ranges_valid", &set(&text, &param(ty, default)), &[("spec/wifi/test.ron: AT+X, set, a", message)]);
    }
}

#[test]
fn a_timeout_leaves_time() {
    let rest = r#"forms: [(kind: Execute, timeout: (ms: 0, source: Inference("x")))]"#;
    let message = "a timeout leaves time; this one is 0 ms";
    check("ranges_valid", &commands("", &command(rest)), &[("spec/wifi/test.ron: AT+X, execute", message)]);
}

#[test]
fn requests_fit_into_a_line() {
    // `AT+X=` and CR LF take 7 bytes, quotes 2, and every byte may be escaped.
    let takes =
        |max: u16| (domain("T", &format!("Str(max: {max})")), r#"(list: [(name: "a", doc: "A.", ty: Domain("T"))])"#);
    let (domains, shape) = takes(145);
    check_clean("lengths_fit", &set(&domains, shape));
    let (domains, shape) = takes(146);
    let message = "at most 300 bytes with its line end; this one can take 301";
    check("lengths_fit", &set(&domains, shape), &[("spec/wifi/test.ron: AT+X, set", message)]);
    let free = r#"(list: [(name: "a", doc: "A.", ty: Rest)])"#;
    check("lengths_fit", &set("", free), &[("spec/wifi/test.ron: AT+X, set", "can take any number")]);
}

#[test]
fn the_longest_request_is_counted_exactly() {
    let domains = [
        domain("V", "Str(max: 10, style: Verbatim)"),
        domain("W", r#"Words(quoted: true, values: [(text: "A", doc: "A."), (text: "LONG", doc: "B.")])"#),
        domain("M", r#"Mask([(bit: 0, name: "A", doc: "A."), (bit: 10, name: "B", doc: "B.")])"#),
        domain("S", "Int(min: -100, max: 5)"),
    ];
    let takes = r#"(
        optional_first: (name: "link ID", doc: "L.", ty: Domain("LinkId")),
        list: [(name: "w", doc: "W.", ty: Domain("W")), (name: "m", doc: "M.", ty: Domain("M")), (name: "s", doc: "S.", ty: Domain("S")), (name: "i", doc: "I.", ty: Ip)],
        choice: (name: "remote", doc: "R.", tag: "type", variants: [
            (tag: "A", doc: "A.", params: (list: [(name: "a", doc: "A.", ty: Mac)])),
            (tag: "BB", doc: "B.", params: ()),
        ]),
        tail: (name: "v", params: (list: [(name: "v", doc: "V.", ty: Domain("V"))])),
    )"#;
    let spec = set(&domains.concat(), takes);
    let longest = "AT+X=4,\"LONG\",1025,-100,\"255.255.255.255\",\"A\",\"00:00:00:00:00:00\",\"0123456789\"\r\n";
    let (_, command, _) = spec.command("AT+X").expect("it is there");
    assert_eq!(wizfi360_spec::lint::lengths_fit::longest(&spec, command, &command.forms[0]), longest.len());
    assert!(wizfi360_spec::interpret::Interpreter::new(&spec).read_request(longest.as_bytes()).is_ok());
}
