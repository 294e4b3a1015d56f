//! The example in C compiles without a warning and runs over many inputs under the compiler's sanitizers; with its bug switched on, these
//! inputs find it.

use serde_json::Value;
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::LazyLock,
};
use tempfile::{TempDir, tempdir};

/// How many inputs there are.
const INPUTS: u64 = 300;

#[test]
fn a_driver_in_c_runs_over_many_inputs() {
    let output = Example::built(&[]).run();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), format!("{INPUTS} inputs\n"));
}

#[test]
fn a_bug_in_a_driver_is_found() {
    let output = Example::built(&["-DWIZFI360_EXAMPLE_BUG"]).run();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("read_packet"), "the overflow is not found: {said}");
}

/// The example and its inputs, in a folder of its own.
struct Example(TempDir);

impl Example {
    /// Compiles the example with the library.
    fn built(flags: &[&str]) -> Example {
        let example = Example(tempdir().expect("a folder"));
        let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let compiler = env::var("CC").unwrap_or_else(|_| "cc".into());
        let output = Command::new(&compiler)
            .args(["-std=c99", "-Wall", "-Wextra", "-Werror", "-g", "-fsanitize=address,undefined"])
            .args(flags)
            .arg("-I")
            .arg(here.join("include"))
            .args(["fuzz_driver.c", "stand_alone.c"].map(|file| here.join("example").join(file)))
            .arg(&*LIBRARY)
            .args(["-lpthread", "-ldl", "-lm", "-o"])
            .arg(example.program())
            .output()
            .unwrap_or_else(|error| {
                panic!("`{compiler}` cannot be run ({error}); install a C compiler, such as `apt-get install gcc`")
            });
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        example
    }

    fn program(&self) -> PathBuf {
        self.0.path().join("fuzz_driver")
    }

    /// Runs it over inputs of random bytes, the same each time.
    fn run(&self) -> Output {
        let input = |seed: u64| {
            let mut random = fastrand::Rng::with_seed(seed);
            let mut bytes = vec![0; random.usize(0..=1024)];
            random.fill(&mut bytes);
            let path = self.0.path().join(seed.to_string());
            fs::write(&path, bytes).expect("the file can be written");
            path
        };
        // The sanitizers as they are without options of their own.
        let mut command = Command::new(self.program());
        command.args((0..INPUTS).map(input)).env_remove("ASAN_OPTIONS").env_remove("UBSAN_OPTIONS");
        command.output().expect("the program runs")
    }
}

/// The static library. The name under which the tests of a crate have it is not known to them, so cargo is asked for it.
static LIBRARY: LazyLock<PathBuf> = LazyLock::new(|| {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let output = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--lib", "--message-format=json-render-diagnostics", "--manifest-path"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
        .arg("--target-dir")
        .arg(scratch.parent().expect("it is in the target folder"))
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "the library does not build");
    let said = String::from_utf8_lossy(&output.stdout);
    let messages = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut files = messages.flat_map(|message| message["filenames"].as_array().cloned().unwrap_or_default());
    let is_library = |file: &Value| file.as_str().is_some_and(|file| file.ends_with("wizfi360_fuzz_c.a"));
    files.find(is_library).and_then(|file| Some(file.as_str()?.into())).expect("a static library is built")
});
