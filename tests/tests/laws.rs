//! Laws that hold for every value and every line. The properties stand in `wizfi360-fuzz`, so that a fuzzer finds
//! the cases that these few seconds of random bytes do not.

use std::{
    env,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    time::{Duration, Instant},
};
use wizfi360_fuzz as law;

/// How many cases there are without being told.
const CASES: u64 = 20_000;

/// Runs a property on random bytes: the same cases each time, so that a change is to blame if one fails.
///
/// `WIZFI360_LAW_SECONDS=60` runs other cases for so long, and `WIZFI360_LAW_CASE=17` one again that was told to fail.
fn holds(property: fn(&[u8])) {
    let told = |name: &str| env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    if let Some(case) = told("WIZFI360_LAW_CASE") {
        return property(&bytes(case));
    }
    let run = |case: u64| {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| property(&bytes(case)))) {
            eprintln!("case {case} fails; WIZFI360_LAW_CASE={case} runs it again");
            resume_unwind(panic);
        }
    };
    match told("WIZFI360_LAW_SECONDS") {
        None => (0..CASES).for_each(run),
        Some(seconds) => {
            let (start, limit) = (Instant::now(), Duration::from_secs(seconds));
            let first = fastrand::u64(CASES..u64::MAX / 2);
            (first..).take_while(|_| start.elapsed() < limit).for_each(run);
        }
    }
}

/// The bytes of a case: up to 4096, shorter ones more often.
fn bytes(case: u64) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(case);
    let longest = 1 << random.u32(2..=12);
    let mut bytes = vec![0; random.usize(0..=longest)];
    random.fill(&mut bytes);
    bytes
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
