//! Whatever the two sides say, the judge goes on; and it finds the same however that is cut.

use wizfi360_sim::judge::{Judge, Rule};

/// What a driver may say, and what a module may.
const PIECES: [(&[u8], &[u8]); 16] = [
    (b"AT\r\n", b"\r\nOK\r\n"),
    (b"ATE0\r\n", b"ATE0\r\n\r\nOK\r\n"),
    (b"AT+CWMODE_CUR=1\r\n", b"\r\nERROR\r\n"),
    (b"AT+CWJAP_CUR=\"a\"b\",\"12345678\"\r\n", b"WIFI GOT IP\r\n\r\nOK\r\n"),
    (b"AT+CIPSTART=\"TCP\",\"10.0.0.2\",9\r\n", b"CONNECT\r\n\r\nOK\r\n"),
    (b"AT+CIPSEND=5\r\n", b"\r\nOK\r\n\r\n>"),
    (b"hello", b"\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n"),
    (b"AT+CIPSEND=0,3\r\n", b"\r\nbusy p...\r\n"),
    (b"AT+CIPSENDBUF=4\r\n", b"1,0\r\n\r\nOK\r\n\r\n>"),
    (b"AT+CIPSEND\r\n", b"\r\n>"),
    (b"+++", b"CLOSED\r\n"),
    (b"AT+RST\r\n", b"\r\nready\r\n"),
    (b"AT+CASEND=1\r\n-----BEGIN CERTIFICATE-----\r\n-----END CERTIFICATE-----\r\n", b"\r\nbusy s...\r\n"),
    (b"\xff\0\r\n\n\r,\"", b"\r\nSEND FAIL\r\n"),
    (b"AT+CWHOSTNAME=\"a\n", b"+IPD,3:OK\r\xff"),
    (b"AT+CIPMUX=1\r\n", b"no ip\r\n"),
];

/// A dialogue: when, whether the driver said it, and what.
fn dialogue(rng: &mut fastrand::Rng) -> Vec<(u64, bool, Vec<u8>)> {
    let mut now = 0;
    let pieces = (0..rng.usize(1..40)).map(|_| {
        now += if rng.bool() { rng.u64(0..30) } else { rng.u64(0..3000) };
        let (host, module) = PIECES[rng.usize(..PIECES.len())];
        match rng.u8(..5) {
            0 => (now, rng.bool(), (0..rng.usize(..20)).map(|_| rng.u8(..)).collect()),
            1 | 2 => (now, true, host.to_vec()),
            _ => (now, false, module.to_vec()),
        }
    });
    pieces.collect()
}

fn rules(dialogue: &[(u64, bool, Vec<u8>)], at_power_up: bool, cut: usize) -> Vec<Rule> {
    let mut judge = if at_power_up { Judge::at_power_up(None) } else { Judge::new(None) };
    for (now, by_host, bytes) in dialogue {
        for part in bytes.chunks(cut) {
            if *by_host { judge.host(*now, part) } else { judge.module(*now, part) }
        }
    }
    judge.finish(dialogue.last().map_or(0, |(now, ..)| *now));
    for finding in judge.findings() {
        assert!(finding.mark.as_ref().is_none_or(|mark| mark.end <= finding.line.0.len()), "{finding:?}");
    }
    judge.findings().iter().map(|finding| finding.rule).collect()
}

#[test]
fn nothing_that_is_said_stops_the_judge_and_cuts_change_nothing() {
    let mut rng = fastrand::Rng::with_seed(1);
    let mut found = 0;
    for run in 0..1000 {
        let dialogue = dialogue(&mut rng);
        let whole = rules(&dialogue, run % 2 == 0, usize::MAX);
        found += whole.len();
        // Whether a piece of data begins as a command can only be seen of pieces.
        if !whole.iter().any(|rule| matches!(rule, Rule::DataTooShort | Rule::CommandAsPayload)) {
            assert_eq!(rules(&dialogue, run % 2 == 0, 1), whole, "{dialogue:?}");
        }
    }
    assert!(found > 1000, "{found}");
}
