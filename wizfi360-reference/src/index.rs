//! The list of all commands.

use crate::view::{SCHEMA, SpanView};
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{Command, Firmware, Versioned},
};

/// All commands by family, in the order of the manual.
#[derive(Clone, Debug, Serialize)]
pub struct Index<'s> {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The families.
    pub families: Vec<IndexedFamily<'s>>,
}

/// A family of commands.
#[derive(Clone, Debug, Serialize)]
pub struct IndexedFamily<'s> {
    /// Its file: `wifi/join`.
    pub path: &'s str,
    /// A sentence about it.
    pub doc: &'s str,
    /// Its commands.
    pub commands: Vec<IndexedCommand<'s>>,
}

/// A command in short.
#[derive(Clone, Debug, Serialize)]
pub struct IndexedCommand<'s> {
    /// The name that is listed first.
    pub name: &'s str,
    /// All its names.
    pub names: Vec<&'s str>,
    /// A sentence about it.
    pub title: &'s str,
    /// The sections of the manual that describe it.
    pub sections: Vec<&'s str>,
    /// For a command that the firmware lacks: the firmware that has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unavailable: Option<SpanView>,
}

impl<'s> Index<'s> {
    /// Lists all commands; with a firmware, those that it lacks are marked.
    pub fn new(spec: &'s Spec, firmware: Option<Firmware>) -> Index<'s> {
        let families = spec.families.iter().map(|file| IndexedFamily {
            path: &file.path,
            doc: &file.family.doc,
            commands: file.family.commands.iter().map(|command| IndexedCommand::new(command, firmware)).collect(),
        });
        let mut families: Vec<IndexedFamily<'s>> = families.collect();
        families.sort_by_key(|family| {
            family.commands.iter().flat_map(|command| &command.sections).map(|section| number(section)).min()
        });
        Index { schema: SCHEMA, families }
    }

    /// Returns all commands, in the order of the families.
    pub fn commands(&self) -> impl Iterator<Item = &IndexedCommand<'s>> {
        self.families.iter().flat_map(|family| &family.commands)
    }
}

impl<'s> IndexedCommand<'s> {
    fn new(command: &'s Command, firmware: Option<Firmware>) -> IndexedCommand<'s> {
        let is_available = |firmware| command.names.iter().any(|name| name.span().contains(firmware));
        let lacking = firmware.is_some_and(|firmware| !is_available(firmware));
        IndexedCommand {
            name: command.names.first().map_or("", |name| &name.name),
            names: command.names.iter().map(|name| name.name.as_str()).collect(),
            title: &command.title,
            sections: command.names.iter().filter_map(|name| name.source.section()).collect(),
            unavailable: command.names.first().filter(|_| lacking).map(SpanView::new),
        }
    }
}

/// `3.2.16` as numbers, so that it sorts after `3.2.9`.
fn number(section: &str) -> Vec<u32> {
    section.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect()
}
