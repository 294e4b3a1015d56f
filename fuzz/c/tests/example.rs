//! The example in C compiles without a warning and runs over many inputs under the compiler's sanitizers; with its bug switched on, these
//! inputs find it.

use std::{env, fs, path::PathBuf, process::Command};

/// How many inputs there are.
const INPUTS: u64 = 300;

#[test]
fn a_driver_in_c_runs_over_many_inputs() {
    let output = Command::new(built("fuzz_driver", &[])).args(inputs("well")).output().expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), format!("{INPUTS} inputs\n"));
}

#[test]
fn a_bug_in_a_driver_is_found() {
    let program = built("fuzz_driver_with_bug", &["-DWIZFI360_EXAMPLE_BUG"]);
    let output = Command::new(program).args(inputs("bug")).output().expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("read_packet"), "the overflow is not found: {said}");
}

/// Compiles the example with the library; the path of the program.
fn built(name: &str, flags: &[&str]) -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let scratch = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    // The tests of a crate are built without its static library.
    let target = scratch.parent().expect("it stands in the target folder");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--lib", "--manifest-path"])
        .arg(here.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(target)
        .status();
    assert!(status.expect("cargo runs").success(), "the library does not build");
    let program = scratch.join(name);
    let compiler = env::var("CC").unwrap_or_else(|_| "cc".into());
    let output = Command::new(&compiler)
        .args(["-std=c99", "-Wall", "-Wextra", "-Werror", "-g", "-fsanitize=address,undefined"])
        .args(flags)
        .arg("-I")
        .arg(here.join("include"))
        .args(["fuzz_driver.c", "stand_alone.c"].map(|file| here.join("example").join(file)))
        .arg(target.join("debug/libwizfi360_fuzz_c.a"))
        .args(["-lpthread", "-ldl", "-lm", "-o"])
        .arg(&program)
        .output()
        .unwrap_or_else(|error| {
            panic!("`{compiler}` cannot be run ({error}); install a C compiler, such as `apt install gcc`")
        });
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    program
}

/// Inputs of random bytes, the same each time.
fn inputs(folder: &str) -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(folder);
    fs::create_dir_all(&folder).expect("the folder can be made");
    let file = |seed: u64| {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut bytes = vec![0; random.usize(0..=1024)];
        random.fill(&mut bytes);
        let path = folder.join(seed.to_string());
        fs::write(&path, bytes).expect("the file can be written");
        path
    };
    (0..INPUTS).map(file).collect()
}
