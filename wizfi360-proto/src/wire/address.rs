//! IPv4 and MAC addresses.

use super::{AtStr, Decode, Encode, EncodeBare, FAST_PATHS, Open, Params, Refused, Writer, number::take_digits};
use crate::compact::{Cell, CellKind, Read, mac_at};
use crate::{DecodeError, ValueError};
use core::{fmt, net::Ipv4Addr, str::FromStr};

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
    const CELL: Cell = Cell::of(CellKind::Ip);

    #[inline(always)]
    fn from_cell(read: Read<'a>) -> Option<Self> {
        Some(Ipv4Addr::from_bits(read.number()))
    }

    fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, Refused> {
        let (mut text, quotes) = p.peek();
        match take_ip(&mut text) {
            Some(address) if p.advance(text, quotes) => Ok(address),
            _ => Err(refuse(p, name)),
        }
    }
}

/// Takes a MAC address, if one stands here.
#[cfg_attr(target_pointer_width = "64", inline(always))]
fn take_mac(p: &mut Params<'_>) -> Option<Mac> {
    let (mut text, quotes) = p.peek();
    Mac::take(&mut text).filter(|_| p.advance(text, quotes))
}

/// What stands here, with quotes or without, is no address.
#[cold]
fn refuse(p: &mut Params<'_>, name: &'static str) -> Refused {
    match p.token(name) {
        Ok(_) => p.refuse(DecodeError::Invalid(name)),
        Err(refused) => refused,
    }
}

/// Takes four numbers off the front.
fn take_ip(text: &mut &[u8]) -> Option<Ipv4Addr> {
    let mut octets = [0; 4];
    for (at, octet) in octets.iter_mut().enumerate() {
        if at > 0 {
            *text = text.strip_prefix(b".")?;
        }
        let before = text.len();
        *octet = u8::try_from(take_digits(text)?).ok()?;
        if before.saturating_sub(text.len()) > 3 {
            return None;
        }
    }
    Some(Ipv4Addr::from(octets))
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
        let mut rest = text;
        Mac::take(&mut rest).filter(|_| rest.is_empty())
    }

    /// Takes it off the front.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn take(text: &mut &[u8]) -> Option<Mac> {
        let (digits, rest) = text.split_first_chunk::<17>()?;
        let (mut octets, mut all) = ([0; 6], 0);
        for (octet, pair) in octets.iter_mut().zip(digits.chunks(3)) {
            let (&[high, low] | &[high, low, b':']) = pair else { return None };
            let value = hex(high) << 4 | hex(low);
            *octet = value.to_le_bytes()[0];
            all |= value;
        }
        *text = rest;
        if all < NO_HEX { Some(Mac(octets)) } else { None }
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

/// The value of a hex digit; [`NO_HEX`] if it is none.
#[cfg_attr(target_pointer_width = "64", inline(always))]
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
fn hex(digit: u8) -> u16 {
    if FAST_PATHS { HEX.get(usize::from(digit)).copied().unwrap_or(NO_HEX) } else { hex_value(digit) }
}

/// All of them, where room does not count.
static HEX: [u16; 256] = {
    let (mut values, mut digit) = ([0; 256], 0_u8);
    let mut rest: &mut [u16] = &mut values;
    while let [value, behind @ ..] = rest {
        *value = hex_value(digit);
        digit = digit.wrapping_add(1);
        rest = behind;
    }
    values
};

/// Above all pairs of digits.
const NO_HEX: u16 = 0x100;

const fn hex_value(digit: u8) -> u16 {
    let value = match digit {
        b'0'..=b'9' => digit.wrapping_sub(b'0'),
        b'a'..=b'f' => digit.wrapping_sub(b'a').wrapping_add(10),
        b'A'..=b'F' => digit.wrapping_sub(b'A').wrapping_add(10),
        _ => return NO_HEX,
    };
    value as u16
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
    fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, Refused> {
        take_mac(p).ok_or_else(|| refuse(p, name))
    }
}

impl<'a> Open<Mac, AtStr<'a>> {
    /// Returns the MAC address that the text is, escapes undone, or else the text.
    #[cold]
    #[inline(never)]
    pub fn from_text(text: AtStr<'a>) -> Self {
        // The parser of the compact reader, which is there in any case where room counts.
        let mut buf = [0; 17];
        let (high, low) = mac_at(text.unescaped(&mut buf));
        if low == 0 {
            return Open::Other(text);
        }
        let ([_, a, b, c], [_, d, e, f]) = (high.to_be_bytes(), low.to_be_bytes());
        Open::Known(Mac([a, b, c, d, e, f]))
    }
}

