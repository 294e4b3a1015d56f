//! The tests that a mutant goes through.

use super::build::Switched;
use crate::Failure;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Some tests of one program.
pub(super) struct Stage {
    pub(super) name: &'static str,
    program: &'static str,
    /// Its package's folder.
    folder: &'static str,
    args: &'static [&'static str],
    /// Lines are read by the compact reader.
    compact: bool,
}

const ALL: &[&str] = &["--test-threads=1"];
const VECTORS: &[&str] = &["--test-threads=1", "vectors::", "--skip", "python", "--skip", "in_c_", "--skip", "schema"];
/// All stages, the fast ones first.
pub(super) const STAGES: &[Stage] = &[
    Stage { name: "proto", program: "proto", folder: "wizfi360-proto", args: ALL, compact: false },
    Stage { name: "proto, compact reader", program: "proto", folder: "wizfi360-proto", args: ALL, compact: true },
    Stage { name: "proto, unit tests", program: "wizfi360_proto", folder: "wizfi360-proto", args: ALL, compact: false },
    Stage { name: "derives", program: "pass", folder: "wizfi360-derive", args: ALL, compact: false },
    Stage { name: "derives, compact reader", program: "pass", folder: "wizfi360-derive", args: ALL, compact: true },
    Stage { name: "vectors", program: "conformance", folder: "tests", args: VECTORS, compact: false },
    Stage { name: "vectors, compact reader", program: "conformance", folder: "tests", args: VECTORS, compact: true },
    law("law request_bytes", &["--test-threads=1", "request_bytes:"], false),
    law("law request_value", &["--test-threads=1", "request_value:"], false),
    law("law line_bytes", &["--test-threads=1", "line_bytes:"], false),
    law("law line_value", &["--test-threads=1", "line_value:"], false),
    law("law agreement", &["--test-threads=1", "agreement:"], false),
    law("law cuts", &["--test-threads=1", "cuts:"], false),
    law("law device_cuts", &["--test-threads=1", "device_cuts:"], false),
    law("law forgery", &["--test-threads=1", "forgery:"], false),
    law("law dialogue", &["--test-threads=1", "dialogue:"], false),
    law("law driver", &["--test-threads=1", "driver:"], false),
    law("law secrets", &["--test-threads=1", "secrets:"], false),
    law("law request_bytes, compact reader", &["--test-threads=1", "request_bytes:"], true),
    law("law request_value, compact reader", &["--test-threads=1", "request_value:"], true),
    law("law line_bytes, compact reader", &["--test-threads=1", "line_bytes:"], true),
    law("law line_value, compact reader", &["--test-threads=1", "line_value:"], true),
    law("law agreement, compact reader", &["--test-threads=1", "agreement:"], true),
    law("law cuts, compact reader", &["--test-threads=1", "cuts:"], true),
    law("law device_cuts, compact reader", &["--test-threads=1", "device_cuts:"], true),
    law("law forgery, compact reader", &["--test-threads=1", "forgery:"], true),
    law("law dialogue, compact reader", &["--test-threads=1", "dialogue:"], true),
    law("law driver, compact reader", &["--test-threads=1", "driver:"], true),
    law("law secrets, compact reader", &["--test-threads=1", "secrets:"], true),
];

const fn law(name: &'static str, args: &'static [&'static str], compact: bool) -> Stage {
    Stage { name, program: "laws", folder: "tests", args, compact }
}

/// A stage that has run without a mutant.
pub(super) struct Measured {
    pub(super) stage: &'static Stage,
    program: PathBuf,
    folder: PathBuf,
    /// The mutants that it reaches.
    pub(super) reached: BTreeSet<usize>,
    /// How long it takes without a mutant.
    pub(super) time: Duration,
}

/// Returns the stages for the mutants of a file: with both readers of lines where that matters, the one that uses the
/// file first.
pub(super) fn of<'s>(stages: &'s [Measured], file: &str) -> Vec<&'s Measured> {
    let both = file.starts_with("compact/") || file.starts_with("wire/") || file == "host/packet.rs";
    let mut stages: Vec<_> = stages.iter().filter(|stage| both || !stage.stage.compact).collect();
    if file.starts_with("compact/") {
        stages.sort_by_key(|stage| !stage.stage.compact);
    }
    stages
}

/// How a process has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Passed,
    Failed,
    TimedOut,
}

impl Measured {
    /// Runs a stage without a mutant: once for the time, once for what it reaches.
    pub(super) fn new(
        stage: &'static Stage,
        programs: &BTreeMap<String, PathBuf>,
        switched: &Switched,
    ) -> Result<Measured, Failure> {
        let missing = || Failure::new(format!("cargo has built no test `{}`", stage.program));
        let program = programs.get(stage.program).ok_or_else(missing)?.clone();
        let mut measured = Measured {
            stage,
            program,
            folder: switched.copy.join(stage.folder),
            reached: BTreeSet::new(),
            time: Duration::ZERO,
        };
        let file = switched.copy.with_file_name(format!("reached-{}", stage.name.replace(", ", "-").replace(' ', "-")));
        if file.exists() {
            fs::remove_file(&file)?;
        }
        let limit = Duration::from_secs(300);
        let start = Instant::now();
        if measured.end(measured.command().spawn()?, limit)? != End::Passed {
            return Err(Failure::new(format!("the tests of `{}` fail without a mutant", stage.name)));
        }
        measured.time = start.elapsed();
        if measured.end(measured.command().env("WIZFI360_REACHED", &file).spawn()?, limit)? != End::Passed {
            return Err(Failure::new(format!("the tests of `{}` fail while what they reach is recorded", stage.name)));
        }
        let reached = fs::read_to_string(&file).unwrap_or_default();
        measured.reached = reached.lines().filter_map(|line| line.parse().ok()).collect();
        Ok(measured)
    }

    /// Returns true if a test fails or does not end with this mutant.
    pub(super) fn notices(&self, mutant: usize) -> Result<bool, Failure> {
        if !self.reached.contains(&mutant) {
            return Ok(false);
        }
        let child = self.command().env("WIZFI360_MUTANT", mutant.to_string()).spawn()?;
        // Another process may have the core.
        Ok(self.end(child, self.time * 5 + Duration::from_secs(4))? != End::Passed)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(self.stage.args).current_dir(&self.folder).stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.env_remove("WIZFI360_MUTANT").env_remove("WIZFI360_REACHED").env_remove("WIZFI360_READER");
        if self.stage.compact {
            command.env("WIZFI360_READER", "compact");
        }
        command
    }

    fn end(&self, mut child: Child, limit: Duration) -> Result<End, Failure> {
        let (start, mut pause) = (Instant::now(), Duration::from_millis(2));
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(if status.success() { End::Passed } else { End::Failed });
            }
            if start.elapsed() > limit {
                child.kill()?;
                child.wait()?;
                return Ok(End::TimedOut);
            }
            thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(50));
        }
    }
}
