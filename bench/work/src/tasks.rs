//! The table of tasks, and the loops around them.

use crate::{Counts, Input, Room, engine, hand, peers, typed};
use core::hint::black_box;

/// A task. The C convention, because the emulator calls it.
pub type Run = extern "C" fn(&Input<'_>, &mut Counts, &mut Room);

/// A row is a name and how it is called.
macro_rules! tasks {
    ($($(#[$gate:meta])? $name:literal => $run:expr,)+) => {
        /// Names of all tasks.
        pub const NAMES: &[&str] = &[$($(#[$gate])? $name),+];

        /// Their functions, in the same order.
        pub static RUNS: &[Run] = &[$($(#[$gate])? $run),+];
    };
}

/// Reads a whole stream once a loop.
macro_rules! stream {
    ($function:path) => {{
        extern "C" fn run(input: &Input<'_>, counts: &mut Counts, room: &mut Room) {
            for _ in 0..input.loops {
                let mut found = Counts::default();
                $function(black_box(input), &mut found, room);
                *counts = found;
            }
        }
        run
    }};
}

/// Parses a line once a loop; the value is kept whole.
macro_rules! line {
    ($function:path) => {{
        extern "C" fn run(input: &Input<'_>, counts: &mut Counts, _: &mut Room) {
            let line = input.bytes();
            for _ in 0..input.loops {
                let value = $function(black_box(line));
                counts.lines += u32::from(black_box(&value).is_some());
            }
        }
        run
    }};
}

/// Writes a request once a loop. `$value` is built of SSID and password before the first loop, `$writes` writes it.
macro_rules! request {
    ($value:path, $writes:path) => {{
        extern "C" fn run(input: &Input<'_>, counts: &mut Counts, _: &mut Room) {
            let mut buf = [0; 192];
            let texts = (core::str::from_utf8(input.bytes()), core::str::from_utf8(input.more()));
            let (Ok(ssid), Ok(pwd)) = texts else { return };
            let Some(value) = $value(ssid, pwd) else { return };
            let mut len = 0;
            for _ in 0..input.loops {
                len = $writes(black_box(&value), black_box(&mut buf));
            }
            counts.bytes =
                buf.iter().take(len).fold(0, |sum: u32, byte| sum.wrapping_mul(31).wrapping_add(u32::from(*byte)));
        }
        run
    }};
}

extern "C" fn hand_c(input: &Input<'_>, counts: &mut Counts, _: &mut Room) {
    hand::c::hand_stream(input, counts);
}

tasks! {
    // Streams.
    "push" => stream!(engine::push),
    "feed" => stream!(engine::feed),
    "kept" => stream!(engine::kept),
    "push_byte" => stream!(engine::push_byte),
    "feed_byte" => stream!(engine::feed_byte),
    "kept_byte" => stream!(engine::kept_byte),
    "loop" => stream!(hand::slices),
    "loop_byte" => stream!(hand::bytes),
    "hand" => stream!(hand::stream),
    "hand_c" => hand_c,
    "atat" => stream!(peers::atat::stream),
    // Lines.
    "cwlap" => line!(typed::cwlap),
    "cwlap_hand" => line!(hand::line::cwlap),
    "cwlap_atat" => line!(peers::atat::line),
    "cwlap_at_commands" => line!(peers::at_commands::line),
    "cipstatus" => line!(typed::cipstatus),
    "cipstatus_hand" => line!(hand::line::cipstatus),
    // Requests.
    "cwjap" => request!(typed::cwjap, typed::write),
    "cwjap_hand" => request!(hand::request::cwjap, hand::request::write),
    "cwjap_c" => request!(hand::request::cwjap, hand::c::write),
    "cwjap_atat" => request!(peers::atat::cwjap, peers::atat::write),
    "cwjap_at_commands" => request!(peers::at_commands::cwjap, peers::at_commands::write),
    // Not work: the state beside the line, in `bytes`.
    "state" => stream!(engine::state),
}
