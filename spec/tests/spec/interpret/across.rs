//! Rules across the parameters of one request.

use super::check;
use crate::small::*;
use wizfi360_spec::{Spec, interpret::Interpreter, model::FormKind};

const DOMAINS: &str = r#"
    (name: "Mode", doc: "M.", kind: Enum([(value: 0, name: "Off", doc: "O."), (value: 1, name: "On", doc: "N.")]), source: Manual("3.2.6", 21)),
    (name: "Pwd", doc: "P.", kind: Str(min: 0, max: 8), secret: true, source: Manual("3.2.3", 19)),
"#;

/// `AT+X=<mode>[,<a>[,<b>]]` of this type, with a rule.
fn with(ty: &str, rule: &str) -> Spec {
    let takes = format!(
        r#"(list: [(name: "mode", doc: "M.", ty: Domain("Mode"))],
            tail: (name: "a", params: (list: [(name: "a", doc: "A.", ty: {ty})],
                tail: (name: "b", params: (list: [(name: "b", doc: "B.", ty: {ty})])))))"#
    );
    let rule = format!(r#"rules: [(rule: {rule}, source: Manual("3.1.1", 11))]"#);
    commands(DOMAINS, &command(&format!("forms: [(kind: Set, params: {takes}, {rule})]")))
}

#[test]
fn a_rule_is_kept_or_the_request_is_refused() {
    let same = |text: &'static str, fields: &'static str| (text, Ok((fields, text)));
    let broken = |text: &'static str, param: &'static str| (text, Err(param));
    let numbers = |rule: &str| with("U8", rule);
    check(
        &numbers(r#"Distinct(["a", "b"])"#),
        &[
            same("0,5", "mode=0 a=5"),
            same("0,5,6", "mode=0 a=5 b=6"),
            broken("0,5,5", "RuleViolation(a)"),
            // What is wrong by itself comes first, what is left over last.
            broken("0,5,x", "Invalid(b)"),
            broken("0,5,5,1", "RuleViolation(a)"),
        ],
    );
    check(
        &numbers(r#"RequiredIf("a", "mode", ["On"])"#),
        &[same("0", "mode=0"), same("0,1", "mode=0 a=1"), same("1,1", "mode=1 a=1"), broken("1", "RuleViolation(a)")],
    );
    check(
        &numbers(r#"OnlyIf("b", "mode", ["On"])"#),
        &[same("0,1", "mode=0 a=1"), same("1,1,2", "mode=1 a=1 b=2"), broken("0,1,2", "RuleViolation(b)")],
    );
    check(
        &numbers(r#"Ordered("a", "b")"#),
        &[same("0,2", "mode=0 a=2"), same("0,2,2", "mode=0 a=2 b=2"), broken("0,10,2", "RuleViolation(a)")],
    );
    check(
        &with("Domain(\"Pwd\")", r#"FilledIf("a", "mode", ["On"])"#),
        &[
            same("0,\"\"", "mode=0 a=\"\""),
            same("1,\"x\"", "mode=1 a=\"x\""),
            broken("1,\"\"", "RuleViolation(a)"),
            same("1", "mode=1"),
        ],
    );
    check(
        &with("Domain(\"Pwd\")", r#"EmptyIf("a", "mode", ["Off"])"#),
        &[same("0,\"\"", "mode=0 a=\"\""), broken("0,\"x\"", "RuleViolation(a)")],
    );
}

#[test]
fn a_network_is_that_of_parameters_or_of_the_state() {
    let takes = r#"(list: [
        (name: "ip", doc: "I.", ty: Ip), (name: "gateway", doc: "G.", ty: Ip), (name: "netmask", doc: "N.", ty: Ip)])"#;
    let spec = |network: &str| {
        let rule =
            format!(r#"rules: [(rule: SameNetwork(["gateway"], {network}), source: Inference("it is not reached"))]"#);
        commands("", &command(&format!("forms: [(kind: Set, params: {takes}, {rule})]")))
    };
    let (inside, outside) =
        (r#""192.168.1.5","192.168.1.1","255.255.255.0""#, r#""192.168.1.5","192.168.2.1","255.255.255.0""#);
    let fields = |line: &str| {
        let names = ["ip", "gateway", "netmask"].iter().zip(line.split(','));
        names.map(|(name, ip)| format!("{name}={}", ip.trim_matches('"'))).collect::<Vec<_>>().join(" ")
    };
    let by_params = spec(r#"Params("ip", "netmask")"#);
    check(&by_params, &[(inside, Ok((&fields(inside), inside))), (outside, Err("RuleViolation(gateway)"))]);
    // No request alone can break it.
    check(&spec(r#"State("softap address")"#), &[(outside, Ok((&fields(outside), outside)))]);
}

#[test]
fn a_refusal_names_the_rule_its_parameters_its_source_and_no_value() {
    let spec = with("Domain(\"Pwd\")", r#"Distinct(["a", "b"])"#);
    let read = Interpreter::new(&spec).read_request(br#"AT+X=0,"hush","hush""#).unwrap_err();
    assert_eq!(read.to_string(), "a: breaks a rule across parameters: <a> and <b> differ (manual \u{a7}3.1.1, p. 11)");
    assert_eq!(read.span, Some(7..13));
    let required = with("U8", r#"RequiredIf("a", "mode", ["On"])"#);
    let read = Interpreter::new(&required).read_request(b"AT+X=1").unwrap_err();
    assert_eq!((read.span, read.help), (Some(6..6), Some("add <a>".into())));
}

#[test]
fn what_is_built_keeps_the_rules_and_all_that_are_broken_are_told() {
    let takes =
        r#"(list: [(name: "a", doc: "A.", ty: U8), (name: "b", doc: "B.", ty: U8), (name: "c", doc: "C.", ty: U8)])"#;
    let source = r#"source: Manual("3.1.1", 11)"#;
    let rules = format!(r#"rules: [(rule: Distinct(["a", "b"]), {source}), (rule: Ordered("b", "c"), {source})]"#);
    let spec = commands("", &command(&format!("forms: [(kind: Set, params: {takes}, {rules})]")));
    let built = |values: [&str; 3]| {
        let values = ["a", "b", "c"].iter().zip(values);
        let values: Vec<_> = values.map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).collect();
        let request = Interpreter::new(&spec).build_request("AT+X", FormKind::Set, &values);
        request.map_err(|refusals| refusals.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    assert_eq!(built(["1", "2", "3"]).unwrap().fields.len(), 3);
    let source = "(manual \u{a7}3.1.1, p. 11)";
    assert_eq!(
        built(["5", "5", "3"]).unwrap_err(),
        [
            format!("a: breaks a rule across parameters: <a> and <b> differ {source}"),
            format!("b: breaks a rule across parameters: <b> is not greater than <c> {source}"),
        ]
    );
}

#[test]
fn a_rule_of_some_firmware_holds_in_the_spec_of_that_firmware() {
    let takes = r#"(list: [(name: "a", doc: "A.", ty: U8), (name: "b", doc: "B.", ty: U8)])"#;
    let rule = r#"rules: [(rule: Distinct(["a", "b"]), since: "1.1.0.6", source: Manual("3.1.1", 11))]"#;
    let spec = commands("", &command(&format!("forms: [(kind: Set, params: {takes}, {rule})]")));
    let is_taken = |spec: &Spec| Interpreter::new(spec).read_request(b"AT+X=5,5").is_ok();
    let of = |firmware: &str| spec.as_of(firmware.parse().expect("a firmware"));
    assert_eq!([is_taken(&spec), is_taken(&of("1.0.7.2")), is_taken(&of("1.1.1.7"))], [true, true, false]);
}
