//! Builds what is measured.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// Builds the image for a bare-metal target and returns its path.
pub(crate) fn image(triple: &str) -> Result<PathBuf, String> {
    cargo(&["--profile", "image", "--target", triple, "--package", "wizfi360-bench-image"])?;
    Ok(target_dir()?.join(triple).join("image/image"))
}

/// Builds the program that runs one task and returns its path.
pub(crate) fn program() -> Result<PathBuf, String> {
    cargo(&["--release", "--bin", "bench"])?;
    Ok(target_dir()?.join(format!("release/bench{}", env::consts::EXE_SUFFIX)))
}

fn cargo(args: &[&str]) -> Result<(), String> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["build", "--quiet", "--locked", "--target-dir"]).arg(target_dir()?).args(args);
    let status = command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR"))).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("`cargo build {}` failed", args.join(" "))),
        Err(error) => Err(format!("cannot run cargo: {error}")),
    }
}

/// Returns the folder that this program was built in.
fn target_dir() -> Result<PathBuf, String> {
    let report = env::current_exe().map_err(|error| error.to_string())?;
    Ok(report.ancestors().nth(2).unwrap_or(Path::new("target")).into())
}
