//! Packs the RON files, so that no program parses them at its start.
//!
//! The reader and the model are compiled twice, here and in the crate: a crate of their own could not have the methods
//! that the interpreter, the lints and the state add to the model.

#![allow(dead_code, unused_imports, unreachable_pub, reason = "the build script uses a part of what it compiles")]

#[path = "src/deferred.rs"]
mod deferred;
#[path = "src/load.rs"]
mod load;
#[path = "src/load_error.rs"]
mod load_error;
#[path = "src/model/mod.rs"]
mod model;
#[path = "src/near.rs"]
mod near;
#[path = "src/packed.rs"]
mod packed;
#[path = "src/renamed.rs"]
mod renamed;

use load::Spec;
use std::{env, fs, path::Path, process};

fn main() {
    let root = env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let root = Path::new(&root);
    // Each folder, so that a new file is found; the sources, of which this script is made, cargo knows itself.
    for name in ["", "manual", "system", "wifi", "tcpip", "cloud"] {
        let folder = root.join(name);
        println!("cargo::rerun-if-changed={}", folder.display());
    }
    let spec = Spec::from_folder(root).unwrap_or_else(|errors| {
        // Each has its file, line and column.
        errors.iter().for_each(|error| println!("cargo::error={}", error.to_string().replace('\n', " ")));
        process::exit(1)
    });
    let packed = packed::pack(&spec).expect("the model can be packed");
    let out = env::var_os("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("spec.postcard"), packed).expect("the folder is writable");
}
