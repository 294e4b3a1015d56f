//! Instructions, counted by valgrind.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};
use wizfi360_bench::cases::Case;

/// Figures of small cases are the mean of about this many instructions.
const ENOUGH: u64 = 20_000_000;

/// The binary that runs one case, under callgrind.
#[derive(Debug)]
pub(crate) struct Callgrind {
    bench: PathBuf,
}

impl Callgrind {
    /// Builds the binary. Fails if valgrind is not there.
    pub(crate) fn new() -> Result<Self, String> {
        if cfg!(debug_assertions) {
            return Err("this is a debug build; run it with `cargo run --release`".into());
        }
        let installed = Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success());
        if !installed {
            return Err("valgrind is not installed; `sudo apt-get install valgrind` installs it".into());
        }
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["build", "--release", "--quiet", "--bin", "bench"])
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
            .status()
            .map_err(|error| format!("cargo does not run: {error}"))?;
        if !built.success() {
            return Err("`cargo build --release --bin bench` failed".into());
        }
        let report = env::current_exe().map_err(|error| error.to_string())?;
        let bench = report.with_file_name(format!("bench{}", env::consts::EXE_SUFFIX));
        Ok(Callgrind { bench })
    }

    /// Instructions of one loop: what more loops cost more than one, so that start and end of the process do not count.
    pub(crate) fn one_loop(&self, case: Case) -> Result<f64, String> {
        let once = self.collected(case, 1)?;
        let more = self.collected(case, 2)?.saturating_sub(once);
        if more >= ENOUGH {
            return Ok(more as f64);
        }
        let loops = (ENOUGH / more.max(1)).clamp(2, 10_000);
        let all = self.collected(case, 1 + loops)?;
        Ok(all.saturating_sub(once) as f64 / loops as f64)
    }

    fn collected(&self, case: Case, loops: u64) -> Result<u64, String> {
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(&self.bench)
            .args(["run", &case.to_string(), &loops.to_string()])
            .output()
            .map_err(|error| format!("valgrind does not run: {error}"))?;
        let text = String::from_utf8_lossy(&output.stderr);
        let collected = text.lines().find_map(|line| {
            let (_, number) = line.split_once("Collected : ")?;
            number.trim().parse().ok()
        });
        collected.ok_or_else(|| format!("{case}: callgrind counted nothing:\n{text}"))
    }
}
