//! `examples_parse`, `examples_complete`, `examples_counted`.

use super::{check, check_clean};
use crate::small::*;
use wizfi360_spec::Spec;

const RULE: &str = "examples_parse";
const PLACE: &str = "spec/wifi/test.ron: AT+X";

const EVENTS: &str = r#"(doc: "E.",
    messages: [
        (name: "GotIp", doc: "G.", prefix: "WIFI GOT IP", aliases: ["WIFI GOT  IP"], errata: ["known"], source: Manual("2.3", 6)),
        (name: "Recv", doc: "R.", prefix: "Recv ", ending: " bytes", params: (list: [(name: "n", doc: "N.", ty: U32)]), source: Manual("2.3", 6)),
    ],
    packets: [(
        head: (name: "Ipd", doc: "I.", prefix: "+IPD,", ending: ":", params: (list: [(name: "len", doc: "L.", ty: U32)]), source: Manual("3.3.24", 55)),
        length: "len", max: 65535, max_source: Inference("x"),
    )],
)"#;

/// A spec whose command `AT+X` has this dialogue.
fn talk(talk: &str, errata: &str) -> Spec {
    let rest = format!(
        r#"lines: [(name: "Got", doc: "G.", prefix: "+X:", params: (list: [(name: "a", doc: "A.", ty: U8)]))],
        forms: [
            (kind: Query, answers: ["Got"], reasons: ["DNS Fail"]),
            (kind: Set, params: (list: [(name: "a", doc: "A.", ty: Domain("LinkId"))]), finals: ["ERROR"],
                data: Counted(length: "a", ok_before_prompt: true, receipt: "Recv")),
            (kind: Execute, data: Transparent),
        ],
        examples: [(dialogue: [{talk}], errata: [{errata}], source: Manual("3.1.1", 11))]"#
    );
    spec(&[("events.ron", EVENTS), ("wifi/test.ron", &family("", &command(&rest)))])
}

#[test]
fn sound_dialogues() {
    let table = [
        r#"Host("AT+X?"), Module("AT+X?"), Module("+X:5"), Module(""), Module("OK")"#,
        r#"Host("AT+X?"), Module("DNS Fail"), Module("ERROR")"#,
        r#"Host("AT+X?"), Module("busy p...")"#,
        r#"Module("WIFI GOT IP"), Host("AT+X=3"), Module("OK"), Module(">"), Data("abc"), Module("Recv 3 bytes"), Module("ERROR")"#,
        r#"Host("AT+X=3"), Module("OK"), Module("> "), Data("-----BEGIN"), Module("-----BEGIN"), Module("ERROR")"#,
        r#"Module("+IPD,3:abc"), Module("+IPD,4:a"), Module("b"), Module("WIFI GOT IP"), Module("+IPD,3:"), Module("a")"#,
        r#"Host("AT+X"), Module("OK"), Module(">"), Data("x"), Module("anything"), Host("+++"), Module("WIFI GOT IP"), Host("AT+X?"), Module("OK")"#,
    ];
    for dialogue in table {
        check_clean(RULE, &talk(dialogue, ""));
    }
}

