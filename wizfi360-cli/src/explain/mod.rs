//! `wizfi360 explain`: pages to look things up.

mod as_of;
mod brief;
mod command;
mod entry;
mod find;
mod list;

use crate::{
    args::{Color, Explain},
    book::Book,
    end::{Failure, Outcome, Verdict},
    pager, paint,
    voice::Voice,
};
use entry::Entry;
use serde::Serialize;
use wizfi360_reference::view::SCHEMA;

pub(crate) fn run(args: &Explain, color: Color) -> Outcome {
    let book = Book::open(&args.spec)?;
    let typed = args.name.join(" ");
    if typed.trim().is_empty() {
        return list::run(&book, args, color);
    }
    let subjects = find::find(book.spec, Voice::Arguments, typed.trim()).map_err(|near| Failure::Wrong(vec![near]))?;
    if let Some(firmware) = args.firmware {
        return as_of::run(book.spec, firmware, &subjects, args, color);
    }
    let entries: Vec<Entry> = subjects.iter().map(|subject| Entry::new(book.spec, subject)).collect();
    if args.json {
        #[derive(Serialize)]
        struct Found {
            schema: u32,
            found: Vec<Entry>,
        }
        print_json(color, &Found { schema: SCHEMA, found: entries })?;
        return Ok(Verdict::Fine);
    }
    pager::show(color, !args.no_pager, &text(&entries, Voice::Arguments, Entry::pages_of(args.brief)))?;
    Ok(Verdict::Fine)
}

/// The pages of what is typed in the shell; without a name, the list of commands.
pub(crate) fn pages(book: &Book, typed: &str) -> Result<String, Failure> {
    if typed.is_empty() {
        return Ok(list::text(book, None, Voice::Shell));
    }
    let subjects = find::find(book.spec, Voice::Shell, typed).map_err(|near| Failure::Wrong(vec![near]))?;
    let entries: Vec<Entry> = subjects.iter().map(|subject| Entry::new(book.spec, subject)).collect();
    Ok(text(&entries, Voice::Shell, Entry::text))
}

/// The pages, each as `page` writes it; where there are many commands, which ones.
fn text(entries: &[Entry], voice: Voice, page: fn(&Entry) -> String) -> String {
    const MANY: usize = 3;
    let commands = entries.iter().filter_map(|entry| match entry {
        Entry::Command(page) => Some((page.name(), page.title.as_str())),
        _ => None,
    });
    let commands: Vec<(&str, &str)> = commands.collect();
    if commands.len() <= MANY {
        return entries.iter().map(page).collect::<Vec<_>>().join("\n");
    }
    let width = commands.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut out = format!("{} commands; {} shows one.\n", commands.len(), voice.explain("<name>"));
    for (name, title) in commands {
        out += &format!("  {}  {title}\n", paint::In(paint::VALUE, paint::pad(name, width)));
    }
    for entry in entries.iter().filter(|entry| !matches!(entry, Entry::Command(_))) {
        out += &format!("\n{}", page(entry));
    }
    out
}

/// Prints a document, indented.
pub(crate) fn print_json(color: Color, value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(std::io::Error::from)?;
    paint::print(color, &format!("{text}\n"))?;
    Ok(())
}
