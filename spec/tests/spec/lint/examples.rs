//! `examples_parse`, `examples_complete`, `examples_counted`.

use super::{check, check_clean};
use crate::small::*;
use wizfi360_spec::Spec;

const RULE: &str = "examples_parse";
const PLACE: &str = "spec/wifi/test.ron: AT+X";

const EVENTS: &str = r#"(doc: "E.",
    messages: [
        (name: "GotIp", doc: "G.", prefix: "WIFI GOT IP", also: ["WIFI GOT  IP"], errata: ["known"], source: Manual("2.3", 6)),
        (name: "Recv", doc: "R.", prefix: "Recv ", suffix: " bytes", takes: (params: [(name: "n", doc: "N.", ty: U32)]), source: Manual("2.3", 6)),
    ],
    packets: [(
        head: (name: "Ipd", doc: "I.", prefix: "+IPD,", suffix: ":", takes: (params: [(name: "len", doc: "L.", ty: U32)]), source: Manual("3.3.24", 55)),
        length: "len", max: 65535, max_source: Inference("x"),
    )],
)"#;

/// A spec whose command `AT+X` has this dialogue.
fn talk(talk: &str, errata: &str) -> Spec {
    let rest = format!(
        r#"lines: [(name: "Got", doc: "G.", prefix: "+X:", takes: (params: [(name: "a", doc: "A.", ty: U8)]))],
        forms: [
            (form: Query, answers: ["Got"], reasons: ["DNS Fail"]),
            (form: Set, takes: (params: [(name: "a", doc: "A.", ty: Of("LinkId"))]), ends: ["ERROR"],
                data: Counted(length: "a", accepted: true, receipt: "Recv")),
            (form: Execute, data: Transparent),
        ],
        examples: [(talk: [{talk}], errata: [{errata}], source: Manual("3.1.1", 11))]"#
    );
    spec(&[("events.ron", EVENTS), ("wifi/test.ron", &family("", &command(&rest)))])
}

#[test]
fn sound_dialogues() {
    let table = [
        r#"H("AT+X?"), D("AT+X?"), D("+X:5"), D(""), D("OK")"#,
        r#"H("AT+X?"), D("DNS Fail"), D("ERROR")"#,
        r#"H("AT+X?"), D("busy p...")"#,
        r#"D("WIFI GOT IP"), H("AT+X=3"), D("OK"), D(">"), Data("abc"), D("Recv 3 bytes"), D("ERROR")"#,
        r#"H("AT+X=3"), D("OK"), D("> "), Data("-----BEGIN"), D("-----BEGIN"), D("ERROR")"#,
        r#"D("+IPD,3:abc"), D("+IPD,4:a"), D("b"), D("WIFI GOT IP"), D("+IPD,3:"), D("a")"#,
        r#"H("AT+X"), D("OK"), D(">"), Data("x"), D("anything"), H("+++"), D("WIFI GOT IP"), H("AT+X?"), D("OK")"#,
    ];
    for dialogue in table {
        check_clean(RULE, &talk(dialogue, ""));
    }
}

