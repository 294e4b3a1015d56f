//! The driver's program: started for a scenario, and ended with it.

use super::line::Line;
use crate::{args::DriveCheck, end::Failure};
use std::process::{ExitStatus, Stdio};
use tokio::process::{Child, Command};
use wizfi360_reference::text::readable;
use wizfi360_sim::scenario::Scenario;

/// A program that runs, or nobody's.
pub(super) struct Program {
    child: Option<Child>,
    ended: Option<ExitStatus>,
}

impl Program {
    /// Starts what stands behind `--`, if something does. What it prints goes to the standard error.
    pub(super) fn start(args: &DriveCheck, scenario: &Scenario, line: &Line) -> Result<Program, Failure> {
        let [program, rest @ ..] = args.command.as_slice() else { return Ok(Program { child: None, ended: None }) };
        let mut command = Command::new(program);
        command.args(rest).env("WIZFI360_SCENARIO", &scenario.name).env(line.variable(), line.name());
        for (name, value) in scenario.all_values() {
            let value = std::str::from_utf8(value).map_err(|_| {
                let way_out = "Write values as text: a program's environment holds no other.";
                Failure::wrong(format!("{}: {name} is no text: {}", scenario.name, readable(value)), way_out)
            })?;
            command.env(format!("WIZFI360_{name}"), value);
        }
        command.stdin(Stdio::null()).stdout(Stdio::from(std::io::stderr())).kill_on_drop(true);
        // A shell's children end with it.
        #[cfg(unix)]
        command.process_group(0);
        let child = command.spawn().map_err(|error| {
            Failure::wrong(
                format!("`{program}` cannot be started: {error}"),
                "Name a program behind `--`, with its path.",
            )
        })?;
        Ok(Program { child: Some(child), ended: None })
    }

    /// True if there is one.
    pub(super) fn is_there(&self) -> bool {
        self.child.is_some()
    }

    /// Waits until it has ended; without one, for ever.
    pub(super) async fn ends(&mut self) {
        match &mut self.child {
            Some(child) if self.ended.is_none() => self.ended = child.wait().await.ok(),
            _ => std::future::pending().await,
        }
    }

    /// Ends it, if it has not ended by itself.
    pub(super) async fn end(&mut self) {
        let Some(child) = self.child.as_mut().filter(|_| self.ended.is_none()) else { return };
        #[cfg(unix)]
        if let Some(group) = child.id().and_then(|id| rustix::process::Pid::from_raw(id.cast_signed())) {
            // It may be gone by now.
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = child.kill().await;
    }

    /// What is to be said of how it ended, if that was no success.
    pub(super) fn trouble(&self) -> Option<String> {
        let status = self.ended?;
        (!status.success()).then(|| format!("the driver's program has ended with {status}"))
    }
}
