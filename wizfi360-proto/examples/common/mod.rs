//! What both examples share: a blocking driver, and a module in memory to drive.

#![allow(dead_code, reason = "each example uses a part of it")]

pub(crate) mod driver;
pub(crate) mod module;
