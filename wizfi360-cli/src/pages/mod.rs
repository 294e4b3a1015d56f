//! What the spec says, resolved: references followed, inherited sources filled in, rules put into words.
//!
//! These types are the JSON of `explain`, `spec` and `coverage`; `docs/json.md` documents them. The text pages are
//! written from them too, so both say the same.

mod behaviour;
mod command;
mod events;
mod forms;
#[cfg(test)]
mod keys;
mod lexical;
mod lines;
mod manual;
mod params;
mod source;
mod syntax;
mod values;
mod whole;

pub(crate) use command::{CommandPage, ExamplePage, NamePage};
pub(crate) use events::{ErratumPage, MessagePage, PacketPage};
pub(crate) use forms::{FormPage, form_word};
pub(crate) use lexical::{FinalPage, FormRef, ReasonPage};
pub(crate) use lines::LinePage;
pub(crate) use params::{FactoryPage, ParamPage, ShapePage, Step};
pub(crate) use source::{NotePage, SourcePage, SpanPage};
pub(crate) use syntax::{LineSyntax, form_lines};
pub(crate) use values::{DomainPage, TypePage, ValuePage};
pub(crate) use whole::WholePage;

/// The number that every JSON document carries as `schema`. It grows when a key changes its meaning or goes away;
/// new keys do not change it.
pub(crate) const SCHEMA: u32 = 1;
