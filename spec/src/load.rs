//! Reading the RON files.

use crate::{
    deferred::Deferred,
    load_error::{DEEPEST, LoadError},
    model::*,
};
use ron::{Options, extensions::Extensions};
use serde::{Serialize, de::DeserializeOwned};
use std::{fs, path::Path};

/// The largest file that is read, in bytes. The spec's own have some 50 000.
const LARGEST: usize = 1 << 20;

/// How the name of a file of scripted test cases ends.
const CHECKS: &str = ".checks.ron";

/// The whole spec.
#[derive(Clone, Debug, Serialize)]
pub struct Spec {
    /// `manual.ron`
    pub manual: Deferred<Manual>,
    /// `lexical.ron`
    pub lexical: Lexical,
    /// `domains.ron`
    pub domains: Domains,
    /// `events.ron`
    pub events: Events,
    /// `errata.ron`, and the files of that name in the folders
    pub errata: Errata,
    /// `state.ron`; empty in a spec of before there was one
    pub state: Deferred<State>,
    /// `setups.ron`; empty if there is none
    pub setups: Deferred<Setups>,
    /// The families of commands, by path.
    pub families: Vec<FamilyFile>,
}

/// A family with the file it stands in.
#[derive(Clone, Debug, Serialize)]
pub struct FamilyFile {
    /// The path below `spec/`, without `.ron`: `"wifi/join"`.
    pub path: String,
    /// What the file says.
    #[serde(flatten)]
    pub family: Family,
    /// Its scripted test cases, from `wifi/join.checks.ron`.
    pub checks: Deferred<Vec<Check>>,
}

