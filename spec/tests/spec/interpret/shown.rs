//! How requests, lines and their fields show themselves: with names for numbers, and without secrets.

use crate::small::*;
use wizfi360_spec::interpret::Interpreter;

const DOMAINS: &str = r#"
    (name: "Ecn", doc: "E.", kind: Enum([(value: 3, name: "WPA2_PSK", doc: "W.")]), source: Manual("3.2.6", 21)),
    (name: "Mask", doc: "M.", kind: Mask([(bit: 0, name: "ECN", doc: "E."), (bit: 1, name: "SSID", doc: "S.")]), source: Manual("3.2.5", 21)),
    (name: "Bool", doc: "B.", kind: Words(quoted: false, values: [(text: "TRUE", name: "Yes", doc: "Y."), (text: "FALSE", doc: "N.")]), source: Manual("3.2.3", 19)),
    (name: "Pwd", doc: "P.", kind: Str(min: 4, max: 8), secret: true, source: Manual("3.2.3", 19)),
    (name: "Hidden", doc: "H.", kind: Enum([(value: 3, name: "KIND", doc: "K.")]), secret: true, source: Manual("3.2.6", 21)),
"#;

const PARAMS: &str = r#"(list: [
    (name: "ecn", doc: "E.", ty: Domain("Ecn")),
    (name: "mask", doc: "M.", ty: Domain("Mask")),
    (name: "yes", doc: "Y.", ty: Domain("Bool")),
    (name: "no", doc: "N.", ty: Domain("Bool")),
    (name: "pwd", doc: "P.", ty: Domain("Pwd")),
    (name: "hidden", doc: "H.", ty: Domain("Hidden")),
])"#;

const VALUES: &str = "3,3,TRUE,FALSE,\"horse\",3";

#[test]
fn a_field_shows_what_its_value_is_called_and_of_a_secret_nothing() {
    let spec = set(DOMAINS, PARAMS);
    let line = format!("AT+X={VALUES}");
    let request = Interpreter::new(&spec).read_request(line.as_bytes()).expect("a request");
    let shown: Vec<_> = request.fields.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        ["ecn: 3 (WPA2_PSK)", "mask: 3 (ECN + SSID)", "yes: TRUE (Yes)", "no: FALSE", "pwd: ***", "hidden: ***"]
    );
}

#[test]
fn requests_and_lines_print_their_fields_without_secrets() {
    let spec = set(DOMAINS, PARAMS);
    let line = format!("AT+X={VALUES}");
    let request = Interpreter::new(&spec).read_request(line.as_bytes()).expect("a request");
    let lines = lines(DOMAINS, &format!(r#"(name: "L", doc: "L.", prefix: "+X:", params: {PARAMS})"#));
    let text = format!("+X:{VALUES}");
    let reading = Interpreter::new(&lines).read_line(first_line(&lines), text.as_bytes());
    let reading = reading.expect("this line").expect("read");
    let printed = [format!("{request:?}"), format!("{reading:?}")];
    assert!(
        printed[0].starts_with("Request { name: \"AT+X\", form: Set, fields: [Field { name: \"ecn\", value: "),
        "{printed:?}"
    );
    assert!(
        printed[1].starts_with("Reading { line: \"L\", scope: None, fields: [Field { name: \"ecn\", value: "),
        "{printed:?}"
    );
    for printed in printed {
        assert!(printed.contains("value: ***") && !printed.contains("horse") && !printed.contains("KIND"), "{printed}");
    }
}
