//! Writes the seeds of all targets into a folder, one folder below it for each target.

use std::{env, fs, io, path::Path, process::ExitCode};
use wizfi360_fuzz::{TARGETS, seeds::name};

fn main() -> ExitCode {
    let Some(folder) = env::args_os().nth(1) else {
        eprintln!("error: a folder is missing\n\nUsage: seeds FOLDER\n\nWrites FOLDER/TARGET/* for every fuzz target.");
        return ExitCode::from(2);
    };
    match write(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> io::Result<()> {
    for target in TARGETS {
        let folder = folder.join(target.name);
        // What an older build wrote is no seed any more.
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        for seed in (target.seeds)() {
            fs::write(folder.join(name(&seed)), seed)?;
        }
    }
    Ok(())
}
