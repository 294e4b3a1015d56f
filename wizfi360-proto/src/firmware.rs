//! Firmware versions.

use crate::ValueError;
use core::{fmt, str::FromStr};

/// A firmware version.
///
/// 1.0.x.x and 1.1.x.x are branches that were developed side by side. Numbers are ordered within a branch; between branches
/// the order says nothing about features: 1.0.7.2 has what came to 1.1.x.x with 1.1.0.6. Ask
/// [`Request::supported_by`](crate::Request::supported_by) instead of comparing.
///
/// ```
/// use wizfi360_proto::Firmware;
///
/// assert_eq!(Firmware::parse(b"1.1.1.7(May  4 2021 15:14:59)"), Some(Firmware([1, 1, 1, 7])));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Firmware(pub [u16; 4]);

impl Firmware {
    /// Reads four numbers with dots between them; what stands behind the fourth does not matter, so it takes the text of
    /// [`AtVersion`](crate::commands::gmr::AtVersion) as it is. `None` if it begins otherwise or a number is above 65535.
    ///
    /// ```
    /// use wizfi360_proto::{Firmware, Line, commands::gmr::AtVersion};
    ///
    /// let line = AtVersion::parse(b"AT version:1.1.1.7(May  4 2021 15:14:59)").unwrap().unwrap();
    /// assert_eq!(line.firmware(), Some(Firmware([1, 1, 1, 7])));
    /// ```
    pub fn parse(text: &[u8]) -> Option<Firmware> {
        Firmware::take(text).map(|(firmware, _)| firmware)
    }

    /// Parses the numbers at the text's start, and returns what follows them.
    fn take(text: &[u8]) -> Option<(Firmware, &[u8])> {
        let mut numbers = [0_u16; 4];
        let mut rest = text;
        for (at, number) in numbers.iter_mut().enumerate() {
            if at > 0 {
                let (b'.', behind) = rest.split_first()? else { return None };
                rest = behind;
            }
            *number = u16::try_from(crate::wire::take_digits(&mut rest)?).ok()?;
        }
        Some((Firmware(numbers), rest))
    }

    /// The branch that it belongs to: its first two numbers in one.
    const fn branch(self) -> u32 {
        let Firmware([major, minor, ..]) = self;
        (major as u32) << 16 | minor as u32
    }

    /// Its place within the branch: the other two.
    const fn release(self) -> u32 {
        let Firmware([.., release, patch]) = self;
        (release as u32) << 16 | patch as u32
    }
}

impl crate::commands::gmr::AtVersion<'_> {
    /// The version that the line tells. `None` if its text does not begin with four numbers.
    pub fn firmware(&self) -> Option<Firmware> {
        Firmware::parse(self.at_version_info.as_bytes())
    }
}

/// For which firmware something is there.
///
/// Each list has at most one version per branch (the first two numbers), in ascending order. The version of the firmware's
/// own branch decides. If its branch is not listed, it has what an older listed branch began with, lacks what only a newer
/// one got, and lacks what ended in an older one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct FirmwareSpan {
    /// The first versions, included; none: from the beginning.
    pub since: &'static [Firmware],
    /// The last versions, included; none: to this day.
    pub until: &'static [Firmware],
}

impl FirmwareSpan {
    /// All firmware.
    pub const ALL: FirmwareSpan = FirmwareSpan { since: &[], until: &[] };

    /// Returns true if this firmware is within.
    pub const fn contains(&self, firmware: Firmware) -> bool {
        let (branch, release) = (firmware.branch(), firmware.release());
        // Of the first versions the last one that is not of a newer branch counts.
        let mut begun = self.since.is_empty();
        let mut left = self.since;
        while let [first, rest @ ..] = left {
            if first.branch() <= branch {
                begun = first.branch() < branch || first.release() <= release;
            }
            left = rest;
        }
        // Of the last versions the first one that is not of an older branch counts.
        let mut open = self.until.is_empty();
        let mut left = self.until;
        while let [rest @ .., last] = left {
            if last.branch() >= branch {
                open = last.branch() > branch || release <= last.release();
            }
            left = rest;
        }
        begun && open
    }
}

/// Parses four numbers with dots between them, and nothing else; [`Firmware::parse`] allows text after
/// them.
impl FromStr for Firmware {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        match Firmware::take(text.as_bytes()) {
            Some((firmware, [])) => Ok(firmware),
            _ => Err(ValueError::Invalid),
        }
    }
}

impl From<[u16; 4]> for Firmware {
    fn from(numbers: [u16; 4]) -> Self {
        Firmware(numbers)
    }
}

impl From<Firmware> for [u16; 4] {
    fn from(firmware: Firmware) -> Self {
        firmware.0
    }
}

impl fmt::Display for Firmware {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Firmware([a, b, c, d]) = self;
        write!(f, "{a}.{b}.{c}.{d}")
    }
}
