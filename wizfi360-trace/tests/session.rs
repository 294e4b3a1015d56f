//! Dialogues, and the events in them. Each is read whole, byte by byte and in pieces: the events are the same.

use std::ops::ControlFlow;
use wizfi360_spec::Spec;
use wizfi360_trace::{Event, EventKind, Hint, InputFormat, Mode, Options, Reader, Sender, Session, rules::Rule};

use EventKind::*;

fn read(format: InputFormat, from: Sender, input: &[u8]) -> Vec<Event> {
    let read = |size: usize| {
        let mut events = Vec::new();
        let mut sink = |event| {
            events.push(event);
            ControlFlow::Continue(())
        };
        let mut reader = Reader::new(Spec::embedded(), Some(format), from, Options::default());
        for piece in input.chunks(size) {
            assert!(reader.push(piece, &mut sink).is_continue());
        }
        assert!(reader.finish(&mut sink).is_continue());
        events
    };
    let whole = read(input.len());
    for size in 1..8 {
        assert_eq!(format!("{:?}", read(size)), format!("{whole:?}"), "{size} bytes each");
    }
    whole
}

fn log(lines: &[&str]) -> Vec<Event> {
    read(InputFormat::Log, Sender::Module, (lines.join("\n") + "\n").as_bytes())
}

/// A dialogue on a live line: `>` and `<` begin the turns of host and module.
fn live(turns: &[&str]) -> Vec<Event> {
    let read = |size: usize| {
        let mut events = Vec::new();
        let mut sink = |event| {
            events.push(event);
            ControlFlow::Continue(())
        };
        let mut session = Session::new(Spec::embedded(), Mode::Live, &Options::default());
        for turn in turns {
            let (side, bytes) = turn.split_at(1);
            for piece in bytes.as_bytes().chunks(size) {
                let flow = if side == ">" { session.host(piece, &mut sink) } else { session.module(piece, &mut sink) };
                assert!(flow.is_continue());
            }
        }
        assert!(session.finish(&mut sink).is_continue());
        events
    };
    let whole = read(usize::MAX);
    for size in 1..5 {
        assert_eq!(format!("{:?}", read(size)), format!("{whole:?}"), "{size} bytes each");
    }
    whole
}

fn kinds(events: &[Event]) -> Vec<EventKind> {
    events.iter().map(|event| event.kind).collect()
}

fn texts(events: &[Event], kind: EventKind) -> Vec<String> {
    let texts = events.iter().filter(|event| event.kind == kind);
    texts.map(|event| event.text.0.escape_ascii().to_string()).collect()
}

#[test]
fn an_escape_sequence_ends_transparent_mode_wherever_it_is_cut() {
    let events = read(InputFormat::Raw, Sender::Host, b"AT+CIPSEND\r\nab+c++d+++AT\r\n");
    assert_eq!(kinds(&events), [Request, Data, Escape, Request]);
    assert_eq!(texts(&events, Data), ["ab+c++d"]);
    let offsets: Vec<_> = events.iter().map(|event| event.position.offset.unwrap()).collect();
    assert_eq!(offsets, [0, 12, 19, 22]);
    let unfinished = read(InputFormat::Raw, Sender::Host, b"AT+CIPSEND\r\nab++");
    assert_eq!(texts(&unfinished, Data), ["ab++"]);
}

#[test]
fn data_of_cipsendex_ends_at_nul_and_at_its_name() {
    for (end, shown) in [("\0", r"ab\x00"), ("\\0", r"ab\\0")] {
        let input = format!("AT+CIPSENDEX=99\r\nab{end}AT\r\n");
        let events = read(InputFormat::Raw, Sender::Host, input.as_bytes());
        assert_eq!(kinds(&events), [Request, Data, Request]);
        assert_eq!(texts(&events, Data), [shown]);
    }
    // A sequence that makes the count full is data.
    let events = read(InputFormat::Raw, Sender::Host, b"AT+CIPSENDEX=4\r\nab\\0AT\r\n");
    assert_eq!(texts(&events, Data), [r"ab\\0"]);
}

