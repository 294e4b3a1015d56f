//! Streams that break tokenizers, each with what it is about.

use crate::dialogues::{Dialogue, Said};
use wizfi360_spec::model::Source;

/// Its id, what it is about, what is said (the host's text begins with `>> `), and the kinds of events in each step.
type Telling = (&'static str, &'static str, &'static [&'static [u8]], &'static [&'static str]);

/// All of them.
pub(super) fn all() -> Vec<(&'static str, Dialogue)> {
    let dialogue = |(id, about, talk, _): &Telling| {
        let said = |text: &&[u8]| match text.strip_prefix(b">> ") {
            Some(text) => Said::Host(text.to_vec()),
            None => Said::Module(text.to_vec()),
        };
        let id = format!("telling/{id}");
        (
            *about,
            Dialogue {
                id,
                source: Source::Inference("wizfi360-proto/docs/engine.md".into()),
                said: talk.iter().map(said).collect(),
            },
        )
    };
    TELLING.iter().map(dialogue).collect()
}

const TELLING: &[Telling] = &[
    (
        "payload-holds-results",
        "OK, a prompt, ERROR, CR LF and NUL in a payload are data.",
        &[b"\r\n+IPD,25:\r\nOK\r\n>\r\nERROR\r\n\0\0\r\nFAIL", b"\r\n+IPD,1:x"],
        &["packet packet"],
    ),
    (
        "payload-holds-a-head",
        "The head of a packet in a payload is data.",
        &[b"+IPD,0,11:+IPD,0,5:ab0,CLOSED\r\n"],
        &["packet message"],
    ),
    ("packets-glued", "Nothing stands between two packets.", &[b"+IPD,3:abc+IPD,2:de+IPD,1:f"], &["packet packet packet"]),
    ("empty-packet", "A packet may have no payload.", &[b"+IPD,0:+IPD,2,0:\r\nready\r\n"], &["packet packet message"]),
    ("high-bytes", "Each of 256 byte values may stand in a payload.", &[b"+IPD,4,8:\x00\x7f\x80\xff\xfe\r\n:\r\n4,CLOSED\r\n"], &["packet message"]),
    (
        "packet-with-sender",
        "The sender is quoted in the manual and bare on the wire: both are read.",
        &[b"+IPD,1,5,192.168.0.10,50000:12345\r\n+IPD,1,5,\"192.168.0.10\",50000:12345\r\n"],
        &["packet packet"],
    ),
    (
        "refused-head",
        "Link ID 7 does not exist; its payload is counted all the same.",
        &[b"+IPD,7,4:\r\nOK+IPD,7,5,1.2.3.4,80:ERROR\r\nready\r\n"],
        &["packet packet message"],
    ),
    (
        "head-that-is-not-believed",
        "No packet is as long as this: the line is text.",
        &[b"+IPD,0,4294967295:abc\r\n0,CLOSED\r\n+IPD,65536:\r\nready\r\n"],
        &["unknown message unknown message"],
    ),
    (
        "head-that-is-none",
        "A length that is no number makes no packet.",
        &[b"+IPD,x:abc\r\n+IPD:\r\n+IPD,\r\nready\r\n"],
        &["unknown unknown unknown message"],
    ),
    (
        "packet-in-an-answer",
        "A packet may come between an answer and the final result.",
        &[b">> AT+CWMODE_CUR?\r\n", b"+CWMODE_CUR:1\r\n\r\n+IPD,4:\r\nOK\r\nOK\r\n"],
        &["answer packet final"],
    ),
    (
        "message-in-an-answer",
        "Messages come at any time.",
        &[b">> AT+CWMODE_CUR?\r\n", b"AT+CWMODE_CUR?\r\nWIFI DISCONNECT\r\n+CWMODE_CUR:1\r\n0,CLOSED\r\n\r\nOK\r\n"],
        &["echo message answer message final"],
    ),
    (
        "echo-cut-by-a-message",
        "A message may cut the echo of a request in two.",
        &[b">> AT+CIPMUX=1\r\n", b"AT+CIPWIFI GOT IP\r\nMUX=1\r\n\r\nOK\r\n"],
        &["echo message echo final"],
    ),
    (
        "echo-cut-by-a-packet",
        "A packet may cut the echo of a request in two.",
        &[b">> AT+CIPMUX=1\r\n", b"AT+CIP\r\n+IPD,0,4:\r\nOKMUX=1\r\n\r\nOK\r\n"],
        &["echo packet echo final"],
    ),
    (
        "echo-off",
        "Without an echo the answer is the same.",
        &[b">> AT+CIPMUX?\r\n", b"+CIPMUX:1\r\n\r\nOK\r\n"],
        &["answer final"],
    ),
    (
        "echo-with-two-cr",
        "The host's CR LF may be echoed as CR CR LF.",
        &[b">> AT+CIPMUX?\r\n", b"AT+CIPMUX?\r\r\n+CIPMUX:1\r\n\r\nOK\r\n"],
        &["echo answer final"],
    ),
    (
        "line-ends",
        "CR, LF, CR LF and CR CR LF end a line; empty lines are no events.",
        &[b">> AT\r\n", b"\n\n\rWIFI CONNECTED\rWIFI GOT IP\n\r\r\nOK\r\r\n\r\n"],
        &["message message final"],
    ),
    (
        "prompt",
        "OK before the prompt is not the end; the prompt has no line end.",
        &[b">> AT+CIPSEND=5\r\n", b"\r\nOK\r\n\r\n>", b">> hello", b"\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n"],
        &["accepted prompt", "message final"],
    ),
    (
        "prompt-with-a-blank",
        "Some firmware prints a blank behind the prompt.",
        &[b">> AT+CIPSEND=0,5\r\n", b"\r\nOK\r\n> ", b">> hello", b"Recv 5 bytes\r\n\r\nSEND OK\r\n"],
        &["accepted prompt", "message final"],
    ),
    (
        "message-glued-to-the-prompt",
        "A message may stand right behind the prompt.",
        &[b">> AT+CIPSEND=0,5\r\n", b"\r\nOK\r\n>0,CLOSED\r\n", b">> hello", b"\r\nSEND FAIL\r\n"],
        &["accepted prompt message", "final"],
    ),
    (
        "packet-behind-the-prompt",
        "A packet may stand right behind the prompt.",
        &[b">> AT+CIPSEND=5\r\n", b"\r\nOK\r\n>+IPD,3:>OK", b">> hello", b"\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n"],
        &["accepted prompt packet", "message final"],
    ),
    (
        "late-send-ok",
        "SEND OK before the prompt belongs to an earlier send.",
        &[b">> AT+CIPSEND=5\r\n", b"SEND OK\r\n\r\nOK\r\n>", b">> hello", b"SEND FAIL\r\n"],
        &["unexpected accepted prompt", "final"],
    ),
    (
        "busy-behind-data",
        "busy behind the data of a send does not end it.",
        &[b">> AT+CIPSEND=5\r\n", b"\r\nOK\r\n>", b">> hello", b"busy s...\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n"],
        &["accepted prompt", "unexpected message final"],
    ),
    ("busy", "busy p... ends a command that was not taken on.", &[b">> AT+CIPMUX=1\r\n", b"busy p...\r\n"], &["final"]),
    (
        "reason",
        "A reason stands before the final result.",
        &[b">> AT+CIPSEND=3,5\r\n", b"link is not valid\r\n\r\nERROR\r\n"],
        &["reason final"],
    ),
    (
        "closed-before-ok",
        "CLOSED comes before the OK of the command that closes.",
        &[b">> AT+CIPCLOSE=0\r\n", b"0,CLOSED\r\n\r\nOK\r\n"],
        &["message final"],
    ),
    (
        "reset-under-way",
        "ready gives up the command under way: what comes then ends nothing.",
        &[b">> AT+CWLAP\r\n", b"AT+CWLAP\r\n\xfe\x01\x80~x\r\nready\r\nOK\r\n"],
        &["echo unknown message unexpected"],
    ),
    ("nothing-under-way", "A final result without a command ends nothing.", &[b"\r\nOK\r\nERROR\r\nSEND OK\r\n"], &["unexpected unexpected unexpected"]),
    (
        "link-ids",
        "Messages of connections; link ID 7 does not exist.",
        &[b"0,CONNECT\r\n4,CLOSED\r\nCONNECT\r\nCLOSED\r\n7,CLOSED\r\n"],
        &["message message message message message"],
    ),
    (
        "unknown-lines",
        "What nobody knows stops nothing.",
        &[b">> AT+GMR\r\n", b"AT version:1.1.1.7(May  4 2021 15:14:59)\r\nsomething new\r\n+NEW:1,2\r\n\r\nOK\r\n"],
        &["answer unknown unknown final"],
    ),
    (
        "stranger-in-a-scan",
        "Names with quotes and commas forge neither fields nor lines.",
        &[
            b">> AT+CWLAP\r\n",
            b"+CWLAP:(3,\"x\",-1,\"00:00:00:00:00:00\",1,1\",-53,\"64:e5:99:b8:60:5a\",1,1)\r\n+CWLAP:(0,\"OK\",-1,\"64:e5:99:b8:60:5b\",2,0)\r\n\r\nOK\r\n",
        ],
        &["answer answer final"],
    ),
    (
        "mqtt",
        "A message of a topic, whose text looks like other things.",
        &[b"topic -> +IPD,5:hello\r\na/b -> OK\r\n"],
        &["message message"],
    ),
    (
        "transparent",
        "Behind the prompt of transparent transmission everything is data.",
        &[b">> AT+CIPSEND\r\n", b"\r\nOK\r\n\r\n>\r\nOK\r\n+IPD,5:ERROR\r\n>CLOSED\r\n"],
        &["accepted prompt transparent"],
    ),
    (
        "one-after-another",
        "Commands one after another, each with its own result.",
        &[
            b">> AT\r\n", b"AT\r\n\r\nOK\r\n",
            b">> ATE0\r\n", b"ATE0\r\n\r\nOK\r\n",
            b">> AT+CIPMUX=1\r\n", b"\r\nOK\r\n",
            b">> AT+CIPMUX=7\r\n", b"\r\nERROR\r\n",
        ],
        &["echo final", "echo final", "final", "final"],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors::streams;
    use wizfi360_spec::Spec;

    #[test]
    fn the_tokenizer_finds_what_is_written_beside_each_stream() {
        let streams = streams::all(Spec::embedded());
        for (id, _, said, kinds) in TELLING {
            let stream = streams.iter().find(|stream| stream.id == format!("telling/{id}")).expect("it is a stream");
            let found = |step: &streams::Step| step.events.iter().map(|event| event.kind).collect::<Vec<_>>().join(" ");
            let found: Vec<_> = stream.steps.iter().map(found).collect();
            let said: Vec<_> = said.iter().map(|text| text.escape_ascii().to_string()).collect();
            assert_eq!(found, *kinds, "{id}: {said:#?}");
        }
    }
}
