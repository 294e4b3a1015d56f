//! Collects the recordings, so that a new one is found without being named anywhere.

use std::{env, fmt::Write, fs, path::Path};

fn main() {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("fixtures/real");
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(&folder).expect("the folder of the recordings is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let mut out =
        String::from("/// The recordings of real modules: name and text.\nconst RECORDED: &[(&str, &str)] = &[\n");
    for path in paths {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a UTF-8 name");
        writeln!(out, "    ({name:?}, include_str!({:?})),", path.display().to_string()).expect("a string takes it");
    }
    out.push_str("];\n");
    let file = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("recorded.rs");
    fs::write(file, out).expect("the output folder is writable");
}
