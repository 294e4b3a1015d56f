//! What tasks are fed, by name, and what they must find in it.

use crate::{
    random::Random,
    streams::{self, Framing, LEN, Stream, scan_line, status_line},
};
use wizfi360_bench_work::{Counts, Input, NAMES, RUNS, Room};

/// A stream and how it is split, a line, or the texts of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    /// By functions that take a byte.
    Bytes(Source),
    /// In slices of this many bytes.
    Slices(Source, usize),
    /// A line of a scan with an SSID of this many bytes.
    Cwlap(u32),
    Cipstatus,
    /// A request to join, with characters to escape or without.
    Cwjap {
        escapes: bool,
    },
    /// No input: a constant of the build.
    Nothing,
}

/// A stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Text,
    Mixed,
}

impl Feed {
    /// All of them.
    pub fn all() -> Vec<Feed> {
        let streams = [Source::Text, Source::Mixed].into_iter().flat_map(|source| {
            let slices = [1, 64, 1460].map(|step| Feed::Slices(source, step));
            [Feed::Bytes(source)].into_iter().chain(slices)
        });
        let others = [
            Feed::Cwlap(12),
            Feed::Cwlap(32),
            Feed::Cipstatus,
            Feed::Cwjap { escapes: false },
            Feed::Cwjap { escapes: true },
        ];
        streams.chain(others).chain([Feed::Nothing]).collect()
    }

    /// Returns the feed of this name.
    pub fn named(name: &str) -> Option<Feed> {
        Feed::all().into_iter().find(|feed| feed.name() == name)
    }

    /// `text/bytes`, `mixed/64`, `cwlap-12`.
    pub fn name(self) -> String {
        let source = |source| if source == Source::Text { "text" } else { "mixed" };
        match self {
            Feed::Bytes(of) => format!("{}/bytes", source(of)),
            Feed::Slices(of, step) => format!("{}/{step}", source(of)),
            Feed::Cwlap(len) => format!("cwlap-{len}"),
            Feed::Cipstatus => "cipstatus".into(),
            Feed::Cwjap { escapes: false } => "cwjap-plain".into(),
            Feed::Cwjap { escapes: true } => "cwjap-escaped".into(),
            Feed::Nothing => "decoder".into(),
        }
    }

    pub fn is_stream(self) -> bool {
        matches!(self, Feed::Bytes(_) | Feed::Slices(..))
    }

    /// Names of the tasks that it is for; those of peers end with the peer's name.
    pub fn tasks(self) -> &'static [&'static str] {
        match self {
            Feed::Bytes(_) => &["push_byte", "feed_byte", "kept_byte", "loop_byte", "hand", "hand_c"],
            Feed::Slices(..) => &["push", "feed", "kept", "loop", "atat"],
            Feed::Cwlap(_) => &["cwlap", "cwlap_hand", "cwlap_atat", "cwlap_at_commands"],
            Feed::Cipstatus => &["cipstatus", "cipstatus_hand"],
            Feed::Cwjap { .. } => &["cwjap", "cwjap_hand", "cwjap_c", "cwjap_atat", "cwjap_at_commands"],
            Feed::Nothing => &["state"],
        }
    }

    /// Builds the input of a task.
    pub fn prepared(self, task: &'static str, seed: u64) -> Prepared {
        let mut random = Random::new(seed);
        let (bytes, more, wanted) = match self {
            Feed::Bytes(source) | Feed::Slices(source, _) => {
                let framing = if task == "atat" { Framing::Spaced } else { Framing::Module };
                // What was fed byte by byte costs atat the square of a response's length, and more.
                let len = if task == "atat" && self == Feed::Slices(source, 1) { LEN / 8 } else { LEN };
                let Stream { bytes, commands, counts } = match source {
                    Source::Text => streams::text(seed, framing, len),
                    Source::Mixed => streams::mixed(seed, framing, len),
                };
                (bytes, commands, found_by(task, counts))
            }
            Feed::Cwlap(len) => {
                let ssid = random.name(len);
                (scan_line(&mut random, &ssid).into(), Vec::new(), Counts::default())
            }
            Feed::Cipstatus => (status_line(&mut random, 1).into(), Vec::new(), Counts::default()),
            Feed::Cwjap { escapes } => {
                let [mut ssid, mut pwd] = [12, 20].map(|len| random.name(len));
                if escapes {
                    // Each in another place, so that no run between them is long.
                    [(9, ','), (4, '"')].iter().for_each(|(at, special)| ssid.insert(*at, *special));
                    [(15, '\\'), (11, ','), (3, '"')].iter().for_each(|(at, special)| pwd.insert(*at, *special));
                }
                let sum =
                    wire(&ssid, &pwd).bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
                (ssid.into(), pwd.into(), Counts { bytes: sum, ..Counts::default() })
            }
            Feed::Nothing => Default::default(),
        };
        let step = if let Feed::Slices(_, step) = self { step } else { 1 };
        let run = NAMES.iter().position(|name| *name == task).unwrap_or_default();
        Prepared { feed: self, task, run, bytes, more, step, wanted }
    }
}

