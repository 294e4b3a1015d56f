//! A part of the spec that few programs need.

use serde::{Serialize, Serializer};
use std::{
    fmt,
    ops::{Deref, DerefMut},
    sync::OnceLock,
};

/// A value that is read when it is first used.
#[derive(Clone)]
pub struct Deferred<T> {
    cell: OnceLock<T>,
    read: fn() -> T,
}

impl<T> Deferred<T> {
    /// Defers the reading of a value.
    pub(crate) fn new(read: fn() -> T) -> Self {
        Deferred { cell: OnceLock::new(), read }
    }
}

impl<T> From<T> for Deferred<T> {
    fn from(value: T) -> Self {
        Deferred { cell: OnceLock::from(value), read: || unreachable!("the value is there") }
    }
}

impl<T> Deref for Deferred<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.cell.get_or_init(self.read)
    }
}

impl<T> DerefMut for Deferred<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.cell.get_or_init(self.read);
        self.cell.get_mut().expect("it has been read")
    }
}

impl<T: fmt::Debug> fmt::Debug for Deferred<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Serialize> Serialize for Deferred<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(to)
    }
}
