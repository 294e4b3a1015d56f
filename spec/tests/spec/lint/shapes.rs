//! `shapes_decidable`, `tails_documented`, `prefixes_unambiguous`.

use super::{check, check_clean};
use crate::small::*;
use wizfi360_spec::Spec;

const RULE: &str = "shapes_decidable";

fn domains() -> String {
    domain("T", "Str(min: 1, max: 8)")
        + &domain("N", "Int(min: 0, max: 9)")
        + &domain("V", "Str(max: 8, style: Verbatim)")
        + &domain("M", r#"Mask([(bit: 0, name: "A", doc: "A."), (bit: 1, name: "B", doc: "B.")])"#)
}

/// `name:type` with `?` for `may_be_omitted` and `!` for `mask_bit`.
fn param(text: &str) -> String {
    let (name, ty) = text.split_once(':').expect("name and type");
    let more = match ty.chars().last() {
        Some('?') => ", may_be_omitted: true",
        Some('!') => ", mask_bit: (mask: \"M\", bit: \"A\")",
        _ => "",
    };
    let ty = match ty.trim_end_matches(['?', '!']) {
        domain @ ("T" | "N" | "V") => format!("Domain(\"{domain}\")"),
        open => open.to_string(),
    };
    format!("(name: {name:?}, doc: \"D.\", ty: {ty}{more})")
}

fn params(text: &str) -> String {
    format!("list: [{}],", text.split_whitespace().map(param).collect::<Vec<_>>().join(", "))
}

fn tail(shape: &str) -> String {
    format!("tail: (name: \"more\", params: ({shape})),")
}

fn form(shape: &str) -> Spec {
    set(&domains(), &format!("({shape})"))
}

fn line(rest: &str) -> Spec {
    let line = format!("(name: \"L\", doc: \"L.\", {rest})");
    commands(&domains(), &command(&format!("lines: [{line}], forms: [(kind: Execute, answers: [\"L\"])]")))
}

#[test]
fn leads_are_decidable() {
    let lead = |ty: &str| format!("optional_first: {},", param(&format!("lead:{ty}")));
    for sound in [
        lead("N") + &params("a:N"),
        lead("N") + &params("a:N b:T"),
        lead("N") + &params("a:N") + &tail(&params("b:N c:N")),
        lead("N") + &params("a:T") + &tail(&params("b:N")),
        lead("N") + &tail(&params("b:T")),
    ] {
        check_clean(RULE, &form(&sound));
    }
    let place = "spec/wifi/test.ron: AT+X, set, lead";
    let message = "told by the parity of the count, or because it is bare and what follows is quoted; neither holds";
    for broken in [
        lead("N") + &params("a:N") + &tail(&params("b:N")),
        lead("T") + &params("a:T") + &tail(&params("b:N")),
        // A MAC address may stand there without quotes.
        lead("N") + &params("a:Mac") + &tail(&params("b:N")),
        lead("N") + &tail(&params("b:N")),
    ] {
        check(RULE, &form(&broken), &[(place, message)]);
    }
    let inside = params("a:N") + &tail(&(lead("N") + &params("b:N")));
    check(RULE, &form(&inside), &[(place, "a lead stands at the beginning of the whole list")]);
    let skipped = lead("N?") + &params("a:N");
    check(
        RULE,
        &form(&skipped),
        &[(
            place,
            "an optional first parameter is present or not; `may_be_omitted` and `mask_bit` are for other parameters",
        )],
    );
    let mux = "list: [(name: \"a\", doc: \"A.\", ty: Domain(\"N\"), mux: Multiple)]";
    check(RULE, &form(mux), &[("spec/wifi/test.ron: AT+X, set, a", "`mux` says when a lead stands there")]);
}

#[test]
fn texts_without_an_end_stand_last() {
    let message = "a text that reaches to the end of the line stands last";
    check_clean(RULE, &form(&params("a:N v:V")));
    check_clean(RULE, &form(&(params("a:N") + &tail(&params("v:V")))));
    let place = "spec/wifi/test.ron: AT+X, set, v";
    check(RULE, &form(&params("v:V a:N")), &[(place, message)]);
    check(RULE, &form(&(params("v:V") + &tail(&params("a:N")))), &[(place, message)]);
    let inner = format!(
        r#"choice: (name: "c", doc: "C.", tag: "t", variants: [(tag: "A", doc: "A.", params: ({}))]),"#,
        params("v:V")
    );
    check_clean(RULE, &form(&inner));
    check(RULE, &form(&(inner + &tail(&params("a:N")))), &[(place, message)]);
    let rest = format!("prefix: \"+L:\", params: ({})", params("r:Rest b:BareText"));
    check(RULE, &line(&rest), &[("spec/wifi/test.ron: AT+X, line L, r", message)]);
}

#[test]
fn what_may_be_skipped_leaves_an_empty_place() {
    let place = "spec/wifi/test.ron: AT+X, set, a";
    check_clean(RULE, &form(&(params("t:T a:Mac? b:T?") + &tail(&params("c:N")))));
    let table = [
        ("a:Mac? b:N", "behind a parameter that may be skipped all may be left out"),
        ("t:T a:V?", "an empty place stands for a parameter that is skipped, so its own values are not empty"),
    ];
    for (text, message) in table {
        let spec = form(&params(text));
        let found = super::of(RULE, &spec);
        assert_eq!(found[0].place.to_string(), place);
        assert!(found[0].message.contains(message), "{}", found[0]);
    }
    let begins = params("t:T") + &tail(&params("a:N?"));
    let message = "a tail is there when a token is left, so it begins with a parameter that must be there";
    check(RULE, &form(&begins), &[("spec/wifi/test.ron: AT+X, set, more", message)]);
}

#[test]
fn choices_have_different_words() {
    let choice = |of: &str| format!(r#"choice: (name: "c", doc: "C.", tag: "t", variants: [{of}]),"#);
    let place = "spec/wifi/test.ron: AT+X, set, t";
    let table = [
        ("", "a choice has alternatives; this one has none"),
        (r#"(tag: "A", doc: "A.", params: ()), (tag: "A", doc: "B.", params: ())"#, "\"A\" stands twice"),
        (r#"(tag: "A\"", doc: "A.", params: ())"#, "a tag is a word without quotes and backslashes"),
        (r#"(tag: "", doc: "A.", params: ())"#, "a tag is a word without quotes and backslashes"),
    ];
    for (of, message) in table {
        check(RULE, &form(&choice(of)), &[(place, message)]);
    }
}

#[test]
fn requests_are_closed() {
    let place = "spec/wifi/test.ron: AT+X, set, a";
    for open in ["U8", "U16", "U32", "I16", "Text", "BareText", "Rest"] {
        let message = format!("a request holds only what the module takes; {open} has no limits");
        check(RULE, &form(&params(&format!("a:{open}"))), &[(place, &message)]);
    }
    check_clean(RULE, &form(&params("a:Ip b:BareIp c:Mac d:BareMac")));
    check(RULE, &form(&params("a:N!")), &[(place, "`mask_bit` and `open` are for lines from the module")]);
    let query = command(&format!("forms: [(kind: Query, params: ({}))]", params("a:N")));
    let message = "only a set form and a glued one have parameters; this form has some";
    check(RULE, &commands(&domains(), &query), &[("spec/wifi/test.ron: AT+X, query", message)]);
    let glued = command(&format!("forms: [(kind: Query, no_equals: true, params: ({}))]", params("a:N")));
    let message = "parameters glued to the name make a set or an execute form; this is neither";
    check(RULE, &commands(&domains(), &glued), &[("spec/wifi/test.ron: AT+X, query", message)]);
}

#[test]
fn lines_can_be_told() {
    let place = "spec/wifi/test.ron: AT+X, line L";
    let inside = |param: &str| format!("{place}, {param}");
    check(RULE, &line(""), &[(place, "a line has a prefix, a suffix, a word or parameters; this one has none")]);
    check(RULE, &line("prefix: \"+L\", keyword: \"\""), &[(place, "a keyword has letters; this one is empty")]);
    let open = "prefix: \"+L:\", params: (list: [(name: \"a\", doc: \"A.\", ty: U8, open: true)])";
    check(RULE, &line(open), &[(&inside("a"), "`open` is for MAC addresses")]);
    let masked = format!("prefix: \"+L:\", params: ({})", params("a:U8! b:U8"));
    check(RULE, &line(&masked), &[(&inside("a"), "behind a masked parameter all are masked")]);
    let separated =
        |more: &str, shape: &str| line(&format!("prefix: \"+L:\", separator: \"/\", {more} params: ({shape})"));
    check_clean(RULE, &separated("", &params("a:U8 b:Rest")));
    check_clean(RULE, &separated("", &params("a:Rest b:BareText")));
    let message = "a separator other than the comma stands between plain parameters";
    check(RULE, &separated("", &params("a:U8")), &[(place, message)]);
    check(RULE, &separated("", &(params("a:U8 b:U8") + &tail(&params("c:U8")))), &[(place, message)]);
    let message = "goes with no `keyword`";
    check(RULE, &separated("keyword: \"W\",", &params("a:U8 b:U8")), &[(place, message)]);
    let message = "between separators other than the comma nothing is quoted";
    check(RULE, &separated("", &params("a:U8 b:Text")), &[(&inside("b"), message)]);
}

/// A command that answers with two lines, in this order.
fn two(first: &str, second: &str) -> Spec {
    let lines = format!("lines: [(name: \"One\", doc: \"O.\", {first}), (name: \"Two\", doc: \"T.\", {second})],");
    commands("", &command(&format!("{lines} forms: [(kind: Execute, answers: [\"One\", \"Two\"])]")))
}

#[test]
fn earlier_lines_leave_something_to_later_ones() {
    let takes = |ty: &str| format!("params: ({})", params(&format!("a:{ty}")));
    let rule = "prefixes_unambiguous";
    let sound = [
        (format!("prefix: \"+X:(\", {}", takes("U8")), format!("prefix: \"+X:\", {}", takes("U8"))),
        ("prefix: \"+X\"".to_string(), format!("prefix: \"+X\", {}", takes("U8"))),
        ("prefix: \"+X\"".to_string(), "prefix: \"+XY\"".to_string()),
        (format!("prefix: \"+X\", ending: \")\", {}", takes("U8")), format!("prefix: \"+X\", {}", takes("U8"))),
        (format!("keyword: \"A\", {}", takes("U8")), format!("keyword: \"B\", {}", takes("U8"))),
        // A number leaves all else to others.
        (takes("U8"), "prefix: \"ready\"".to_string()),
        (format!("separator: \"/\", params: ({})", params("a:Rest b:Rest")), "prefix: \"ready\"".to_string()),
        (
            format!("separator: \"/\", params: ({})", params("a:Rest b:Rest")),
            format!("prefix: \"+X:\", {}", takes("U8")),
        ),
    ];
    for (first, second) in sound {
        check_clean(rule, &two(&first, &second));
    }
    let broken = [
        (format!("prefix: \"+X:\", {}", takes("U8")), format!("prefix: \"+X:(\", {}", takes("U8")), "\"+X:(\""),
        (format!("prefix: \"+X\", {}", takes("Rest")), "prefix: \"+XY\"".to_string(), "\"+XY\""),
        (
            format!("prefix: \"+X\", ending: \")\", {}", takes("U8")),
            format!("prefix: \"+X\", ending: \"))\", {}", takes("U8")),
            "\"+X\"",
        ),
        ("prefix: \"+X\"".to_string(), "prefix: \"+Y\", aliases: [\"+X\"], errata: [\"known\"]".to_string(), "\"+X\""),
        (takes("BareText"), "prefix: \"ready\"".to_string(), "\"ready\""),
        (takes("Rest"), format!("keyword: \"A\", {}", takes("U8")), "without prefix"),
        (
            format!("separator: \"/\", params: ({})", params("a:Rest b:Rest")),
            format!("prefix: \"+X:\", {}", takes("Text")),
            "\"+X:\"",
        ),
    ];
    for (first, second, spelling) in broken {
        let message = format!("Two {spelling} is never read, One stands before it and fits as well");
        check(rule, &two(&first, &second), &[("spec/wifi/test.ron: AT+X, execute, line Two", &message)]);
    }
}

#[test]
fn events_and_results_differ() {
    let events = r#"(doc: "E.", messages: [
        (name: "Short", doc: "S.", prefix: "+C", params: (list: [(name: "a", doc: "A.", ty: Rest)]), source: Manual("2.3", 6)),
        (name: "Long", doc: "L.", prefix: "+CD", source: Manual("2.3", 6)),
    ], packets: [])"#;
    let message = "Long \"+CD\" is never read, Short stands before it";
    check("prefixes_unambiguous", &spec(&[("events.ron", events)]), &[("spec/events.ron: message Long", message)]);
    let mut broken = spec(&[]);
    broken.lexical.reasons[0].aliases = vec!["busy p".into()];
    let message = "final results and reasons differ; \"busy p\" is also one of \"busy p...\"";
    check("prefixes_unambiguous", &broken, &[("spec/lexical.ron: reason DNS Fail", message)]);
}

#[test]
fn a_tail_that_becomes_a_type_has_a_doc() {
    const RULE: &str = "tails_documented";
    let documented = "tail: (name: \"more\", doc: \"M.\", params: (list: [{}])),"
        .replace("{}", &[param("b:N"), param("c:N")].join(", "));
    let one = params("a:N") + &tail(&params("b:N"));
    for sound in [one, params("a:N") + &documented] {
        check_clean(RULE, &form(&sound));
    }
    let nested = tail(&(params("b:N") + &tail(&params("c:N d:N"))));
    let message = "a tail of several parameters must have a doc; \"more\" has none";
    let place = "spec/wifi/test.ron: AT+X, set, more";
    check(RULE, &form(&(params("a:N") + &tail(&params("b:N c:N")))), &[(place, message)]);
    // What may follow a single parameter is beside it: only the tail inside is a type.
    check(RULE, &form(&(params("a:N") + &nested)), &[(place, message)]);
}
