//! All commands, by family.

use super::print_json;
use crate::{
    args::{Color, Explain},
    book::Book,
    end::{Outcome, Verdict},
    hint_style::HintStyle,
    layout::cut,
    pager,
    paint::{ASIDE, HEADING, In, VALUE, WIDTH, pad},
};
use wizfi360_reference::Index;
use wizfi360_spec::model::Firmware;

pub(super) fn run(book: &Book, args: &Explain, color: Color) -> Outcome {
    if args.json {
        print_json(color, &Index::new(book.spec, args.firmware))?;
    } else {
        pager::show(color, !args.no_pager, &text(book, args.firmware, HintStyle::Arguments))?;
    }
    Ok(Verdict::Fine)
}

/// All commands; those that the firmware lacks tell which has them.
pub(super) fn text(book: &Book, firmware: Option<Firmware>, style: HintStyle) -> String {
    let list = Index::new(book.spec, firmware);
    let width = list.commands().map(|command| command.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for family in &list.families {
        out += &format!("{} {}\n", In(HEADING, family.path), In(ASIDE, cut(family.doc, WIDTH - family.path.len() - 1)));
        for command in &family.commands {
            let margin = command.sections.first().map(|section| format!("§{section}")).unwrap_or_default();
            let room = WIDTH.saturating_sub(width + 4 + 9);
            let text = match &command.unavailable {
                Some(firmware) => format!("not in this firmware; {}", firmware.span()),
                None => command.title.to_string(),
            };
            let title = pad(&cut(&text, room), room);
            out +=
                &format!("  {}  {title}{}\n", In(VALUE, pad(command.name, width)), In(ASIDE, format!("{margin:>9}")));
        }
        out.push('\n');
    }
    let count = list.commands().filter(|command| command.unavailable.is_none()).count();
    out + &format!(
        "{count} commands. {} shows one; `_DEF` and older names stand on the same page.\n",
        style.explain("<name>")
    )
}
