//! A module on a desk as the other end of a check against the spec.

use crate::{Happening, Testbed};
use std::io;
use wizfi360_conformance::check::{Channel, Deed};

/// Nothing waits for real: what a read waits for comes as fast as it can be reckoned.
impl Channel for Testbed {
    fn now(&self) -> u64 {
        Testbed::now(self)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        Testbed::write(self, bytes);
        Ok(())
    }

    fn read(&mut self, milliseconds: u64) -> io::Result<Vec<u8>> {
        let until = Testbed::now(self).saturating_add(milliseconds);
        loop {
            let said = Testbed::read(self);
            if !said.is_empty() {
                return Ok(said);
            }
            match self.next_at().filter(|at| *at <= until) {
                Some(at) => self.pass(at.saturating_sub(Testbed::now(self))),
                None => {
                    self.pass(until.saturating_sub(Testbed::now(self)));
                    return Ok(Testbed::read(self));
                }
            }
        }
    }

    fn hand(&mut self, deed: &Deed) -> io::Result<bool> {
        self.happen(match deed {
            Deed::Provision { ssid, password } => Happening::Provision(ssid.as_str().into(), password.as_str().into()),
            Deed::WpsFails => Happening::ProvisionFails,
        });
        Ok(true)
    }
}
