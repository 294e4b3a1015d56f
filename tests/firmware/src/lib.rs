//! What a driver makes of `wizfi360-proto` on a microcontroller: ten requests out, ten kinds of answer in, all events.
//!
//! The images in `src/bin` are there to be linked and measured, not to be run. `README.md` tells how.

#![no_std]

pub mod answers;
pub mod driver;
pub mod opaque;
mod panic;
pub mod requests;

use core::mem::size_of;
use wizfi360_proto::host::Decoder;

// What a decoder needs besides its line; the line's four bytes leave no gap.
const _: () = assert!(size_of::<Decoder<4>>() - 4 <= 64, "the decoder's state is to stay within 64 bytes");

/// An image: it does the same for ever, from the symbol at which a linker begins.
#[macro_export]
macro_rules! image {
    ($setup:expr, $step:expr) => {
        // The name has to reach the linker. Rust counts that as unsafe, because two such names could clash.
        #[allow(unsafe_code)]
        #[unsafe(no_mangle)]
        extern "C" fn _start() -> ! {
            let mut state = $setup;
            loop {
                $step(&mut state);
                #[cfg(feature = "panics")]
                $crate::panics();
            }
        }
    };
}

/// An index that may be out of bounds: what the proof has to find.
#[cfg(feature = "panics")]
pub fn panics() {
    opaque::keep(opaque::bytes()[usize::from(opaque::number::<u8>())]);
}
