//! Calls the property of its name with what libFuzzer finds.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wizfi360_fuzz::trace_cuts(data));
