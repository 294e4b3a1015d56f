//! The whole spec as one document.

use super::{
    CommandView, DomainView, ErratumView, FinalView, MessageView, PacketView, ReasonView, SCHEMA, lexical::LexicalView,
    manual::ManualView,
};
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{Check, Setup, State},
};

/// The whole spec.
#[derive(Clone, Debug, Serialize)]
pub struct Document {
    /// [`SCHEMA`](super::SCHEMA).
    pub schema: u32,
    /// The manual that the spec describes.
    pub manual: ManualView,
    /// The alphabet.
    pub lexical: LexicalView,
    /// The final results.
    pub finals: Vec<FinalView>,
    /// The reasons.
    pub reasons: Vec<ReasonView>,
    /// The value types.
    pub domains: Vec<DomainView>,
    /// The files of commands.
    pub families: Vec<FamilyView>,
    /// The commands.
    pub commands: Vec<CommandView>,
    /// The unsolicited messages.
    pub messages: Vec<MessageView>,
    /// The packets.
    pub packets: Vec<PacketView>,
    /// The variables of the module's state, and what every form requires.
    pub state: State,
    /// Preconditions that test cases share.
    pub setups: Vec<Setup>,
    /// The ids of the errata that concern it.
    pub errata: Vec<ErratumView>,
}

/// One file of commands.
#[derive(Clone, Debug, Serialize)]
pub struct FamilyView {
    /// The file, without its ending: `wifi/join`.
    pub path: String,
    /// A sentence about the family.
    pub doc: String,
    /// Its scripted test cases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
}

impl Document {
    /// Resolves the whole spec.
    pub fn new(spec: &Spec) -> Document {
        let events = &spec.events;
        Document {
            schema: SCHEMA,
            manual: ManualView::new(&spec.manual),
            lexical: LexicalView::new(&spec.lexical),
            finals: spec.lexical.finals.iter().map(|of| FinalView::new(spec, of)).collect(),
            reasons: spec.lexical.reasons.iter().map(|of| ReasonView::new(spec, of)).collect(),
            domains: spec.all_domains().map(|(path, domain)| DomainView::new(path, domain)).collect(),
            families: spec
                .families
                .iter()
                .map(|file| FamilyView {
                    path: file.path.clone(),
                    doc: file.family.doc.clone(),
                    checks: (*file.checks).clone(),
                })
                .collect(),
            commands: spec.commands().map(|(path, command)| CommandView::new(spec, path, command)).collect(),
            messages: events.messages.iter().map(|line| MessageView::new(spec, line)).collect(),
            packets: events.packets.iter().map(|packet| PacketView::new(spec, packet)).collect(),
            state: (*spec.state).clone(),
            setups: spec.setups.setups.clone(),
            errata: spec.errata.errata.iter().map(ErratumView::new).collect(),
        }
    }
}
