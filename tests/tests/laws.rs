//! Laws that hold for every value and every line. The properties stand in `wizfi360-fuzz`, so that a fuzzer finds
//! the cases that these few seconds of random bytes do not.

use arbtest::arbtest;
use std::time::Duration;
use wizfi360_fuzz as law;

/// Runs a property on random bytes for a while: three seconds, or as many as `WIZFI360_LAW_SECONDS` says.
/// A failure prints a seed with which it comes again.
fn holds(property: fn(&[u8])) {
    let seconds = std::env::var("WIZFI360_LAW_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(3);
    arbtest(|u| {
        property(u.bytes(u.len())?);
        Ok(())
    })
    .size_max(4096)
    .budget(Duration::from_secs(seconds));
}

#[test]
fn a_request_that_is_read_writes_itself_on_one_line() {
    holds(law::request_bytes);
}

#[test]
fn a_request_that_is_written_reads_as_the_same_value() {
    holds(law::request_value);
}

#[test]
fn a_line_that_is_read_writes_itself() {
    holds(law::line_bytes);
}

#[test]
fn a_line_that_is_written_reads_as_the_same_bytes() {
    holds(law::line_value);
}

#[test]
fn generated_code_and_interpreter_agree() {
    holds(law::agreement);
}

#[test]
fn events_do_not_depend_on_how_a_stream_is_cut() {
    holds(law::cuts);
}

#[test]
fn a_device_reads_what_a_host_writes_however_it_is_cut() {
    holds(law::device_cuts);
}
