//! The spec that is built into the crate.

use crate::{Spec, packed::unpack};
use std::sync::OnceLock;

/// What the build script has written.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/spec.postcard"));

impl Spec {
    /// Returns the spec that this crate was built with: one for all who ask.
    ///
    /// # Panics
    ///
    /// Never in a released crate: a test compares it with the RON files.
    pub fn embedded() -> &'static Spec {
        static EMBEDDED: OnceLock<Spec> = OnceLock::new();
        EMBEDDED
            .get_or_init(|| unpack(PACKED).unwrap_or_else(|error| panic!("the embedded spec does not load: {error}")))
    }
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

    #[test]
    fn finding_a_command_reads_the_body_of_none() {
        let spec = unpack(PACKED).unwrap();
        let (_, found, _) = spec.command("AT+CWJAP_CUR").unwrap();
        assert!(spec.commands().all(|(_, command)| !command.forms.is_read() && !command.examples.is_read()));
        assert!(!found.forms.is_empty());
        let read: Vec<_> = spec.commands().filter(|(_, command)| command.forms.is_read()).collect();
        assert_eq!(read.len(), 1, "{read:?}");
        assert!(!spec.manual.is_read());
        assert!(spec.families.iter().all(|file| !file.checks.is_read()));
    }
}
