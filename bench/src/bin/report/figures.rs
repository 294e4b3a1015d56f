//! Measures tasks on the targets.

use crate::{build, callgrind::Callgrind, emulator::Emulator};
use std::fmt;
use unicorn_engine::ArmCpuModel;
use wizfi360_bench::feeds::{Feed, Prepared, is_peer};

/// What is measured on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Thumbv6m,
    Thumbv7em,
    X86,
}

impl Target {
    pub(crate) const ALL: [Target; 3] = [Target::Thumbv6m, Target::Thumbv7em, Target::X86];
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Target::Thumbv6m => "thumbv6m",
            Target::Thumbv7em => "thumbv7em",
            Target::X86 => "x86-64",
        })
    }
}

/// A measured task.
#[derive(Debug)]
pub(crate) struct Figure {
    pub(crate) target: Target,
    pub(crate) feed: Feed,
    pub(crate) task: &'static str,
    /// Instructions a byte of a stream, or for a line or a request.
    pub(crate) instructions: f64,
    /// In bytes; not known on the host.
    pub(crate) stack: Option<u64>,
    /// What is missing or wrong.
    pub(crate) remark: Option<String>,
    /// In the emulator: instructions of each function, the largest first.
    pub(crate) profile: Vec<(String, f64)>,
}

impl Figure {
    pub(crate) fn is_stream(&self) -> bool {
        self.feed.is_stream()
    }

    pub(crate) fn is_peer(&self) -> bool {
        is_peer(self.task)
    }
}

/// Stack is looked for on the first bytes of a stream only.
const STACK_BYTES: usize = 5_000;

/// A machine that counts.
enum Machine {
    Emulator(Emulator),
    Callgrind(Callgrind),
}

impl Machine {
    fn new(target: Target) -> Result<Self, String> {
        let emulated = |triple, model| Emulator::new(&build::image(triple)?, model).map(Machine::Emulator);
        match target {
            Target::Thumbv6m => emulated("thumbv6m-none-eabi", ArmCpuModel::CORTEX_M0),
            Target::Thumbv7em => emulated("thumbv7em-none-eabi", ArmCpuModel::CORTEX_M4),
            Target::X86 => Callgrind::new().map(Machine::Callgrind),
        }
    }

    fn figure(&self, target: Target, mut work: Prepared, seed: u64) -> Result<Figure, String> {
        let (feed, task, units) = (work.feed, work.task, work.units());
        // Start and end of the task cancel out.
        let (few, many) = (1, 4);
        let mut profile = Vec::new();
        let (difference, counts, stack) = match self {
            Machine::Emulator(emulator) => {
                let (one, other) = (emulator.run(&work, few, false)?, emulator.run(&work, many, false)?);
                if feed.is_stream() {
                    work.bytes.truncate(STACK_BYTES);
                }
                let share = |count: u64| count as f64 / many as f64 / units as f64;
                profile = other.profile.into_iter().map(|(name, count)| (name, share(count))).collect();
                let stack = emulator.run(&work, few, true)?.stack;
                (other.instructions - one.instructions, other.counts, Some(stack))
            }
            Machine::Callgrind(callgrind) => {
                let [one, other] = [few, many].map(|loops| callgrind.instructions(&work, seed, loops));
                (other?.saturating_sub(one?), work.run(many), None)
            }
        };
        let remark = work.remark(counts, many);
        let instructions = match feed {
            Feed::Nothing => counts.bytes.into(),
            _ => difference as f64 / (many - few) as f64 / units as f64,
        };
        Ok(Figure { target, feed, task, instructions, stack, remark, profile })
    }
}

/// Measures what `wanted` chooses, target by target.
pub(crate) fn measure(seed: u64, wanted: impl Fn(Target, Feed, &str) -> bool) -> Result<Vec<Figure>, String> {
    let mut figures = Vec::new();
    for target in Target::ALL {
        let tasks = Feed::all().into_iter().flat_map(|feed| feed.tasks().iter().map(move |task| (feed, *task)));
        let tasks: Vec<_> = tasks.filter(|(feed, task)| wanted(target, *feed, task)).collect();
        if tasks.is_empty() {
            continue;
        }
        let machine = Machine::new(target)?;
        for (feed, task) in tasks {
            let figure = machine.figure(target, feed.prepared(task, seed), seed)?;
            let remark = figure.remark.as_deref().unwrap_or("");
            eprintln!("{target} {} {task}: {:.1} {remark}", feed.name(), figure.instructions);
            figures.push(figure);
        }
    }
    Ok(figures)
}
