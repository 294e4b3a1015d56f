//! The recorded dialogues of real modules: the host's side in, the module's answers byte for byte, but for the differences that are named here.

mod log;

use log::{Turn, turns};
use wizfi360_sim::{Testbed, World};

/// A recording.
struct Recording<'a> {
    log: &'static str,
    world: &'static str,
    /// What the host has said before the recording begins.
    before: &'static [&'static str],
    differences: &'a [Difference],
}

/// Where the answers of the virtual module differ from the recording.
struct Difference {
    /// The beginning of what the host says in that turn.
    turn: &'static str,
    /// What is recorded, and what the module says in its place.
    recorded: &'static str,
    says: &'static str,
    /// What the host sent in this turn without its being recorded.
    sent: &'static str,
    because: &'static str,
}

const fn differs(turn: &'static str, recorded: &'static str, says: &'static str, because: &'static str) -> Difference {
    Difference { turn, recorded, says, sent: "", because }
}

#[test]
fn a_module_that_publishes() {
    play(&Recording {
        log: include_str!("../../../../wizfi360-conformance/fixtures/real/mqtt-publish.txt"),
        world: include_str!("../worlds/mqtt-publish.ron"),
        before: &["AT+CWMODE_CUR=1", r#"AT+CWJAP_CUR="network","password""#],
        differences: &[],
    });
}

#[test]
fn a_module_that_tells_its_version() {
    play(&Recording {
        log: include_str!("../../../../wizfi360-conformance/fixtures/real/query-version.txt"),
        world: include_str!("../worlds/query-version.ron"),
        before: &["AT+CWMODE_CUR=1", r#"AT+CWJAP_CUR="network","password""#],
        differences: &[],
    });
}

#[test]
fn a_module_that_scans_joins_and_is_updated() {
    play(&Recording {
        log: include_str!("../../../../wizfi360-conformance/fixtures/real/scan-join-update.txt"),
        world: include_str!("../worlds/scan-join-update.ron"),
        before: &[],
        differences: &[differs("", "ready", "\r\nready", "the recording begins behind the empty line before `ready`")],
    });
}

#[test]
fn a_module_that_is_a_client() {
    const NO_EMPTY_LINE: &str = "the guide leaves out the empty line before OK";
    play(&Recording {
        log: include_str!("../../../../wizfi360-conformance/fixtures/real/tcp-client-guide.txt"),
        world: include_str!("../worlds/tcp-client-guide.ron"),
        before: &["ATE0"],
        differences: &[
            differs("AT+CWMODE_CUR", "OK", "\r\nOK", NO_EMPTY_LINE),
            differs("AT+CIPMUX", "OK", "\r\nOK", NO_EMPTY_LINE),
            differs("AT+CWDHCP_CUR", "OK", "\r\nOK", NO_EMPTY_LINE),
            differs("AT+CWLAP", "\"mac address\"", "\"00:08:dc:00:00:01\"", "the guide replaces the MAC address"),
            differs("AT+CWLAP", "1,1)\r\n", "1,1)\r\n\r\nOK\r\n", "the guide leaves out the OK of a scan"),
            differs("AT+CIPSTA_CUR", "network:", "netmask:", "erratum cipsta-network: modules print netmask"),
            differs(
                "AT+CIPSEND",
                "OK\r\n>",
                "\r\nOK\r\n\r\n>",
                "the guide leaves out the empty lines before OK and prompt",
            ),
            differs(
                "1234567890",
                "7890\r\n",
                "7890",
                "a log has a line end behind each line; none stands behind a payload",
            ),
        ],
    });
}

#[test]
fn a_module_that_sends_and_receives() {
    play(&Recording {
        log: include_str!("../../../../wizfi360-conformance/fixtures/real/tcp-send-receive.txt"),
        world: include_str!("../worlds/tcp-send-receive.ron"),
        before: &["ATE0", "AT+CWMODE_CUR=1", r#"AT+CWJAP_CUR="network","password""#],
        differences: &[
            Difference {
                sent: "x",
                ..differs(
                    "AT+CIPSEND",
                    "OK\r\n\r\nRecv",
                    "OK\r\n\r\n>\r\nRecv",
                    "the driver does not show the prompt nor what it sends",
                )
            },
            differs(
                "AT+CIPSEND",
                "SEND OK\r\n",
                "SEND OK\r\n\r\n+IPD,10:0123456789",
                "the driver shows of the packet only its length",
            ),
            differs("AT+CIPCLOSE", "CLOSED\r\n", "CLOSED\r\n\r\nOK\r\n", "the driver stops reading at CLOSED"),
        ],
    });
}

fn play(recording: &Recording<'_>) {
    let world = World::from_ron("world", recording.world).unwrap();
    let mut desk = Testbed::new(world);
    if !recording.before.is_empty() {
        desk.expect("ready\r\n", 10_000).unwrap();
    }
    for line in recording.before {
        desk.write(format!("{line}\r\n").as_bytes());
        desk.expect("\r\nOK\r\n", 10_000).unwrap();
    }
    let mut differences: Vec<_> = recording.differences.iter().collect();
    for turn in turns(recording.log) {
        let expected = expected(&turn, &mut differences, &mut desk);
        let said = wait_for(expected.len(), &mut desk);
        assert_eq!(
            said.escape_ascii().to_string(),
            expected.escape_ascii().to_string(),
            "{}",
            turn.host.escape_ascii()
        );
    }
    let unused: Vec<_> = differences.iter().map(|difference| difference.because).collect();
    assert!(unused.is_empty(), "these differences are none: {unused:?}");
}

/// Says what the host says in a turn, and tells what the module is to say.
fn expected(turn: &Turn, differences: &mut Vec<&Difference>, desk: &mut Testbed) -> Vec<u8> {
    desk.write(&turn.host);
    let mut text = String::from_utf8(turn.module.clone()).unwrap();
    differences.retain(|difference| {
        let here =
            turn.host.starts_with(difference.turn.as_bytes()) && difference.turn.is_empty() == turn.host.is_empty();
        let applies = here && text.contains(difference.recorded);
        if applies {
            text = text.replacen(difference.recorded, difference.says, 1);
            desk.write(difference.sent.as_bytes());
        }
        !applies
    });
    text.into_bytes()
}

/// Lets time pass until there are as many bytes, and a little more.
fn wait_for(bytes: usize, desk: &mut Testbed) -> Vec<u8> {
    let mut said = desk.read();
    for _ in 0..6000 {
        if said.len() >= bytes {
            break;
        }
        desk.pass(10);
        said.extend(desk.read());
    }
    desk.pass(10);
    said.extend(desk.read());
    said
}
