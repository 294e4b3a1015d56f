//! One access point of a scan, every field typed and checked: the value that peers are asked for.
//!
//! The peers' own parsers end at numbers and texts; what is missing to the value of ours is done here, the same for each,
//! and counts as theirs.

/// What ours reads as `cwlap::Ap`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ap<'a> {
    pub ecn: Ecn,
    pub ssid: &'a str,
    pub rssi: i16,
    pub mac: [u8; 6],
    pub channel: u8,
    pub wps: Wps,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ecn {
    Open,
    Wep,
    WpaPsk,
    Wpa2Psk,
    WpaWpa2Psk,
    Other(u8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wps {
    Disabled,
    Enabled,
    Other(u8),
}

impl<'a> Ap<'a> {
    /// From what a peer's parser gives: numbers that are in the range of their types, and texts.
    #[inline]
    pub fn new(ecn: u8, ssid: &'a str, rssi: i16, mac: [u8; 6], channel: u8, wps: u8) -> Option<Self> {
        let ecn = match ecn {
            0 => Ecn::Open,
            1 => Ecn::Wep,
            2 => Ecn::WpaPsk,
            3 => Ecn::Wpa2Psk,
            4 => Ecn::WpaWpa2Psk,
            other => Ecn::Other(other),
        };
        let wps = match wps {
            0 => Wps::Disabled,
            1 => Wps::Enabled,
            other => Wps::Other(other),
        };
        Some(Ap { ecn, ssid, rssi, mac, channel, wps })
    }
}

impl Ecn {
    pub fn number(self) -> u8 {
        match self {
            Ecn::Open => 0,
            Ecn::Wep => 1,
            Ecn::WpaPsk => 2,
            Ecn::Wpa2Psk => 3,
            Ecn::WpaWpa2Psk => 4,
            Ecn::Other(number) => number,
        }
    }
}

impl Wps {
    pub fn number(self) -> u8 {
        match self {
            Wps::Disabled => 0,
            Wps::Enabled => 1,
            Wps::Other(number) => number,
        }
    }
}

/// Six pairs of hex digits with colons between.
#[inline]
pub(crate) fn mac_address(text: &[u8]) -> Option<[u8; 6]> {
    let text: &[u8; 17] = text.try_into().ok()?;
    let mut mac = [0; 6];
    for (at, byte) in mac.iter_mut().enumerate() {
        if at > 0 && text[3 * at - 1] != b':' {
            return None;
        }
        *byte = hex(text[3 * at])? << 4 | hex(text[3 * at + 1])?;
    }
    Some(mac)
}

#[inline]
fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}
