//! `ModuleState`: what a dialogue tells of a module, and what a request requires.

use wizfi360_spec::{
    Spec,
    interpret::Interpreter,
    model::{Certainty, Risk},
    state::{Ending, ModuleState, Truth},
};

/// A dialogue: requests with their endings, answer lines, messages.
enum Heard<'t> {
    Ended(&'t str, Ending),
    Answer(&'t str, &'t str),
    Message(&'t str),
}

use Ending::{Error, Failure, Missing, Success};
use Heard::{Answer, Ended, Message};

fn follow<'s>(spec: &'s Spec, mut state: ModuleState<'s>, dialogue: &[Heard<'_>]) -> ModuleState<'s> {
    let interpreter = Interpreter::new(spec);
    for heard in dialogue {
        match heard {
            Ended(line, ending) => state.on_result(&interpreter.read_request(line.as_bytes()).unwrap(), *ending),
            Answer(line, answer) => {
                let request = interpreter.read_request(line.as_bytes()).unwrap();
                let reading = interpreter.read_answer(request.command, request.form, answer.as_bytes()).unwrap();
                state.on_line(&reading.unwrap());
            }
            Message(line) => state.on_message(&interpreter.read_event(line.as_bytes()).unwrap().unwrap()),
        }
    }
    state
}

/// What is known not to hold, as `variable: what it is`.
fn broken<'s>(spec: &'s Spec, state: &ModuleState<'s>, line: &str) -> Vec<String> {
    let request = Interpreter::new(spec).read_request(line.as_bytes()).unwrap();
    let unmet = state.check(&request);
    let stated = unmet.iter().filter(|unmet| unmet.requirement.certainty == Certainty::Stated);
    stated.filter(|unmet| unmet.truth == Truth::No).map(|unmet| unmet.actual.clone()).collect()
}

