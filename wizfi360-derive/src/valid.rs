//! Placeholder
use crate::{ast::*, errors::Errors};
pub(crate) fn value(_: &Value<'_>, _: &mut Errors) {}
pub(crate) fn record(_: &Record<'_>, _: &mut Errors) {}
pub(crate) fn line(_: &Line<'_>, _: &mut Errors) {}
