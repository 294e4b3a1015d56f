//! Which firmware has which form: known facts, and generated code against the spec.

use wizfi360_proto::{AnyRequest, Firmware, FirmwareSpan, Form, Request, commands::*};
use wizfi360_spec::{
    Spec,
    model::{self, FormKind, Version, Versioned},
};

fn firmware(text: &str) -> Firmware {
    Firmware::parse(text.as_bytes()).expect("four numbers")
}

/// A form, firmware that has it, firmware that has it not; the sources are the manual's chapter 4 and 3.2.24.
type Case = (&'static FirmwareSpan, &'static [&'static str], &'static [&'static str]);

const CASES: &[Case] = &[
    (at::Test::FIRMWARE, &["1.0.1.0", "1.0.7.5", "1.1.0.0", "1.1.1.9"], &[]),
    (mqttset::Set::FIRMWARE, &["1.0.2.4", "1.0.7.2", "1.1.0.0"], &["1.0.1.0", "1.0.2.3"]),
    (azcon::Execute::FIRMWARE, &["1.0.4.1", "1.1.1.7"], &["1.0.2.4"]),
    (casend::Set::FIRMWARE, &["1.0.5.1", "1.1.1.7"], &["1.0.4.1"]),
    (cipsslcconf::Query::FIRMWARE, &["1.0.5.1"], &["1.0.5.0"]),
    (wiz_netconfig::Execute::FIRMWARE, &["1.0.7.2", "1.1.1.7"], &["1.0.7.1"]),
    (cwstartsmart::Execute::FIRMWARE, &["1.0.1.0"], &[]),
    (cwstartsmart::Set::FIRMWARE, &["1.0.7.2", "1.0.7.5", "1.1.0.6"], &["1.0.1.0", "1.0.7.1"]),
    (awscon::Set::FIRMWARE, &["1.1.1.2", "1.1.1.9"], &["1.0.7.5"]),
    (mqttqos::Set::FIRMWARE, &["1.1.1.8", "1.1.1.9"], &["1.0.7.5", "1.1.1.7"]),
    (mqttpubsend::Set::FIRMWARE, &["1.1.1.8"], &["1.0.7.5", "1.1.1.7"]),
];

#[test]
fn forms_are_in_the_firmware_that_the_sources_name() {
    for (form, with, without) in CASES {
        for text in *with {
            assert!(form.contains(firmware(text)), "{form:?} has {text}");
        }
        for text in *without {
            assert!(!form.contains(firmware(text)), "{form:?} does not have {text}");
        }
    }
}

#[test]
fn firmware_can_be_asked_at_compile_time() {
    const KNOWN: bool = mqttpubsend::Set::FIRMWARE.contains(Firmware([1, 1, 1, 8]));
    const { assert!(KNOWN) };
}

#[test]
fn a_vendor_command_may_be_in_all_firmware() {
    for text in ["0.0.0.0", "1.0.1.0", "65535.65535.65535.65535"] {
        assert!(FirmwareSpan::ALL.contains(firmware(text)));
    }
}

/// Every version that the spec names, and its neighbours.
fn versions(spec: &Spec) -> Vec<[u16; 4]> {
    let mut all = vec![[0; 4], [1, 0, 0, 0], [1, 1, 0, 0], [1, 2, 0, 0], [u16::MAX; 4]];
    let spans = spec.commands().flat_map(|(_, command)| {
        command.names.iter().map(Versioned::span).chain(command.forms.iter().map(Versioned::span))
    });
    for version in spans.flat_map(|span| span.since.0.into_iter().chain(span.until.0)) {
        for model::Firmware([a, b, c, d]) in [Version::first(version), Version::last(version)] {
            all.extend([[a, b, c, d], [a, b, c, d.saturating_sub(1)], [a, b, c, d.saturating_add(1)]]);
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

#[test]
fn generated_code_and_spec_say_the_same_of_every_form_and_version() {
    let spec = Spec::embedded();
    let versions = versions(spec);
    assert!(versions.len() > 20, "{versions:?}");
    let mut compared = 0;
    for (command, firmware) in AnyRequest::COMMANDS.iter().zip(AnyRequest::FIRMWARE) {
        let name = format!("{}{}", command.name, command.suffixes[0]);
        let (_, described, name) = spec.command(&name).expect("the spec has every command");
        let kind = match command.form {
            Form::Test => FormKind::Test,
            Form::Query => FormKind::Query,
            Form::Set => FormKind::Set,
            Form::Execute => FormKind::Execute,
        };
        let form = described.forms.iter().find(|form| form.kind == kind).expect("and every form");
        for version in &versions {
            let has = form.span().or(&name.span()).contains(model::Firmware(*version));
            assert_eq!(firmware.contains(Firmware(*version)), has, "{} {kind:?} {version:?}", name.name);
            compared += 1;
        }
    }
    assert_eq!(compared, AnyRequest::COMMANDS.len() * versions.len());
}

#[test]
fn a_form_of_some_scopes_cannot_be_read_or_written_under_another() {
    let mut buf = [0; cwmode::Test::MAX_LEN];
    assert_eq!(cwmode::Test.write(&mut buf), Ok(&b"AT+CWMODE=?\r\n"[..]));
    assert!(AnyRequest::parse(b"AT+CWMODE=?").is_ok());
    for line in ["AT+CWMODE_CUR=?", "AT+CWMODE_DEF=?"] {
        assert_eq!(AnyRequest::parse(line.as_bytes()), Err(wizfi360_proto::DecodeError::UnknownForm), "{line}");
    }
}
