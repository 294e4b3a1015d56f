//! Arguments and results of a task, as they cross from the emulator to an image.

use core::{marker::PhantomData, slice};

/// The input of a task.
#[repr(C)]
#[derive(Debug)]
pub struct Input<'a> {
    bytes: Slice<'a>,
    more: Slice<'a>,
    /// Length of the slices that a stream is fed in.
    pub step: usize,
    /// How often the work is done.
    pub loops: usize,
}

impl<'a> Input<'a> {
    /// `more` is the list of commands of a stream, and the password of a request.
    pub fn new(bytes: &'a [u8], more: &'a [u8], step: usize, loops: usize) -> Self {
        Input { bytes: bytes.into(), more: more.into(), step, loops }
    }

    /// Returns the stream, the line or the SSID.
    #[inline]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes.get()
    }

    /// Returns the commands or the password.
    #[inline]
    pub fn more(&self) -> &'a [u8] {
        self.more.get()
    }
}

/// A slice with a layout that C has as well.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
struct Slice<'a> {
    start: *const u8,
    len: usize,
    bytes: PhantomData<&'a [u8]>,
}

impl<'a> From<&'a [u8]> for Slice<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Slice { start: bytes.as_ptr(), len: bytes.len(), bytes: PhantomData }
    }
}

impl<'a> Slice<'a> {
    #[inline]
    #[allow(unsafe_code)]
    fn get(self) -> &'a [u8] {
        // SAFETY: it was made of a slice, or by the emulator of memory that it has filled.
        unsafe { slice::from_raw_parts(self.start, self.len) }
    }
}

macro_rules! counts {
    ($($(#[$doc:meta])+ $name:ident,)+) => {
        /// What a task found.
        #[repr(C)]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Counts {
            $($(#[$doc])+ pub $name: u32,)+
        }

        impl Counts {
            /// Names of all fields, in order.
            pub const NAMES: &[&str] = &[$(stringify!($name)),+];

            /// Returns all fields in order.
            pub fn all(&self) -> [u32; Counts::NAMES.len()] {
                [$(self.$name),+]
            }

            /// Builds it from all fields in order.
            pub fn from_all([$($name),+]: [u32; Counts::NAMES.len()]) -> Self {
                Counts { $($name),+ }
            }
        }
    };
}

counts! {
    /// Echoed commands.
    echoes,
    /// Answer lines; of a typed line how often it was parsed.
    lines,
    /// Final results.
    finals,
    /// `OK` before a prompt.
    accepted,
    /// Prompts.
    prompts,
    /// Reasons of an error.
    reasons,
    /// Unsolicited messages.
    messages,
    /// Unknown lines.
    texts,
    /// Packets that are complete.
    packets,
    /// Bytes of payload.
    payload,
    /// Bytes of answer lines, messages and unknown lines; of a request the sum of its bytes.
    bytes,
    /// Anything else.
    other,
}
