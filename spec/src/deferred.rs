//! Parts of the spec that few programs need.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{
    fmt,
    ops::{Deref, DerefMut},
    sync::OnceLock,
};

/// A value that is read when it is first used. Those of [`Spec::embedded`](crate::Spec::embedded) are; all others are
/// there from the start.
#[derive(Clone)]
pub struct Deferred<T> {
    cell: OnceLock<T>,
    packed: &'static [u8],
    read: fn(&'static [u8]) -> T,
}

impl<T> Deferred<T> {
    /// Defers the reading of a value.
    #[allow(dead_code, reason = "the build script has nothing to defer")]
    pub(crate) fn new(packed: &'static [u8], read: fn(&'static [u8]) -> T) -> Self {
        Deferred { cell: OnceLock::new(), packed, read }
    }

    /// Returns true if the value is there.
    #[cfg(test)]
    pub(crate) fn is_read(&self) -> bool {
        self.cell.get().is_some()
    }
}

impl<T> From<T> for Deferred<T> {
    fn from(value: T) -> Self {
        Deferred { cell: OnceLock::from(value), packed: &[], read: |_| unreachable!("the value is there") }
    }
}

impl<T: Default> Default for Deferred<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T> Deref for Deferred<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.cell.get_or_init(|| (self.read)(self.packed))
    }
}

impl<T> DerefMut for Deferred<T> {
    fn deref_mut(&mut self) -> &mut T {
        let _: &T = self;
        self.cell.get_mut().expect("it has been read")
    }
}

impl<'d, T> IntoIterator for &'d Deferred<T>
where
    &'d T: IntoIterator,
{
    type Item = <&'d T as IntoIterator>::Item;
    type IntoIter = <&'d T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (**self).into_iter()
    }
}

impl<'d, T> IntoIterator for &'d mut Deferred<T>
where
    &'d mut T: IntoIterator,
{
    type Item = <&'d mut T as IntoIterator>::Item;
    type IntoIter = <&'d mut T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (**self).into_iter()
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

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Deferred<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::deserialize(from).map(Self::from)
    }
}
