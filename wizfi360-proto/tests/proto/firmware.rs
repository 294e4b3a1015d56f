//! Versions of firmware: how they are read, and what is in which (docs/firmware.md).

use wizfi360_proto::{AnyRequest, Firmware, FirmwareSpan, Line, Request, commands};

#[test]
fn a_version_is_four_numbers_with_dots_between_and_anything_behind() {
    for (text, version) in [
        ("1.1.1.7", Some([1, 1, 1, 7])),
        ("1.1.1.7(May  4 2021 15:14:59)", Some([1, 1, 1, 7])),
        ("0.0.0.65535.9", Some([0, 0, 0, 65535])),
        ("1.0.7.2 beta", Some([1, 0, 7, 2])),
        ("1.1.1", None),
        ("1.1.1.", None),
        (".1.1.1.7", None),
        ("1,1,1,7", None),
        ("1.1.1.65536", None),
        ("v1.1.1.7", None),
        ("", None),
    ] {
        assert_eq!(Firmware::parse(text.as_bytes()), version.map(Firmware), "{text}");
        let line = format!("AT version:{text}");
        if let Some(Ok(line)) = commands::gmr::AtVersion::parse(line.as_bytes()) {
            assert_eq!(line.firmware(), version.map(Firmware), "{text}");
        }
    }
}

/// What a span has of these versions.
fn within(since: &'static [Firmware], until: &'static [Firmware]) -> String {
    const VERSIONS: [[u16; 4]; 9] = [
        [1, 0, 0, 0],
        [1, 0, 7, 1],
        [1, 0, 7, 2],
        [1, 0, 7, 3],
        [1, 1, 0, 6],
        [1, 1, 1, 6],
        [1, 1, 1, 7],
        [1, 2, 0, 0],
        [2, 0, 0, 0],
    ];
    let has = |version: &[u16; 4]| FirmwareSpan { since, until }.contains(Firmware(*version));
    VERSIONS.iter().map(|version| if has(version) { '+' } else { '-' }).collect()
}

#[test]
fn the_version_of_its_own_branch_decides_and_otherwise_that_of_an_older_one() {
    // The rows of the table in docs/firmware.md.
    assert_eq!(within(&[], &[]), "+++++++++");
    assert_eq!(within(&[Firmware([1, 0, 7, 2])], &[]), "--+++++++");
    assert_eq!(within(&[Firmware([1, 1, 1, 6])], &[]), "-----++++");
    assert_eq!(within(&[Firmware([1, 0, 7, 2]), Firmware([1, 1, 1, 6])], &[]), "--++-++++");
    assert_eq!(within(&[Firmware([1, 1, 0, 0])], &[]), "----+++++");
    assert_eq!(within(&[], &[Firmware([1, 0, u16::MAX, u16::MAX])]), "++++-----");
    assert_eq!(within(&[], &[Firmware([1, 1, 1, 6])]), "++++++---");
    assert_eq!(within(&[], &[Firmware([1, 0, 7, 2]), Firmware([1, 1, 1, 6])]), "+++-++---");
    // Both: there, and not there any more.
    assert_eq!(within(&[Firmware([1, 0, 7, 2])], &[Firmware([1, 0, 7, 2])]), "--+------");
    assert_eq!(within(&[Firmware([1, 0, 7, 2])], &[Firmware([1, 1, 1, 6])]), "--++++---");
}

#[test]
fn a_request_tells_which_firmware_has_it() {
    assert!(!commands::mqttpubsend::Set::supported_by(Firmware([1, 0, 7, 5])));
    assert!(commands::cwjap::Set::supported_by(Firmware([1, 0, 7, 5])));
    let query = AnyRequest::parse(b"AT+CWMODE_CUR?").expect("a request");
    assert_eq!(query.firmware(), commands::cwmode::Query::FIRMWARE);
}
