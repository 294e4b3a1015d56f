//! `wizfi360 shell`: an interactive line to a module.

mod acts;
mod complete;
mod console;
mod data;
mod editor;
mod line;
mod look;
mod output;
mod own;
mod script;
mod waiting;

use crate::record::Record;
use crate::{
    args::{Color, Shell},
    book::Book,
    end::Outcome,
    interrupt,
    link::{Incoming, Link},
};
use console::Console;
use output::Output;
use std::{
    io::{self, IsTerminal},
    sync::mpsc::{Receiver, Sender, channel},
};

/// What the shell waits for.
enum Input {
    /// From the module.
    Module(Incoming),
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
    let (heard, interrupts) = (inputs.clone(), inputs.clone());
    let link = Link::open(&args.wire, Box::new(move |incoming| heard.send(Input::Module(incoming)).is_ok()))?;
    // Ctrl-C ends nothing by itself: it is one more input.
    interrupt::forward(move || interrupts.send(Input::Interrupt).is_ok())?;
    let head = [format!("what: {}, by wizfi360 shell", link.name)];
    let record = args.record.as_deref().map(|path| Record::create(path, &head)).transpose()?;
    let typist = match io::stdin().is_terminal() && io::stdout().is_terminal() {
        true => Typist::Editor(editor::start(book.spec, color, inputs)),
        false => Typist::Script(script::start(inputs)),
    };
    console(args, color, book, link, received, typist).recording(record).run()
}

fn console(args: &Shell, color: Color, book: Book, link: Link, inputs: Receiver<Input>, typist: Typist) -> Console {
    let printer = match &typist {
        Typist::Editor(editor) => Some(editor.printer.clone()),
        Typist::Script(_) => None,
    };
    let output = Output::new(&book, color, args.shown.json, args.shown.long, printer);
    Console::new(args, book, link, output, inputs, typist)
}