#[test]
fn broken_dialogues() {
    let table = [
        (
            r#"Host("AT+X=5"), Module("OK")"#,
            "a request of an example is read; \"AT+X=5\" is refused (a: 5 is out of range: 0 to 4)",
        ),
        (r#"Host("AT+Y")"#, "AT+Y is not a known command"),
        (r#"Host("AT+X=03")"#, "written back as it stands; \"AT+X=03\" becomes \"AT+X=3\""),
        (r#"Host("AT+X?"), Module("+X:05")"#, "\"+X:05\" becomes \"+X:5\""),
        (r#"Host("AT+X?"), Module("+X:x")"#, "a line of an example is read; \"+X:x\" is refused (a: x is not valid"),
        (r#"Host("AT+X?"), Module("+Y:5")"#, "\"+Y:5\" is none"),
        (r#"Module("+X:5")"#, "\"+X:5\" is none"),
        (r#"Host("AT+X=3"), Module("OK"), Module("+X:5")"#, "\"+X:5\" is none"),
        (r#"Host("AT+X?"), Module("busy p")"#, "\"busy p\" becomes \"busy p...\""),
        (r#"Module("WIFI GOT  IP")"#, "becomes \"WIFI GOT IP\""),
        (r#"Host("AT+X=3"), Module("DNS Fail")"#, "\"DNS Fail\" is not in its `reasons`"),
        (r#"Module("+IPD,3:abcd")"#, "behind \"+IPD,3:\" are 4"),
    ];
    for (dialogue, message) in table {
        check(RULE, &talk(dialogue, ""), &[(PLACE, message)]);
    }
    let mut spec = talk(r#"Host("AT+X?"), Module("OK")"#, "");
    spec.families[0].family.commands[0].forms[0].finals = vec!["ERROR".into()];
    check(RULE, &spec, &[(PLACE, "\"OK\" is not in its `finals`")]);
}

#[test]
fn an_erratum_excuses_no_difference() {
    check(RULE, &talk(r#"Host("AT+X=03"), Module("OK")"#, "\"known\""), &[(PLACE, "\"AT+X=03\" becomes \"AT+X=3\"")]);
    check(RULE, &talk(r#"Host("AT+X=5")"#, "\"known\""), &[(PLACE, "is refused")]);
}

#[test]
fn of_messages_and_packets() {
    let events = r#"(doc: "E.",
        messages: [(name: "GotIp", doc: "G.", prefix: "WIFI GOT IP", examples: [
            (dialogue: [Module("WIFI GOT IP")], source: Manual("2.3", 6)),
            (dialogue: [Module("WIFI LOST IP")], source: Manual("2.3", 6)),
        ], source: Manual("2.3", 6))],
        packets: [],
    )"#;
    let rest = r#"forms: [(kind: Query, answers: ["Got"])],
        lines: [(name: "Got", doc: "G.", prefix: "+X:", examples: [(dialogue: [], source: Manual("3.1.1", 11))])]"#;
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
                r#"forms: [(kind: Query{no_example}), (kind: Execute, data: Transparent)],
                examples: [(dialogue: [Host("AT+X"), Module("OK"), Module("> ")], source: Manual("3.1.1", 11)), {talk}]"#
            )),
        )
    };
    let one = |lines: &str| format!("(dialogue: [{lines}], source: Manual(\"3.1.1\", 11))");
    let reason = r#", no_example: "No source prints one.""#;
    let query = "spec/wifi/test.ron: AT+X, query";
    check_clean(
        RULE,
        &with("", &one(r#"Host("AT+X?"), Module("busy p..."), Host("AT+X?"), Module(""), Module("OK")"#)),
    );
    check_clean(RULE, &with(reason, ""));
    check_clean(RULE, &with(reason, &one(r#"Host("AT+X?"), Module("ERROR"), Module("OK")"#)));
    // A finding of `examples_parse`, which is enough.
    check_clean(RULE, &with("", &one(r#"Host("AT+X=5"), Module("OK")"#)));
    check(RULE, &with("", ""), &[(query, "or the reason why it has none; it has neither")]);
    check(RULE, &with("", &one(r#"Host("AT+X?"), Module("DNS Fail"), Module("ERROR")"#)), &[(query, "it has neither")]);
    check(RULE, &with("", &one(r#"Host("AT+X?"), Module("busy p...")"#)), &[(query, "it has neither")]);
    check(RULE, &with(reason, &one(r#"Host("AT+X?"), Module(""), Module("OK")"#)), &[(query, "it has both")]);
    check(RULE, &with(r#", no_example: " ""#, ""), &[(query, "its `no_example` is empty")]);
}

#[test]
fn as_many_as_the_manual_prints() {
    let manual = r#"(title: "T", edition: "1", date: "D", pages: 70, sections: [
        (number: "3.1.1", command: "AT+X", page: 11, exchanges: 3),
        (number: "3.1.2", command: "AT+Y", page: 11, exchanges: 1),
        (number: "3.1.3", command: "AT+Z", page: 11),
    ])"#;
    let rest = r#"forms: [(kind: Query)], examples: [
        (dialogue: [Host("AT+X?"), Module("OK"), Host("AT+X?"), Module("OK")], source: Manual("3.1.1", 11)),
        (dialogue: [Module("OK")], source: Manual("3.1.1", 11)),
        (dialogue: [Host("AT+X?"), Module("OK")], source: Capture("no section")),
    ]"#;
    let spec = spec(&[("manual.ron", manual), ("wifi/test.ron", &family("", &command(rest)))]);
    let message = "section 3.1.2 prints 1, the spec has 0";
    check("examples_counted", &spec, &[("spec/manual.ron: section 3.1.2", message)]);
}
