//! One run of one target: libFuzzer's binary, and what it says.

use super::target::Target;
use crate::Failure;
use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Mutex,
};

/// What libFuzzer counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figures {
    pub(crate) executions: u64,
    /// Edges of the control flow that were reached.
    pub(crate) coverage: u64,
    /// Inputs that each reach something new.
    pub(crate) corpus: u64,
    pub(crate) per_second: u64,
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) figures: Figures,
    pub(crate) finding: Option<Finding>,
}

/// Something that a property does not hold for.
#[derive(Debug)]
pub(crate) struct Finding {
    /// The input, if libFuzzer has written it.
    pub(crate) file: Option<PathBuf>,
    /// What was said, from the panic on.
    pub(crate) said: String,
}

/// All children under way, so that all can be ended when one has found something.
#[derive(Debug, Default)]
pub(crate) struct Children(Mutex<Vec<Child>>);

impl Children {
    /// Ends all that are under way. Their outcome is no finding.
    pub(crate) fn end(&self) {
        for child in self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).iter_mut() {
            // One that has ended by itself cannot be killed any more.
            let _ = child.kill();
        }
    }

    fn add(&self, child: Child) -> u32 {
        let id = child.id();
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(child);
        id
    }

    /// Waits for one; true if it has ended well.
    fn wait(&self, id: u32) -> Result<Ended, Failure> {
        let mut children = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let Some(at) = children.iter().position(|child| child.id() == id) else { return Ok(Ended::Killed) };
        let status = children.swap_remove(at).wait()?;
        Ok(match status.code() {
            Some(0) => Ended::Well,
            Some(_) => Ended::Badly,
            None => Ended::Killed,
        })
    }
}

enum Ended {
    Well,
    Badly,
    Killed,
}

/// Where a run ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Limit {
    /// After so many seconds, with other choices each time.
    Seconds(u64),
    /// After so many executions, those of what it starts from included, with the same choices each time: what it finds depends on
    /// the code alone, not on the speed of the machine.
    Executions(u64),
}

impl Limit {
    fn arguments(self) -> Vec<String> {
        match self {
            Limit::Seconds(seconds) => vec![format!("-max_total_time={seconds}")],
            Limit::Executions(executions) => vec![format!("-runs={executions}"), "-seed=1".to_owned()],
        }
    }
}

/// Runs a target up to a limit, on a corpus that it may write to. Calls `live` with each line of figures.
pub(crate) fn run(
    target: &Target,
    corpus: &Path,
    limit: Limit,
    children: &Children,
    mut live: impl FnMut(&Figures),
) -> Result<Outcome, Failure> {
    fs::create_dir_all(corpus)?;
    let artifacts = target.folder("artifacts");
    fs::create_dir_all(&artifacts)?;
    let mut child = Command::new(&target.binary)
        .arg(corpus)
        .args(target.starts())
        .arg(format!("-dict={}", target.dictionary().display()))
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .args(limit.arguments())
        .args(["-max_len=4096", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"])
        .env("ASAN_OPTIONS", "detect_odr_violation=0")
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| Failure::new(format!("{} cannot be run: {error}", target.binary.display())))?;
    let stderr = child.stderr.take();
    let id = children.add(child);
    let (mut figures, mut said, mut file) = (Figures::default(), String::new(), None);
    for line in stderr.into_iter().flat_map(|stderr| BufReader::new(stderr).split(b'\n')) {
        let line = String::from_utf8_lossy(&line?).into_owned();
        if figures.read(&line) {
            live(&figures);
        } else if let Some((_, path)) = line.split_once("Test unit written to ") {
            file = Some(PathBuf::from(path.trim()));
        } else if begins_a_finding(&line) || !said.is_empty() {
            // A few lines tell it; the rest is a stack and the input in hexadecimal.
            if said.lines().count() < 8 {
                said.push_str(&line);
                said.push('\n');
            }
        }
    }
    let finding = match children.wait(id)? {
        Ended::Badly => Some(Finding { file, said }),
        Ended::Killed if file.is_some() => Some(Finding { file, said }),
        Ended::Well | Ended::Killed => None,
    };
    Ok(Outcome { figures, finding })
}

fn begins_a_finding(line: &str) -> bool {
    line.contains("panicked at") || line.contains("ERROR: ")
}

impl Figures {
    /// Reads a line such as `#2048 pulse cov: 812 ft: 2311 corp: 104/9Kb lim: 88 exec/s: 1024 rss: 61Mb`, or one of the final
    /// figures; false for any other.
    fn read(&mut self, line: &str) -> bool {
        if let Some(total) = line.strip_prefix("stat::number_of_executed_units:") {
            self.executions = total.trim().parse().unwrap_or(self.executions);
            return true;
        }
        if let Some(rate) = line.strip_prefix("stat::average_exec_per_sec:") {
            self.per_second = rate.trim().parse().unwrap_or(self.per_second);
            return true;
        }
        let Some(rest) = line.strip_prefix('#') else { return false };
        let words: Vec<_> = rest.split_whitespace().collect();
        let Some(executions) = words.first().and_then(|word| word.parse().ok()) else { return false };
        self.executions = executions;
        let behind = |key: &str| {
            let at = words.iter().position(|word| *word == key)?;
            words.get(at + 1)?.split('/').next()?.parse().ok()
        };
        self.coverage = behind("cov:").unwrap_or(self.coverage);
        self.corpus = behind("corp:").unwrap_or(self.corpus);
        self.per_second = behind("exec/s:").unwrap_or(self.per_second);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Figures;

    #[test]
    fn figures_are_read_from_what_libfuzzer_says() {
        let mut figures = Figures::default();
        assert!(figures.read("#2048\tpulse  cov: 812 ft: 2311 corp: 104/9Kb lim: 88 exec/s: 1024 rss: 61Mb"));
        assert_eq!((figures.executions, figures.coverage, figures.corpus, figures.per_second), (2048, 812, 104, 1024));
        assert!(figures.read("stat::number_of_executed_units: 9000"));
        assert_eq!(figures.executions, 9000);
        assert!(!figures.read("INFO: Seed: 1") && !figures.read("#not a number"));
    }
}
