//! Running the binary, and looking at what it says.

use serde_json::Value;
use std::{
    env,
    io::Write,
    ops::Deref,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// A timeout for what an idle machine does at once: only a hang takes longer.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

/// Environment variables that a program under test keeps: where programs, temporary files and,
/// under a coverage tool, profiles are. Others, such as `NO_COLOR`, `COLUMNS` or `PAGER`, would
/// make its output depend on who runs the tests.
const KEPT: [&str; 6] = ["PATH", "TMPDIR", "TEMP", "TMP", "SystemRoot", "LLVM_PROFILE_FILE"];

/// The binary under test.
pub(crate) fn command() -> Command {
    program(env!("CARGO_BIN_EXE_wizfi360"))
}

/// A program without the environment and the input of whoever runs the tests.
pub(crate) fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    let kept = KEPT.iter().filter_map(|name| Some((name, env::var_os(name)?)));
    command.stdin(Stdio::null()).env_clear().envs(kept);
    command
}

/// Runs with arguments and nothing to read.
pub(crate) fn run(args: &[&str]) -> Output {
    command().args(args).output().unwrap()
}

/// Runs with arguments and something to read.
pub(crate) fn feed(args: &[&str], input: &[u8]) -> Output {
    feed_slowly(args, &[input])
}

/// The same, with a pause between pieces that is longer than the program waits for more.
pub(crate) fn feed_slowly(args: &[&str], pieces: &[&[u8]]) -> Output {
    let mut child =
        command().args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let pieces: Vec<Vec<u8>> = pieces.iter().map(|piece| piece.to_vec()).collect();
    let writer = thread::spawn(move || {
        for (place, piece) in pieces.iter().enumerate() {
            if place > 0 {
                thread::sleep(Duration::from_millis(400));
            }
            // It may stop reading when it has seen enough.
            let _ = stdin.write_all(piece);
        }
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// Waits for the end of a program.
pub(crate) fn ended(child: &mut Child) -> ExitStatus {
    let until = Instant::now() + PATIENCE;
    loop {
        match child.try_wait().unwrap() {
            Some(status) => return status,
            None if Instant::now() > until => {
                child.kill().unwrap();
                panic!("the program goes on");
            }
            None => thread::sleep(Duration::from_millis(10)),
        }
    }
}

/// Sends Ctrl-C to a program. `kill` is no program of every system.
pub(crate) fn interrupt(child: &Child) {
    #[cfg(unix)]
    rustix::process::kill_process(rustix::process::Pid::from_child(child), rustix::process::Signal::INT).unwrap();
    #[cfg(not(unix))]
    panic!("process {} cannot be sent a signal", child.id());
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// The one document that was printed.
pub(crate) fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", out(output)))
}

/// The documents that were printed, one a line.
pub(crate) fn lines(output: &Output) -> Vec<Value> {
    out(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The events of an input.
pub(crate) fn events(args: &[&str], input: &[u8]) -> Vec<Value> {
    lines(&feed(&[&["decode", "--json"], args].concat(), input))
}

/// `kind` of each event.
pub(crate) fn kinds(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["kind"].as_str().unwrap()).collect()
}

/// A recording of the repository.
pub(crate) fn real(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../wizfi360-conformance/fixtures/real").join(name);
    path.with_extension("txt").display().to_string()
}

pub(crate) const REAL: [&str; 5] =
    ["mqtt-publish", "query-version", "scan-join-update", "tcp-client-guide", "tcp-send-receive"];

/// A folder of one test's own, empty; it is removed with the value.
pub(crate) struct Folder(TempDir);

pub(crate) fn folder() -> Folder {
    // A name without a dot in front, as people name folders.
    Folder(tempfile::Builder::new().prefix("wizfi360-").tempdir().unwrap())
}

impl Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        self.0.path()
    }
}
