//! What a section is about.

use crate::{
    Spec,
    lint::{Place, sections_covered::is_printed, walk::texts},
    model::{
        Command, Form, FormKind, Line, Name, Param, PrintedKind, Scope, Section, Shape, ShapeItem, ShapePart, Source,
    },
};

/// All texts for readers, each with its place. They are collected once, for all sections.
#[derive(Default)]
pub(super) struct Texts<'s>(Vec<(Place, &'s str)>);

impl<'s> Texts<'s> {
    pub(super) fn new(spec: &'s Spec) -> Self {
        Texts(texts(spec))
    }

    /// True if a text at one of these places has the words.
    pub(super) fn say(&self, words: &str, is_here: impl Fn(&Place) -> bool) -> bool {
        self.0.iter().any(|(place, text)| text.contains(words) && is_here(place))
    }
}

/// A section, and its command or packet.
pub(super) struct Subject<'s> {
    pub(super) spec: &'s Spec,
    texts: &'s Texts<'s>,
    pub(super) section: &'s Section,
    /// The command and the name that the section is about; a packet has none.
    pub(super) command: Option<(&'s Command, &'s Name)>,
    /// The header of the packet.
    pub(super) head: Option<&'s Line>,
}

impl<'s> Subject<'s> {
    pub(super) fn new(spec: &'s Spec, section: &'s Section, texts: &'s Texts<'s>) -> Option<Self> {
        let command = spec.command(&section.command).map(|(_, command, name)| (command, name));
        let mut heads = spec.events.packets.iter().map(|packet| &packet.head);
        let head = heads.find(|head| command.is_none() && head.prefix.starts_with(&section.command));
        (command.is_some() || head.is_some()).then_some(Subject { spec, texts, section, command, head })
    }

    /// The forms of the section.
    pub(super) fn forms(&self) -> Vec<&'s Form> {
        let Some((command, name)) = self.command else { return Vec::new() };
        let here =
            command.forms.iter().filter(|form| form.applies_to(name) && is_printed(form, self.section, &command.names));
        here.collect()
    }

    /// The forms of a kind; all of them without one.
    pub(super) fn forms_of(&self, kind: Option<PrintedKind>) -> Vec<&'s Form> {
        self.forms().into_iter().filter(|form| kind.is_none_or(|kind| kind == printed_kind(form.kind))).collect()
    }

    /// The answer lines of a form.
    pub(super) fn answers(&self, form: &Form) -> Vec<&'s Line> {
        let Some((command, _)) = self.command else { return Vec::new() };
        form.answers.iter().filter_map(|name| command.lines.iter().find(|line| line.name == *name)).collect()
    }

    /// The messages that a form brings.
    pub(super) fn messages(&self, form: &Form) -> Vec<&'s Line> {
        let known = &self.spec.events.messages;
        form.messages.iter().filter_map(|name| known.iter().find(|line| line.name == *name)).collect()
    }

    /// What the name adds to the prefix of answers.
    pub(super) fn suffix(&self) -> &'static str {
        self.command.and_then(|(_, name)| name.scope).map_or("", Scope::suffix)
    }

    /// True if a text about the command has these words.
    pub(super) fn says(&self, words: &str) -> bool {
        let mut types: Vec<&str> = Vec::new();
        let mut errata: Vec<&str> = Vec::new();
        let mut shapes: Vec<&Shape> = Vec::new();
        if let Some((command, _)) = self.command {
            errata.extend(command.errata.iter().map(String::as_str));
            shapes.extend(command.forms.iter().map(|form| &form.params));
            shapes.extend(command.lines.iter().map(|line| &line.params));
        }
        for param in shapes.iter().flat_map(|shape| shape.params()) {
            if let crate::model::Type::Domain(name) = &param.ty {
                types.push(name);
            }
        }
        let messages: Vec<&str> = self
            .forms()
            .iter()
            .flat_map(|form| &form.messages)
            .map(String::as_str)
            .chain(self.head.map(|head| head.name.as_str()))
            .collect();
        let first = self.command.and_then(|(command, _)| command.names.first()).map(|name| &name.name);
        let is_here = |place: &Place| {
            first.is_some() && place.command.as_ref() == first
                || match &place.item {
                    Some(("domain", of)) => types.contains(&of.as_str()),
                    Some(("message" | "packet", of)) => messages.contains(&of.as_str()),
                    Some(("erratum", of)) => errata.contains(&of.as_str()),
                    _ => false,
                }
        };
        self.texts.say(words, is_here)
    }
}

pub(super) fn printed_kind(kind: FormKind) -> PrintedKind {
    match kind {
        FormKind::Test => PrintedKind::Test,
        FormKind::Query => PrintedKind::Query,
        FormKind::Set => PrintedKind::Set,
        FormKind::Execute => PrintedKind::Execute,
    }
}

/// `set`, or `all forms`.
pub(super) fn kind_name(kind: Option<PrintedKind>) -> String {
    kind.map_or("all forms".into(), |kind| format!("{kind:?}").to_lowercase())
}

/// The word under which a parameter is, and the parameter; of a choice, its name and its words.
pub(super) type Occurrence<'s> = (Option<&'s str>, Result<&'s Param, (&'s str, Vec<&'s str>)>);

/// All parameters of a list with the word under which each is, in the order of the wire; the word of a choice is among
/// them, as `Err` of its name and its words.
pub(super) fn occurrences(shape: &Shape) -> Vec<Occurrence<'_>> {
    let occurrences = shape.items().into_iter().filter_map(|ShapeItem { variant, part }| {
        let found = match part {
            ShapePart::Param(param) => Ok(param),
            ShapePart::Choice(choice) => {
                Err((choice.tag.as_str(), choice.variants.iter().map(|variant| variant.tag.as_str()).collect()))
            }
            ShapePart::Variant(..) | ShapePart::Tail(_) => return None,
        };
        Some((variant.map(|variant| variant.tag.as_str()), found))
    });
    occurrences.collect()
}

/// True if a source is the manual.
pub(super) fn is_manual(source: &Source) -> bool {
    source.section().is_some()
}
