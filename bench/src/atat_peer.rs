//! atat and serde_at.

use crate::{sink::Sink, streams::Stream, typed::Ap};
use atat::{
    AtDigester, AtatCmd, AtatUrc, DigestResult, Digester, Parser,
    atat_derive::{AtatCmd, AtatResp, AtatUrc},
    digest::ParseError,
};
use std::hint::black_box;

/// Twelve events: those of the mixed stream, and their like on other connections.
#[derive(Clone, Debug, PartialEq, AtatUrc)]
pub enum Urc {
    #[at_urc("WIFI CONNECTED")]
    WifiConnected,
    #[at_urc("WIFI GOT IP")]
    WifiGotIp,
    #[at_urc("WIFI DISCONNECT")]
    WifiDisconnect,
    #[at_urc("0,CONNECT")]
    Connect0,
    #[at_urc("1,CONNECT")]
    Connect1,
    #[at_urc("2,CONNECT")]
    Connect2,
    #[at_urc("3,CONNECT")]
    Connect3,
    #[at_urc("0,CLOSED")]
    Closed0,
    #[at_urc("1,CLOSED")]
    Closed1,
    #[at_urc("2,CLOSED")]
    Closed2,
    #[at_urc("3,CLOSED")]
    Closed3,
    #[at_urc("SEND OK")]
    SendOk,
}

/// Packets and nothing else: the cheapest parser that atat lets one write for them.
#[derive(Debug)]
pub struct Packets;

impl Parser for Packets {
    fn parse(buf: &[u8]) -> Result<(&[u8], usize), ParseError> {
        const HEAD: &[u8] = b"\r\n+IPD,0,";
        let Some(behind) = buf.strip_prefix(HEAD) else {
            return Err(if HEAD.starts_with(buf) { ParseError::Incomplete } else { ParseError::NoMatch });
        };
        let mut len = 0_usize;
        for (at, byte) in behind.iter().enumerate() {
            match byte {
                b'0'..=b'9' => len = len * 10 + usize::from(byte - b'0'),
                b':' => {
                    let payload = behind.get(at + 1..at + 1 + len).ok_or(ParseError::Incomplete)?;
                    return Ok((payload, HEAD.len() + at + 1 + len));
                }
                _ => return Err(ParseError::NoMatch),
            }
        }
        Err(ParseError::Incomplete)
    }
}

/// What [`digest`] hands on.
enum Found<'a> {
    Urc(&'a [u8]),
    Answer(&'a [u8]),
    Other,
}

/// The loop of atat's `Ingress`, without its queues; if `moves` is false, without moving what is left to the buffer's start.
#[inline]
fn digest<'s, P: Parser>(
    stream: &Stream,
    pieces: impl Iterator<Item = &'s [u8]>,
    moves: bool,
    mut found: impl FnMut(Found<'_>),
) {
    let mut digester = AtDigester::<P>::new();
    let mut buf = Vec::with_capacity(stream.bytes.len());
    let mut from = 0;
    for piece in pieces {
        buf.extend_from_slice(piece);
        while from < buf.len() {
            let (result, swallowed) = digester.digest(&buf[from..]);
            match result {
                DigestResult::None => {}
                DigestResult::Urc(line) => found(Found::Urc(line)),
                DigestResult::Response(Ok(text)) => found(Found::Answer(text)),
                DigestResult::Response(Err(_)) | DigestResult::Prompt(_) => found(Found::Other),
            }
            if swallowed == 0 {
                break;
            }
            if moves {
                buf.copy_within(swallowed.., 0);
                buf.truncate(buf.len() - swallowed);
            } else {
                from += swallowed;
            }
        }
    }
}

/// Feeds the stream.
pub fn tokenize<'s>(stream: &Stream, pieces: impl Iterator<Item = &'s [u8]>, moves: bool, sink: &mut impl Sink) {
    digest::<Urc>(stream, pieces, moves, |found| match found {
        Found::Urc(line) => sink.event(line),
        Found::Answer(text) => sink.answer(text),
        Found::Other => sink.other(),
    });
}

/// The same with every event read into its type.
pub fn tokenize_typed<'s>(stream: &Stream, pieces: impl Iterator<Item = &'s [u8]>, moves: bool, sink: &mut impl Sink) {
    digest::<Urc>(stream, pieces, moves, |found| match found {
        Found::Urc(line) => match <Urc as AtatUrc>::parse(line) {
            Some(urc) => {
                black_box(urc);
                sink.event(line);
            }
            None => sink.other(),
        },
        Found::Answer(text) => sink.answer(text),
        Found::Other => sink.other(),
    });
}

/// The same for a stream of packets.
pub fn packets<'s>(stream: &Stream, pieces: impl Iterator<Item = &'s [u8]>, moves: bool, sink: &mut impl Sink) {
    digest::<Packets>(stream, pieces, moves, |found| match found {
        Found::Urc(payload) => sink.payload(payload, true),
        Found::Answer(text) => sink.answer(text),
        Found::Other => sink.other(),
    });
}

/// Feeds a scan and reads each line: how many were read.
pub fn scan<'s>(stream: &Stream, pieces: impl Iterator<Item = &'s [u8]>, moves: bool) -> usize {
    let mut read = 0;
    digest::<Urc>(stream, pieces, moves, |found| {
        let Found::Answer(text) = found else { return };
        for text in text.split(|&byte| byte == b'\n') {
            if let Some(ap) = &line(text.strip_suffix(b"\r").unwrap_or(text)) {
                black_box(ap);
                read += 1;
            }
        }
    });
    read
}

/// A line of a scan, as far as serde_at reads it.
#[derive(Debug, serde::Deserialize)]
struct Raw<'a> {
    ecn: u8,
    ssid: &'a str,
    rssi: i16,
    mac: &'a str,
    channel: u8,
    wps: u8,
}

/// Reads one line of a scan. serde_at cannot read the parentheses, so it is given what stands between them.
#[inline]
pub fn line(line: &[u8]) -> Option<Ap<'_>> {
    let text = line.strip_prefix(b"+CWLAP:(")?.strip_suffix(b")")?;
    let raw: Raw<'_> = serde_at::from_slice(text).ok()?;
    Ap::new(raw.ecn, raw.ssid, raw.rssi, raw.mac, raw.channel, raw.wps)
}

#[derive(Clone, Debug, AtatResp)]
pub struct NoResponse;

/// A request to join. Nothing is checked.
#[derive(Clone, Debug, AtatCmd)]
#[at_cmd("+CWJAP_CUR", NoResponse, termination = "\r\n")]
pub struct Join<'a> {
    pub ssid: &'a str,
    pub pwd: &'a str,
}

/// Writes it.
#[inline]
pub fn encode<'b>(join: &Join<'_>, buf: &'b mut [u8]) -> &'b [u8] {
    let len = join.write(buf);
    &buf[..len]
}
