//! Packets and errata.

use super::{LineView, SourceView, lexical::FormRef};
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{Command, Decision, Erratum, Line, Packet, Shape, Source, Type},
};

/// A line that comes unasked.
#[derive(Clone, Debug, Serialize)]
pub struct MessageView {
    /// The line.
    #[serde(flatten)]
    pub line: LineView,
    /// The forms because of which it comes.
    pub forms: Vec<FormRef>,
}

impl MessageView {
    /// Resolves a message.
    pub fn new(spec: &Spec, line: &Line) -> MessageView {
        MessageView {
            line: LineView::new(spec, line, None, unsourced(&line.source)),
            forms: FormRef::all(spec, |form| form.messages.contains(&line.name)),
        }
    }
}

/// A head and a counted payload.
#[derive(Clone, Debug, Serialize)]
pub struct PacketView {
    /// The header.
    pub head: LineView,
    /// The parameter of the head that counts the payload's bytes.
    pub length: String,
    /// The largest length that is believed.
    pub max: u32,
    /// Where that limit is documented.
    pub max_source: SourceView,
}

impl PacketView {
    /// Resolves a packet.
    pub fn new(spec: &Spec, packet: &Packet) -> PacketView {
        PacketView {
            head: LineView::new(spec, &packet.head, None, unsourced(&packet.head.source)),
            length: packet.length.clone(),
            max: packet.max,
            max_source: SourceView::new(&packet.max_source),
        }
    }
}

/// Events have a source of their own; a lint sees to it.
pub(super) fn unsourced(source: &Option<Source>) -> &Source {
    static NONE: Source = Source::Inference(String::new());
    source.as_ref().unwrap_or(&NONE)
}

/// Where manual and manual, or manual and module, disagree.
#[derive(Clone, Debug, Serialize)]
pub struct ErratumView {
    /// Its id.
    pub id: String,
    /// What the manual says.
    pub manual_says: String,
    /// What modules do.
    pub module_does: String,
    /// `accept_both`, `follow_manual`, `follow_module` or `undecided`.
    pub decision: &'static str,
    /// What follows for hosts.
    pub consequence: String,
    /// Where the manual says it.
    pub manual_source: SourceView,
    /// Where the other behaviour was observed.
    pub evidence: Vec<SourceView>,
}

impl ErratumView {
    /// Resolves an erratum.
    pub fn new(erratum: &Erratum) -> ErratumView {
        ErratumView {
            id: erratum.id.clone(),
            manual_says: erratum.manual_says.clone(),
            module_does: erratum.module_does.clone(),
            decision: match erratum.decision {
                Decision::AcceptBoth => "accept_both",
                Decision::FollowManual => "follow_manual",
                Decision::FollowModule => "follow_module",
                Decision::Undecided => "undecided",
            },
            consequence: erratum.consequence.clone(),
            manual_source: SourceView::new(&erratum.manual_source),
            evidence: erratum.evidence.iter().map(SourceView::new).collect(),
        }
    }

    /// The decision, in words.
    pub fn decision_text(&self) -> &'static str {
        match self.decision {
            "accept_both" => "both are read",
            "follow_manual" => "the manual holds",
            "follow_module" => "the module holds",
            _ => "undecided",
        }
    }

    /// All errata of a command: its own, those of its lines, of its value types and of its examples. Each once.
    pub fn of_command(spec: &Spec, command: &Command) -> Vec<ErratumView> {
        let mut ids: Vec<&str> = command.errata.iter().map(String::as_str).collect();
        ids.extend(command.lines.iter().flat_map(|line| &line.errata).map(String::as_str));
        let lists = command.forms.iter().map(|form| &form.params).chain(command.lines.iter().map(|line| &line.params));
        let domains = lists.flat_map(Shape::params).filter_map(|param| match &param.ty {
            Type::Domain(name) => spec.domain(name),
            _ => None,
        });
        ids.extend(domains.flat_map(|domain| &domain.errata).map(String::as_str));
        ids.extend(command.examples.iter().flat_map(|example| &example.errata).map(String::as_str));
        let mut pages: Vec<ErratumView> = Vec::new();
        for id in ids {
            let found = spec.errata.errata.iter().find(|erratum| erratum.id == id);
            pages.extend(found.filter(|_| pages.iter().all(|page| page.id != id)).map(ErratumView::new));
        }
        pages
    }
}