impl Spec {
    /// Reads a spec from a folder laid out as `spec/` is. All errors are returned together.
    pub fn from_folder(root: &Path) -> Result<Spec, Vec<LoadError>> {
        let (mut files, mut errors) = (Vec::new(), Vec::new());
        collect(root, "", &mut files, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        files.sort();
        Spec::from_files(files)
    }

    /// Reads a spec from texts, each with its path below `spec/`. All errors are returned together.
    pub fn from_files(files: impl IntoIterator<Item = (String, String)>) -> Result<Spec, Vec<LoadError>> {
        let mut errors = Vec::new();
        let (mut manual, mut lexical, mut domains, mut events, mut errata) = (None, None, None, None, None);
        let (mut families, mut more_errata, mut state) = (Vec::new(), Vec::new(), State::default());
        let mut transcriptions: Vec<Transcription> = Vec::new();
        let (mut setups, mut scripts) = (Setups::default(), Vec::new());
        for (path, text) in files {
            match path.as_str() {
                "manual.ron" => manual = parse(&path, &text, &mut errors),
                "lexical.ron" => lexical = parse(&path, &text, &mut errors),
                "domains.ron" => domains = parse(&path, &text, &mut errors),
                "events.ron" => events = parse(&path, &text, &mut errors),
                "state.ron" => state = parse(&path, &text, &mut errors).unwrap_or_default(),
                "setups.ron" => setups = parse(&path, &text, &mut errors).unwrap_or_default(),
                "errata.ron" => errata = parse_errata(&path, &text, &mut errors),
                path if path.starts_with("manual/") => {
                    transcriptions.extend(parse_transcription(path, &text, &mut errors))
                }
                path if path.ends_with("/errata.ron") => more_errata.extend(parse_errata(path, &text, &mut errors)),
                path if path.ends_with(CHECKS) => {
                    scripts.extend(parse(path, &text, &mut errors).map(|checks: Checks| (path.to_string(), checks)));
                }
                _ => families.extend(parse(&path, &text, &mut errors).map(|family| FamilyFile {
                    path: path.trim_end_matches(".ron").to_string(),
                    family,
                    checks: Deferred::default(),
                })),
            }
        }
        assign(scripts, &mut families, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        let there = [manual.is_some(), lexical.is_some(), domains.is_some(), events.is_some(), errata.is_some()];
        match (manual, lexical, domains, events, errata) {
            (Some(mut manual), Some(lexical), Some(domains), Some(events), Some(mut errata)) => {
                gather(&mut manual, transcriptions);
                errata.errata.extend(more_errata.into_iter().flat_map(|more: Errata| more.errata));
                let (manual, state, setups) = (manual.into(), state.into(), setups.into());
                Ok(Spec { manual, lexical, domains, events, errata, state, setups, families })
            }
            _ => {
                let names = ["manual.ron", "lexical.ron", "domains.ron", "events.ron", "errata.ron"];
                let missing = names.into_iter().zip(there).filter(|(_, there)| !there);
                let message = "the file is missing; it must stand in the spec's folder";
                Err(missing.map(|(name, _)| LoadError::of_file(format!("spec/{name}"), message)).collect())
            }
        }
    }

    /// All commands with the path of their family.
    pub fn commands(&self) -> impl Iterator<Item = (&str, &Command)> {
        self.families.iter().flat_map(|file| file.family.commands.iter().map(|command| (file.path.as_str(), command)))
    }

    /// The command that has this name, `AT` included; case does not matter.
    pub fn command(&self, name: &str) -> Option<(&str, &Command, &Name)> {
        self.commands().find_map(|(path, command)| {
            let found = command.names.iter().find(|known| known.name.eq_ignore_ascii_case(name))?;
            Some((path, command, found))
        })
    }

    /// Returns the final result that a line is.
    pub fn final_of(&self, line: &[u8]) -> Option<&Final> {
        self.lexical.finals.iter().find(|known| is_text(&known.text, &known.aliases, line))
    }

    /// Returns the reason that a line is.
    pub fn reason_of(&self, line: &[u8]) -> Option<&Reason> {
        self.lexical.reasons.iter().find(|known| is_text(&known.text, &known.aliases, line))
    }

    /// The domain that has this name, wherever it stands.
    pub fn domain(&self, name: &str) -> Option<&Domain> {
        self.all_domains().find(|(_, domain)| domain.name == name).map(|(_, domain)| domain)
    }

    /// All domains with the path of their file.
    pub fn all_domains(&self) -> impl Iterator<Item = (&str, &Domain)> {
        let shared = self.domains.domains.iter().map(|domain| ("domains", domain));
        let events = self.events.domains.iter().map(|domain| ("events", domain));
        let families =
            self.families.iter().flat_map(|file| file.family.domains.iter().map(|domain| (file.path.as_str(), domain)));
        shared.chain(events).chain(families)
    }
}

/// Reads errata, and notes in each where it stands.
fn parse_errata(path: &str, text: &str, errors: &mut Vec<LoadError>) -> Option<Errata> {
    let mut errata: Errata = parse(path, text, errors)?;
    for erratum in &mut errata.errata {
        erratum.file = path.trim_end_matches(".ron").to_string();
    }
    Some(errata)
}

/// Reads a transcription, and notes the place of each section.
fn parse_transcription(path: &str, text: &str, errors: &mut Vec<LoadError>) -> Option<Transcription> {
    let mut transcription: Transcription = parse(path, text, errors)?;
    for section in &mut transcription.sections {
        section.file = path.trim_end_matches(".ron").to_string();
    }
    Some(transcription)
}

/// Gives each family its scripted test cases.
fn assign(scripts: Vec<(String, Checks)>, families: &mut [FamilyFile], errors: &mut Vec<LoadError>) {
    for (path, Checks { checks }) in scripts {
        let of = path.trim_end_matches(CHECKS);
        match families.iter_mut().find(|family| family.path == of) {
            Some(family) => family.checks = checks.into(),
            None => {
                let message = format!("test cases are beside their commands; there is no spec/{of}.ron");
                errors.push(LoadError::of_file(format!("spec/{path}"), message));
            }
        }
    }
}

/// Brings the transcribed sections into the manual's order.
fn gather(manual: &mut Manual, transcriptions: Vec<Transcription>) {
    for Transcription { sections, general, behaviour, .. } in transcriptions {
        manual.sections.extend(sections);
        manual.behaviour.forms.extend(behaviour.forms);
        manual.behaviour.lines.extend(behaviour.lines);
        manual.behaviour.reset.extend(behaviour.reset);
        manual.behaviour.wire.extend(behaviour.wire);
        manual.behaviour.sources.extend(behaviour.sources);
        manual.general.pages.extend(general.pages);
        manual.general.results.extend(general.results);
        manual.general.messages.extend(general.messages);
        manual.general.words.extend(general.words);
        manual.general.differs.extend(general.differs);
    }
    let numbers = |section: &Section| -> Vec<u32> {
        section.number.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect()
    };
    manual.sections.sort_by_key(numbers);
}

/// Reads the files of a folder and of the five below it.
fn collect(root: &Path, below: &str, files: &mut Vec<(String, String)>, errors: &mut Vec<LoadError>) {
    let folder = root.join(below);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) => return errors.push(LoadError::of_file(folder.display().to_string(), error.to_string())),
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        if entry.path().is_dir() {
            if below.is_empty() && ["manual", "system", "wifi", "tcpip", "cloud"].contains(&name.as_str()) {
                collect(root, &path, files, errors);
            }
        } else if name.ends_with(".ron") {
            match read(&entry.path()) {
                Ok(text) => files.push((path, text)),
                Err(message) => errors.push(LoadError::of_file(format!("spec/{path}"), message)),
            }
        }
    }
}

fn read(path: &Path) -> Result<String, String> {
    let length = fs::metadata(path).map_err(|error| error.to_string())?.len();
    if length > LARGEST as u64 {
        return Err(too_large(length));
    }
    fs::read_to_string(path).map_err(|error| error.to_string())
}

fn too_large(length: u64) -> String {
    format!("a file has at most {LARGEST} bytes; this one has {length}")
}

fn parse<T: DeserializeOwned>(path: &str, text: &str, errors: &mut Vec<LoadError>) -> Option<T> {
    read_ron(&format!("spec/{path}"), text).map_err(|error| errors.push(error)).ok()
}

/// Reads RON text as the spec's own files are read: optional values stand without `Some`, and a mistake is answered with file, line, column and
/// the way out. `file` is how the text is named in that answer.
///
/// # Errors
///
/// The text is not what `T` takes, or has more than a mebibyte.
pub fn read_ron<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, LoadError> {
    if text.len() > LARGEST {
        return Err(LoadError::of_file(file.to_string(), too_large(text.len() as u64)));
    }
    let mut options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    options.recursion_limit = Some(DEEPEST);
    options.from_str(text).map_err(|error| LoadError::of_text(file.to_string(), text, &error))
}

fn is_text(text: &str, aliases: &[String], line: &[u8]) -> bool {
    text.as_bytes() == line || aliases.iter().any(|alias| alias.as_bytes() == line)
}
