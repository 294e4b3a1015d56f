//! The spec that is built into the crate.

use crate::{
    Deferred, Spec,
    model::Manual,
    packed::{unpack, unpack_manual},
};
use std::sync::OnceLock;

/// The bytes of a file that the build script has written.
macro_rules! packed {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".postcard"))
    };
}

impl Spec {
    /// Returns the spec that this crate was built with: one for all who ask.
    ///
    /// # Panics
    ///
    /// Never in a released crate: a test compares it with the RON files.
    pub fn embedded() -> &'static Spec {
        static EMBEDDED: OnceLock<Spec> = OnceLock::new();
        EMBEDDED.get_or_init(|| expect(unpack(packed!("spec"), Deferred::new(manual))))
    }
}

fn manual() -> Manual {
    expect(unpack_manual(packed!("manual")))
}

fn expect<T>(unpacked: postcard::Result<T>) -> T {
    unpacked.unwrap_or_else(|error| panic!("the embedded spec does not load: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn the_embedded_spec_is_what_the_files_say() {
        let read = match Spec::from_folder(Path::new(env!("CARGO_MANIFEST_DIR"))) {
            Ok(spec) => spec,
            Err(errors) => panic!("{}", errors.iter().map(|error| format!("{error}\n")).collect::<String>()),
        };
        assert!(format!("{read:?}") == format!("{:?}", Spec::embedded()), "the embedded spec is another one");
    }
}
