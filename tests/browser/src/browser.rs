//! The browser as a process: its start, and its end whatever happens.

use crate::{Error, Page, Result, Viewport, connection::Connection, program};
use serde_json::{Value, json};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, PoisonError, Weak},
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// The time that the browser has for closing by itself. Then it is killed.
const CLOSING: Duration = Duration::from_secs(10);

/// Headless, quiet, the same on each machine. No host is reached but this machine.
const FLAGS: [&str; 20] = [
    "--headless",
    "--remote-debugging-pipe",
    "--no-startup-window",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-renderer-backgrounding",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]",
    "--password-store=basic",
];

/// The protocol's pipes are file descriptors 3 and 4. The standard library cannot pass these, a
/// shell can; `exec` keeps the process ID.
const SHELL: &str = r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >&2"#;

/// A headless Chromium with a profile of its own. It ends when this is dropped, or with the process
/// that has started it. If that process is killed, the browser's folder stays in `TMPDIR`.
pub struct Browser {
    pub(crate) connection: Connection,
    process: Child,
    /// Profile, home and log.
    folder: TempDir,
}

impl Browser {
    /// Starts a browser.
    ///
    /// # Errors
    ///
    /// None is installed, or it does not start; the message has the end of its log.
    pub fn launch() -> Result<Browser> {
        if cfg!(not(unix)) {
            return Err(Error::new("the browser is started by a Unix shell, and here is none"));
        }
        start(&program::find()?)
    }

    /// Returns the browser that the running tests share. It ends when the last of them does.
    ///
    /// # Errors
    ///
    /// As [`launch`](Self::launch).
    pub fn shared() -> Result<Arc<Browser>> {
        static SHARED: Mutex<Weak<Browser>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(browser) = shared.upgrade() {
            return Ok(browser);
        }
        let browser = Arc::new(Browser::launch()?);
        *shared = Arc::downgrade(&browser);
        Ok(browser)
    }

    /// Opens an empty page in a context of its own: no other page sees its storage or focus.
    ///
    /// # Errors
    ///
    /// The browser has ended.
    pub fn page(self: &Arc<Self>, viewport: Viewport) -> Result<Page> {
        Page::create(Arc::clone(self), viewport)
    }

    pub(crate) fn call(&self, session: &str, method: &str, params: Value) -> Result<Value> {
        self.connection.call(session, method, params)
    }

    fn log(&self) -> PathBuf {
        log(self.folder.path())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may hang, or have ended: then this changes nothing.
        let _ = self.connection.send("", "Browser.close", json!({}));
        self.connection.closes_within(CLOSING);
        kill_group(&self.process);
        let _ = self.process.kill();
        let _ = self.process.wait();
        remove(self.folder.path());
    }
}

fn start(program: &Path) -> Result<Browser> {
    let folder = tempfile::Builder::new().prefix("wizfi360-browser-").tempdir()?;
    let home = folder.path();
    let mut command = Command::new("sh");
    command.arg("-c").arg(SHELL).arg(program).args(FLAGS);
    command.arg(format!("--user-data-dir={}", home.join("profile").display()));
    if is_root() {
        // Chromium refuses to run as root with a sandbox.
        command.arg("--no-sandbox");
    }
    // Whatever it leaves behind is below the folder, not in the user's home.
    command.env("HOME", home).env("TMPDIR", home);
    for variable in ["XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"] {
        command.env_remove(variable);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(File::create(log(home))?);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let failed = |why: &dyn std::fmt::Display| {
        Error::new(format!("{} does not start: {why}", program.display()))
    };
    let mut process = command.spawn().map_err(|error| failed(&error))?;
    let (Some(input), Some(output)) = (process.stdin.take(), process.stdout.take()) else {
        return Err(failed(&"it has no pipes"));
    };
    let browser = Browser { connection: Connection::new(input, output), process, folder };
    match browser.call("", "Browser.getVersion", json!({})) {
        Ok(_) => Ok(browser),
        Err(error) => Err(failed(&format!("{error}\n{}", end_of(&browser.log())))),
    }
}

fn log(folder: &Path) -> PathBuf {
    folder.join("log")
}

/// The last lines of a log.
fn end_of(log: &Path) -> String {
    let text = String::from_utf8_lossy(&fs::read(log).unwrap_or_default()).into_owned();
    let lines: Vec<_> = text.lines().map(|line| format!("  {line}")).collect();
    lines[lines.len().saturating_sub(10)..].join("\n")
}

/// A process that was killed may still be writing: it takes a moment until the folder is empty.
fn remove(folder: &Path) {
    let deadline = Instant::now() + CLOSING;
    while fs::remove_dir_all(folder).is_err() && folder.exists() && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(10));
    }
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Kills the browser's helpers too. The leader has not been waited for, so its number is its own.
#[cfg(unix)]
fn kill_group(process: &Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let group = i32::try_from(process.id()).ok().and_then(Pid::from_raw);
    if let Some(group) = group {
        let _ = kill_process_group(group, Signal::KILL);
    }
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

#[cfg(not(unix))]
fn kill_group(_: &Child) {}

/// Replaces `tests` on other systems.
#[cfg(all(test, not(unix)))]
#[test]
#[ignore = "the browser is driven over pipes that need a Unix shell"]
fn browsers() {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use rustix::process::{Pid, test_kill_process_group};

    #[test]
    fn it_ends_with_all_its_helpers_and_its_folder() {
        let browser = Arc::new(Browser::launch().unwrap());
        let page = browser.page(Viewport::DESKTOP).unwrap();
        let group = Pid::from_raw(i32::try_from(browser.process.id()).unwrap()).unwrap();
        let folder = browser.folder.path().to_owned();
        assert!(folder.exists() && test_kill_process_group(group).is_ok());
        drop(page);
        drop(browser);
        assert!(!folder.exists());
        // Helpers whose parent has gone are reaped by the system, soon.
        let deadline = Instant::now() + crate::PATIENCE;
        while test_kill_process_group(group).is_ok() {
            assert!(Instant::now() < deadline, "processes of group {group:?} are left");
            thread::sleep(Duration::from_millis(10));
        }
    }

    #[test]
    fn one_that_does_not_start_says_why() {
        // Any program that ends with a complaint about its flags.
        let error = start(Path::new("/bin/ls")).err().unwrap().to_string();
        assert!(error.contains("/bin/ls does not start: Browser.getVersion"), "{error}");
        assert!(error.contains("--headless"), "{error}");
    }
}
