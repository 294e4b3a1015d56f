//! The date and time of AT+CIPSNTPTIME.

use wizfi360_proto::{DateTime, Line, ValueError, Weekday, commands::cipsntptime::Time};

#[test]
fn a_time_prints_as_it_was_parsed() {
    // Manual 3.3.26, p. 58; recordings of ESP-AT before the first answer of a server.
    for text in [
        "Wed Jul 24 11:38:25 2019",
        "Thu Jan  1 00:00:00 1970",
        "Thu Feb 29 23:59:59 2024",
        "Tue Feb 29 00:00:00 2000",
        "Sat Dec 31 23:59:60 2016",
        "Fri Dec 31 23:59:59 9999",
    ] {
        assert_eq!(DateTime::parse(text.as_bytes()).map(|time| time.to_string()).as_deref(), Some(text));
    }
}

#[test]
fn a_day_is_padded_with_a_space_or_a_zero_or_not_at_all() {
    let expected = DateTime::parse(b"Thu Jan  1 08:00:09 1970");
    for text in ["Thu Jan 01 08:00:09 1970", "Thu Jan 1 08:00:09 1970"] {
        assert_eq!(DateTime::parse(text.as_bytes()), expected, "{text}");
    }
    let time = expected.expect("a time");
    assert_eq!((time.year(), time.month(), time.day(), time.weekday()), (1970, 1, 1, Weekday::Thursday));
    assert_eq!((time.hour(), time.minute(), time.second()), (8, 0, 9));
}

#[test]
fn every_month_has_its_days() {
    let days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    for (number, (name, last)) in (1..).zip(names.iter().zip(days)) {
        for day in 0..=32 {
            let time = format!("Mon {name} {day:2} 00:00:00 2023").parse::<DateTime>();
            assert_eq!(time.is_ok(), (1..=last).contains(&day), "{name} {day}");
            assert!(time.is_err() || time.is_ok_and(|time| (time.month(), time.day()) == (number, day)));
        }
    }
    for (year, leaps) in [(1900, false), (2000, true), (2023, false), (2024, true), (2100, false)] {
        assert_eq!(format!("Mon Feb 29 00:00:00 {year}").parse::<DateTime>().is_ok(), leaps, "{year}");
    }
}

#[test]
fn another_text_is_no_time() {
    let text = "Wed Jul 24 11:38:25 2019";
    for end in 0..text.len() {
        assert_eq!(DateTime::parse(&text.as_bytes()[..end]), None);
    }
    for text in [
        "wed Jul 24 11:38:25 2019",
        "Wed jul 24 11:38:25 2019",
        "Wed Jul  0 11:38:25 2019",
        "Wed Jul  24 11:38:25 2019",
        "Wed Jul 024 11:38:25 2019",
        "Wed Jul   4 11:38:25 2019",
        "Wed Jul 24 24:00:00 2019",
        "Wed Jul 24 11:60:25 2019",
        "Wed Jul 24 11:38:61 2019",
        "Wed Jul 24 1:38:25 2019",
        "Wed Jul 24 11:38 2019",
        "Wed Jul 24 -1:38:25 2019",
        "Wed Jul 24 11:38:25 19",
        "Wed Jul 24 11:38:25 02019",
        "Wed Jul 24 11:38:25 2019 ",
        "Wed Jul 24 11:38:25 UTC 2019",
        "Wed Jul 24 2019 11:38:25",
        "2019-07-24 11:38:25",
        "Enable SNTP first (AT+CIPSNTPCFG)",
    ] {
        assert_eq!(text.parse::<DateTime>(), Err(ValueError::Invalid), "{text}");
    }
}

#[test]
fn they_compare_as_their_times_do() {
    let times = [
        "Wed Jul 24 11:38:25 2019",
        "Wed Jul 24 11:38:26 2019",
        "Wed Jul 24 12:00:00 2019",
        "Thu Jul 25 00:00:00 2019",
        "Thu Aug  1 00:00:00 2019",
        "Wed Jan  1 00:00:00 2020",
    ];
    let times = times.map(|text| text.parse::<DateTime>().expect("a time"));
    assert!(times.is_sorted_by(|a, b| a < b));
}

#[test]
fn the_line_returns_its_time() {
    let line = |text| Time::parse(text).expect("the line").expect("its parameter").date_time();
    assert_eq!(line(b"+CIPSNTPTIME:Wed Jul 24 11:38:25 2019").map(DateTime::hour), Some(11));
    assert_eq!(line(b"+CIPSNTPTIME:"), None);
}
