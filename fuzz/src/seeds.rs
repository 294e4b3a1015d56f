//! What a campaign starts from: the edges of every parameter and the examples of the spec, and recorded dialogues.
//!
//! They are made when they are needed, so none of them can be stale. Each is in the form that its target reads: a target that takes
//! raw bytes after a choice gets that choice in front.

use std::collections::BTreeSet;
use wizfi360_conformance::{
    dialogues::{self, Said},
    edges::{self, Of},
};
use wizfi360_proto::{AnyRequest, Command, Form};
use wizfi360_spec::{Spec, model::FormKind};

/// Inputs, each once.
pub type Seeds = BTreeSet<Vec<u8>>;

/// The name of an input's file: told from its bytes, so that it stays the same.
pub fn name(input: &[u8]) -> String {
    // FNV-1a.
    let hash = input
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{hash:016x}")
}

/// For properties whose input is all choices: no text is a telling one.
pub fn none() -> Seeds {
    Seeds::new()
}

/// Request lines.
pub fn requests() -> Seeds {
    let edges = edges::all(Spec::embedded());
    let edges = edges.into_iter().filter(|case| matches!(case.of, Of::Request { .. })).map(|case| case.text);
    edges.chain(told().into_iter().filter_map(|says| says.host())).collect()
}

/// Lines from the module, each behind the place of the command that it may answer.
pub fn lines() -> Seeds {
    let mut seeds = Seeds::new();
    for case in edges::all(Spec::embedded()) {
        match case.of {
            Of::Request { .. } => {}
            Of::Answer { command, form, .. } => {
                let place = generated(&command.names[0].name, form.kind).unwrap_or_default();
                seeds.insert([&[place], case.text.as_slice()].concat());
            }
            Of::Event(_) => {
                seeds.insert([&[0], case.text.as_slice()].concat());
            }
        }
    }
    let mut place = 0;
    for says in told() {
        match says {
            Told::Host(text) => place = begun(&text).unwrap_or(place),
            Told::Module(text) => {
                for line in text.split(|byte| matches!(byte, b'\r' | b'\n')).filter(|line| !line.is_empty()) {
                    seeds.insert([&[place], line].concat());
                }
            }
            Told::Over => place = 0,
        }
    }
    seeds
}

/// Lines of both sides, behind the choice of [`agreement`](crate::agreement) that takes them as they are.
pub fn both() -> Seeds {
    let requests = requests().into_iter().map(|text| [&[0], text.as_slice()].concat());
    requests.chain(lines().into_iter().map(|text| [&[1], text.as_slice()].concat())).collect()
}

/// What the module says in each dialogue, in the raw form of [`cuts`](crate::cuts).
pub fn module_streams() -> Seeds {
    let (mut seeds, mut stream, mut place) = (Seeds::new(), Vec::new(), None);
    for says in told() {
        match says {
            Told::Host(text) => {
                // A request begins a stream: the property tells the decoder of one command only.
                if let Some(begun) = begun(&text) {
                    close(&mut stream, place, &mut seeds);
                    place = Some(begun);
                }
            }
            Told::Module(text) => stream.extend(text),
            Told::Over => {
                close(&mut stream, place, &mut seeds);
                place = None;
            }
        }
    }
    seeds
}

fn close(stream: &mut Vec<u8>, place: Option<u8>, seeds: &mut Seeds) {
    let text = std::mem::take(stream);
    if !text.is_empty() {
        seeds.insert([&[0, place.map_or(0, |place| place + 1), 3], text.as_slice()].concat());
    }
}

/// What the host says in each dialogue, in the raw form of [`device_cuts`](crate::device_cuts).
pub fn host_streams() -> Seeds {
    let (mut seeds, mut stream) = (Seeds::new(), vec![0, 3]);
    for says in told() {
        match says {
            Told::Host(text) => stream.extend(text),
            Told::Module(_) => {}
            Told::Over => {
                let seed = std::mem::replace(&mut stream, vec![0, 3]);
                if seed.len() > 2 {
                    seeds.insert(seed);
                }
            }
        }
    }
    seeds
}

/// Each dialogue in the forms of [`trace_cuts`](crate::trace_cuts): as a log, as the bytes of each side, and live.
pub fn dialogues() -> Seeds {
    let mut seeds = Seeds::new();
    let kinds = || [vec![0, 7], vec![1, 7], vec![2, 7], vec![3, 7]];
    let [mut log, mut module, mut host, mut live] = kinds();
    let mut is_host_turn = true;
    for says in told() {
        let (is_host, text) = match says {
            Told::Host(text) => (true, text),
            Told::Module(text) => (false, text),
            Told::Over => {
                seeds.extend([&mut log, &mut module, &mut host, &mut live].map(std::mem::take));
                [log, module, host, live] = kinds();
                is_host_turn = true;
                continue;
            }
        };
        log.extend(if is_host { b">> " } else { b"<< " });
        log.extend(text.strip_suffix(b"\r\n").unwrap_or(&text));
        log.push(b'\n');
        if is_host != is_host_turn {
            live.push(0xfe);
            is_host_turn = is_host;
        }
        live.extend(&text);
        if is_host { &mut host } else { &mut module }.extend(text);
    }
    seeds
}

/// Edits of the spec's files, in the form of [`spec_text`](crate::spec_text): none, and one in each of some places.
pub fn spec_texts() -> Seeds {
    let places = (0..=255_u8).step_by(16);
    places.flat_map(|place| (0..11).map(move |file| vec![1, file, 1, place, place, place, 3, 3, place])).collect()
}

/// One part of a dialogue, line ends in place.
enum Told {
    Host(Vec<u8>),
    Module(Vec<u8>),
    /// The dialogue ends.
    Over,
}

impl Told {
    fn host(self) -> Option<Vec<u8>> {
        if let Told::Host(text) = self { Some(text) } else { None }
    }
}

/// All dialogues: the spec's examples and the recordings.
fn told() -> Vec<Told> {
    let all = dialogues::examples(Spec::embedded()).into_iter().chain(dialogues::recorded());
    let told = |said| match said {
        Said::Host(text) => Told::Host(text),
        Said::Module(text) => Told::Module(text),
    };
    all.flat_map(|dialogue| dialogue.said.into_iter().map(told).chain([Told::Over])).collect()
}

/// The place of the command that a request line begins.
fn begun(line: &[u8]) -> Option<u8> {
    place_of(AnyRequest::parse(line).ok()?.command())
}

/// The place of a command of the spec among those that are generated.
fn generated(name: &str, form: FormKind) -> Option<u8> {
    let form = match form {
        FormKind::Test => Form::Test,
        FormKind::Query => Form::Query,
        FormKind::Set => Form::Set,
        FormKind::Execute => Form::Execute,
    };
    let found = |command: &&&'static Command| {
        command.form == form && command.suffixes.iter().any(|suffix| format!("{}{suffix}", command.name) == name)
    };
    place_of(AnyRequest::COMMANDS.iter().find(found)?)
}

fn place_of(command: &'static Command) -> Option<u8> {
    let place = AnyRequest::COMMANDS.iter().position(|known| std::ptr::eq(*known, command))?;
    u8::try_from(place).ok()
}
