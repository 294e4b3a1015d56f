//! What has to hold before a change lands: the same list here, in `.ci/run` and on GitHub.

pub(crate) mod report;
pub(crate) mod step;

use crate::{Failure, codegen, firmware, fuzz, root};
use std::time::Instant;
use step::{cargo, rustup_targets, tests};
use wizfi360_spec::{Spec, lint};

/// Bare metal, for which the protocol has to build.
const TARGETS: [&str; 2] = ["thumbv6m-none-eabi", "thumbv7em-none-eabi"];

/// Features of the protocol that have to build alone and together.
const FEATURES: [&str; 4] = ["arbitrary", "defmt", "serde", "arbitrary,defmt,serde"];

/// All gates, in an order that finds cheap mistakes first. The first that fails ends it.
pub(crate) fn test() -> Result<(), Failure> {
    let start = Instant::now();
    gate("format", || cargo(&["fmt", "--all", "--check"], "run `cargo fmt --all`"))?;
    gate("spec lints", lint)?;
    gate("generated code", || codegen::run(true))?;
    gate("clippy", || {
        cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], "mend what clippy names")?;
        cargo(&["clippy", "-p", "wizfi360-proto", "--all-features", "--", "-D", "warnings"], "mend what clippy names")?;
        // The fuzz targets themselves: stable Rust, but with libFuzzer's runtime.
        let targets = ["clippy", "-p", "wizfi360-fuzz", "--features", "libfuzzer", "--bins", "--", "-D", "warnings"];
        cargo(&targets, "mend what clippy names")
    })?;
    gate("features alone and together", || {
        FEATURES.iter().try_for_each(|features| {
            cargo(
                &["check", "-p", "wizfi360-proto", "--features", features],
                "mend what does not build with these features",
            )
        })
    })?;
    gate("bare metal", || {
        rustup_targets(&TARGETS)?;
        TARGETS.iter().try_for_each(|target| {
            let args = ["build", "-p", "wizfi360-proto", "--target", target, "--features", "defmt,serde"];
            cargo(&["build", "-p", "wizfi360-proto", "--target", target], "wizfi360-proto has to build without std")?;
            cargo(&args, "wizfi360-proto has to build without std")
        })
    })?;
    gate("firmware image", || firmware::run(false))?;
    gate("dependencies of wizfi360-proto", step::proto_dependencies)?;
    let mut passed = 0;
    gate("tests", || {
        passed = tests()?;
        Ok(())
    })?;
    gate("report in a browser", report::check)?;
    gate("fuzz smoke", fuzz::smoke)?;
    gate("fuzz cluster", fuzz::cluster::run)?;
    gate("docs", || {
        step::cargo_with(
            &["doc", "--workspace", "--no-deps", "--all-features", "--exclude", "wizfi360-fuzz"],
            &[("RUSTDOCFLAGS", "-D warnings")],
            "mend what rustdoc names",
        )?;
        // Its own features take a C++ compiler, and have no docs.
        step::cargo_with(
            &["doc", "-p", "wizfi360-fuzz", "--no-deps", "--lib"],
            &[("RUSTDOCFLAGS", "-D warnings")],
            "mend what rustdoc names",
        )
    })?;
    println!("\nall gates hold after {} s", start.elapsed().as_secs());
    println!("{passed} passed, 0 failed");
    Ok(())
}

/// The spec's rules, on the files as they stand in the working tree.
pub(crate) fn lint() -> Result<(), Failure> {
    let spec: Spec = crate::load_spec()?;
    let findings = lint::run(&spec);
    if findings.is_empty() {
        println!("the spec has no findings");
        return Ok(());
    }
    let mut list = String::new();
    for finding in &findings {
        let file = format!("spec/{}", finding.place.file);
        let text = std::fs::read_to_string(root().join(&file)).unwrap_or_default();
        let at = finding.locate(&text).map_or(String::new(), |(line, column)| format!(":{line}:{column}"));
        let shown = finding.to_string();
        list.push_str(&format!("\n{file}{at}{}", shown.strip_prefix(&file).unwrap_or(&shown)));
    }
    let count = if findings.len() == 1 { "a finding".to_string() } else { format!("{} findings", findings.len()) };
    Err(Failure::new(format!("the spec has {count}{list}")))
}

fn gate(name: &str, run: impl FnOnce() -> Result<(), Failure>) -> Result<(), Failure> {
    println!("\n== {name}");
    let start = Instant::now();
    run().map_err(|failure| Failure::new(format!("gate `{name}`: {failure}")))?;
    println!("== {name}: holds ({:.1} s)", start.elapsed().as_secs_f32());
    Ok(())
}
