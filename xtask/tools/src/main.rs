//! `cargo xtask`: checks the tools that all gates of a tier need, then builds and runs `xtask`.

use std::{
    env,
    process::{Command, ExitCode},
};
use xtask_tools::Tier;

fn main() -> ExitCode {
    let args: Vec<_> = env::args().skip(1).collect();
    let words: Vec<_> = args.iter().map(String::as_str).filter(|arg| *arg != "--install").collect();
    let install = words.len() < args.len();
    let tier = match words.as_slice() {
        ["test"] => Some(Tier::Test),
        ["test", "--all"] => Some(Tier::All),
        // The others need fewer tools, which xtask itself checks.
        _ => None,
    };
    if let Some(tier) = tier
        && let Err(error) = xtask_tools::ready(&tier.needs(), &words, install)
    {
        eprintln!("error: {error}");
        return ExitCode::FAILURE;
    }
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["run", "--package", "xtask"]);
    // Building xtask takes a minute: whoever waits for all gates sees it.
    cargo.args(tier.is_none().then_some("--quiet")).arg("--").args(&args);
    match cargo.current_dir(xtask_tools::root()).status() {
        Ok(status) => status.code().map_or(ExitCode::FAILURE, |code| ExitCode::from(code as u8)),
        Err(error) => {
            eprintln!("error: cargo cannot be run: {error}");
            ExitCode::FAILURE
        }
    }
}
