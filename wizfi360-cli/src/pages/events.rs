//! Packets and errata.

use super::{LinePage, SourcePage, lexical::FormRef};
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{Command, Decision, Erratum, Line, Packet, Param, Shape, Source, Type},
};

/// A line that comes unasked.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MessagePage {
    #[serde(flatten)]
    pub(crate) line: LinePage,
    /// The forms because of which it comes.
    pub(crate) forms: Vec<FormRef>,
}

impl MessagePage {
    pub(crate) fn new(spec: &Spec, line: &Line) -> MessagePage {
        MessagePage {
            line: LinePage::new(spec, line, None, unsourced(&line.source)),
            forms: FormRef::all(spec, |form| form.messages.contains(&line.name)),
        }
    }
}

/// A head and a counted payload.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PacketPage {
    pub(crate) head: LinePage,
    /// The parameter of the head that counts the payload's bytes.
    pub(crate) length: String,
    /// The largest length that is believed.
    pub(crate) max: u32,
    pub(crate) max_source: SourcePage,
}

impl PacketPage {
    pub(crate) fn new(spec: &Spec, packet: &Packet) -> PacketPage {
        PacketPage {
            head: LinePage::new(spec, &packet.head, None, unsourced(&packet.head.source)),
            length: packet.length.clone(),
            max: packet.max,
            max_source: SourcePage::new(&packet.max_source),
        }
    }
}

/// Events have a source of their own; a lint sees to it.
pub(crate) fn unsourced(source: &Option<Source>) -> &Source {
    static NONE: Source = Source::Inference(String::new());
    source.as_ref().unwrap_or(&NONE)
}

/// Where manual and manual, or manual and module, disagree.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ErratumPage {
    pub(crate) id: String,
    pub(crate) manual_says: String,
    pub(crate) module_does: String,
    /// `accept_both`, `follow_manual`, `follow_module` or `undecided`.
    pub(crate) decision: &'static str,
    pub(crate) consequence: String,
    pub(crate) manual_source: SourcePage,
    pub(crate) evidence: Vec<SourcePage>,
}

impl ErratumPage {
    pub(crate) fn new(erratum: &Erratum) -> ErratumPage {
        ErratumPage {
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
            manual_source: SourcePage::new(&erratum.manual_source),
            evidence: erratum.evidence.iter().map(SourcePage::new).collect(),
        }
    }

    /// The decision, in words.
    pub(crate) fn decision_text(&self) -> &'static str {
        match self.decision {
            "accept_both" => "both are read",
            "follow_manual" => "the manual holds",
            "follow_module" => "the module holds",
            _ => "undecided",
        }
    }

    /// All errata of a command: its own, those of its lines, of its value types and of its examples. Each once.
    pub(crate) fn of_command(spec: &Spec, command: &Command) -> Vec<ErratumPage> {
        let mut ids: Vec<&str> = command.errata.iter().map(String::as_str).collect();
        let lines = command.lines.iter().map(|line| &line.params);
        for line in &command.lines {
            ids.extend(line.errata.iter().map(String::as_str));
        }
        for shape in command.forms.iter().map(|form| &form.params).chain(lines) {
            of_shape(spec, shape, &mut ids);
        }
        for example in &command.examples {
            ids.extend(example.errata.iter().map(String::as_str));
        }
        let mut pages: Vec<ErratumPage> = Vec::new();
        for id in ids {
            let found = spec.errata.errata.iter().find(|erratum| erratum.id == id);
            pages.extend(found.filter(|_| pages.iter().all(|page| page.id != id)).map(ErratumPage::new));
        }
        pages
    }
}

fn of_shape<'s>(spec: &'s Spec, shape: &'s Shape, ids: &mut Vec<&'s str>) {
    let mut of_param = |param: &'s Param| {
        if let Type::Domain(name) = &param.ty
            && let Some(domain) = spec.domain(name)
        {
            ids.extend(domain.errata.iter().map(String::as_str));
        }
    };
    shape.optional_first.iter().chain(&shape.list).for_each(&mut of_param);
    for variant in shape.choice.iter().flat_map(|choice| &choice.variants) {
        of_shape(spec, &variant.params, ids);
    }
    if let Some(tail) = &shape.tail {
        of_shape(spec, &tail.params, ids);
    }
}
