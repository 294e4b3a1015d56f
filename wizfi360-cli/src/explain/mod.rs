//! `wizfi360 explain`: pages to look things up.

mod command;
mod entry;
mod find;
mod list;

use crate::{
    args::{Color, Explain},
    book::Book,
    end::{Failure, Outcome, Verdict},
    pages::SCHEMA,
    paint,
};
use entry::Entry;
use serde::Serialize;

pub(crate) fn run(args: &Explain, color: Color) -> Outcome {
    let book = Book::open(&args.spec)?;
    let typed = args.name.join(" ");
    if typed.trim().is_empty() {
        return list::run(&book, args.json, color);
    }
    let entries: Vec<Entry> = find::find(book.spec, typed.trim())
        .map_err(|near| Failure::Wrong(vec![near]))?
        .iter()
        .map(|subject| Entry::new(book.spec, subject))
        .collect();
    if args.json {
        #[derive(Serialize)]
        struct Found {
            schema: u32,
            found: Vec<Entry>,
        }
        print_json(color, &Found { schema: SCHEMA, found: entries })?;
        return Ok(Verdict::Fine);
    }
    let pages: Vec<String> = entries.iter().map(Entry::text).collect();
    paint::print(color, &pages.join("\n"))?;
    Ok(Verdict::Fine)
}

/// Prints a document, indented.
pub(crate) fn print_json(color: Color, value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(std::io::Error::from)?;
    paint::print(color, &format!("{text}\n"))?;
    Ok(())
}
