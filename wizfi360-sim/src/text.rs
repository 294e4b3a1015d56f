//! MAC addresses as text, in files.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use wizfi360_proto::Mac;

/// A MAC address, written `"00:08:dc:11:12:13"` in files.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MacText(pub [u8; 6]);

impl MacText {
    /// The address of the SoftAP of a station that has this one (manual 3.2.16).
    pub(crate) fn of_softap(self) -> Mac {
        let [first, rest @ ..] = self.0;
        let [b, c, d, e, f] = rest;
        Mac([first | 2, b, c, d, e, f])
    }

    /// Its last three bytes as six hex digits: the end of the SoftAP's SSID.
    pub(crate) fn tail(self) -> String {
        let [.., d, e, f] = self.0;
        format!("{d:02x}{e:02x}{f:02x}")
    }
}

impl From<MacText> for Mac {
    fn from(mac: MacText) -> Mac {
        Mac(mac.0)
    }
}

impl From<Mac> for MacText {
    fn from(mac: Mac) -> MacText {
        MacText(mac.0)
    }
}

impl FromStr for MacText {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let mac = Mac::parse(text.as_bytes());
        mac.map(MacText::from).ok_or_else(|| {
            format!("`{text}` is no MAC address; write six pairs of hex digits as in \"00:08:dc:11:12:13\"")
        })
    }
}

impl TryFrom<String> for MacText {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<MacText> for String {
    fn from(mac: MacText) -> String {
        Mac::from(mac).to_string()
    }
}

impl fmt::Display for MacText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Mac::from(*self).fmt(f)
    }
}

impl fmt::Debug for MacText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
