//! `wizfi360 shell`: an interactive line to a module.

mod acts;
mod complete;
mod console;
mod data;
mod editor;
mod line;
mod link;
mod output;
mod own;
mod places;
mod script;
mod waiting;
mod words;

use crate::{
    args::{Color, Shell},
    book::Book,
    end::{Failure, Outcome},
};
use console::Console;
use link::Link;
use output::Output;
use std::{
    io::{self, IsTerminal},
    sync::mpsc::{Receiver, Sender, channel},
    thread,
};

/// What the shell waits for.
enum Input {
    /// The module says this.
    Module(Vec<u8>),
    /// The connection is lost; without an error the other end has closed it.
    Lost(Option<io::Error>),
    /// What was asked for.
    Answer(Answer),
    /// Ctrl-C, while nobody types.
    Interrupt,
}

/// What came of asking for a line.
enum Answer {
    Line(String),
    /// The line was given up.
    GivenUp,
    /// There are no more lines.
    End,
    /// There is nobody to be asked any more.
    Broken(io::Error),
}

/// Which line is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    Command,
    /// Data, so much of it.
    Data(u32),
    Pem,
    Transparent,
}

/// Who gives the lines.
enum Typist {
    Editor(editor::Editor),
    Script(Sender<Ask>),
}

pub(crate) fn run(args: &Shell, color: Color) -> Outcome {
    let book = Book::open(&args.spec)?;
    let (inputs, received) = channel();
    let link = Link::open(args, inputs.clone())?;
    forward_interrupts(inputs.clone())
        .map_err(|error| Failure::wrong(format!("Ctrl-C cannot be heard: {error}"), ""))?;
    let typist = match io::stdin().is_terminal() && io::stdout().is_terminal() {
        true => Typist::Editor(editor::start(book.spec, color, inputs)),
        false => Typist::Script(script::start(inputs)),
    };
    console(args, color, book, link, received, typist).run()
}

fn console(args: &Shell, color: Color, book: Book, link: Link, inputs: Receiver<Input>, typist: Typist) -> Console {
    let printer = match &typist {
        Typist::Editor(editor) => Some(editor.printer.clone()),
        Typist::Script(_) => None,
    };
    let output = Output::new(&book, color, args.json, args.long, printer);
    Console::new(args, book, link, output, inputs, typist)
}

/// Ctrl-C ends nothing by itself: it is one more input.
fn forward_interrupts(inputs: Sender<Input>) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    thread::spawn(move || {
        runtime.block_on(async {
            while tokio::signal::ctrl_c().await.is_ok() {
                if inputs.send(Input::Interrupt).is_err() {
                    return;
                }
            }
        });
    });
    Ok(())
}
