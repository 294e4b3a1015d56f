//! Every form of every command acts: an example, or a dialogue here, in which it succeeds.

use std::collections::BTreeSet;
use wizfi360_proto::{AnyRequest, Command};
use wizfi360_sim::{Testbed, World};
use wizfi360_spec::{Spec, model::Says};

/// Forms that succeed in no example: what comes before, the line, the answer.
const WITHOUT_EXAMPLE: [(&[&str], &str, &str); 5] = [
    (&[], "AT+CWMODE=?", "+CWMODE:(1-3)\r\n\r\nOK\r\n"),
    (&[], "AT+RESTORE", "\r\nOK\r\n\r\nready\r\n"),
    (&[], "AT+RESTORE=1", "\r\nOK\r\n\r\nready\r\n"),
    (&["AT+CWMODE_CUR=1"], "AT+CWSTARTSMART=1", "\r\nOK\r\n"),
    (
        &[
            "AT+CWMODE_CUR=1",
            "AT+CWJAP_CUR=\"WIZNETSZ\",\"12345678\"",
            "AT+MQTTSET=\"\",\"\",\"thing\",60",
            "AT+MQTTTOPIC=\"up\",\"down\"",
        ],
        "AT+AWSCON=\"iot.amazonaws.com\"",
        "CONNECT\r\n\r\nOK\r\n",
    ),
];

#[test]
fn every_form_of_every_command_acts() {
    let mut acts = BTreeSet::new();
    for (before, line, answer) in WITHOUT_EXAMPLE {
        assert!(acts.insert(form(line)), "{line} stands here twice");
        let world = World::from_ron("examples.ron", include_str!("../worlds/examples.ron")).unwrap();
        let mut desk = Testbed::new(world);
        desk.pass(1000);
        for line in [&["ATE0"], before].concat() {
            desk.write(format!("{line}\r\n").as_bytes());
            desk.pass(10_000);
        }
        desk.read();
        desk.write(format!("{line}\r\n").as_bytes());
        desk.pass(1000);
        let said = desk.read().escape_ascii().to_string();
        assert!(said.starts_with(&answer.as_bytes().escape_ascii().to_string()), "{line}: {said}");
    }
    // That these are answered so is held by the test of the examples.
    for (_, command) in Spec::embedded().commands() {
        for example in &command.examples {
            for (at, says) in example.talk.iter().enumerate() {
                let Says::H(line) = says else { continue };
                if succeeds(&example.talk[at + 1..]) {
                    let form = form(line);
                    assert!(WITHOUT_EXAMPLE.iter().all(|(_, other, _)| self::form(other) != form), "{line} has one");
                    acts.insert(form);
                }
            }
        }
    }
    let missing: Vec<_> =
        AnyRequest::COMMANDS.iter().map(|command| key(command)).filter(|it| !acts.contains(it)).collect();
    assert!(missing.is_empty(), "nothing shows that these act: {missing:?}");
}

/// The first result or prompt behind a line is none that fails.
fn succeeds(behind: &[Says]) -> bool {
    let results = behind.iter().filter_map(|says| match says {
        Says::D(line) if matches!(line.as_str(), "OK" | "CLOSED" | "CLOSE" | ">") => Some(true),
        Says::D(line) if matches!(line.as_str(), "ERROR" | "FAIL") => Some(false),
        _ => None,
    });
    results.into_iter().next() == Some(true)
}

fn form(line: &str) -> String {
    key(AnyRequest::parse(line.as_bytes()).unwrap_or_else(|error| panic!("{line}: {error:?}")).command())
}

fn key(command: &Command) -> String {
    format!("{} {:?}", command.name, command.form)
}
