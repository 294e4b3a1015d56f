//! Transparent mode and its escape sequence.

use super::{ms, reads};
use wizfi360_proto::{
    Request,
    commands::{at, cipsend},
    host::{Decoder, Escape, EscapeAction, Event},
};

#[test]
fn transparent_transmission_ends_with_the_escape() {
    let mut decoder = Decoder::<64>::new();
    decoder.begin(cipsend::Execute::COMMAND);
    let told = |decoder: &mut Decoder<64>, input: &[u8]| {
        let (mut told, mut rest) = (Vec::new(), input);
        while !rest.is_empty() {
            let (consumed, event) = decoder.feed(rest);
            told.extend(event.map(|event| match event {
                Event::Transparent(bytes) => format!("transparent {}", bytes.escape_ascii()),
                event => format!("{event:?}"),
            }));
            rest = &rest[consumed..];
        }
        told
    };
    assert_eq!(told(&mut decoder, b"\r\nOK\r\n\r\n>"), ["Accepted", "Prompt"]);
    let mut escape = Escape::new(ms(20));
    assert_eq!((escape.poll(ms(0)), escape.poll(ms(20))), (EscapeAction::Wait(ms(20)), EscapeAction::Write(b"+++")));
    escape.written(ms(21));
    // Until the guard time is over the peer's bytes may still come.
    assert_eq!(told(&mut decoder, b"OK\r\n"), ["transparent OK\\r\\n"]);
    assert_eq!(
        (escape.poll(ms(500)), escape.poll(ms(1020))),
        (EscapeAction::Wait(ms(1021)), EscapeAction::Wait(ms(1021)))
    );
    assert_eq!((escape.poll(ms(1021)), escape.poll(ms(5000))), (EscapeAction::Done, EscapeAction::Done));
    decoder.leave_transparent();
    decoder.begin(at::Test::COMMAND);
    assert_eq!(told(&mut decoder, b"\r\nOK\r\n"), ["Final(Ok)"]);
}

#[test]
fn transparent_mode_ends_the_command_that_began_it() {
    let mut decoder = Decoder::<64>::new();
    decoder.begin(cipsend::Execute::COMMAND);
    assert_eq!(decoder.feed(b"OK\r"), (3, Some(Event::Accepted)));
    assert_eq!(decoder.feed(b">"), (1, Some(Event::Prompt)));
    assert!(decoder.is_transparent() && decoder.pending().is_none());
}

#[test]
fn what_is_written_meanwhile_begins_the_quiet_anew() {
    let mut escape = Escape::new(ms(20));
    assert_eq!(
        (escape.poll(ms(100)), escape.poll(ms(119))),
        (EscapeAction::Wait(ms(120)), EscapeAction::Wait(ms(120)))
    );
    escape.restart_guard(ms(110));
    assert_eq!(
        (escape.poll(ms(120)), escape.poll(ms(129))),
        (EscapeAction::Wait(ms(130)), EscapeAction::Wait(ms(130)))
    );
    // Asked again, it says so again, until they are written; what is told too early means nothing.
    assert_eq!(
        (escape.poll(ms(200)), escape.poll(ms(300))),
        (EscapeAction::Write(b"+++"), EscapeAction::Write(b"+++"))
    );
    escape.written(ms(301));
    escape.written(ms(400));
    assert_eq!((escape.poll(ms(1300)), escape.poll(ms(1301))), (EscapeAction::Wait(ms(1301)), EscapeAction::Done));
}

#[test]
fn what_is_written_after_the_plus_signs_begins_the_escape_again() {
    let mut escape = Escape::new(ms(20));
    let actions =
        |escape: &mut Escape, times: &[u64]| times.iter().map(|time| escape.poll(ms(*time))).collect::<Vec<_>>();
    let again = [EscapeAction::Wait(ms(520)), EscapeAction::Wait(ms(520)), EscapeAction::Write(b"+++")];
    // Between the request to write them and their end ...
    assert_eq!(actions(&mut escape, &[0, 20]), [EscapeAction::Wait(ms(20)), EscapeAction::Write(b"+++")]);
    escape.restart_guard(ms(500));
    assert_eq!(actions(&mut escape, &[500, 519, 520]), again);
    // ... and in the second after them.
    escape.written(ms(20));
    escape.restart_guard(ms(500));
    assert_eq!(actions(&mut escape, &[500, 519, 520]), again);
    escape.written(ms(521));
    assert_eq!(actions(&mut escape, &[1520, 1521]), [EscapeAction::Wait(ms(1521)), EscapeAction::Done]);
}

#[test]
fn entering_transparent_transmission_forgets_the_line() {
    for unfinished in [&b"abc"[..], b"+IPD,", b"+IPD,7,5:", b"+IPD,5:ab", b"AT\r\nOK"] {
        for bytewise in [false, true] {
            let mut decoder = Decoder::<64>::new();
            decoder.begin(at::Test::COMMAND);
            let feed = |decoder: &mut Decoder<64>, input: &[u8]| {
                let mut told = Vec::new();
                for mut piece in input.chunks(if bytewise { 1 } else { input.len() }) {
                    while !piece.is_empty() {
                        let (consumed, event) = decoder.feed(piece);
                        match event {
                            Some(Event::Transparent(bytes)) => told.extend_from_slice(bytes),
                            Some(event) => told.extend(format!("<{event:?}>").into_bytes()),
                            None => {}
                        }
                        piece = &piece[consumed..];
                    }
                }
                told
            };
            feed(&mut decoder, unfinished);
            assert!(!decoder.is_transparent());
            decoder.leave_transparent();
            decoder.enter_transparent();
            assert_eq!((decoder.is_transparent(), decoder.pending().is_some()), (true, false));
            assert_eq!(feed(&mut decoder, b"x\r\n>OK"), b"x\r\n>OK", "{}", unfinished.escape_ascii());
            decoder.leave_transparent();
            assert_eq!(feed(&mut decoder, b"ready\r\n"), b"<Message(Ready, 5 bytes)>");
        }
    }
}

#[test]
fn transparent_transmission_begins_at_the_prompt() {
    reads(
        Some(cipsend::Execute::COMMAND),
        b"\r\nOK\r\n\r\n>\r\nOK\r\n+IPD,3:",
        &["accepted", "prompt", "transparent \\r\\nOK\\r\\n+IPD,3:"],
    );
    reads(Some(cipsend::Execute::COMMAND), b"\r\n>abc", &["prompt", "transparent abc"]);
}
