//! `--firmware`: the spec as of a version.

use crate::run::{code, err, feed, json, lines, out, run};
use std::collections::BTreeSet;
use wizfi360_spec::{
    Spec,
    model::{Command, Firmware, Name, Versioned},
};

/// Newer than any firmware of the newest branch: it has all commands.
const NEWEST: &str = "1.1.65535.65535";

fn shown(args: &[&str]) -> String {
    let output = run(args);
    assert_eq!(code(&output), 0, "{args:?}: {}", err(&output));
    out(&output)
}

#[test]
fn a_page_is_that_of_the_firmware_and_names_what_is_absent() {
    // Name; firmware; what the page has; what it has not.
    for (name, firmware, has, lacks) in [
        (
            "AT+MQTTTOPIC",
            "1.0.7.2",
            "set, <subscribe topic4>: since firmware 1.1.0.8.",
            "<subscribe topic4>  The fourth. A text",
        ),
        ("AT+MQTTTOPIC", "1.1.0.8", "<subscribe topic4>  The fourth. A text", "Not in firmware"),
        ("AT+CWSTARTSMART", "1.0.7.2", "AT+CWSTARTSMART=[<type>,]<try count>", "Not in firmware"),
        (
            "AT+CWSTARTSMART",
            "1.1.1.7",
            "set, <type>: since firmware 1.0.7.2, until 1.0.x.x.",
            "AT+CWSTARTSMART=[<type>,]",
        ),
        ("AT+CWSTARTSMART", "1.0.1.0", "set: since firmware 1.0.7.2.", "AT+CWSTARTSMART=<try count>"),
        ("AT+CWMODE", "1.0.1.0", "AT+CWMODE=?", "AT+CWMODE_CUR=?"),
    ] {
        let page = shown(&["explain", name, "--firmware", firmware]);
        assert!(page.contains(has), "{name} in {firmware}: {has}: {page}");
        assert!(!page.contains(lacks), "{name} in {firmware}: {lacks}: {page}");
    }
}

#[test]
fn a_command_that_the_firmware_does_not_have_says_so_first() {
    let page = shown(&["explain", "AT+MQTTQOS", "--firmware", "1.1.1.7"]);
    let head = "Not in firmware 1.1.1.7; this is the page of firmware that has it\n  name AT+MQTTQOS: since firmware 1.1.1.8.\n";
    assert!(page.starts_with(head) && page.contains("AT+MQTTQOS=<QoS level>"), "{page}");
    let page = json(&run(&["explain", "AT+MQTTQOS", "--firmware", "1.1.1.7", "--json"]));
    assert_eq!(page["firmware"], "1.1.1.7");
    assert_eq!(page["results"][0]["kind"], "command");
    assert_eq!(page["results"][0]["available"], false);
    assert_eq!(page["results"][0]["unavailable"][0]["since"][0], "1.1.1.8");
}

#[test]
fn the_list_marks_what_the_firmware_does_not_have() {
    let list = shown(&["explain", "--firmware", "1.0.7.5"]);
    let marked = |name: &str| list.lines().any(|line| line.contains(name) && line.contains("not in this firmware"));
    assert!(
        marked("AT+AWSCON") && marked("AT+MQTTQOS") && !marked("AT+MQTTSET") && !marked("AT+WIZ_NETCONFIG"),
        "{list}"
    );
    assert!(!shown(&["explain", "--firmware", NEWEST]).contains("not in this firmware"));
}

#[test]
fn coverage_counts_what_a_firmware_has() {
    let all = json(&run(&["coverage", "--firmware", NEWEST, "--json"]));
    let commands = &all["firmware"]["commands"];
    assert_eq!(commands["available"], commands["of"]);
    assert_eq!(all["firmware"]["unavailable"].as_array().unwrap().len(), 0);
    let old = json(&run(&["coverage", "--firmware", "1.0.7.5", "--json"]));
    let absent: BTreeSet<&str> =
        old["firmware"]["unavailable"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    // As the release notes list them, and as the spec says of every command.
    for name in ["AT+MQTTQOS", "AT+MQTTPUBSEND", "AT+AWSPKSEND", "AT+CLICASEND", "AT+AWSCON"] {
        assert!(absent.contains(name), "{name}: {absent:?}");
    }
    let spec = Spec::embedded();
    let firmware = Firmware([1, 0, 7, 5]);
    let has = |command: &Command| {
        let by = |name: &Name| {
            command.forms.iter().any(|form| form.applies_to(name) && form.span().or(&name.span()).contains(firmware))
        };
        command.names.iter().any(by)
    };
    let without =
        spec.commands().filter(|(_, command)| !has(command)).map(|(_, command)| command.names[0].name.as_str());
    assert_eq!(absent, without.collect());
    let commands = &old["firmware"]["commands"];
    assert_eq!(commands["available"].as_u64().unwrap() + absent.len() as u64, commands["of"].as_u64().unwrap());
    let page = shown(&["coverage", "--firmware", "1.0.7.5"]);
    let (_, listed) = page.split_once("Not in it: ").unwrap();
    assert!(absent.iter().all(|name| listed.contains(name)), "{listed}");
}

#[test]
fn factory_defaults_are_those_of_the_firmware() {
    let old = shown(&["explain", "AT+CIPSTA", "--firmware", "1.0.7.5"]);
    assert!(old.contains("Factory default: \"0.0.0.0\""), "{old}");
    let new = json(&run(&["explain", "AT+CIPSTA", "--firmware", "1.1.1.9", "--json"]));
    let forms = new["results"][0]["forms"].as_array().unwrap();
    let set = forms.iter().find(|form| form["kind"] == "set").unwrap();
    let factory = set["params"]["list"][0]["factory"].as_array().unwrap();
    assert_eq!(factory.len(), 1);
    assert_eq!(factory[0]["value"], "\"192.168.1.1\"");
    assert_eq!(factory[0]["since"][0], "1.1.x.x");
    assert_eq!(factory[0]["source"]["section"], "3.2.21");
}

#[test]
fn what_is_no_version_is_refused() {
    let output = run(&["explain", "--firmware", "1.0"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("write four numbers"), "{}", err(&output));
}

#[test]
fn requests_that_a_firmware_does_not_have_are_told() {
    let talk = b"AT+MQTTQOS?\r\nAT+CWSTARTSMART=5\r\n";
    let hints = |firmware: &str| -> Vec<String> {
        let output = feed(&["decode", "--from", "host", "--json", "--firmware", firmware], talk);
        let hints = |event: &serde_json::Value| event["hints"].as_array().cloned().unwrap_or_default();
        lines(&output).iter().flat_map(hints).map(|hint| hint.as_str().unwrap().to_string()).collect()
    };
    assert_eq!(hints("1.1.1.9"), [""; 0]);
    let told = hints("1.0.7.2");
    assert_eq!(told, ["The firmware does not have it. name AT+MQTTQOS: since firmware 1.1.1.8."]);
}
