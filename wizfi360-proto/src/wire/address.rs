//! IPv4 and MAC addresses.

use super::{AtStr, Decode, Encode, EncodeBare, Open, Params, Token, Writer, number::unsigned};
use crate::DecodeError;
use core::{fmt, net::Ipv4Addr};

impl Encode for Ipv4Addr {
    const ENCODED_MAX: usize = 18;

    fn encode(&self, w: &mut Writer<'_>) {
        w.param();
        w.byte(b'"');
        octets(*self, w);
        w.byte(b'"');
    }
}

impl EncodeBare for Ipv4Addr {
    fn encode_bare(&self, w: &mut Writer<'_>) {
        w.param();
        octets(*self, w);
    }
}

fn octets(address: Ipv4Addr, w: &mut Writer<'_>) {
    let [a, b, c, d] = address.octets();
    w.number(a.into());
    for octet in [b, c, d] {
        w.byte(b'.');
        w.number(octet.into());
    }
}

impl<'a> Decode<'a> for Ipv4Addr {
    fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, DecodeError> {
        read_ip(p.either(name)?).ok_or(DecodeError::Invalid(name))
    }
}

fn read_ip(text: &[u8]) -> Option<Ipv4Addr> {
    let mut octets = [0; 4];
    let mut parts = text.split(|&byte| byte == b'.');
    for octet in &mut octets {
        let digits = parts.next().filter(|digits| digits.len() <= 3)?;
        *octet = u8::try_from(unsigned(digits).ok()?).ok()?;
    }
    parts.next().is_none().then_some(Ipv4Addr::from(octets))
}

/// A MAC address.
///
/// ```
/// use wizfi360_proto::Mac;
///
/// assert_eq!(Mac([0x00, 0x08, 0xdc, 0x11, 0x12, 0x13]).to_string(), "00:08:dc:11:12:13");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct Mac(pub [u8; 6]);

impl Mac {
    /// Reads `00:08:dc:11:12:13`, in any case. `None` if it is something else.
    pub fn parse(text: &[u8]) -> Option<Mac> {
        let &[a, b, b':', c, d, b':', e, f, b':', g, h, b':', i, j, b':', k, l] = text else { return None };
        let octet = |high: u8, low: u8| Some(hex(high)? << 4 | hex(low)?);
        Some(Mac([octet(a, b)?, octet(c, d)?, octet(e, f)?, octet(g, h)?, octet(i, j)?, octet(k, l)?]))
    }

    fn digits(self, w: &mut Writer<'_>) {
        let mut first = true;
        for octet in self.0 {
            if !first {
                w.byte(b':');
            }
            first = false;
            w.byte(hex_digit(octet >> 4));
            w.byte(hex_digit(octet & 15));
        }
    }
}

const fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit.wrapping_sub(b'0')),
        b'a'..=b'f' => Some(digit.wrapping_sub(b'a').wrapping_add(10)),
        b'A'..=b'F' => Some(digit.wrapping_sub(b'A').wrapping_add(10)),
        _ => None,
    }
}

const fn hex_digit(value: u8) -> u8 {
    if value < 10 { b'0'.wrapping_add(value) } else { b'a'.wrapping_add(value.wrapping_sub(10)) }
}

impl Encode for Mac {
    const ENCODED_MAX: usize = 20;

    fn encode(&self, w: &mut Writer<'_>) {
        w.param();
        w.byte(b'"');
        self.digits(w);
        w.byte(b'"');
    }
}

impl EncodeBare for Mac {
    fn encode_bare(&self, w: &mut Writer<'_>) {
        w.param();
        self.digits(w);
    }
}

impl<'a> Decode<'a> for Mac {
    fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, DecodeError> {
        Mac::parse(p.either(name)?).ok_or(DecodeError::Invalid(name))
    }
}

/// What stands where a MAC address should is kept: a hotspot's list may hold one that was blacked out.
impl<'a> Decode<'a> for Open<Mac, AtStr<'a>> {
    fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, DecodeError> {
        match p.token(name)? {
            Token::Bare(text) => Mac::parse(text).map(Open::Known).ok_or(DecodeError::Invalid(name)),
            Token::Quoted(text) => Ok(Mac::parse(text.wire()).map_or(Open::Other(text), Open::Known)),
        }
    }
}

impl Encode for Open<Mac, AtStr<'_>> {
    const ENCODED_MAX: usize = usize::MAX;

    fn encode(&self, w: &mut Writer<'_>) {
        match self {
            Open::Known(mac) => mac.encode(w),
            Open::Other(text) => text.encode(w),
        }
    }
}

impl fmt::Display for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, g] = self.0;
        write!(f, "{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{g:02x}")
    }
}

impl fmt::Debug for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The MAC address of one station: bit 0 of its first byte is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct UnicastMac(Mac);

impl UnicastMac {
    /// `None` if it is a group address.
    pub const fn new(mac: Mac) -> Option<Self> {
        let Mac([first, ..]) = mac;
        if first & 1 == 0 { Some(UnicastMac(mac)) } else { None }
    }

    /// The address.
    pub const fn get(self) -> Mac {
        self.0
    }
}

impl Encode for UnicastMac {
    const ENCODED_MAX: usize = Mac::ENCODED_MAX;

    fn encode(&self, w: &mut Writer<'_>) {
        self.0.encode(w);
    }
}

impl<'a> Decode<'a> for UnicastMac {
    fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, DecodeError> {
        UnicastMac::new(Mac::decode(p, name)?).ok_or(DecodeError::OutOfRange(name))
    }
}
