//! Where the bytes come from: raw, or line by line out of a log.

use super::{
    event::{Event, Kind, Place},
    noise::Noise,
    session::Session,
    shared::Sink,
};
use crate::{args::Input, end::Failure};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, IsTerminal, Read},
    path::{Path, PathBuf},
};
use wizfi360_conformance::log::{Entry, Lines, Piece, Said, looks_like_log, looks_like_other_log};

/// How much of a log's line is looked at at once.
const LONGEST_LOG_LINE: usize = 64 * 1024;

/// How the input is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Raw,
    Log,
}

/// An input that can be read.
pub(crate) struct Opened {
    path: PathBuf,
    reader: Box<dyn BufRead>,
    pub(crate) form: Form,
    /// A log in a style that is none of ours, by its looks.
    pub(crate) is_other_style: bool,
}

/// Which end of the pipe broke.
pub(crate) enum Broken {
    Input(Failure),
    Output(io::Error),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Broken {
        Broken::Output(error)
    }
}

impl Opened {
    /// `-` is the standard input.
    pub(crate) fn open(path: &Path, input: Input) -> Result<Opened, Failure> {
        let reader: Box<dyn Read> = match path == Path::new("-") {
            true => {
                if io::stdin().is_terminal() {
                    eprintln!("Reading the standard input; Ctrl-D ends it. `--help` tells more.");
                }
                Box::new(io::stdin())
            }
            false => {
                let file = File::open(path).map_err(|error| Failure::file(path, &error))?;
                if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
                    return Err(Failure::file(path, &io::ErrorKind::IsADirectory.into()));
                }
                Box::new(file)
            }
        };
        let mut reader = BufReader::with_capacity(LONGEST_LOG_LINE, reader);
        let (form, is_other_style) = match input {
            Input::Raw => (Form::Raw, false),
            Input::Log => (Form::Log, false),
            Input::Auto => {
                let beginning = reader.fill_buf().map_err(|error| Failure::file(path, &error))?;
                let form = if looks_like_log(beginning) { Form::Log } else { Form::Raw };
                (form, form == Form::Raw && looks_like_other_log(beginning))
            }
        };
        Ok(Opened { path: path.to_owned(), reader: Box::new(reader), form, is_other_style })
    }
}

/// Plays all of an input to a session. `host`: raw bytes are the host's.
pub(crate) fn play(opened: Opened, host: bool, session: &mut Session, sink: &mut Sink<'_>) -> Result<(), Broken> {
    let Opened { path, mut reader, form, .. } = opened;
    let mut noise = Noise::default();
    let through = &mut |event: Event| noise.pass(event, sink);
    let broken = |error: io::Error| Broken::Input(Failure::file(&path, &error));
    match form {
        Form::Raw => play_raw(reader, host, session, through, broken)?,
        Form::Log => {
            // What its beginning shows of secrets is hidden in what stands before that, too. The firmware is that of all of it.
            learn(reader.fill_buf().map_err(&broken)?, session);
            play_lines(reader, session, through, broken)?;
        }
    }
    session.finish(through)?;
    noise.finish(sink)?;
    Ok(())
}

/// Remembers the secrets of the requests in the beginning of a log, and the firmware: the one that the module tells first, or that of a comment.
fn learn(beginning: &[u8], session: &mut Session) {
    let shared = &mut session.shared;
    let whole = beginning.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let mut is_told = false;
    for line in beginning[..whole].split(|&byte| byte == b'\n') {
        match Entry::read(line.strip_suffix(b"\r").unwrap_or(line)) {
            Entry::Host(said) => shared.learn_secrets(said.bytes.trim_ascii_end()),
            Entry::Module(said) if !is_told => {
                for line in said.bytes.split(|byte| matches!(byte, b'\r' | b'\n')) {
                    is_told |= shared.heard_version(line);
                }
            }
            Entry::Comment(text) if !is_told => {
                if let Some(version) = text.strip_prefix(b"firmware:") {
                    shared.read_version(version.trim_ascii());
                }
            }
            _ => {}
        }
    }
}

