//! What the arguments ask for: which cases, on which bench, and what they may do.

use crate::{
    args::{AskedFirmware, Check, ProfileArg},
    book::Book,
    end::{Failure, Mistake},
};
use std::{collections::BTreeSet, fs, path::Path};
use wizfi360_conformance::check::{Bench, Options, Risk, Subject, all};
use wizfi360_reference::suggest::nearest;
use wizfi360_sim::World;
use wizfi360_spec::model::Firmware;

pub(super) struct Wanted {
    pub(super) bench: Bench,
    pub(super) options: Options,
    /// The firmware that the cases are listed for, and that the virtual module has.
    pub(super) firmware: Firmware,
}

impl Wanted {
    pub(super) fn new(args: &Check, book: &Book) -> Result<Wanted, Failure> {
        let bench = args.bench.as_deref().map_or_else(|| Ok(Bench::default()), read_bench)?;
        let newest = World::built_in().firmware;
        let (asked, firmware) = match args.firmware {
            AskedFirmware::This(firmware) => (Some(firmware), firmware),
            AskedFirmware::Auto if args.r#virtual => (Some(newest), newest),
            AskedFirmware::Auto => (None, newest),
        };
        let allow = allowed(args);
        let options =
            Options { only: args.only.clone(), profile: profile(&allow), allow, firmware: asked, module: module(args) };
        let wanted = Wanted { bench, options, firmware };
        wanted.chooses_something(book)?;
        Ok(wanted)
    }

    /// A mistake in `--only` is told before the line is opened.
    fn chooses_something(&self, book: &Book) -> Result<(), Failure> {
        let subject = Subject::new(book.spec.clone(), self.firmware);
        let cases = all(&subject, &self.bench);
        let names: BTreeSet<&str> =
            cases.iter().flat_map(|case| [case.section.as_str(), case.command.as_str()]).collect();
        let mistakes: Vec<Mistake> = self
            .options
            .only
            .iter()
            .filter(|only| !cases.iter().any(|case| Options { only: vec![only.to_string()], ..Options::default() }.chooses(case)))
            .map(|only| {
                let near = nearest(only, names.iter().copied());
                let near = if near.is_empty() { String::new() } else { format!("Near to it: {}.\n", near.join(", ")) };
                if only.trim().is_empty() {
                    return Mistake::new(format!("`--only '{only}'` is empty"), "Leave it out to run all cases.");
                }
                Mistake::new(
                    format!("`--only {only}` chooses no case of firmware {}", self.firmware),
                    format!("{near}It takes a chapter, a section, a command, or the beginning of an id: 3.2, 3.2.3, AT+CWJAP_CUR, 3.2.3/set. `--list` shows all cases."),
                )
            })
            .collect();
        if mistakes.is_empty() { Ok(()) } else { Err(Failure::Wrong(mistakes)) }
    }
}

fn read_bench(path: &Path) -> Result<Bench, Failure> {
    let text = fs::read_to_string(path).map_err(|error| {
        let example = "It is a file such as (ssid: \"home\", password: \"secret words\", host: \"192.168.0.10\"); docs/conformance.md has all of it.";
        Failure::wrong(format!("the bench `{}` cannot be read: {error}", path.display()), example)
    })?;
    Bench::from_ron(&path.display().to_string(), &text).map_err(|error| Failure::wrong(error.to_string(), ""))
}

fn allowed(args: &Check) -> BTreeSet<Risk> {
    let profile = args.profile.unwrap_or(if args.r#virtual { ProfileArg::Full } else { ProfileArg::Safe });
    match profile {
        ProfileArg::Full => Risk::STATED.into_iter().chain(args.allow.iter().copied()).collect(),
        ProfileArg::Safe => args.allow.iter().copied().collect(),
    }
}

/// `safe`, `full`, `safe and flash, network`
fn profile(allow: &BTreeSet<Risk>) -> String {
    if Risk::STATED.iter().all(|risk| allow.contains(risk)) {
        return if allow.contains(&Risk::Unknown) { "full and unknown".into() } else { "full".into() };
    }
    let names: Vec<&str> = allow.iter().map(|risk| risk.name()).collect();
    if names.is_empty() { "safe".into() } else { format!("safe and {}", names.join(", ")) }
}

/// How the module is called in the report.
fn module(args: &Check) -> String {
    let name = args.wire.tcp.as_ref().or(args.wire.port.as_ref());
    name.cloned().unwrap_or_else(|| "virtual".into())
}
