//! Deliberate faults: each changes what a module does as its sentence says.

mod shown;

use shown::{Shown, Start};
use std::collections::HashSet;
use wizfi360_sim::{Deviation, Testbed, World};

const WORLD: &str = r#"(
    update: Some("1.1.1.9"),
    access_points: [
        (ssid: "home", password: "12345678", bssid: "64:e5:99:00:00:01", channel: 6, signal: -70, wps: true),
        (ssid: "open", bssid: "64:e5:99:00:00:02", channel: 11, signal: -50),
    ],
    stations: [(mac: "18:cf:5e:c5:ce:76", joins: Some(1000))],
    names: {"example.com": "93.184.216.34"},
    peers: [
        (port: 5000, does: Echo),
        (port: 6000, does: Script([Expect("go"), Close])),
        (port: 9, does: Refuse),
        (port: 1883, does: Broker([])),
    ],
    clients: [(comes: 1000, ip: "192.168.1.9", port: 4000, does: Script([Say("hi")]))],
)"#;

/// How long what follows a line is waited for, in milliseconds.
const WAIT: u64 = 60_000;

#[test]
fn each_deviation_is_shown_by_a_dialogue() {
    let shown: HashSet<_> = shown::TABLE.iter().map(|shown| shown.name).collect();
    let missing: Vec<_> = Deviation::all().filter(|deviation| !shown.contains(deviation.name())).collect();
    assert!(missing.is_empty(), "they have no dialogue in tests/sim/deviations/shown.rs: {missing:?}");
}

#[test]
fn a_deviation_changes_what_the_module_does_as_its_sentence_says() {
    let mut wrong = Vec::new();
    for shown in shown::TABLE {
        assert_ne!(shown.normal, shown.deviates, "{}: its dialogue shows nothing", shown.name);
        for (deviates, expected) in [(vec![], shown.normal), (vec![shown.name.parse().unwrap()], shown.deviates)] {
            let said = said(shown, deviates);
            if said != expected {
                wrong.push(format!("{}: {expected:?} is expected, {said:?} comes", shown.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What answers the last line of a dialogue.
fn said(shown: &Shown, deviates: Vec<Deviation>) -> String {
    let world = World { deviates, ..World::from_ron("world", WORLD).unwrap() };
    let mut desk = Testbed::new(world);
    desk.pass(WAIT);
    for line in shown.start.lines().iter().chain(shown.before) {
        say(&mut desk, line);
    }
    desk.read();
    say(&mut desk, shown.line);
    String::from_utf8(desk.read()).unwrap()
}

/// A line, or data behind a `<`.
fn say(desk: &mut Testbed, line: &str) {
    match line.strip_prefix('<') {
        Some(data) => desk.write(data.as_bytes()),
        None => desk.write(format!("{line}\r\n").as_bytes()),
    }
    desk.pass(WAIT);
}

impl Start {
    fn lines(self) -> &'static [&'static str] {
        match self {
            Start::Echoing => &[],
            Start::Started => &["ATE0"],
            Start::Joined => &["ATE0", "AT+CWMODE_CUR=1", "AT+CWJAP_CUR=\"home\",\"12345678\""],
            Start::Connected => &[
                "ATE0",
                "AT+CWMODE_CUR=1",
                "AT+CWJAP_CUR=\"home\",\"12345678\"",
                "AT+CIPSTART=\"TCP\",\"10.0.0.2\",5000",
            ],
        }
    }
}
