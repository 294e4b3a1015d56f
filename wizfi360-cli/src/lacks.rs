//! What a firmware does not have.

use wizfi360_spec::{
    Spec,
    interpret::Interpreter,
    model::{Command, Firmware},
};

/// The spec, and the spec as of a firmware.
pub(crate) struct AsOf {
    spec: &'static Spec,
    then: Spec,
    firmware: Firmware,
}

impl AsOf {
    pub(crate) fn new(spec: &'static Spec, firmware: Firmware) -> AsOf {
        AsOf { spec, then: spec.as_of(firmware), firmware }
    }

    /// Which firmware it is.
    pub(crate) fn firmware(&self) -> Firmware {
        self.firmware
    }

    /// The parts of the command that the firmware does not have, if it does not have this request:
    /// it has a request that the spec as of it can read. `None` if it does.
    pub(crate) fn lacks(&self, command: &Command, line: &[u8]) -> Option<Vec<String>> {
        if Interpreter::new(&self.then).read_request(line).is_ok() {
            return None;
        }
        let absent = self.spec.unavailable_in(command, self.firmware);
        Some(absent.iter().map(|absent| format!("{}: {}.", absent.part(), absent.span)).collect())
    }
}
