//! Pages: the view of whatever has a name.

use crate::{
    search::Subject,
    view::{CommandView, DomainView, ErratumView, FinalView, MessageView, PacketView, ReasonView},
};
use serde::Serialize;
use wizfi360_spec::Spec;

/// The page of a subject. In JSON `kind` names the variant.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Page {
    /// A command.
    Command(Box<CommandView>),
    /// An unsolicited message.
    Message(Box<MessageView>),
    /// A packet.
    Packet(Box<PacketView>),
    /// A final result.
    Final(FinalView),
    /// A reason, which precedes a final result.
    Reason(ReasonView),
    /// A value type.
    Domain(Box<DomainView>),
    /// An erratum.
    Erratum(ErratumView),
}

impl Page {
    /// Resolves a subject of the spec.
    pub fn new(spec: &Spec, subject: &Subject<'_>) -> Page {
        match subject {
            Subject::Command(path, command) => Page::Command(Box::new(CommandView::new(spec, path, command))),
            Subject::Message(line) => Page::Message(Box::new(MessageView::new(spec, line))),
            Subject::Packet(packet) => Page::Packet(Box::new(PacketView::new(spec, packet))),
            Subject::Final(of) => Page::Final(FinalView::new(spec, of)),
            Subject::Reason(of) => Page::Reason(ReasonView::new(spec, of)),
            Subject::Domain(path, domain) => Page::Domain(Box::new(DomainView::new(path, domain))),
            Subject::Erratum(erratum) => Page::Erratum(ErratumView::new(erratum)),
        }
    }
}