#[test]
fn data_sent_live_before_its_prompt_is_data_only_if_the_prompt_comes() {
    let accepted = live(&[">AT+CIPSEND=5\r\nhello", "<\r\nOK\r\n> ", "<\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n"]);
    assert_eq!(kinds(&accepted), [Request, Accepted, Prompt, Data, Message, Final]);
    let refused = live(&[">AT+CIPSEND=5\r\nAT\r\n", "<link is not valid\r\n\r\nERROR\r\n", "<\r\nOK\r\n"]);
    assert_eq!(kinds(&refused), [Request, Reason, Final, Request, Final]);
    let garbled = live(&[">AT+CIPSEND=5\r\nhello\r\n", "<\r\nERROR\r\n", "<\r\nERROR\r\n", ">AT\r\n", "<\r\nOK\r\n"]);
    assert_eq!(kinds(&garbled), [Request, Final, Unknown, Final, Request, Final]);
    assert!(matches!(garbled[2].hints[..], [Hint::AfterRefusal(_)]), "{:?}", garbled[2].hints);
}

#[test]
fn what_the_state_forbids_is_a_hint_of_the_request() {
    let forbidden = |events: &[Event]| -> Vec<Rule> {
        let hints = events.iter().filter(|event| event.kind == Request).flat_map(|event| &event.hints);
        hints.filter_map(|hint| if let Hint::StateForbids { rule, .. } = hint { *rule } else { None }).collect()
    };
    let open = r#">> AT+CIPSTART=0,"TCP","10.0.0.1",80"#;
    assert_eq!(forbidden(&log(&[">> AT+CIPMUX=0", "<<", "<< OK", open, "<<", "<< ERROR"])), [Rule::ForbiddenByMux]);
    assert_eq!(forbidden(&log(&[">> AT+CIPMUX=1", "<<", "<< OK", open, "<<", "<< ERROR"])), []);
    assert_eq!(forbidden(&log(&[open, "<<", "<< ERROR"])), [], "nothing is known");
    let sent = |end: &str| {
        let log =
            log(&[">> AT+CIPMUX=1", "<<", "<< OK", open, "<< 0,CONNECT", "<<", "<< OK", end, ">> AT+CIPSEND=0,5"]);
        forbidden(&log)
    };
    assert_eq!(sent("<< 0,CLOSED"), [Rule::LinkNotOpen]);
    assert_eq!(sent("<< 1,CLOSED"), []);
    // After a reset, the links are closed.
    assert_eq!(sent("<< ready"), [Rule::LinkNotOpen, Rule::ForbiddenByMux]);
}

#[test]
fn long_lines_come_in_parts_and_nothing_is_lost() {
    let long = [b"AT+".as_slice(), &[b'x'; 20_000], b"\r\nAT\r\n"].concat();
    for from in [Sender::Host, Sender::Module] {
        let events = read(InputFormat::Raw, from, &long);
        let (last, parts) = events.split_last().unwrap();
        assert_eq!(last.text.0, b"AT");
        let length: usize = parts.iter().map(|part| part.text.0.len()).sum();
        assert_eq!((parts.len(), length), (3, 20_003), "{from:?}");
        let offsets: Vec<_> = parts.iter().map(|part| part.position.offset.unwrap()).collect();
        assert_eq!(offsets[0], 0);
        assert!(offsets.windows(2).all(|pair| pair[0] < pair[1]), "{offsets:?}");
    }
}

#[test]
fn a_session_can_be_cloned_and_goes_on_as_the_original() {
    let mut session = Session::new(Spec::embedded(), Mode::Live, &Options::default());
    let mut sink = |_| ControlFlow::Continue(());
    assert!(session.host(b"AT+CWMODE_CUR?\r\n", &mut sink).is_continue());
    let rest = |mut session: Session| {
        let mut kinds = Vec::new();
        let mut sink = |event: Event| {
            kinds.push(event.kind);
            ControlFlow::Continue(())
        };
        assert!(session.module(b"+CWMODE_CUR:1\r\n\r\nOK\r\n", &mut sink).is_continue());
        kinds
    };
    assert_eq!(rest(session.clone()), [Answer, Final]);
    assert_eq!(rest(session), [Answer, Final]);
}

#[test]
fn a_sink_that_wants_no_more_gets_no_more() {
    let mut session = Session::new(Spec::embedded(), Mode::Host, &Options::default());
    let mut count = 0;
    let mut sink = |_| {
        count += 1;
        ControlFlow::Break(())
    };
    assert!(session.host(b"AT\r\nATE0\r\n", &mut sink).is_break());
    assert_eq!(count, 1);
}

#[test]
fn recordings_are_read_the_same_however_they_are_cut() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../wizfi360-conformance/fixtures/real");
    let logs: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(logs.len() >= 5);
    for path in logs {
        let events = read(InputFormat::Log, Sender::Module, &std::fs::read(&path).unwrap());
        assert!(events.len() > 10, "{}", path.display());
        assert!(events.iter().all(|event| event.disagreement.is_none()));
    }
}
