//! `wizfi360 spec`: all of it.

use crate::{
    args::{Color, SpecArgs},
    book::Book,
    end::{Outcome, Verdict},
    explain::print_json,
    paint,
};
use wizfi360_reference::view::Document;

pub(crate) fn run(args: &SpecArgs, color: Color) -> Outcome {
    let book = Book::open(&args.spec)?;
    let whole = Document::new(book.spec);
    if args.json {
        print_json(color, &whole)?;
        return Ok(Verdict::Fine);
    }
    let forms: usize = whole.commands.iter().map(|command| command.forms.len()).sum();
    let names: usize = whole.commands.iter().map(|command| command.names.len()).sum();
    let rows = [
        (whole.commands.len(), "commands"),
        (names, "names of commands, with `_DEF` and older ones"),
        (forms, "forms"),
        (whole.domains.len(), "value types"),
        (whole.messages.len(), "messages"),
        (whole.packets.len(), if whole.packets.len() == 1 { "packet" } else { "packets" }),
        (whole.finals.len(), "final results"),
        (whole.reasons.len(), "reasons"),
        (whole.errata.len(), "errata"),
    ];
    let manual = &whole.manual;
    let mut out = format!("{}, edition {} of {}, {} pages\n", manual.title, manual.edition, manual.date, manual.pages);
    for (count, what) in rows {
        out += &format!("{count:>5}  {what}\n");
    }
    out += "`--json` prints all of it; docs/json.md says how it is written.\n";
    paint::print(color, &out)?;
    Ok(Verdict::Fine)
}
