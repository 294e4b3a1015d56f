//! All that is measured: a task, and who does it.

use crate::{
    at_commands_peer, atat_peer, ours,
    sink::{Counter, Sink},
    streams::{self, Cut, Framing, Stream},
};
use std::{fmt, hint::black_box, iter, slice};

/// Who does the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Ours,
    /// atat's digester over a buffer that holds all of the input, so that nothing is ever moved.
    Atat,
    /// The same in the loop of atat's own `Ingress`, which moves what is left to the buffer's start.
    Ingress,
    AtCommands,
}

impl Who {
    pub const ALL: [Who; 4] = [Who::Ours, Who::Atat, Who::Ingress, Who::AtCommands];
}

/// Something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Find the events and answers of the mixed stream.
    Mixed(Framing, Cut),
    /// The same, whole and with every event read into its type.
    Typed(Framing),
    /// Find the end of one scan of about this many bytes.
    Growing(usize, Cut),
    /// Find the payload of packets.
    Packets(Cut),
    /// Find the lines of a scan of 30 entries and read each into its type.
    Scan(Cut),
    /// Read one line of a scan into its type.
    Line,
    /// Write a request to join, from a value that is at hand.
    Encode(&'static Join),
    /// The same from two texts, which are checked where there is a check.
    Build(&'static Join),
}

/// A request to join, and how it is written.
#[derive(Debug, PartialEq, Eq)]
pub struct Join {
    pub name: &'static str,
    pub ssid: &'static str,
    pub pwd: &'static str,
    pub wire: &'static [u8],
}

/// Nothing to escape.
pub const PLAIN: Join = Join {
    name: "plain",
    ssid: "Guest-Net-07",
    pwd: "correct-horse",
    wire: b"AT+CWJAP_CUR=\"Guest-Net-07\",\"correct-horse\"\r\n",
};

/// The manual's example of escapes.
pub const ESCAPED: Join = Join {
    name: "escaped",
    ssid: "ab\\,c",
    pwd: "0123456789\"\\",
    wire: b"AT+CWJAP_CUR=\"ab\\\\\\,c\",\"0123456789\\\"\\\\\"\r\n",
};

/// The sizes of the growing response.
pub const SIZES: [usize; 6] = [1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20];

impl Task {
    pub fn all() -> Vec<Task> {
        let mut tasks = Vec::new();
        for framing in [Framing::Module, Framing::Echoed] {
            tasks.extend(Cut::ALL.map(|cut| Task::Mixed(framing, cut)));
            tasks.push(Task::Typed(framing));
        }
        for cut in Cut::ALL {
            tasks.extend(SIZES.map(|size| Task::Growing(size, cut)));
        }
        tasks.extend(Cut::ALL.map(Task::Packets));
        tasks.extend(Cut::ALL.map(Task::Scan));
        tasks.push(Task::Line);
        tasks.extend([Task::Encode(&PLAIN), Task::Encode(&ESCAPED), Task::Build(&PLAIN), Task::Build(&ESCAPED)]);
        tasks
    }

    /// What it is fed, if that is a stream.
    pub fn stream(self) -> Option<(Stream, Cut)> {
        Some(match self {
            Task::Mixed(framing, cut) => (streams::mixed(framing), cut),
            Task::Typed(framing) => (streams::mixed(framing), Cut::Whole),
            Task::Growing(size, cut) => (streams::growing(size), cut),
            Task::Packets(cut) => (streams::packets(), cut),
            Task::Scan(cut) => (streams::scan(30), cut),
            Task::Line | Task::Encode(_) | Task::Build(_) => return None,
        })
    }

    /// What its figure is per.
    pub fn unit(self) -> &'static str {
        match self {
            Task::Mixed(..) | Task::Typed(_) | Task::Growing(..) => "byte",
            Task::Packets(_) => "payload byte",
            Task::Scan(_) | Task::Line => "line",
            Task::Encode(_) | Task::Build(_) => "request",
        }
    }

    /// How many of these it is.
    pub fn units(self) -> usize {
        let stream = self.stream().map(|(stream, _)| stream);
        match (self, stream) {
            (_, None) => 1,
            (Task::Packets(_), Some(stream)) => stream.payload.len(),
            (Task::Scan(_), Some(stream)) => stream.lines.len(),
            (_, Some(stream)) => stream.bytes.len(),
        }
    }
}

/// A task and who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    pub task: Task,
    pub who: Who,
}

impl Case {
    pub fn all() -> Vec<Case> {
        Task::all().into_iter().flat_map(|task| Who::ALL.map(|who| Case { task, who })).filter(Case::exists).collect()
    }

    /// The case that prints as this name.
    pub fn named(name: &str) -> Option<Case> {
        Case::all().into_iter().find(|case| case.to_string() == name)
    }

    /// at-commands has no tokenizer. Moves count where there is much to move.
    pub fn exists(&self) -> bool {
        let small = matches!(self.task, Task::Line | Task::Encode(_) | Task::Build(_));
        match self.who {
            Who::Ours | Who::Atat => true,
            Who::AtCommands => small,
            Who::Ingress => match self.task {
                Task::Mixed(_, cut) | Task::Growing(_, cut) | Task::Packets(cut) | Task::Scan(cut) => cut == Cut::Whole,
                Task::Typed(_) => true,
                Task::Line | Task::Encode(_) | Task::Build(_) => false,
            },
        }
    }

