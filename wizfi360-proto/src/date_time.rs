//! Date and time of SNTP.

use crate::{ValueError, commands::cipsntptime::Time, wire::take_digits};
use core::{fmt, str::FromStr};

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[allow(missing_docs)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// The names as C's `asctime` writes them.
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Mon", Weekday::Monday),
    ("Tue", Weekday::Tuesday),
    ("Wed", Weekday::Wednesday),
    ("Thu", Weekday::Thursday),
    ("Fri", Weekday::Friday),
    ("Sat", Weekday::Saturday),
    ("Sun", Weekday::Sunday),
];

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A date and time, in the time zone of AT+CIPSNTPCFG.
///
/// Manual §3.3.26, p. 58: AT+CIPSNTPTIME returns it as C's `asctime` writes it. See [`Time::date_time`].
///
/// ```
/// use wizfi360_proto::{DateTime, Weekday};
///
/// let time = DateTime::parse(b"Wed Jul 24 11:38:25 2019").unwrap();
/// assert_eq!((time.year(), time.month(), time.day()), (2019, 7, 24));
/// assert_eq!((time.hour(), time.minute(), time.second()), (11, 38, 25));
/// assert_eq!(time.weekday(), Weekday::Wednesday);
/// assert_eq!(time.to_string(), "Wed Jul 24 11:38:25 2019");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct DateTime {
    // In this order two of them compare as their times do.
    year: u16,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
    weekday: Weekday,
}

impl DateTime {
    /// Parses the text of `asctime`: weekday, month, day, time and year. Returns `None` for another text,
    /// and for a date that no calendar has.
    ///
    /// The day is padded with a space or a zero, or not at all. A leap second is accepted. The weekday is
    /// not compared with the date.
    pub fn parse(text: &[u8]) -> Option<DateTime> {
        let (weekday, text) = text.split_at_checked(3)?;
        let (_, weekday) = *WEEKDAYS.iter().find(|(name, _)| name.as_bytes() == weekday)?;
        let (month, text) = text.strip_prefix(b" ")?.split_at_checked(3)?;
        let month = MONTHS.iter().zip(1..).find_map(|(name, number)| (name.as_bytes() == month).then_some(number))?;
        let text = text.strip_prefix(b" ")?;
        let (day, text) = match text {
            [b' ', text @ ..] => number(text, 1, 1)?,
            text => number(text, 1, 2)?,
        };
        let (hour, text) = number(text.strip_prefix(b" ")?, 2, 2)?;
        let (minute, text) = number(text.strip_prefix(b":")?, 2, 2)?;
        let (second, text) = number(text.strip_prefix(b":")?, 2, 2)?;
        let (year, []) = number(text.strip_prefix(b" ")?, 4, 4)? else { return None };
        let year = u16::try_from(year).ok()?;
        let is_valid = 1 <= day && day <= days(month, year).into() && hour < 24 && minute < 60 && second <= 60;
        if !is_valid {
            return None;
        }
        let small = |number| u8::try_from(number).ok();
        Some(DateTime {
            year,
            month,
            day: small(day)?,
            hour: small(hour)?,
            minute: small(minute)?,
            second: small(second)?,
            weekday,
        })
    }

    /// Returns the year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// Returns the month, from 1.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Returns the day of the month, from 1.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Returns the hour, from 0 to 23.
    pub const fn hour(self) -> u8 {
        self.hour
    }

    /// Returns the minute, from 0 to 59.
    pub const fn minute(self) -> u8 {
        self.minute
    }

    /// Returns the second, from 0 to 59, or 60 for a leap second.
    pub const fn second(self) -> u8 {
        self.second
    }

    /// Returns the day of the week, as the module reports it.
    pub const fn weekday(self) -> Weekday {
        self.weekday
    }
}

impl Time<'_> {
    /// Returns the date and time of the line. `None` if its text is another one.
    ///
    /// A module that has not reached a server yet reports a time about the beginning of 1970.
    ///
    /// ```
    /// use wizfi360_proto::{Line, commands::cipsntptime::Time};
    ///
    /// let line = Time::parse(b"+CIPSNTPTIME:Wed Jul 24 11:38:25 2019").unwrap()?;
    /// assert_eq!(line.date_time().map(|time| time.year()), Some(2019));
    /// # Ok::<(), wizfi360_proto::DecodeError>(())
    /// ```
    pub fn date_time(&self) -> Option<DateTime> {
        DateTime::parse(self.time.as_bytes())
    }
}

/// Parses a number of `min` to `max` digits, and returns what follows it.
fn number(text: &[u8], min: usize, max: usize) -> Option<(u32, &[u8])> {
    let mut rest = text;
    let number = take_digits(&mut rest)?;
    let digits = text.len().checked_sub(rest.len())?;
    (min <= digits && digits <= max).then_some((number, rest))
}

/// Returns how many days the month has.
const fn days(month: u8, year: u16) -> u8 {
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Parses as [`DateTime::parse`] does.
impl FromStr for DateTime {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        DateTime::parse(text.as_bytes()).ok_or(ValueError::Invalid)
    }
}

/// As `asctime` writes it.
impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DateTime { year, month, day, hour, minute, second, weekday } = *self;
        let weekday = WEEKDAYS.iter().find(|(_, known)| *known == weekday).map_or("", |(name, _)| name);
        let month = MONTHS.iter().zip(1..).find(|(_, number)| *number == month).map_or("", |(name, _)| name);
        write!(f, "{weekday} {month} {day:2} {hour:02}:{minute:02}:{second:02} {year:04}")
    }
}