/// Plays a log that is in memory.
pub(crate) fn play_log(log: &str, session: &mut Session, sink: &mut Sink<'_>) -> io::Result<()> {
    let outcome = play_lines(log.as_bytes(), session, sink, Broken::Output);
    match outcome {
        Ok(()) => session.finish(sink),
        Err(Broken::Output(error)) => Err(error),
        // Memory does not fail.
        Err(Broken::Input(_)) => Ok(()),
    }
}

fn play_raw(
    mut reader: impl BufRead,
    host: bool,
    session: &mut Session,
    sink: &mut Sink<'_>,
    broken: impl Fn(io::Error) -> Broken,
) -> Result<(), Broken> {
    loop {
        let bytes = match reader.fill_buf() {
            Ok([]) => return Ok(()),
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(broken(error)),
        };
        let length = bytes.len();
        session.shared.place.exact |= bytes.contains(&b'\r');
        match host {
            true => session.host(bytes, 0, sink)?,
            false => session.module(bytes, 0, sink)?,
        }
        reader.consume(length);
    }
}

fn play_lines(
    reader: impl BufRead,
    session: &mut Session,
    sink: &mut Sink<'_>,
    broken: impl Fn(io::Error) -> Broken,
) -> Result<(), Broken> {
    let mut number = 0;
    // What the line that goes on is: the side that speaks, if one does.
    let mut speaker: Option<Speaker> = None;
    for piece in Lines::new(reader, LONGEST_LOG_LINE) {
        let piece = piece.map_err(&broken)?;
        if piece.goes_on {
            if let Some(speaker) = speaker {
                speaker.go_on(piece, session, sink)?;
            }
            continue;
        }
        number += 1;
        session.shared.place = Place { line: Some(number), ..Place::default() };
        let entry = Entry::read(&piece.text);
        speaker = match &entry {
            Entry::Host(_) => Some(Speaker::Host),
            Entry::Module(_) => Some(Speaker::Module),
            _ => None,
        };
        play_entry(entry, piece.ends, session, sink)?;
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Speaker {
    Host,
    Module,
}

impl Speaker {
    /// The rest of a line that is too long to be looked at at once.
    fn go_on(self, piece: Piece, session: &mut Session, sink: &mut Sink<'_>) -> io::Result<()> {
        let mut bytes = piece.text;
        let implied = if piece.ends { 2 } else { 0 };
        if piece.ends {
            bytes.extend(b"\r\n");
        }
        match self {
            Speaker::Host => session.host(&bytes, implied, sink),
            Speaker::Module => session.module(&bytes, implied, sink),
        }
    }
}

/// `ends`: the line is there to its end.
fn play_entry(entry: Entry, ends: bool, session: &mut Session, sink: &mut Sink<'_>) -> io::Result<()> {
    match entry {
        Entry::Empty => Ok(()),
        Entry::Comment(text) => session.recorder(Kind::Comment, text, sink),
        Entry::Note(text) => session.recorder(Kind::Note, text, sink),
        Entry::Stray(text) => session.stray(text, sink),
        Entry::Host(said) => {
            let said = whole(said, ends);
            (session.shared.place.time, session.shared.place.exact) = (said.time, said.implied == 0);
            session.host(&said.bytes, said.implied, sink)
        }
        Entry::Module(said) => {
            let said = whole(said, ends);
            (session.shared.place.time, session.shared.place.exact) = (said.time, said.implied == 0);
            let is_blank = said.implied > 0 && said.bytes == b"\r\n";
            let mut given = false;
            session.module(&said.bytes, said.implied, &mut |event| {
                given = true;
                sink(event)
            })?;
            // An empty line that ends or continues something is no line of its own.
            if is_blank && !given { session.blank(sink) } else { Ok(()) }
        }
    }
}

/// Without the implied line end, if the line goes on.
fn whole(mut said: Said, ends: bool) -> Said {
    if !ends {
        said.bytes.truncate(said.bytes.len() - said.implied);
        said.implied = 0;
    }
    said
}
