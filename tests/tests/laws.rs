//! Laws that hold for every value and every line, each with random bytes and with all corpora of its fuzz target. The properties stand in
//! `wizfi360-fuzz`, so that a fuzzer finds the cases that these few seconds do not; what one has found stays there, and runs here for ever.

use libtest_mimic::{Arguments, Failed, Trial};
use std::{
    env, fs, io,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};
use wizfi360_fuzz::{TARGETS, Target};

fn main() -> io::Result<ExitCode> {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for target in TARGETS {
        trials.push(trial(target, "of random bytes", || random(target)));
        trials.push(trial(target, "of all seeds", || seeds(target)));
        trials.push(trial(target, "of the minimised corpus", || folder(target, &corpora("minimised", target))));
        // What was once wrong has a name.
        for path in files(&corpora("regressions", target))? {
            let what = path.file_name().unwrap_or_default().to_string_lossy().replace('-', " ");
            trials.push(trial(target, &format!("of a regression: {what}"), move || file(target, &path)));
        }
    }
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

fn trial(target: &'static Target, of: &str, run: impl FnOnce() -> Result<(), Failed> + Send + 'static) -> Trial {
    Trial::test(format!("{}: {}, {of}", target.name, target.law), run)
}

/// Runs a property on random bytes: the same cases each time, so that a change is to blame if one fails.
///
/// `WIZFI360_LAW_SECONDS=60` runs other cases for so long, and `WIZFI360_LAW_CASE=17` one again that was told to fail.
fn random(target: &Target) -> Result<(), Failed> {
    let property = target.run;
    let told = |name: &str| env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    if let Some(case) = told("WIZFI360_LAW_CASE") {
        property(&bytes(case));
        return Ok(());
    }
    let run = |case: u64| {
        named(property, &bytes(case), || format!("case {case} fails; WIZFI360_LAW_CASE={case} runs it again"));
    };
    match told("WIZFI360_LAW_SECONDS") {
        None => (0..target.cases).for_each(run),
        Some(seconds) => {
            let (start, limit) = (Instant::now(), Duration::from_secs(seconds));
            let first = fastrand::u64(target.cases..u64::MAX / 2);
            (first..).take_while(|_| start.elapsed() < limit).for_each(run);
        }
    }
    Ok(())
}

/// The bytes of a case: up to 4096, shorter ones more often.
fn bytes(case: u64) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(case);
    let longest = 1 << random.u32(2..=12);
    let mut bytes = vec![0; random.usize(0..=longest)];
    random.fill(&mut bytes);
    bytes
}

fn seeds(target: &Target) -> Result<(), Failed> {
    for seed in (target.seeds)() {
        named(target.run, &seed, || format!("the seed {} fails", wizfi360_fuzz::seeds::name(&seed)));
    }
    Ok(())
}

fn folder(target: &Target, folder: &Path) -> Result<(), Failed> {
    let files = files(folder)?;
    if files.is_empty() {
        return Err(
            format!("{} is empty; `cargo xtask fuzz-minimise {}` fills it", folder.display(), target.name).into()
        );
    }
    files.iter().try_for_each(|path| file(target, path))
}

fn file(target: &Target, path: &Path) -> Result<(), Failed> {
    named(target.run, &fs::read(path)?, || format!("{} fails", path.display()));
    Ok(())
}

/// Runs a property; if it does not hold, tells of which input before the panic goes on.
fn named(property: fn(&[u8]), input: &[u8], name: impl FnOnce() -> String) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| property(input))) {
        eprintln!("{}", name());
        resume_unwind(panic);
    }
}

/// The folder of a target's corpus; it need not be there.
fn corpora(kind: &str, target: &Target) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz").join(kind).join(target.name)
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
