//! Floors in C: `hand.c`.

use super::request::Join;
use crate::{Counts, Input};

#[allow(unsafe_code)]
unsafe extern "C" {
    /// As `stream` of the parent module.
    pub(crate) safe fn hand_stream(input: &Input<'_>, counts: &mut Counts);
    /// Returns the length of the request, or 0 if `size` bytes are too few.
    fn hand_write(ssid: *const u8, ssid_len: usize, pwd: *const u8, pwd_len: usize, buf: *mut u8, size: usize)
    -> usize;
}

/// As `write` of `request`.
#[inline]
#[allow(unsafe_code)]
pub(crate) fn write(join: &Join<'_>, buf: &mut [u8]) -> usize {
    let Join { ssid, pwd } = join;
    // SAFETY: it reads both texts by their lengths and writes below `size`.
    unsafe { hand_write(ssid.as_ptr(), ssid.len(), pwd.as_ptr(), pwd.len(), buf.as_mut_ptr(), buf.len()) }
}
