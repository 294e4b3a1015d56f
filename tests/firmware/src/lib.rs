//! What a driver makes of `wizfi360-proto` on a microcontroller: ten commands out, ten kinds of answer in, all events.
//!
//! The images in `src/bin` are built to be measured and to be linked, not to be run. `README.md` tells how.

#![no_std]

pub mod answers;
pub mod driver;
pub mod opaque;
mod panic;
pub mod requests;

/// An index that is out of bounds, perhaps: what the proof has to find.
#[cfg(feature = "panics")]
pub fn panics() {
    let table = opaque::bytes();
    opaque::keep(table[opaque::number::<u32>() as usize]);
}
