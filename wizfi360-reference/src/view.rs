//! Views of the spec, resolved for readers: references followed, inherited sources filled in, rules in words.
//!
//! Each type serializes as the JSON of `explain`, `spec` and `coverage`, which `docs/json.md` of the repository
//! documents. Text for people is written from the same types, so both agree.

mod behaviour;
mod command;
mod document;
mod events;
mod forms;
#[cfg(test)]
mod keys;
mod lexical;
mod lines;
mod manual;
mod params;
mod source;
mod values;

pub use behaviour::BehaviourView;
pub use command::{CommandView, ExampleView, NameView, TurnView};
pub use document::{Document, FamilyView};
pub use events::{ErratumView, MessageView, PacketView};
pub use forms::{DataView, FormView, WhenView};
pub use lexical::{FactView, FinalView, FormRef, LexicalView, ReasonView, ScopesView};
pub use lines::LineView;
pub use manual::{ListView, ManualView, MisprintKindView, MisprintView};
pub use params::{
    ChoiceView, FactoryView, Inherited, MaskBitView, ParamView, Sender, ShapeItem, ShapeView, TailView, VariantView,
};
pub use source::{NoteView, SourceView, SpanView};
pub use values::{DomainView, TypeView, ValueView};

/// The number that every JSON document carries as `schema`. It grows when a key changes its meaning or goes away;
/// new keys do not change it.
pub const SCHEMA: u32 = 2;
