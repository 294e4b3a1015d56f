//! Properties of `wizfi360-proto` and `wizfi360-spec`, each a plain function over bytes.
//!
//! A property panics if it does not hold and returns if the bytes make no case for it. [`TARGETS`] lists them all: the fuzz targets call
//! them with what libFuzzer finds, the tests of the workspace with random bytes and with all corpora, on stable Rust.
//! `README.md` beside this crate tells how to run them.

pub mod agree;
mod cut;
mod device;
mod dialogue;
mod driver;
mod forgery;
mod lines;
pub mod module;
mod requests;
mod secrets;
pub mod seeds;
mod spec_text;
mod target;
mod trace;

pub use agree::agreement;
pub use cut::cuts;
pub use device::device_cuts;
pub use dialogue::dialogue;
pub use driver::driver;
pub use forgery::forgery;
pub use lines::{line_bytes, line_value};
pub use requests::{request_bytes, request_value};
pub use secrets::secrets;
pub use spec_text::spec_text;
pub use target::{TARGETS, Target};
pub use trace::trace_cuts;

use arbitrary::{Arbitrary, Result, Unstructured};

/// Changes some bytes of a text: a case that is nearly right finds more than noise.
pub(crate) fn mutate(u: &mut Unstructured<'_>, text: &mut Vec<u8>) -> Result<()> {
    const TELLING: &[u8] = b"\"\\,=?:+-()0123456789 aAT_>\r\n\0\xff";
    for _ in 0..u.int_in_range(0..=3_u8)? {
        let at = u.int_in_range(0..=text.len())?;
        let byte = if u.ratio(3, 4)? { *u.choose(TELLING)? } else { u8::arbitrary(u)? };
        match u.int_in_range(0..=3_u8)? {
            0 => text.insert(at, byte),
            1 if at < text.len() => text[at] = byte,
            2 if at < text.len() => {
                text.remove(at);
            }
            3 => text.truncate(at),
            _ => {}
        }
    }
    Ok(())
}

/// A text in random pieces.
pub(crate) fn pieces<'s>(text: &'s [u8], u: &mut Unstructured<'_>) -> impl Iterator<Item = &'s [u8]> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, behind) = rest.split_at_checked(u.int_in_range(1..=40).unwrap_or(1).min(rest.len()))?;
        rest = behind;
        (!piece.is_empty()).then_some(piece)
    })
}
