//! From what is understood to code: one line a field, the work in `derive_support`.

mod compact;
mod line;
mod record;
mod value;

pub(crate) use line::line;
pub(crate) use record::record;
pub(crate) use value::value;
