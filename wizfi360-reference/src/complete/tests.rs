//! Tests of completion: lines, and what is offered after them.

use super::*;
use wizfi360_spec::Spec;

/// The whole line that each candidate makes.
fn lines(line: &str) -> Vec<String> {
    let found = candidates(Spec::embedded(), line);
    assert!(found.iter().all(|candidate| !candidate.doc.is_empty()), "{found:?}");
    found.into_iter().map(|candidate| format!("{}{}", &line[..candidate.start], candidate.text)).collect()
}

#[test]
fn lines_are_completed() {
    for (line, all) in [
        // Names, in the style in which one has begun.
        ("AT+CWJ", &["AT+CWJAP_CUR", "AT+CWJAP_DEF", "AT+CWJAP"][..]),
        ("at+cwj", &["at+cwjap_cur", "at+cwjap_def", "at+cwjap"]),
        ("cwj", &["cwjap_cur", "cwjap_def", "cwjap"]),
        ("  AT+CWQ", &["  AT+CWQAP"]),
        ("join", &["cwjap_cur", "cwautoconn"]),
        // Forms.
        ("AT+CWJAP_CUR", &["AT+CWJAP_CUR?", "AT+CWJAP_CUR="]),
        ("cwjap_cur", &["cwjap_cur?", "cwjap_cur"]),
        // Values by place.
        ("AT+CWMODE_CUR=", &["AT+CWMODE_CUR=1", "AT+CWMODE_CUR=2", "AT+CWMODE_CUR=3"]),
        ("AT+CWMODE_CUR=2", &["AT+CWMODE_CUR=2"]),
        ("AT+CIPSTART=\"U", &["AT+CIPSTART=\"UDP\""]),
        ("AT+CIPSTART=U", &["AT+CIPSTART=\"UDP\""]),
        ("AT+CIPSTART=0,", &["AT+CIPSTART=0,\"TCP\"", "AT+CIPSTART=0,\"UDP\"", "AT+CIPSTART=0,\"SSL\""]),
        ("AT+CWJAP_CUR=\"a,", &[]),
        // Parameters and values by name.
        ("cwjap_cur ", &["cwjap_cur ssid=", "cwjap_cur pwd=", "cwjap_cur bssid="]),
        ("cwjap_cur ssid='a b' ", &["cwjap_cur ssid='a b' pwd=", "cwjap_cur ssid='a b' bssid="]),
        ("cwjap_cur ssid='a b", &[]),
        ("cwmode mode=", &["cwmode mode=Station", "cwmode mode=SoftAp", "cwmode mode=StationSoftAp"]),
        ("cipstart ty", &["cipstart type="]),
        ("cipstart type=t", &["cipstart type=TCP"]),
        ("cipstart type=TCP remote_p", &["cipstart type=TCP remote_port="]),
        ("nonsense", &[]),
        ("nonsense=", &[]),
        ("nonsense ", &[]),
    ] {
        assert_eq!(lines(line), all, "{line}");
    }
}

#[test]
fn nothing_that_can_be_typed_breaks_it() {
    for line in [
        "\"",
        "AT+CWJAP=\"\\",
        "한글 한=",
        "!",
        "! ",
        ": ",
        ":file /",
        "AT+CWJAP ssid=\"한",
        "=",
        "?",
        " =",
        "cwjap =\"",
    ] {
        for (at, _) in line.char_indices() {
            candidates(Spec::embedded(), &line[..at]);
            hint(Spec::embedded(), &line[..at]);
        }
        candidates(Spec::embedded(), line);
        hint(Spec::embedded(), line);
    }
}

#[test]
fn hints_tell_what_may_follow() {
    for (line, hinted) in [
        ("AT+CWJAP_CUR=", "<ssid>,<pwd>[,<bssid>]"),
        ("AT+CWJAP_CUR=\"a\",", "<pwd> a text, at most 64 bytes"),
        ("AT+CIPSEND=0,", "<length> 1 to 2048 bytes or <remote IP> a text, 1 to 253 bytes"),
        ("cwjap_cur ", "ssid=… pwd=…"),
        ("cwjap_cur ssid=a ", "pwd=…"),
        ("AT+CWJAP_CUR=\"a", ""),
        ("AT+GMR", ""),
        ("AT+CWJAP_CUR?", ""),
    ] {
        assert_eq!(hint(Spec::embedded(), line), hinted, "{line}");
    }
}
