//! Typed lines and requests of wizfi360-proto.

use wizfi360_proto::{
    Line, Request, Scope,
    commands::{cipstatus, cwjap, cwlap},
    domains::{Password, Ssid},
};

/// Parses a line of a scan.
#[inline]
pub fn cwlap(line: &[u8]) -> Option<cwlap::Ap<'_>> {
    cwlap::Ap::parse(line)?.ok()
}

/// Parses a line that describes a connection.
#[inline]
pub fn cipstatus(line: &[u8]) -> Option<cipstatus::Connection<'_>> {
    cipstatus::Connection::parse(line)?.ok()
}

/// Builds a request to join; both texts are checked.
pub(crate) fn cwjap<'a>(ssid: &'a str, pwd: &'a str) -> Option<cwjap::Set<'a>> {
    Some(cwjap::Set::new(Scope::Current, Ssid::new(ssid).ok()?, Password::new(pwd).ok()?))
}

/// Writes it and returns its length.
#[inline]
pub(crate) fn write(join: &cwjap::Set<'_>, buf: &mut [u8]) -> usize {
    join.write(buf).map_or(0, |line| line.len())
}
