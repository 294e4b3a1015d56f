//! at-commands. It has no tokenizer.

use super::ap::{Ap, mac_address};
use crate::hand::request::Join;
use at_commands::{builder::CommandBuilder, parser::CommandParser};

pub(crate) use crate::hand::request::cwjap;

/// Parses a line of a scan.
#[inline]
pub fn line(line: &[u8]) -> Option<Ap<'_>> {
    let (ecn, ssid, rssi, mac, channel, wps) = CommandParser::parse(line)
        .expect_identifier(b"+CWLAP:(")
        .expect_int_parameter()
        .expect_string_parameter()
        .expect_int_parameter()
        .expect_string_parameter()
        .expect_int_parameter()
        .expect_int_parameter()
        .expect_identifier(b")")
        .finish()
        .ok()?;
    let byte = |number: i32| u8::try_from(number).ok();
    let mac = mac_address(mac.as_bytes())?;
    Ap::new(byte(ecn)?, ssid, i16::try_from(rssi).ok()?, mac, byte(channel)?, byte(wps)?)
}

/// Writes a request to join and returns its length. Nothing is checked or escaped.
#[inline]
pub(crate) fn write(join: &Join<'_>, buf: &mut [u8]) -> usize {
    let request = CommandBuilder::create_set(buf, true)
        .named("+CWJAP_CUR")
        .with_string_parameter(join.ssid)
        .with_string_parameter(join.pwd)
        .finish();
    request.map_or(0, |request| request.len())
}
