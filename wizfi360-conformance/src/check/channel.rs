//! The line to the module under test.

use super::Deed;
use std::io;

/// A line to a module, and a clock.
pub trait Channel {
    /// Milliseconds since the line was opened: of the module's own time, where the module is virtual.
    fn now(&self) -> u64;

    /// Writes all of it.
    ///
    /// # Errors
    ///
    /// The line is lost, or ([`io::ErrorKind::Interrupted`]) the run is to end: no case can be run any more.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// What has come; if nothing has, waits for it, but no longer than so many milliseconds. Empty if nothing comes.
    ///
    /// # Errors
    ///
    /// The line is lost: no case can be run any more.
    fn read(&mut self, milliseconds: u64) -> io::Result<Vec<u8>>;

    /// Does something to the surroundings of the module. False if that cannot be done: cases that need it are not run.
    ///
    /// # Errors
    ///
    /// The line is lost: no case can be run any more.
    fn hand(&mut self, _deed: &Deed) -> io::Result<bool> {
        Ok(false)
    }
}