#[test]
fn broken_dialogues() {
    let table = [
        (
            r#"H("AT+X=5"), D("OK")"#,
            "a request of an example is read; \"AT+X=5\" is refused (a: 5 is out of range: 0 to 4)",
        ),
        (r#"H("AT+Y")"#, "AT+Y is not a known command"),
        (r#"H("AT+X=03")"#, "written back as it stands; \"AT+X=03\" becomes \"AT+X=3\""),
        (r#"H("AT+X?"), D("+X:05")"#, "\"+X:05\" becomes \"+X:5\""),
        (r#"H("AT+X?"), D("+X:x")"#, "a line of an example is read; \"+X:x\" is refused (a: x is not valid"),
        (r#"H("AT+X?"), D("+Y:5")"#, "\"+Y:5\" is none"),
        (r#"D("+X:5")"#, "\"+X:5\" is none"),
        (r#"H("AT+X=3"), D("OK"), D("+X:5")"#, "\"+X:5\" is none"),
        (r#"H("AT+X?"), D("busy p")"#, "\"busy p\" becomes \"busy p...\""),
        (r#"D("WIFI GOT  IP")"#, "becomes \"WIFI GOT IP\""),
        (r#"H("AT+X=3"), D("DNS Fail")"#, "\"DNS Fail\" is not in its `reasons`"),
        (r#"D("+IPD,3:abcd")"#, "behind \"+IPD,3:\" are 4"),
    ];
    for (dialogue, message) in table {
        check(RULE, &talk(dialogue, ""), &[(PLACE, message)]);
    }
    let mut spec = talk(r#"H("AT+X?"), D("OK")"#, "");
    spec.families[0].family.commands[0].forms[0].ends = vec!["ERROR".into()];
    check(RULE, &spec, &[(PLACE, "\"OK\" is not in its `ends`")]);
}

#[test]
fn an_erratum_excuses_no_difference() {
    check(RULE, &talk(r#"H("AT+X=03"), D("OK")"#, "\"known\""), &[(PLACE, "\"AT+X=03\" becomes \"AT+X=3\"")]);
    check(RULE, &talk(r#"H("AT+X=5")"#, "\"known\""), &[(PLACE, "is refused")]);
}

#[test]
fn of_messages_and_packets() {
    let events = r#"(doc: "E.",
        messages: [(name: "GotIp", doc: "G.", prefix: "WIFI GOT IP", examples: [
            (talk: [D("WIFI GOT IP")], source: Manual("2.3", 6)),
            (talk: [D("WIFI LOST IP")], source: Manual("2.3", 6)),
        ], source: Manual("2.3", 6))],
        packets: [],
    )"#;
    let rest = r#"forms: [(form: Query, answers: ["Got"])],
        lines: [(name: "Got", doc: "G.", prefix: "+X:", examples: [(talk: [], source: Manual("3.1.1", 11))])]"#;
    let spec = spec(&[("events.ron", events), ("wifi/test.ron", &family("", &command(rest)))]);
    check(
        RULE,
        &spec,
        &[
            ("spec/wifi/test.ron: AT+X, line Got", "a dialogue of an answer begins with its request"),
            ("spec/events.ron: message GotIp", "\"WIFI LOST IP\" is none"),
        ],
    );
}

#[test]
fn each_form_has_an_example_or_a_reason() {
    const RULE: &str = "examples_complete";
    let with = |no_example: &str, talk: &str| {
        commands(
            "",
            &command(&format!(
                r#"forms: [(form: Query{no_example}), (form: Execute, data: Transparent)],
                examples: [(talk: [H("AT+X"), D("OK"), D("> ")], source: Manual("3.1.1", 11)), {talk}]"#
            )),
        )
    };
    let one = |lines: &str| format!("(talk: [{lines}], source: Manual(\"3.1.1\", 11))");
    let reason = r#", no_example: "No source prints one.""#;
    let query = "spec/wifi/test.ron: AT+X, query";
    check_clean(RULE, &with("", &one(r#"H("AT+X?"), D("busy p..."), H("AT+X?"), D(""), D("OK")"#)));
    check_clean(RULE, &with(reason, ""));
    check_clean(RULE, &with(reason, &one(r#"H("AT+X?"), D("ERROR"), D("OK")"#)));
    // A finding of `examples_parse`, which is enough.
    check_clean(RULE, &with("", &one(r#"H("AT+X=5"), D("OK")"#)));
    check(RULE, &with("", ""), &[(query, "or the reason why it has none; it has neither")]);
    check(RULE, &with("", &one(r#"H("AT+X?"), D("DNS Fail"), D("ERROR")"#)), &[(query, "it has neither")]);
    check(RULE, &with("", &one(r#"H("AT+X?"), D("busy p...")"#)), &[(query, "it has neither")]);
    check(RULE, &with(reason, &one(r#"H("AT+X?"), D(""), D("OK")"#)), &[(query, "it has both")]);
    check(RULE, &with(r#", no_example: " ""#, ""), &[(query, "its `no_example` is empty")]);
}

#[test]
fn as_many_as_the_manual_prints() {
    let manual = r#"(title: "T", edition: "1", date: "D", pages: 70, sections: [
        (number: "3.1.1", command: "AT+X", page: 11, examples: 3),
        (number: "3.1.2", command: "AT+Y", page: 11, examples: 1),
        (number: "3.1.3", command: "AT+Z", page: 11),
    ])"#;
    let rest = r#"forms: [(form: Query)], examples: [
        (talk: [H("AT+X?"), D("OK"), H("AT+X?"), D("OK")], source: Manual("3.1.1", 11)),
        (talk: [D("OK")], source: Manual("3.1.1", 11)),
        (talk: [H("AT+X?"), D("OK")], source: Capture("no section")),
    ]"#;
    let spec = spec(&[("manual.ron", manual), ("wifi/test.ron", &family("", &command(rest)))]);
    let message = "section 3.1.2 prints 1, the spec has 0";
    check("examples_counted", &spec, &[("spec/manual.ron: section 3.1.2", message)]);
}
