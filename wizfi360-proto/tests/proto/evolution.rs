//! A parameter more at the end of a command changes nothing for those who do not give it.

use crate::next_cwjap::cwjap as next;
use wizfi360_proto::{
    Mac, Received, Request, Scope,
    commands::cwjap,
    domains::{Password, Ssid, TryCount},
};

const MAC: Mac = Mac([0, 8, 0xdc, 1, 2, 3]);

/// One caller, compiled against the types of one manual.
macro_rules! caller {
    ($name:ident, $cwjap:ident) => {
        fn $name() -> Vec<u8> {
            let set = $cwjap::Set::new(Scope::Current, Ssid::new("a").unwrap(), Password::new("12345678").unwrap());
            let none: Option<Mac> = set.bssid();
            let set = set.with_bssid(MAC);
            let bssid: Option<Mac> = set.bssid();
            assert_eq!((none, bssid), (None, Some(MAC)));
            let mut buf = [0; $cwjap::Set::MAX_LEN];
            set.write(&mut buf).expect("MAX_LEN is enough").to_vec()
        }
    };
}

caller!(today, cwjap);
caller!(with_one_parameter_more, next);

#[test]
fn the_same_caller_sends_the_same_bytes_when_the_manual_adds_a_parameter() {
    assert_eq!(today(), b"AT+CWJAP_CUR=\"a\",\"12345678\",\"00:08:dc:01:02:03\"\r\n");
    assert_eq!(with_one_parameter_more(), today());
}

#[test]
fn the_new_parameter_has_a_setter_and_a_getter_of_its_own() {
    let line = b"AT+CWJAP_CUR=\"a\",\"12345678\",\"00:08:dc:01:02:03\",5";
    let read = next::Set::parse(line).expect("the next manual has it");
    assert_eq!((read.bssid(), read.retries()), (Some(MAC), TryCount::new(5).ok()));
    let set = next::Set::new(Scope::Current, read.ssid(), read.pwd());
    assert_eq!(set.with_retries(MAC, TryCount::new(5).unwrap()), read);
    assert!(cwjap::Set::parse(line).is_err());
}