/// Keeps another text in place of a MAC address: a hotspot's list may hold one that was blacked out.
impl<'a> Decode<'a> for Open<Mac, AtStr<'a>> {
    const CELL: Cell = Cell::of(CellKind::OpenMac);

    #[inline(always)]
    fn from_cell(read: Read<'a>) -> Option<Self> {
        Some(read.mac().map_or_else(|| Open::from_text(read.at_str()), |octets| Open::Known(Mac(octets))))
    }

    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, Refused> {
        match take_mac(p) {
            Some(mac) => Ok(Open::Known(mac)),
            None => p.quoted(name).map(Open::from_text),
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

/// Parses `00:08:dc:11:12:13`, in any case.
impl FromStr for Mac {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Mac::parse(text.as_bytes()).ok_or(ValueError::Invalid)
    }
}

impl From<[u8; 6]> for Mac {
    fn from(octets: [u8; 6]) -> Self {
        Mac(octets)
    }
}

impl From<Mac> for [u8; 6] {
    fn from(mac: Mac) -> Self {
        mac.0
    }
}

/// The MAC address of one station: bit 0 of its first byte is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct UnicastMac(Mac);

impl UnicastMac {
    /// Creates the address of a station.
    ///
    /// # Errors
    ///
    /// [`ValueError::GroupAddress`] if bit 0 of the first byte is 1.
    pub const fn new(mac: Mac) -> Result<Self, ValueError> {
        let Mac([first, ..]) = mac;
        if first & 1 == 0 { Ok(UnicastMac(mac)) } else { Err(ValueError::GroupAddress) }
    }

    /// The address.
    pub const fn get(self) -> Mac {
        self.0
    }
}

impl TryFrom<Mac> for UnicastMac {
    type Error = ValueError;

    fn try_from(mac: Mac) -> Result<Self, ValueError> {
        UnicastMac::new(mac)
    }
}

impl From<UnicastMac> for Mac {
    fn from(mac: UnicastMac) -> Self {
        mac.0
    }
}

/// Parses as [`Mac`] does.
impl FromStr for UnicastMac {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        text.parse().and_then(UnicastMac::new)
    }
}

impl fmt::Display for UnicastMac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Encode for UnicastMac {
    const ENCODED_MAX: usize = Mac::ENCODED_MAX;

    fn encode(&self, w: &mut Writer<'_>) {
        self.0.encode(w);
    }
}

impl<'a> Decode<'a> for UnicastMac {
    fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, Refused> {
        let mac = Mac::decode(p, name)?;
        UnicastMac::new(mac).map_err(|_| p.refuse(DecodeError::OutOfRange(name)))
    }
}

#[cfg(test)]
mod tests {
    use super::Mac;

    #[test]
    fn a_mac_address_is_pairs_of_hex_digits_with_colons_between_and_nothing_else() {
        for at in 0..17 {
            for byte in 0..=u8::MAX {
                let mut text = *b"5c:a1:B2:0f:9E:D4";
                let mut octets = [0x5c, 0xa1, 0xb2, 0x0f, 0x9e, 0xd4];
                if let Some(place) = text.get_mut(at) {
                    *place = byte;
                }
                let digit = char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                let expected = match (at % 3, digit, octets.get_mut(at / 3)) {
                    (0, Some(digit), Some(octet)) => {
                        *octet = *octet & 15 | digit << 4;
                        true
                    }
                    (1, Some(digit), Some(octet)) => {
                        *octet = *octet & 0xf0 | digit;
                        true
                    }
                    (at, ..) => at == 2 && byte == b':',
                };
                assert_eq!(Mac::parse(&text), expected.then_some(Mac(octets)), "{}", text.escape_ascii());
            }
        }
        assert_eq!(Mac::parse(b"5c:a1:B2:0f:9E:D"), None);
        // Zeros hide nothing.
        assert_eq!(Mac::parse(b"00:00:00:00:00:0x"), None);
        assert_eq!(Mac::parse(b"00:00:00:00:00:x0"), None);
        assert_eq!(Mac::parse(b"5c:a1:B2:0f:9E:D40"), None);
    }
}
