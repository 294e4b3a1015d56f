//! What a dialogue shows of the module's state, and what that forbids.

use wizfi360_sim::judge::{Judge, Rule};

/// One side of a dialogue, without the last line ending.
enum Side {
    Host(&'static str),
    Module(&'static str),
    /// So many milliseconds without a word.
    Silence(u64),
}

use Side::{Host, Module, Silence};

const OK: Side = Module("\r\nOK");

/// Returns the rules that a driver breaks that lets 200 ms pass before each line.
fn rules(mut judge: Judge, dialogue: &[Side]) -> Vec<Rule> {
    let mut now = 0;
    for side in dialogue {
        now += 200;
        match side {
            Host(line) => judge.host(now, format!("{line}\r\n").as_bytes()),
            Module(line) => judge.module(now, format!("{line}\r\n").as_bytes()),
            Silence(ms) => now += ms,
        }
    }
    judge.finish(now);
    judge.findings().iter().map(|finding| finding.rule).collect()
}

#[test]
fn a_module_of_which_nothing_is_known_forbids_what_its_lines_show() {
    let open = || Host("AT+CIPSTART=\"TCP\",\"10.0.0.2\",9");
    let answer = |line| [Host("AT+CIPMUX?"), Module(line), OK, open(), Module("MUX=1\r\n\r\nERROR")];
    for (dialogue, expected) in [
        (&[open(), OK][..], &[][..]),
        (&answer("+CIPMUX:0"), &[]),
        (&answer("+CIPMUX:1"), &[Rule::ForbiddenByMux]),
        // A request that succeeds shows what it requires.
        (&[Host("AT+CWLAP"), OK, Host("AT+CWSAP_CUR?"), OK], &[]),
        (
            &[Module("0,CLOSED"), Host("AT+CIPSEND=0,5"), Module("link is not valid\r\n\r\nERROR")],
            &[Rule::ClosedNotNoticed],
        ),
        (&[Module("+IPD,0,2:ab"), Host("AT+CIPMUX=0"), Module("link is builded\r\n\r\nERROR")], &[Rule::OrderReversed]),
    ] {
        assert_eq!(rules(Judge::new(None), dialogue), expected);
    }
}

#[test]
fn what_has_no_final_result_is_unknown_and_forbids_nothing() {
    let start = [Module("ready"), Host("AT+CIPMUX=1")];
    let server = [Host("AT+CIPSERVER=1,80"), OK];
    for (end, expected) in [(OK, &[][..]), (Module("\r\nERROR"), &[Rule::ForbiddenByMux])] {
        let dialogue: Vec<Side> =
            [Module("ready"), Host("AT+CIPMUX=1"), end].into_iter().chain([Host("AT+CIPSERVER=1,80"), OK]).collect();
        assert_eq!(rules(Judge::at_power_up(None), &dialogue), expected);
    }
    let lost: Vec<Side> = start.into_iter().chain([Silence(600_000)]).chain(server).collect();
    assert_eq!(rules(Judge::at_power_up(None), &lost), []);
}

#[test]
fn a_reset_that_was_asked_for_is_no_surprise_even_without_its_result() {
    let set = || [Module("ready"), Host("AT+CIPMUX=1"), OK];
    let server = || [Host("AT+CIPSERVER=1,80"), Module("MUX=0\r\n\r\nERROR")];
    for (reset, expected) in [
        (vec![Module("ready")], Rule::ResetNotNoticed),
        (vec![Host("AT+RST"), Module("ready")], Rule::ForbiddenByMux),
        (vec![Host("AT+RST"), OK, Module("ready")], Rule::ForbiddenByMux),
    ] {
        let dialogue: Vec<Side> = set().into_iter().chain(reset).chain(server()).collect();
        assert_eq!(rules(Judge::at_power_up(None), &dialogue), [expected]);
    }
}

#[test]
fn what_a_server_or_a_connection_forbids_is_sent_too_late() {
    let start = || vec![Module("ready"), Host("AT+CIPMUX=1"), OK, Host("AT+CIPSERVER=1,80"), OK];
    let refused = || Module("\r\nERROR");
    for (then, expected) in [
        (vec![Host("AT+CIPSERVERMAXCONN=2"), refused()], &[Rule::OrderReversed][..]),
        (vec![Host("AT+CIPMUX=0"), refused()], &[Rule::ForbiddenByOrder]),
        (vec![Module("0,CONNECT"), Host("AT+CIPMUX=1"), refused()], &[Rule::OrderReversed]),
        // What is so already.
        (vec![Host("AT+CIPSERVER=1,80"), refused()], &[]),
        (vec![Host("AT+CIPCLOSE=0"), Module("UNLINK\r\n\r\nERROR")], &[]),
        (vec![Host("AT+CIPSERVER=0"), OK, Host("AT+CIPSERVERMAXCONN=2"), OK], &[]),
    ] {
        let dialogue: Vec<Side> = start().into_iter().chain(then).collect();
        assert_eq!(rules(Judge::at_power_up(None), &dialogue), expected);
    }
}
