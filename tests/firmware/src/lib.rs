#![no_std]
#[allow(unsafe_code)]
mod panic;
pub mod driver;
use core::hint::black_box;
pub fn input() -> &'static [u8] { black_box(&[]) }
