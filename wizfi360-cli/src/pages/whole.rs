//! The whole spec as one document.

use super::{
    CommandPage, DomainPage, ErratumPage, FinalPage, MessagePage, PacketPage, ReasonPage, SCHEMA, lexical::LexicalPage,
    manual::ManualPage,
};
use serde::Serialize;
use wizfi360_spec::{Spec, model::State};

/// The whole spec.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WholePage {
    pub(crate) schema: u32,
    pub(crate) manual: ManualPage,
    pub(crate) lexical: LexicalPage,
    pub(crate) finals: Vec<FinalPage>,
    pub(crate) reasons: Vec<ReasonPage>,
    pub(crate) domains: Vec<DomainPage>,
    pub(crate) families: Vec<FamilyPage>,
    pub(crate) commands: Vec<CommandPage>,
    pub(crate) messages: Vec<MessagePage>,
    pub(crate) packets: Vec<PacketPage>,
    /// The variables of the module's state, and what every form requires.
    pub(crate) state: State,
    pub(crate) errata: Vec<ErratumPage>,
}

/// One file of commands.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FamilyPage {
    pub(crate) path: String,
    pub(crate) doc: String,
}

impl WholePage {
    pub(crate) fn new(spec: &Spec) -> WholePage {
        let events = &spec.events;
        WholePage {
            schema: SCHEMA,
            manual: ManualPage::new(&spec.manual),
            lexical: LexicalPage::new(&spec.lexical),
            finals: spec.lexical.finals.iter().map(|of| FinalPage::new(spec, of)).collect(),
            reasons: spec.lexical.reasons.iter().map(|of| ReasonPage::new(spec, of)).collect(),
            domains: spec.all_domains().map(|(path, domain)| DomainPage::new(path, domain)).collect(),
            families: spec
                .families
                .iter()
                .map(|file| FamilyPage { path: file.path.clone(), doc: file.family.doc.clone() })
                .collect(),
            commands: spec.commands().map(|(path, command)| CommandPage::new(spec, path, command)).collect(),
            messages: events.messages.iter().map(|line| MessagePage::new(spec, line)).collect(),
            packets: events.packets.iter().map(|packet| PacketPage::new(spec, packet)).collect(),
            state: spec.state.clone(),
            errata: spec.errata.errata.iter().map(ErratumPage::new).collect(),
        }
    }
}
