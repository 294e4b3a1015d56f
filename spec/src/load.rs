//! Reading the RON files.

use crate::model::*;
use ron::{Options, extensions::Extensions};
use serde::{Serialize, de::DeserializeOwned};
use std::{fmt, fs, io, path::Path};

mod files {
    #![allow(missing_docs)]
    include!(concat!(env!("OUT_DIR"), "/files.rs"));
}

/// The whole spec.
#[derive(Clone, Debug, Serialize)]
pub struct Spec {
    /// `manual.ron`
    pub manual: Manual,
    /// `lexical.ron`
    pub lexical: Lexical,
    /// `domains.ron`
    pub domains: Domains,
    /// `events.ron`
    pub events: Events,
    /// `errata.ron`
    pub errata: Errata,
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
}

/// A file that could not be read as what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// The file, as it was named.
    pub file: String,
    /// Line and column, both from 1, if the text is at fault.
    pub place: Option<(usize, usize)>,
    /// What is wrong and what was expected.
    pub message: String,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some((line, column)) => write!(f, "{}:{line}:{column}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for LoadError {}

impl Spec {
    /// The spec that this crate was built with.
    ///
    /// # Panics
    ///
    /// Never in a released crate: a test loads the embedded files.
    pub fn embedded() -> Spec {
        let files = files::FILES.iter().map(|(path, text)| (path.to_string(), text.to_string()));
        match Spec::from_files(files) {
            Ok(spec) => spec,
            Err(errors) => panic!("the embedded spec does not load: {}", errors[0]),
        }
    }

    /// Reads a spec from a folder laid out as `spec/` is. All errors are returned together.
    pub fn from_folder(root: &Path) -> Result<Spec, Vec<LoadError>> {
        let mut files = Vec::new();
        collect(root, "", &mut files).map_err(|error| {
            vec![LoadError { file: root.display().to_string(), place: None, message: error.to_string() }]
        })?;
        files.sort();
        Spec::from_files(files)
    }

    /// Reads a spec from texts, each with its path below `spec/`. All errors are returned together.
    pub fn from_files(files: impl IntoIterator<Item = (String, String)>) -> Result<Spec, Vec<LoadError>> {
        let mut errors = Vec::new();
        let (mut manual, mut lexical, mut domains, mut events, mut errata) = (None, None, None, None, None);
        let mut families = Vec::new();
        for (path, text) in files {
            match path.as_str() {
                "manual.ron" => manual = parse(&path, &text, &mut errors),
                "lexical.ron" => lexical = parse(&path, &text, &mut errors),
                "domains.ron" => domains = parse(&path, &text, &mut errors),
                "events.ron" => events = parse(&path, &text, &mut errors),
                "errata.ron" => errata = parse(&path, &text, &mut errors),
                _ => families.extend(parse(&path, &text, &mut errors).map(|family| FamilyFile {
                    path: path.trim_end_matches(".ron").to_string(),
                    family,
                })),
            }
        }
        if let (Some(manual), Some(lexical), Some(domains), Some(events), Some(errata), true) =
            (&manual, &lexical, &domains, &events, &errata, errors.is_empty())
        {
            let (manual, lexical) = (Manual::clone(manual), Lexical::clone(lexical));
            let (domains, events, errata) = (Domains::clone(domains), Events::clone(events), Errata::clone(errata));
            return Ok(Spec { manual, lexical, domains, events, errata, families });
        }
        if errors.is_empty() {
            let message = "one of manual.ron, lexical.ron, domains.ron, events.ron, errata.ron is missing; all five must stand in the folder";
            errors.push(LoadError { file: "spec".into(), place: None, message: message.into() });
        }
        Err(errors)
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

    /// The domain that has this name, wherever it stands.
    pub fn domain(&self, name: &str) -> Option<&Domain> {
        self.all_domains().find(|(_, domain)| domain.name == name).map(|(_, domain)| domain)
    }

    /// All domains with the path of their file.
    pub fn all_domains(&self) -> impl Iterator<Item = (&str, &Domain)> {
        let shared = self.domains.domains.iter().map(|domain| ("domains", domain));
        let events = self.events.domains.iter().map(|domain| ("events", domain));
        let families = self.families.iter().flat_map(|file| {
            file.family.domains.iter().map(|domain| (file.path.as_str(), domain))
        });
        shared.chain(events).chain(families)
    }
}

fn collect(root: &Path, below: &str, files: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(root.join(below))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        if entry.file_type()?.is_dir() {
            if below.is_empty() && ["system", "wifi", "tcpip", "cloud"].contains(&name.as_str()) {
                collect(root, &path, files)?;
            }
        } else if name.ends_with(".ron") {
            files.push((path, fs::read_to_string(entry.path())?));
        }
    }
    Ok(())
}

fn parse<T: DeserializeOwned>(path: &str, text: &str, errors: &mut Vec<LoadError>) -> Option<T> {
    let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    match options.from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let place = Some((error.span.start.line, error.span.start.col));
            errors.push(LoadError { file: format!("spec/{path}"), place, message: error.code.to_string() });
            None
        }
    }
}
