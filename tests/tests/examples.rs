//! The examples of the spec, most of them the manual's, through the generated types: what the host says and what the module says come
//! back byte for byte, or an erratum names the difference.

use std::collections::BTreeMap;
use wizfi360_proto::{
    AnyLine, AnyRequest, Command, Ipd, Line, Message,
    host::{Decoder, Event},
};
use wizfi360_spec::{
    Spec,
    lint::examples_counted::exchanges,
    model::{Example, Says},
};

#[test]
fn every_example_reads_and_writes_itself() {
    let spec = Spec::embedded();
    let (mut examples, mut lines, mut by_source) = (0, 0, BTreeMap::<_, usize>::new());
    let commands = spec
        .commands()
        .flat_map(|(_, command)| command.examples.iter().map(|example| (command.names[0].name.as_str(), example)));
    let heads = spec.events.packets.iter().map(|packet| &packet.head);
    let unasked = spec.events.messages.iter().chain(heads);
    let unasked = unasked.flat_map(|line| line.examples.iter().map(|example| (line.name.as_str(), example)));
    for (name, example) in commands.chain(unasked) {
        lines += dialogue(name, example);
        examples += 1;
        *by_source.entry(example.source.rank()).or_default() += exchanges(example);
    }
    let printed: usize = spec.manual.sections.iter().map(|section| usize::from(section.examples)).sum();
    let of_manual = *by_source.get(&0).unwrap_or(&0);
    println!("{examples} examples with {lines} lines; {of_manual} exchanges of the manual, which prints {printed}");
    assert!(of_manual >= printed, "{of_manual} exchanges of {printed}");
}

/// Plays one example; returns how many lines it has.
fn dialogue(name: &str, example: &Example) -> usize {
    let mut decoder = Decoder::<2048>::new();
    let mut pending: Option<&'static Command> = None;
    let mut buf = vec![0; 4096];
    for says in &example.talk {
        match says {
            Says::H(text) if text.starts_with("AT") => {
                let request =
                    AnyRequest::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {text}: {error}"));
                let written = request.write(&mut buf).expect("room enough");
                same(example, text, written.strip_suffix(b"\r\n").expect("a request ends in CR LF"));
                decoder.begin(request.command());
                pending = Some(request.command());
            }
            Says::H(_) | Says::Data(_) => {}
            Says::D(text) => {
                let line = format!("{text}\r\n");
                let mut rest = line.as_bytes();
                while !rest.is_empty() {
                    let (consumed, event) = decoder.feed(rest);
                    match event {
                        Some(Event::Line(line)) => {
                            let command = pending.expect("a line answers a command");
                            let read = AnyLine::parse(command, line).expect("an answer");
                            let read = read.unwrap_or_else(|error| panic!("{name}: {text}: {error}"));
                            same(example, text, read.write(&mut buf).expect("room enough"));
                        }
                        Some(Event::Message(message)) => {
                            let message: Message<'_> =
                                message.unwrap_or_else(|error| panic!("{name}: {text}: {error}"));
                            same(example, text, message.write(&mut buf).expect("room enough"));
                        }
                        Some(Event::Payload { head, .. }) => {
                            let head: Ipd = head;
                            let written = head.write(&mut buf).expect("room enough");
                            assert!(text.as_bytes().starts_with(written), "{name}: {text}");
                        }
                        Some(Event::Text(_) | Event::Unexpected(_) | Event::Refused(_) | Event::Part { .. }) => {
                            panic!("{name}: `{text}` is nothing that the command answers: {event:?}");
                        }
                        _ => {}
                    }
                    rest = &rest[consumed..];
                }
            }
        }
    }
    example.talk.len()
}

/// The text comes back as it stands, unless an erratum of the example names a difference.
fn same(example: &Example, text: &str, written: &[u8]) {
    if example.errata.is_empty() {
        assert_eq!(written.escape_ascii().to_string(), text.as_bytes().escape_ascii().to_string());
    }
}
