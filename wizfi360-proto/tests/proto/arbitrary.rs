//! Random values: all that can be built comes up, the edges more often than the rest, and nothing else.

use arbitrary::{Arbitrary, Unstructured};
use std::collections::{BTreeMap, BTreeSet};
use wizfi360_proto::{
    AtStr, BareText, Mac, Open, Received, Rest, UnicastMac, Verbatim,
    commands::{cipap, cipdns, cipsta, cwdhcps},
    domains::{Channel, ConnectionType, Ecn, PeerShown, ScanMask, SoftApPassword, Ssid, TimeZone},
    events::MqttMessage,
};

/// Values of so many random inputs; each input makes one.
const COUNT: usize = 4096;

/// What all inputs make of a value.
fn made<K: Ord>(make: impl for<'a> Fn(&mut Unstructured<'a>) -> arbitrary::Result<K>) -> Vec<K> {
    let mut state = 1_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()
    };
    (0..COUNT)
        .map(|_| {
            let mut input = [0; 320];
            input.chunks_mut(4).for_each(|chunk| chunk.copy_from_slice(random().first_chunk::<4>().expect("8 bytes")));
            make(&mut Unstructured::new(&input)).expect("whatever the input is, it makes a value")
        })
        .collect()
}

/// How many of them are so.
fn count<K>(values: &[K], is: impl Fn(&K) -> bool) -> usize {
    values.iter().filter(|value| is(value)).count()
}

fn different<K: Ord>(values: Vec<K>) -> usize {
    values.into_iter().collect::<BTreeSet<_>>().len()
}

#[test]
fn a_number_is_an_edge_in_one_of_four_and_otherwise_any() {
    let channels = made(|u| Channel::arbitrary(u).map(Channel::get));
    assert_eq!(channels.iter().copied().collect::<BTreeSet<_>>(), (1..=13).collect());
    // One of eight, and one of thirteen of the rest.
    for edge in [1, 13] {
        assert!((600..960).contains(&count(&channels, |&channel| channel == edge)), "{edge}");
    }
    let zones = made(|u| TimeZone::arbitrary(u).map(TimeZone::get));
    assert!(zones.iter().all(|zone| (TimeZone::MIN.get()..=TimeZone::MAX.get()).contains(zone)));
    for edge in [TimeZone::MIN.get(), TimeZone::MAX.get()] {
        assert!(edge != 0 && count(&zones, |&zone| zone == edge) > COUNT / 10, "{edge}");
    }
}

#[test]
fn a_text_is_of_its_shortest_or_longest_length_in_one_of_eight_and_otherwise_any() {
    let texts = made(|u| Ssid::arbitrary(u).map(|ssid| ssid.get().bytes().collect::<Vec<_>>()));
    assert!(texts.iter().all(|text| (1..=32).contains(&text.len())));
    // What is made up begins with what has to be escaped.
    assert!(count(&texts, |text| text.len() == 32 && text.starts_with(b"\"ab\\,c\"")) > COUNT / 20);
    assert!(count(&texts, |text| text == b"\"") > COUNT / 20);
    assert!(different(texts.iter().filter(|text| text.len() == 1).collect()) > 10);
    assert_eq!(different(texts.iter().map(Vec::len).collect()), 32);
    assert!(different(texts) > COUNT / 2);

    // An open network has none.
    let passwords = made(|u| SoftApPassword::arbitrary(u).map(|password| password.get().len()));
    let (min, max) = (SoftApPassword::MIN_LEN, SoftApPassword::MAX_LEN);
    assert!(passwords.iter().all(|length| *length == 0 || (min..=max).contains(length)));
    for length in [0, min, max] {
        assert!(count(&passwords, |&found| found == length) > COUNT / 20, "{length}");
    }
    assert!(count(&passwords, |&length| length == 0) < COUNT / 4);
    assert_eq!(different(passwords), max - min + 2);
}

