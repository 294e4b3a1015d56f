//! Properties of `wizfi360-proto`, each a plain function over bytes.
//!
//! A property panics if it does not hold and returns if the bytes make no case for it. The fuzz targets call them with what
//! libFuzzer finds; the tests of the workspace call them with random bytes on stable Rust.

pub mod agree;
mod cut;
mod device;
mod lines;
mod requests;

pub use agree::agreement;
pub use cut::cuts;
pub use device::device_cuts;
pub use lines::{line_bytes, line_value};
pub use requests::{request_bytes, request_value};

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
