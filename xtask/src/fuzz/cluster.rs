//! `.clusterfuzzlite/build.sh`, tried without a container: it puts into a folder what a cluster expects there.

use crate::{
    Failure, root,
    tools::{self, NIGHTLY, Tool},
};
use std::{fs, path::Path, process::Command};

pub(crate) const NEEDS: &[Tool] = &[tools::NIGHTLY_RUST, tools::CXX, tools::CARGO_FUZZ, tools::BASH, tools::ZIP];

/// What each target needs besides its binary.
const BESIDES: [&str; 3] = [".dict", ".options", "_seed_corpus.zip"];

/// Runs the script, and each binary that it leaves behind, with its dictionary and one input.
pub(crate) fn run() -> Result<(), Failure> {
    let out = root().join("target/fuzz/cluster");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    println!("$ OUT=target/fuzz/cluster .clusterfuzzlite/build.sh");
    let status = Command::new("bash")
        .arg(root().join(".clusterfuzzlite/build.sh"))
        .env("OUT", &out)
        .env("SRC", &out)
        .env("RUSTUP_TOOLCHAIN", NIGHTLY)
        .status()
        .map_err(|error| Failure::new(format!("bash cannot be run: {error}")))?;
    if !status.success() {
        return Err(Failure::new("`.clusterfuzzlite/build.sh` fails; see above"));
    }
    let mut count = 0;
    for entry in fs::read_dir(root().join("fuzz/fuzz_targets"))? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        holds(&out, &name)?;
        count += 1;
    }
    println!("{count} targets are packed, each with seeds and dictionary, and run");
    Ok(())
}

fn holds(out: &Path, name: &str) -> Result<(), Failure> {
    let lacks = |what: &str| Failure::new(format!("`.clusterfuzzlite/build.sh` leaves no sound {name}{what} in $OUT"));
    for besides in BESIDES {
        let length = fs::metadata(out.join(format!("{name}{besides}"))).map_or(0, |file| file.len());
        // An empty archive has 22 bytes.
        if length <= 22 {
            return Err(lacks(besides));
        }
    }
    let output = Command::new(out.join(name))
        .arg(format!("-dict={}", out.join(format!("{name}.dict")).display()))
        .arg("-runs=1")
        .env("ASAN_OPTIONS", "detect_odr_violation=0")
        .output();
    if output.is_ok_and(|output| output.status.success()) { Ok(()) } else { Err(lacks("")) }
}