#[test]
fn what_no_text_can_hold_ends_it() {
    fn holds_control(text: &[u8]) -> bool {
        text.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0))
    }
    let all = [
        made(|u| AtStr::arbitrary(u).map(|text| text.bytes().collect::<Vec<_>>())),
        made(|u| Verbatim::arbitrary(u).map(|text| text.as_bytes().to_vec())),
        made(|u| Rest::arbitrary(u).map(|text| text.as_bytes().to_vec())),
        made(|u| BareText::arbitrary(u).map(|text| text.as_bytes().to_vec())),
    ];
    for texts in all {
        assert!(!texts.iter().any(|text| holds_control(text)));
        assert!(count(&texts, |text| text.contains(&b' ')) > 20 && different(texts) > COUNT / 2);
    }
    // A blank would end the topic.
    let topics = made(|u| MqttMessage::arbitrary(u).map(|message| message.topic.as_bytes().to_vec()));
    assert!(!topics.iter().any(|topic| holds_control(topic) || topic.contains(&b' ')));
    assert!(different(topics) > COUNT / 2);
}

#[test]
fn an_open_value_is_a_known_one_in_three_of_four() {
    let numbers = made(|u| u.arbitrary::<Open<Ecn>>());
    assert!((2700..3500).contains(&count(&numbers, |number| number.known().is_some())));
    assert!(different(numbers) > COUNT / 8);

    // A bare word ends at a comma, and a quote would begin another token; no module begins one with a blank.
    let bare = made(|u| Open::<PeerShown, AtStr>::arbitrary(u).map(other));
    assert!((2700..3500).contains(&count(&bare, Option::is_none)));
    assert!(bare.iter().flatten().all(|word| !word.is_empty() && !word.iter().any(|byte| b",\" ".contains(byte))));
    assert!(different(bare) > COUNT / 8);
    // Between quotes anything may stand.
    let quoted = made(|u| Open::<ConnectionType, AtStr>::arbitrary(u).map(other));
    assert!((2700..3500).contains(&count(&quoted, Option::is_none)));
    for byte in b",\" " {
        assert!(quoted.iter().flatten().any(|word| word.contains(byte)), "{}", byte.escape_ascii());
    }
    let addresses = made(|u| Open::<Mac, AtStr>::arbitrary(u).map(other));
    assert!((2700..3500).contains(&count(&addresses, Option::is_none)));
}

/// The bytes of a value that is not known.
fn other<T>(value: Open<T, AtStr>) -> Option<Vec<u8>> {
    match value {
        Open::Known(_) => None,
        Open::Other(text) => Some(text.bytes().collect()),
    }
}

#[test]
fn a_station_has_no_group_address_and_a_mask_no_bit_that_is_not_listed() {
    let macs = made(|u| UnicastMac::arbitrary(u).map(UnicastMac::get));
    assert_eq!(macs.iter().map(|Mac([first, ..])| first).collect::<BTreeSet<_>>().len(), 128, "all that are even");
    let masks = made(|u| ScanMask::arbitrary(u).map(ScanMask::bits));
    assert!(masks.iter().all(|mask| mask & !ScanMask::ALL.bits() == 0));
    assert_eq!(masks.iter().fold(0, |all, mask| all | mask), ScanMask::ALL.bits());
}

/// How many of many random requests have each number of parameters; all of them are read again.
fn lengths<T: for<'a> Arbitrary<'a> + for<'a> Received<'a> + PartialEq + std::fmt::Debug>() -> BTreeMap<usize, usize> {
    let written = made(|u| {
        let Ok(request) = T::arbitrary(u) else { return Ok(None) };
        let mut buf = [0; 1024];
        let line = request.write(&mut buf).expect("room enough");
        assert_eq!(T::parse(line).as_ref(), Ok(&request), "{}", line.escape_ascii());
        Ok(Some(line.iter().filter(|byte| **byte == b',').count() + 1))
    });
    let mut lengths = BTreeMap::new();
    written.into_iter().flatten().for_each(|length| *lengths.entry(length).or_default() += 1);
    lengths
}

#[test]
fn random_requests_keep_the_rules_and_have_no_gap() {
    for (name, lengths, expected) in [
        ("cipdns", lengths::<cipdns::Set>(), vec![1, 2, 3]),
        ("cwdhcps", lengths::<cwdhcps::Set>(), vec![1, 4]),
        ("cipsta", lengths::<cipsta::Set>(), vec![1, 3]),
        ("cipap", lengths::<cipap::Set>(), vec![1, 3]),
    ] {
        assert_eq!(lengths.keys().copied().collect::<Vec<_>>(), expected, "{name}");
        assert!(lengths.values().all(|count| *count > COUNT / 16), "{name}: {lengths:?}");
        assert!(lengths.values().sum::<usize>() > COUNT * 9 / 10, "{name}: {lengths:?}");
    }
}
