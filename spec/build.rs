//! Collects the RON files, so that a new one is found without being named anywhere.

use std::{env, fmt::Write, fs, path::Path};

fn main() {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).to_owned();
    let mut paths = Vec::new();
    for folder in ["", "manual", "system", "wifi", "tcpip", "cloud"] {
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
        for entry in fs::read_dir(root.join(folder)).expect("the spec's folders are there") {
            let name = entry.expect("a readable folder").file_name().into_string().expect("a UTF-8 name");
            if name.ends_with(".ron") {
                paths.push(if folder.is_empty() { name } else { format!("{folder}/{name}") });
            }
        }
    }
    paths.sort();
    let mut out = String::from("/// Path below `spec/`, and text.\npub(super) const FILES: &[(&str, &str)] = &[\n");
    for path in paths {
        let full = root.join(&path);
        writeln!(out, "    ({path:?}, include_str!({:?})),", full.display().to_string()).expect("a string takes it");
    }
    out.push_str("];\n");
    let file = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("files.rs");
    fs::write(file, out).expect("the output folder is writable");
}
