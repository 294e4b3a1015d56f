//! All commands, by family.

use super::print_json;
use crate::{
    args::{Color, Explain},
    book::Book,
    end::{Outcome, Verdict},
    layout::cut,
    pager,
    paint::{ASIDE, HEADING, In, VALUE, WIDTH, pad},
    voice::Voice,
};
use serde::Serialize;
use wizfi360_reference::view::{SCHEMA, SpanView};
use wizfi360_spec::model::{self, Firmware, Versioned};

#[derive(Serialize)]
struct List<'s> {
    schema: u32,
    families: Vec<Family<'s>>,
}

#[derive(Serialize)]
struct Family<'s> {
    path: &'s str,
    doc: &'s str,
    commands: Vec<Command<'s>>,
}

#[derive(Serialize)]
struct Command<'s> {
    name: &'s str,
    names: Vec<&'s str>,
    title: &'s str,
    sections: Vec<&'s str>,
    /// With `--firmware`, for commands that it does not have: the firmware that does.
    #[serde(skip_serializing_if = "Option::is_none")]
    absent: Option<SpanView>,
}

pub(super) fn run(book: &Book, args: &Explain, color: Color) -> Outcome {
    if args.json {
        print_json(color, &list(book, args.firmware))?;
    } else {
        pager::show(color, !args.no_pager, &text(book, args.firmware, Voice::Arguments))?;
    }
    Ok(Verdict::Fine)
}

fn list(book: &Book, firmware: Option<Firmware>) -> List<'static> {
    let families = book.spec.families.iter().map(|file| Family {
        path: &file.path,
        doc: &file.family.doc,
        commands: file
            .family
            .commands
            .iter()
            .map(|command| Command {
                name: command.names.first().map_or("", |name| &name.name),
                names: command.names.iter().map(|name| name.name.as_str()).collect(),
                title: &command.title,
                sections: command.names.iter().filter_map(|name| name.source.section()).collect(),
                absent: absent(command, firmware),
            })
            .collect(),
    });
    let mut families: Vec<Family<'static>> = families.collect();
    // As in the manual.
    families.sort_by_key(|family| {
        family.commands.iter().flat_map(|command| &command.sections).map(|section| number(section)).min()
    });
    List { schema: SCHEMA, families }
}

/// The firmware that has the command, if this one has not.
fn absent(command: &model::Command, firmware: Option<Firmware>) -> Option<SpanView> {
    let firmware = firmware?;
    let there = command.names.iter().any(|name| name.span().contains(firmware));
    command.names.first().filter(|_| !there).map(SpanView::new)
}

/// `3.2.16` as numbers, so that it stands behind `3.2.9`.
fn number(section: &str) -> Vec<u32> {
    section.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect()
}

/// All commands; those that the firmware lacks tell which has them.
pub(super) fn text(book: &Book, firmware: Option<Firmware>, voice: Voice) -> String {
    let list = list(book, firmware);
    let commands = || list.families.iter().flat_map(|family| &family.commands);
    let width = commands().map(|command| command.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for family in &list.families {
        out += &format!("{} {}\n", In(HEADING, family.path), In(ASIDE, cut(family.doc, WIDTH - family.path.len() - 1)));
        for command in &family.commands {
            let margin = command.sections.first().map(|section| format!("§{section}")).unwrap_or_default();
            let room = WIDTH.saturating_sub(width + 4 + 9);
            let text = match &command.absent {
                Some(firmware) => format!("not in this firmware; {}", firmware.span()),
                None => command.title.to_string(),
            };
            let title = pad(&cut(&text, room), room);
            out +=
                &format!("  {}  {title}{}\n", In(VALUE, pad(command.name, width)), In(ASIDE, format!("{margin:>9}")));
        }
        out.push('\n');
    }
    let count = commands().filter(|command| command.absent.is_none()).count();
    out + &format!(
        "{count} commands. {} shows one; `_DEF` and older names stand on the same page.\n",
        voice.explain("<name>")
    )
}
