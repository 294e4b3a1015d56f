//! `wizfi360 explain`: pages to look things up.

mod as_of;
mod brief;
mod command;
mod list;
mod page;

use crate::{
    args::{Color, Explain},
    book::Book,
    end::{Failure, Outcome, Verdict},
    hint_style::HintStyle,
    pager, paint,
};
use serde::Serialize;
use wizfi360_reference::{Page, search, view::SCHEMA};

pub(crate) fn run(args: &Explain, color: Color) -> Outcome {
    let book = Book::open(&args.spec)?;
    let style = HintStyle::Arguments;
    let typed = args.name.join(" ");
    if typed.trim().is_empty() {
        return list::run(&book, args, color);
    }
    let subjects = search::find(book.spec, typed.trim()).map_err(|unknown| style.failure([unknown]))?;
    if let Some(firmware) = args.firmware {
        return as_of::run(book.spec, firmware, &subjects, args, color);
    }
    let pages: Vec<Page> = subjects.iter().map(|subject| Page::new(book.spec, subject)).collect();
    if args.json {
        #[derive(Serialize)]
        struct Results {
            schema: u32,
            results: Vec<Page>,
        }
        print_json(color, &Results { schema: SCHEMA, results: pages })?;
        return Ok(Verdict::Fine);
    }
    pager::show(color, !args.no_pager, &text(&pages, style, page::writer(args.brief)))?;
    Ok(Verdict::Fine)
}

/// The pages of what is typed in the shell; without a name, the list of commands.
pub(crate) fn pages(book: &Book, typed: &str) -> Result<String, Failure> {
    if typed.is_empty() {
        return Ok(list::text(book, None, HintStyle::Shell));
    }
    let subjects = search::find(book.spec, typed).map_err(|unknown| HintStyle::Shell.failure([unknown]))?;
    let pages: Vec<Page> = subjects.iter().map(|subject| Page::new(book.spec, subject)).collect();
    Ok(text(&pages, HintStyle::Shell, page::text))
}

/// The pages, each as `write` writes it; where there are many commands, which ones.
fn text(pages: &[Page], style: HintStyle, write: fn(&Page) -> String) -> String {
    const MANY: usize = 3;
    let commands = pages.iter().filter_map(|page| match page {
        Page::Command(page) => Some((page.name(), page.title.as_str())),
        _ => None,
    });
    let commands: Vec<(&str, &str)> = commands.collect();
    if commands.len() <= MANY {
        return pages.iter().map(write).collect::<Vec<_>>().join("\n");
    }
    let width = commands.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut out = format!("{} commands; {} shows one.\n", commands.len(), style.explain("<name>"));
    for (name, title) in commands {
        out += &format!("  {}  {title}\n", paint::In(paint::VALUE, paint::pad(name, width)));
    }
    for page in pages.iter().filter(|page| !matches!(page, Page::Command(_))) {
        out += &format!("\n{}", write(page));
    }
    out
}

/// Prints a document, indented.
pub(crate) fn print_json(color: Color, value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(std::io::Error::from)?;
    paint::print(color, &format!("{text}\n"))?;
    Ok(())
}
