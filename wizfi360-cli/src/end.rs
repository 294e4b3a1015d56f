//! How a run ends: exit codes and errors.

use std::{fmt, io};

/// What a run that was carried out found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// All is well: exit code 0.
    Fine,
    /// Something unknown, refused or missing: exit code 1.
    Found,
    /// Ctrl-C has ended it early: exit code 130, as shells have it.
    Interrupted,
}

impl Verdict {
    /// [`Verdict::Found`] if it is so.
    pub(crate) fn found(found: bool) -> Verdict {
        if found { Verdict::Found } else { Verdict::Fine }
    }

    pub(crate) fn code(self) -> u8 {
        match self {
            Verdict::Fine => 0,
            Verdict::Found => 1,
            Verdict::Interrupted => 130,
        }
    }
}

/// Why a run was not carried out. Exit code 2, where nothing else is said.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something is wrong with what was typed or with a file. Each has its own way out.
    Wrong(Vec<Mistake>),
    /// Generated code and interpreter disagree: exit code 1.
    Bug(String),
    /// The output cannot be written.
    Output(io::Error),
}

/// One mistake: what is wrong, and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// What is wrong, and where.
    pub(crate) what: String,
    /// What to do about it; empty where that is plain.
    pub(crate) way_out: String,
}

impl Mistake {
    pub(crate) fn new(what: impl Into<String>, way_out: impl Into<String>) -> Mistake {
        Mistake { what: what.into(), way_out: way_out.into() }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if self.way_out.is_empty() { Ok(()) } else { write!(f, "\n  {}", self.way_out.replace('\n', "\n  ")) }
    }
}

impl Failure {
    pub(crate) fn wrong(what: impl Into<String>, way_out: impl Into<String>) -> Failure {
        Failure::Wrong(vec![Mistake::new(what, way_out)])
    }

    /// A file that cannot be read.
    pub(crate) fn file(path: &std::path::Path, error: &io::Error) -> Failure {
        let way_out = match error.kind() {
            io::ErrorKind::NotFound => "Check the path. `-` reads the standard input.",
            io::ErrorKind::PermissionDenied => "Check who may read it.",
            io::ErrorKind::IsADirectory => "Name a file in it.",
            io::ErrorKind::InvalidData => "Save it as UTF-8. {\"hex\": \"00ff\"} stands for bytes that are no text.",
            _ => "",
        };
        Failure::wrong(format!("`{}` cannot be read: {error}", path.display()), way_out)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output(error)
    }
}

/// What every command returns.
pub(crate) type Outcome = Result<Verdict, Failure>;
