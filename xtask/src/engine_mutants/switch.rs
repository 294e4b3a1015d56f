//! The switch of the mutants: a module of the mutated copy of wizfi360-proto.
//!
//! `WIZFI360_MUTANT=17` turns one mutant on for the whole process, `WIZFI360_REACHED=FILE` writes
//! down which mutants the process reaches.

extern crate std;

use core::{
    hash::Hash,
    ops::Not,
    sync::atomic::{AtomicBool, Ordering},
};
use std::{env, format, fs::OpenOptions, io::Write, panic, process, sync::OnceLock};

/// No mutant: what is reached is written down.
const RECORD: u32 = u32::MAX;

static ACTIVE: OnceLock<u32> = OnceLock::new();
static COMPACT: OnceLock<bool> = OnceLock::new();
static REACHED: [AtomicBool; 8192] = [const { AtomicBool::new(false) }; 8192];

#[inline]
fn active() -> u32 {
    *ACTIVE.get_or_init(start)
}

#[cold]
fn start() -> u32 {
    if env::var_os("WIZFI360_REACHED").is_some() {
        return RECORD;
    }
    let active = env::var("WIZFI360_MUTANT").ok().and_then(|number| number.parse().ok()).unwrap_or(0);
    if active > 0 {
        // The first test that fails decides.
        panic::set_hook(std::boxed::Box::new(|_| process::exit(101)));
    }
    active
}

#[cold]
fn record(number: u32) {
    let Some(reached) = REACHED.get(number as usize) else { process::exit(102) };
    if !reached.swap(true, Ordering::Relaxed) {
        let path = env::var_os("WIZFI360_REACHED").unwrap_or_default();
        let mut file = OpenOptions::new().append(true).create(true).open(path).expect("the file can be opened");
        file.write_all(format!("{number}\n").as_bytes()).expect("the file can be written");
    }
}

/// True if this mutant is on.
#[inline]
pub(crate) fn on(number: u32) -> bool {
    let active = active();
    if active == RECORD {
        record(number);
    }
    active == number
}

/// True if none of these is on.
#[inline]
pub(crate) fn off(numbers: &[u32]) -> bool {
    !numbers.iter().any(|number| on(*number))
}

/// True if lines are read by the compact reader.
#[inline]
pub fn compact() -> bool {
    *COMPACT.get_or_init(|| env::var_os("WIZFI360_READER").is_some())
}

/// What a `match` does if a mutant has left out the arm that would match.
#[cold]
pub(crate) fn no_arm() -> ! {
    panic!("no arm of the match is left")
}

macro_rules! compare {
    ($($name:ident: $bound:ident, $original:tt, $first:tt, $second:tt;)*) => {$(
        #[inline]
        pub(crate) fn $name<A: ?Sized + $bound<B>, B: ?Sized>(number: u32, a: &A, b: &B) -> bool {
            if on(number) {
                a $first b
            } else if on(number + 1) {
                a $second b
            } else {
                a $original b
            }
        }
    )*};
}

compare! {
    lt: PartialOrd, <, <=, >=;
    le: PartialOrd, <=, <, >;
    gt: PartialOrd, >, >=, <=;
    ge: PartialOrd, >=, >, <;
}

#[inline]
pub(crate) fn eq<A: ?Sized + PartialEq<B>, B: ?Sized>(number: u32, a: &A, b: &B) -> bool {
    on(number) != (a == b)
}

#[inline]
pub(crate) fn ne<A: ?Sized + PartialEq<B>, B: ?Sized>(number: u32, a: &A, b: &B) -> bool {
    on(number) != (a != b)
}

#[inline]
pub(crate) fn not<T: Not<Output = T>>(number: u32, value: T) -> T {
    if on(number) { value } else { !value }
}

#[inline]
pub(crate) fn flip(number: u32, value: bool) -> bool {
    on(number) != value
}

/// A number that a mutant makes one larger or one smaller.
pub(crate) trait Int: Copy + Hash {
    fn step(self, up: bool) -> Self;
}

macro_rules! int {
    ($($ty:ty)*) => {$(
        impl Int for $ty {
            #[inline]
            fn step(self, up: bool) -> Self {
                if up { self.wrapping_add(1) } else { self.wrapping_sub(1) }
            }
        }
    )*};
}

int!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

#[inline]
pub(crate) fn int<T: Int>(number: u32, value: T) -> T {
    if on(number) {
        value.step(true)
    } else if on(number + 1) {
        value.step(false)
    } else {
        value
    }
}
