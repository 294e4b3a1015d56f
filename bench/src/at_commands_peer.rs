//! at-commands. It has no tokenizer.

use crate::typed::Ap;
use at_commands::{builder::CommandBuilder, parser::CommandParser};

/// Reads one line of a scan.
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
    Ap::new(byte(ecn)?, ssid, i16::try_from(rssi).ok()?, mac, byte(channel)?, byte(wps)?)
}

/// Writes a request to join. Nothing is checked or escaped.
#[inline]
pub fn encode<'b>(ssid: &str, pwd: &str, buf: &'b mut [u8]) -> &'b [u8] {
    CommandBuilder::create_set(buf, true)
        .named("+CWJAP_CUR")
        .with_string_parameter(ssid)
        .with_string_parameter(pwd)
        .finish()
        .unwrap_or(b"")
}
