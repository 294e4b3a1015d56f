//! Traits that every caller expects: engines move between threads, errors are errors, iterators say how long they are.

use std::{error::Error, hash::Hash};
use wizfi360_proto::{
    AnyLine, AnyRequest, AtStr, BufferFull, Bytes, Command, DecodeError, Line, Message, Params, RawRequest,
    RuleViolation, ValueError, Writer,
    commands::cwlap,
    device,
    host::{Decoder, Escape, Event, Exchange, Failure},
};

#[test]
fn everything_moves_between_threads() {
    fn moves<T: Send + Sync + Unpin>() {}
    moves::<(AnyLine<'_>, AnyRequest<'_>, Message<'_>, RawRequest<'_>, Command)>();
    moves::<(Decoder<64>, Escape, Event<'_>, Exchange)>();
    moves::<(device::Decoder<64>, device::Event<'_>, device::ResponseWriter<'_>)>();
    moves::<(Params<'_>, Writer<'_>, Bytes<'_>)>();
}

#[test]
fn errors_are_errors() {
    fn is_error<T: Error + Send + Sync + Copy + 'static>() {}
    fn has_hash<T: Eq + Hash>() {}
    is_error::<BufferFull>();
    is_error::<DecodeError>();
    is_error::<ValueError>();
    is_error::<RuleViolation>();
    is_error::<Failure>();
    has_hash::<(BufferFull, DecodeError, ValueError, RuleViolation)>();
}

#[test]
fn the_bytes_of_a_text_say_how_many_they_are_at_least_and_at_most() {
    let texts =
        [r#"+CWLAP:(3,"a\\\b\,",-1)"#, r#"+CWLAP:(3,"ab\,",-1)"#, r#"+CWLAP:(3,"abc",-1)"#, r#"+CWLAP:(3,"",-1)"#];
    for text in texts {
        let mask = cwlap::Ap::parse_masked(text.as_bytes(), mask()).expect("a scan line").expect("read");
        let mut bytes = mask.ssid.expect("an SSID").bytes();
        loop {
            let (left, (least, most)) = (bytes.clone().count(), bytes.size_hint());
            assert!(least <= left && most.is_some_and(|most| left <= most), "{text}: {least} {left} {most:?}");
            if bytes.next().is_none() {
                break;
            }
        }
        assert_eq!(bytes.next(), None);
    }
    assert_eq!(AtStr::new("abc").expect("a text").bytes().size_hint(), (3, Some(3)));
    let line = br#"+CWLAP:(3,"\a\b\c\d",-1)"#;
    let escaped = cwlap::Ap::parse_masked(line, mask()).expect("a scan line").expect("read").ssid;
    assert_eq!(escaped.map(|ssid| ssid.bytes().size_hint()), Some((4, Some(8))), "each has a backslash");
    assert!(cwlap::Ap::is(b"+CWLAP:()"));
}

fn mask() -> wizfi360_proto::domains::ScanMask {
    use wizfi360_proto::domains::ScanMask;
    ScanMask::ECN | ScanMask::SSID | ScanMask::RSSI
}
