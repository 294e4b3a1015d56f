//! No secret of the spec is printed: whatever line it stands in, however that line is cut, and whoever reads it.

use std::{collections::BTreeSet, fmt::Debug};
use wizfi360_conformance::edges::{self, Case, Expect, Of};
use wizfi360_proto::{
    AnyLine, AnyRequest, Command, DataPhase, Line, Message, Params, Request,
    commands::{casend, cwmode},
    device, host,
};
use wizfi360_spec::{Spec, interpret::Interpreter};

/// What stands where secrets do. No three bytes of it stand in any name.
const SECRET: &str = "zQ7kW9xJ3vY5";

#[test]
fn no_secret_is_printed_by_what_reads_its_line() {
    let spec = Spec::embedded();
    let mut seen = BTreeSet::new();
    for case in edges::all(spec).iter().filter(|case| matches!(case.expect, Expect::Taken(_))) {
        let Some((param, line)) = with_secrets(spec, case) else { continue };
        let (of, commands) = match case.of {
            Of::Request { name, .. } => {
                let request = AnyRequest::parse(&case.text).expect("it is taken");
                (name.name.as_str(), vec![Some(request.command()), None])
            }
            Of::Answer { command, .. } => {
                let name = command.names[0].name.as_str();
                let answered = AnyRequest::COMMANDS
                    .iter()
                    .filter(|answered| name.starts_with(answered.name) && (answered.is_answer)(&line));
                (name, answered.map(|command| Some(*command)).chain([None]).collect())
            }
            Of::Event(of) => (of.name.as_str(), vec![None, Some(cwmode::Query::COMMAND)]),
        };
        if !seen.insert(format!("{of} {param}")) {
            continue;
        }
        device_prints_no_secret(&line, None);
        prints_no_secret(&AnyRequest::parse(&line));
        prints_no_secret(&Message::parse(&line));
        for command in commands {
            if let Some(command) = command {
                prints_no_secret(&AnyLine::parse(command, &line));
            }
            host_prints_no_secret(command, &line);
        }
    }
    for (kind, secret) in [
        ("a request", "AT+CWJAP_CUR pwd"),
        ("an answer", "AT+CWSAP_CUR pwd"),
        ("an answer without quotes", "AT+MQTTSET settings"),
        ("a message", "SmartConfigPassword password"),
    ] {
        assert!(seen.contains(secret), "{kind}: {secret}: {seen:?}");
    }
}

#[test]
fn no_line_of_a_key_is_printed() {
    let key = format!("-----BEGIN PRIVATE KEY-----\r\n{SECRET}\r\n-----END PRIVATE KEY-----\r\n");
    host_prints_no_secret(Some(casend::Set::COMMAND), format!("\r\n>{key}").as_bytes());
    device_prints_no_secret(key.as_bytes(), Some((casend::Set::COMMAND, DataPhase::Pem)));
    for length in [8, 1000] {
        host_prints_no_secret(None, format!("\r\n+IPD,{length}:{key}").as_bytes());
    }
}

#[test]
fn what_is_read_or_written_prints_as_its_length() {
    prints_no_secret(&Params::new(SECRET.as_bytes()));
    let mut buf = [0; 64];
    prints_no_secret(&device::ResponseWriter::new(&mut buf).echo(SECRET.as_bytes()));
    assert_eq!(format!("{:?}", host::Event::Line(b"+CWSAP_CUR:\"a\",\"b\",1,3")), "Line(22 bytes)");
}

/// The line of a case with `SECRET` for each secret in it, and the last one's name; `None` if it has none.
fn with_secrets(spec: &Spec, case: &Case<'_>) -> Option<(String, Vec<u8>)> {
    let interpreter = Interpreter::new(spec);
    let fields = match case.of {
        Of::Request { .. } => interpreter.read_request(&case.text).ok()?.fields,
        Of::Answer { line, .. } | Of::Event(line) => interpreter.read_line(line, &case.text)?.ok()?.fields,
    };
    let (mut line, mut param) = (case.text.clone(), None);
    for field in fields.iter().rev().filter(|field| field.secret && !field.span.is_empty()) {
        let is_quoted = line[field.span.start] == b'"';
        let token = if is_quoted { format!("\"{SECRET}\"") } else { SECRET.into() };
        line.splice(field.span.clone(), token.into_bytes());
        param = Some(field.name().to_string());
    }
    Some((param?, line))
}

/// The host's decoder reads the line whole and in parts, with nothing in it or a message at each place.
fn host_prints_no_secret(command: Option<&'static Command>, line: &[u8]) {
    for at in 0..=line.len() {
        let (head, tail) = line.split_at(at);
        // The last makes the line longer than the smaller buffer.
        for between in ["", "\r\n", "WIFI GOT IP\r\n", "\r\nready\r\n", &"x".repeat(60)] {
            let stream = [head, between.as_bytes(), tail, b"\r\n"].concat();
            host_reads::<64>(command, &stream);
            host_reads::<256>(command, &stream);
        }
    }
}

fn host_reads<const N: usize>(command: Option<&'static Command>, stream: &[u8]) {
    let mut decoder = host::Decoder::<N>::new();
    if let Some(command) = command {
        decoder.begin(command);
    }
    let mut rest = stream;
    while !rest.is_empty() {
        let (consumed, event) = decoder.feed(rest);
        prints_no_secret(&event);
        rest = &rest[consumed..];
        prints_no_secret(&decoder);
    }
}

/// The module's decoder reads the line, byte by byte.
fn device_prints_no_secret(line: &[u8], data: Option<(&'static Command, DataPhase)>) {
    for broken in [line.to_vec(), [b"x", line].concat(), [line, b"\""].concat()] {
        let mut decoder = device::Decoder::<64>::new();
        if let Some((command, phase)) = data {
            decoder.begin_data(command, phase);
        }
        for byte in broken.iter().chain(b"\r\n") {
            prints_no_secret(&decoder.feed(&[*byte]).1);
            prints_no_secret(&decoder);
        }
    }
}

/// Neither as text nor as numbers.
#[track_caller]
fn prints_no_secret(value: &impl Debug) {
    let text = format!("{value:?}");
    for part in SECRET.as_bytes().windows(3) {
        let (letters, numbers) = (String::from_utf8_lossy(part), format!("{part:?}"));
        assert!(!text.contains(&*letters) && !text.contains(numbers.trim_matches(['[', ']'])), "{text}");
    }
}