#[test]
fn a_dialogue_decides_what_a_request_requires() {
    let spec = Spec::embedded();
    let joined = || [Message("WIFI CONNECTED"), Message("WIFI GOT IP")];
    let open = Ended("AT+CIPSTART=\"TCP\",\"10.0.0.1\",80", Success);
    let table: [(Vec<Heard<'_>>, &str, &[&str]); 14] = [
        (vec![], "AT+CIPSTART=0,\"TCP\",\"10.0.0.1\",80", &["mux is Single"]),
        (vec![Ended("AT+CIPMUX=1", Success)], "AT+CIPSTART=0,\"TCP\",\"10.0.0.1\",80", &[]),
        (vec![Ended("AT+CIPMUX=1", Error)], "AT+CIPSTART=0,\"TCP\",\"10.0.0.1\",80", &["mux is Single"]),
        (vec![Ended("AT+CIPMUX=1", Missing)], "AT+CIPSTART=0,\"TCP\",\"10.0.0.1\",80", &[]),
        (vec![], "AT+CIPSEND=5", &["link 0 is closed"]),
        (vec![open], "AT+CIPSEND=5", &[]),
        (
            vec![Ended("AT+CIPSTART=\"TCP\",\"10.0.0.1\",80", Success), Message("CLOSED")],
            "AT+CIPSEND=5",
            &["link 0 is closed"],
        ),
        (vec![Message("WIFI DISCONNECT")], "AT+PING=\"10.0.0.1\"", &["joined is off"]),
        (joined().into(), "AT+PING=\"10.0.0.1\"", &[]),
        (vec![Ended("AT+CWMODE_CUR=2", Success)], "AT+CWLAP", &["mode is SoftAp"]),
        (vec![Ended("AT+CWJAP_CUR=\"a\",\"12345678\"", Failure)], "AT+PING=\"10.0.0.1\"", &["joined is off"]),
        (vec![Ended("AT+SYSIOSETCFG=12,0,0", Success)], "AT+SYSGPIODIR=12,1", &["pin mode 12 is Default"]),
        (vec![Ended("AT+SYSIOSETCFG=12,1,0", Success)], "AT+SYSGPIODIR=12,1", &[]),
        (
            vec![Ended("AT+MQTTSET=\"u\",\"secret\",\"c\",60", Success), Ended("AT+RST", Success)],
            "AT+MQTTCON=0,\"10.0.0.1\",1883",
            &["mqtt is unset"],
        ),
    ];
    for (dialogue, line, expected) in table {
        let state = follow(spec, ModuleState::after_reset(spec, None), &dialogue);
        assert_eq!(broken(spec, &state, line), expected, "{line} {state:?}");
    }
}

#[test]
fn success_teaches_what_held() {
    let spec = Spec::embedded();
    let state = follow(spec, ModuleState::unknown(spec, None), &[Ended("AT+CIPSEND=5", Success)]);
    assert_eq!(state.get("mux", None).unwrap().value(), Some(&"Single".into()));
    assert_eq!(state.get("transmission", None).unwrap().value(), Some(&"Normal".into()));
    assert_eq!(state.get("link", Some(3)).unwrap().value(), Some(&"closed".into()), "a single connection is link 0");
    assert_eq!(broken(spec, &state, "AT+CIPCLOSE"), [""; 0]);
}

#[test]
fn a_refusal_undoes_only_what_nothing_else_explains() {
    let spec = Spec::embedded();
    let open = Ended("AT+CIPSTART=\"TCP\",\"10.0.0.1\",80", Success);
    let state = follow(spec, ModuleState::after_reset(spec, None), &[open, Ended("AT+CIPCLOSE=0", Error)]);
    assert_eq!(broken(spec, &state, "AT+CIPSEND=5"), [""; 0], "it was refused for AT+CIPMUX=0");
    let open = Ended("AT+CIPSTART=\"TCP\",\"10.0.0.1\",80", Success);
    let state = follow(spec, ModuleState::after_reset(spec, None), &[open, Ended("AT+CIPCLOSE", Error)]);
    assert_eq!(broken(spec, &state, "AT+CIPSEND=5"), ["link 0 is closed"], "nothing else explains it: UNLINK");
}

#[test]
fn flash_and_answers_are_followed() {
    let spec = Spec::embedded();
    let dialogue = [Ended("AT+CWMODE_DEF=1", Success), Ended("AT+CWMODE_CUR=2", Success), Ended("AT+RST", Success)];
    let state = follow(spec, ModuleState::unknown(spec, None), &dialogue);
    assert_eq!(state.get("mode", None).unwrap().value(), Some(&"Station".into()));
    let state = follow(spec, ModuleState::unknown(spec, None), &[Answer("AT+CIPMUX?", "+CIPMUX:1")]);
    assert_eq!(state.get("mux", None).unwrap().value(), Some(&"Multiple".into()));
}

#[test]
fn what_only_some_firmware_requires_is_advice_until_the_firmware_is_known() {
    let spec = Spec::embedded();
    let topics = |firmware: Option<&str>| {
        let state = ModuleState::after_reset(spec, firmware.map(|firmware| firmware.parse().unwrap()));
        let request = Interpreter::new(spec).read_request(b"AT+MQTTCON=0,\"10.0.0.1\",1883").unwrap();
        let unmet = state.check(&request);
        unmet.iter().find(|unmet| unmet.requirement.state == "topics").map(|unmet| unmet.requirement.certainty)
    };
    assert_eq!(topics(Some("1.1.1.7")), Some(Certainty::Stated));
    assert_eq!(topics(Some("1.1.1.9")), None);
    assert_eq!(topics(None), Some(Certainty::Advised));
}

#[test]
fn a_password_is_not_printed() {
    let spec = Spec::embedded();
    let dialogue = [
        Ended("AT+MQTTSET=\"u\",\"secret\",\"c\",60", Success),
        Ended("AT+CWSAP_CUR=\"a\",\"topsecret\",1,3", Success),
    ];
    let state = follow(spec, ModuleState::after_reset(spec, None), &dialogue);
    let shown = format!("{state:?} {:?}", state.get("mqtt", None));
    assert!(!shown.contains("secret") && shown.contains("\"mqtt\": \"set\""), "{shown}");
}

#[test]
fn risks_depend_on_the_name_and_the_parameters() {
    let spec = Spec::embedded();
    let table: [(&str, &[Risk]); 8] = [
        ("AT+GMR", &[]),
        ("AT+CWMODE_CUR=1", &[Risk::Network]),
        ("AT+CWMODE_DEF=1", &[Risk::Flash, Risk::Network]),
        // No source says whether the unsuffixed name writes flash.
        ("AT+CWMODE=1", &[Risk::Flash, Risk::Network]),
        ("AT+CWMODE?", &[]),
        ("AT+RESTORE=0", &[Risk::Flash, Risk::Network]),
        ("AT+RESTORE=1", &[Risk::Flash, Risk::Erase, Risk::Network]),
        ("AT+CIUPDATE", &[Risk::Update]),
    ];
    for (line, expected) in table {
        let request = Interpreter::new(spec).read_request(line.as_bytes()).unwrap();
        assert_eq!(spec.risks(&request), expected, "{line}");
    }
}

#[test]
fn a_form_without_risks_has_the_highest() {
    let mut spec = Spec::embedded().clone();
    spec.families
        .iter_mut()
        .flat_map(|file| &mut file.family.commands)
        .for_each(|command| command.forms[0].risks = None);
    let request = Interpreter::new(&spec).read_request(b"AT+GMR").unwrap();
    assert_eq!(spec.risks(&request), [Risk::Unknown]);
    assert!(!Risk::STATED.contains(&Risk::Unknown));
}

#[test]
fn a_dhcp_range_outside_of_the_softaps_network_breaks_a_rule_once_the_network_is_known() {
    let spec = Spec::embedded();
    let range = "AT+CWDHCPS_CUR=1,120,\"192.168.36.2\",\"192.168.36.10\"";
    let address = |text| Ended(text, Success);
    let table: [(Vec<Heard<'_>>, &str, usize); 6] = [
        (vec![], range, 0),
        (vec![address("AT+CIPAP_CUR=\"192.168.36.1\",\"192.168.36.1\",\"255.255.255.0\"")], range, 0),
        (vec![address("AT+CIPAP_CUR=\"192.168.5.1\",\"192.168.5.1\",\"255.255.255.0\"")], range, 1),
        (vec![address("AT+CIPAP_CUR=\"192.168.5.1\",\"192.168.5.1\",\"255.255.0.0\"")], range, 0),
        (vec![Ended("AT+CIPAP_CUR=\"192.168.5.1\",\"192.168.5.1\",\"255.255.255.0\"", Error)], range, 0),
        (vec![address("AT+CIPAP_CUR=\"192.168.5.1\"")], range, 0),
    ];
    for (dialogue, line, broken) in table {
        let state = follow(spec, ModuleState::after_reset(spec, None), &dialogue);
        let request = Interpreter::new(spec).read_request(line.as_bytes()).unwrap();
        assert_eq!(state.broken_rules(&request).len(), broken, "{line}");
    }
}