/// True for tasks of other crates.
pub fn is_peer(task: &str) -> bool {
    task.ends_with("atat") || task.ends_with("at_commands")
}

/// A request to join as it must be written.
fn wire(ssid: &str, pwd: &str) -> String {
    let [ssid, pwd] = [ssid, pwd].map(|text| text.replace('\\', "\\\\").replace('"', "\\\"").replace(',', "\\,"));
    format!("AT+CWJAP_CUR=\"{ssid}\",\"{pwd}\"\r\n")
}

/// Returns what a task can distinguish of all that is in a stream.
fn found_by(task: &str, all: Counts) -> Counts {
    let finals = all.finals + all.accepted;
    let Counts { prompts, messages, packets, payload, .. } = all;
    match task {
        "loop" | "loop_byte" => Counts::default(),
        "hand" | "hand_c" => {
            let lines = all.echoes + all.lines + all.reasons + messages + all.texts;
            Counts { finals, prompts, packets, payload, lines, ..Counts::default() }
        }
        "atat" => Counts { finals, prompts, messages, packets, payload, ..Counts::default() },
        _ => all,
    }
}

/// A task and its input.
#[derive(Debug)]
pub struct Prepared {
    pub feed: Feed,
    pub task: &'static str,
    /// Index of its function.
    pub run: usize,
    pub bytes: Vec<u8>,
    pub more: Vec<u8>,
    pub step: usize,
    wanted: Counts,
}

impl Prepared {
    /// Does the task here.
    pub fn run(&self, loops: usize) -> Counts {
        let mut counts = Counts::default();
        RUNS[self.run](&Input::new(&self.bytes, &self.more, self.step, loops), &mut counts, &mut Room::new());
        counts
    }

    /// Returns what its figure is divided by: bytes of a stream, otherwise 1.
    pub fn units(&self) -> usize {
        if self.feed.is_stream() { self.bytes.len() } else { 1 }
    }

    /// Compares the counts of some loops with what there is: `31/64 messages`. `None` if they are the same.
    pub fn remark(&self, counts: Counts, loops: usize) -> Option<String> {
        let wanted = match self.feed {
            Feed::Cwlap(_) | Feed::Cipstatus => Counts { lines: loops as u32, ..self.wanted },
            Feed::Nothing => return None,
            _ => self.wanted,
        };
        if let Feed::Cwjap { .. } = self.feed {
            return (counts != wanted).then(|| "wrong bytes".into());
        }
        let pairs = counts.all().into_iter().zip(wanted.all()).zip(Counts::NAMES);
        let list: Vec<_> = pairs
            .filter(|((found, wanted), _)| found != wanted)
            .map(|((found, wanted), name)| format!("{found}/{wanted} {name}"))
            .collect();
        (!list.is_empty()).then(|| list.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wizfi360_bench_work::{peers, typed};

    #[test]
    fn every_engine_finds_all_there_is() {
        for seed in [1, 2, 7] {
            for feed in Feed::all() {
                for task in feed.tasks().iter().filter(|task| !is_peer(task)) {
                    let prepared = feed.prepared(task, seed);
                    assert_eq!(prepared.remark(prepared.run(2), 2), None, "{} {task}, seed {seed}", feed.name());
                }
            }
        }
    }

    #[test]
    fn peers_parse_a_line_as_ours_does() {
        let prepared = Feed::Cwlap(12).prepared("cwlap", 3);
        let ours = typed::cwlap(&prepared.bytes).expect("a line of a scan");
        let theirs = peers::atat::line(&prepared.bytes).expect("a line of a scan");
        assert_eq!(Some(theirs), peers::at_commands::line(&prepared.bytes));
        assert_eq!(ours.ssid.and_then(|ssid| ssid.as_str()), Some(theirs.ssid));
        assert_eq!((ours.rssi, ours.channel), (Some(theirs.rssi), Some(theirs.channel)));
        assert_eq!(ours.mac.and_then(|mac| mac.known()).map(|mac| mac.0), Some(theirs.mac));
    }

    #[test]
    fn what_is_missing_or_wrong_is_told() {
        let prepared = Feed::Slices(Source::Text, 64).prepared("push", 1);
        let mut counts = prepared.run(1);
        counts.lines -= 1;
        let remark = prepared.remark(counts, 1).expect("a line is missing");
        assert_eq!(remark, format!("{}/{} lines", counts.lines, counts.lines + 1));
    }

    #[test]
    fn tasks_and_feeds_have_names_of_their_own() {
        for feed in Feed::all() {
            assert_eq!(Feed::named(&feed.name()), Some(feed));
            assert!(feed.tasks().iter().all(|task| NAMES.contains(task)), "{feed:?}");
        }
    }
}
