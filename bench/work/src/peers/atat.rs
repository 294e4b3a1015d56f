//! atat and serde_at.

use super::ap::{Ap, mac_address};
use crate::{Counts, Input, Room};
use atat::{
    AtDigester, AtatCmd, AtatUrc, DigestResult, Digester, Parser,
    atat_derive::{AtatCmd, AtatResp, AtatUrc},
    digest::ParseError,
};
use core::hint::black_box;

/// The messages that atat can recognise by their text.
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

/// Packets, which atat does not know by itself, then messages.
struct Urcs;

impl Parser for Urcs {
    fn parse(buf: &[u8]) -> Result<(&[u8], usize), ParseError> {
        match packet(buf) {
            Err(ParseError::NoMatch) => <Urc as Parser>::parse(buf),
            found => found,
        }
    }
}

/// The cheapest parser that atat lets one write: the header and its payload.
fn packet(buf: &[u8]) -> Result<(&[u8], usize), ParseError> {
    const HEADER: &[u8] = b"\r\n+IPD,0,";
    let Some(after) = buf.strip_prefix(HEADER) else {
        return Err(if HEADER.starts_with(buf) { ParseError::Incomplete } else { ParseError::NoMatch });
    };
    let mut len = 0_usize;
    for (at, byte) in after.iter().enumerate() {
        match byte {
            b'0'..=b'9' => len = len * 10 + usize::from(byte - b'0'),
            b':' => {
                let end = HEADER.len() + at + 1 + len;
                return buf.get(2..end).map(|packet| (packet, end)).ok_or(ParseError::Incomplete);
            }
            _ => return Err(ParseError::NoMatch),
        }
    }
    Err(ParseError::Incomplete)
}

/// Digests a stream and parses its messages. The input is the buffer: nothing is copied or moved.
pub(crate) fn stream(input: &Input<'_>, counts: &mut Counts, _: &mut Room) {
    let mut digester = AtDigester::<Urcs>::new();
    let bytes = input.bytes();
    let (mut from, mut to) = (0, 0);
    while to < bytes.len() {
        to = bytes.len().min(to + input.step);
        while let Some(rest) = bytes.get(from..to).filter(|rest| !rest.is_empty()) {
            let (result, swallowed) = digester.digest(rest);
            match result {
                DigestResult::None => {}
                DigestResult::Urc(found) => urc(found, counts),
                DigestResult::Response(response) => {
                    counts.finals += 1;
                    _ = black_box(&response);
                }
                DigestResult::Prompt(_) => counts.prompts += 1,
            }
            if swallowed == 0 {
                break;
            }
            from += swallowed;
        }
    }
}

fn urc(found: &[u8], counts: &mut Counts) {
    if found.starts_with(b"+IPD,") {
        let header = found.iter().position(|byte| *byte == b':').map_or(0, |colon| colon + 1);
        counts.packets += 1;
        counts.payload += (found.len() - header) as u32;
        return;
    }
    match <Urc as AtatUrc>::parse(found) {
        Some(Urc::SendOk) => counts.finals += 1,
        Some(urc) => {
            black_box(&urc);
            counts.messages += 1;
        }
        None => counts.other += 1,
    }
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

/// Parses a line of a scan. serde_at cannot read the parentheses, so it gets what is between them.
#[inline]
pub fn line(line: &[u8]) -> Option<Ap<'_>> {
    let text = line.strip_prefix(b"+CWLAP:(")?.strip_suffix(b")")?;
    let raw: Raw<'_> = serde_at::from_slice(text).ok()?;
    Ap::new(raw.ecn, raw.ssid, raw.rssi, mac_address(raw.mac.as_bytes())?, raw.channel, raw.wps)
}

#[derive(Clone, Debug, AtatResp)]
pub struct NoResponse;

/// A request to join. Nothing is checked.
#[derive(Clone, Debug, AtatCmd)]
#[at_cmd("+CWJAP_CUR", NoResponse, termination = "\r\n")]
pub struct Cwjap<'a> {
    pub ssid: &'a str,
    pub pwd: &'a str,
}

pub(crate) fn cwjap<'a>(ssid: &'a str, pwd: &'a str) -> Option<Cwjap<'a>> {
    Some(Cwjap { ssid, pwd })
}

/// Writes it and returns its length.
#[inline]
pub(crate) fn write(join: &Cwjap<'_>, buf: &mut [u8]) -> usize {
    join.write(buf)
}