    /// The case with its input built.
    pub fn prepared(self) -> Prepared {
        Prepared { case: self, input: self.task.stream(), line: streams::scan_line(7) }
    }
}

/// A case and what it is fed.
#[derive(Debug)]
pub struct Prepared {
    case: Case,
    input: Option<(Stream, Cut)>,
    line: String,
}

impl Prepared {
    /// Does the task this many times.
    pub fn run(&self, loops: usize) {
        match &self.input {
            Some((stream, cut)) => {
                for _ in 0..loops {
                    let mut sink = Counter::default();
                    black_box(self.case.read(black_box(stream), *cut, &mut sink));
                    black_box(sink);
                }
            }
            None => self.case.small(black_box(self.line.as_bytes()), loops),
        }
    }

    /// How many bytes are read.
    pub fn bytes(&self) -> Option<usize> {
        self.input.as_ref().map(|(stream, _)| stream.bytes.len())
    }
}

impl Case {
    /// Feeds a stream. How many lines were read, where that is the task.
    ///
    /// One copy of the loop for each way to cut, so that cutting costs next to nothing in it.
    #[inline(never)]
    pub fn read(self, stream: &Stream, cut: Cut, sink: &mut impl Sink) -> usize {
        match cut {
            Cut::Byte => self.feed(stream, stream.bytes.iter().map(slice::from_ref), sink),
            Cut::Chunk => self.feed(stream, stream.bytes.chunks(64), sink),
            Cut::Whole => self.feed(stream, iter::once(stream.bytes.as_slice()), sink),
        }
    }

    #[inline]
    fn feed<'s>(self, stream: &Stream, pieces: impl Iterator<Item = &'s [u8]>, sink: &mut impl Sink) -> usize {
        let moves = self.who == Who::Ingress;
        match (self.task, self.who) {
            (Task::Scan(_), Who::Ours) => return ours::scan(stream, pieces),
            (Task::Scan(_), _) => return atat_peer::scan(stream, pieces, moves),
            (Task::Typed(_), Who::Ours) => ours::tokenize_typed(stream, pieces, sink),
            (Task::Typed(_), _) => atat_peer::tokenize_typed(stream, pieces, moves, sink),
            (_, Who::Ours) => ours::tokenize(stream, pieces, sink),
            (Task::Packets(_), _) => atat_peer::packets(stream, pieces, moves, sink),
            (_, _) => atat_peer::tokenize(stream, pieces, moves, sink),
        }
        0
    }

    #[inline(never)]
    fn small(self, line: &[u8], loops: usize) {
        let mut buf = [0; 256];
        match (self.task, self.who) {
            (Task::Encode(join), Who::Ours) => {
                let Some(join) = ours::join(join.ssid, join.pwd) else { return };
                for _ in 0..loops {
                    black_box(ours::encode(black_box(&join), black_box(&mut buf)));
                }
            }
            (Task::Build(join), Who::Ours) => {
                for _ in 0..loops {
                    let join = ours::join(black_box(join.ssid), black_box(join.pwd));
                    black_box(join.map(|join| ours::encode(&join, black_box(&mut buf)).len()));
                }
            }
            (Task::Encode(join) | Task::Build(join), Who::Atat | Who::Ingress) => {
                for _ in 0..loops {
                    let join = atat_peer::Join { ssid: black_box(join.ssid), pwd: black_box(join.pwd) };
                    black_box(atat_peer::encode(&join, black_box(&mut buf)));
                }
            }
            (Task::Encode(join) | Task::Build(join), Who::AtCommands) => {
                for _ in 0..loops {
                    black_box(at_commands_peer::encode(black_box(join.ssid), black_box(join.pwd), black_box(&mut buf)));
                }
            }
            (_, Who::Ours) => (0..loops).for_each(|_| _ = black_box(&ours::line(black_box(line)))),
            (_, Who::Atat | Who::Ingress) => (0..loops).for_each(|_| _ = black_box(&atat_peer::line(black_box(line)))),
            (_, Who::AtCommands) => (0..loops).for_each(|_| _ = black_box(&at_commands_peer::line(black_box(line)))),
        }
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.task, self.who)
    }
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Task::Mixed(framing, cut) => write!(f, "mixed-{framing}/{cut}"),
            Task::Typed(framing) => write!(f, "mixed-{framing}/typed"),
            Task::Growing(size, cut) => write!(f, "growing-{}k/{cut}", size >> 10),
            Task::Packets(cut) => write!(f, "packets/{cut}"),
            Task::Scan(cut) => write!(f, "scan/{cut}"),
            Task::Line => write!(f, "line"),
            Task::Encode(join) => write!(f, "encode/{}", join.name),
            Task::Build(join) => write!(f, "build/{}", join.name),
        }
    }
}

impl fmt::Display for Framing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Framing::Module => "module",
            Framing::Echoed => "echoed",
        })
    }
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Cut::Byte => "byte",
            Cut::Chunk => "64",
            Cut::Whole => "whole",
        })
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Who::Ours => "ours",
            Who::Atat => "atat",
            Who::Ingress => "ingress",
            Who::AtCommands => "at-commands",
        })
    }
}
