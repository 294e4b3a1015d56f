//! Values that the optimiser cannot know, and a place for results from which it cannot drop anything.

use core::hint::black_box;

/// Bytes as from a UART: any number of any bytes, as far as the compiler can tell. They take no room in the image.
#[inline(never)]
pub fn bytes() -> &'static [u8] {
    black_box(&[])
}

/// Any number.
pub fn number<T: From<u8>>() -> T {
    black_box(T::from(0))
}

/// Makes the whole value, with everything that it borrows, a result of the program.
pub fn keep<T>(value: T) {
    let _kept = black_box(&value);
}
