//! The table of all targets. Everything else that names them is read from it or held against it.

use crate::seeds::{self, Seeds};

/// A fuzz target: a property, and what it starts from.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name: that of the property, and of the binary.
    pub name: &'static str,
    /// What holds, as a sentence.
    pub law: &'static str,
    /// The property.
    pub run: fn(&[u8]),
    /// How many random inputs the tests run: fewer of a slow property.
    pub cases: u64,
    /// Makes what a campaign starts from, out of the spec and of recorded dialogues.
    pub seeds: fn() -> Seeds,
}

/// All targets.
pub const TARGETS: &[Target] = &[
    Target {
        name: "request_bytes",
        law: "a request that is read writes itself on one line",
        run: crate::request_bytes,
        cases: 20_000,
        seeds: seeds::requests,
    },
    Target {
        name: "request_value",
        law: "a request that is written reads as the same value",
        run: crate::request_value,
        cases: 20_000,
        seeds: seeds::none,
    },
    Target {
        name: "line_bytes",
        law: "a line that is read writes itself",
        run: crate::line_bytes,
        cases: 20_000,
        seeds: seeds::lines,
    },
    Target {
        name: "line_value",
        law: "a line that is written reads as the same bytes",
        run: crate::line_value,
        cases: 20_000,
        seeds: seeds::none,
    },
    Target {
        name: "agreement",
        law: "generated code and interpreter say the same",
        run: crate::agreement,
        cases: 20_000,
        seeds: seeds::both,
    },
    Target {
        name: "cuts",
        law: "events do not depend on how a stream is cut",
        run: crate::cuts,
        cases: 20_000,
        seeds: seeds::module_streams,
    },
    Target {
        name: "device_cuts",
        law: "a device reads what a host writes however it is cut",
        run: crate::device_cuts,
        cases: 20_000,
        seeds: seeds::host_streams,
    },
    Target {
        name: "trace_cuts",
        law: "a dialogue is read the same however it is cut",
        run: crate::trace_cuts,
        cases: 5_000,
        seeds: seeds::dialogues,
    },
    Target {
        name: "forgery",
        law: "nothing in a payload passes for a line",
        run: crate::forgery,
        cases: 20_000,
        seeds: seeds::none,
    },
    Target {
        name: "secrets",
        law: "passwords and keys are never printed",
        run: crate::secrets,
        cases: 20_000,
        seeds: seeds::none,
    },
    Target {
        name: "spec_text",
        law: "a spec is refused or linted, whatever its text",
        run: crate::spec_text,
        cases: 200,
        seeds: seeds::spec_texts,
    },
    Target {
        name: "dialogue",
        law: "host and device come back into step after any fault",
        run: crate::dialogue,
        cases: 20_000,
        seeds: seeds::none,
    },
    Target {
        name: "driver",
        law: "a driver ends whatever module it meets",
        run: crate::driver,
        cases: 20_000,
        seeds: seeds::none,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    #[test]
    fn every_target_that_reads_text_has_seeds() {
        for target in TARGETS {
            let count = (target.seeds)().len();
            println!("{}: {count} seeds", target.name);
            assert!(count > 50 || (target.seeds as usize) == (seeds::none as fn() -> Seeds as usize));
        }
    }

    #[test]
    fn every_target_has_a_binary_and_a_row_of_the_readme_and_each_of_them_a_target() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("the manifest is there");
        let (mut files, mut bins) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(folder.join("fuzz_targets")).expect("the folder is there") {
            let path = entry.expect("a readable folder").path();
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("a readable file");
            assert!(text.contains(&format!("wizfi360_fuzz::{name}(data)")), "{name} runs something else");
            files.push(name);
        }
        bins.extend(
            manifest.lines().filter_map(|line| {
                line.strip_prefix("path = \"fuzz_targets/")?.strip_suffix(".rs\"")?.to_string().into()
            }),
        );
        let readme = fs::read_to_string(folder.join("README.md")).expect("the README is there");
        let (_, table) = readme.split_once("| target | what holds |\n").expect("it lists the targets");
        let rows = table.lines().take_while(|line| line.starts_with('|'));
        let mut told: Vec<_> =
            rows.filter_map(|row| Some(row.strip_prefix("| `")?.split_once('`')?.0.to_string())).collect();
        let mut names: Vec<_> = TARGETS.iter().map(|target| target.name.to_string()).collect();
        for list in [&mut names, &mut files, &mut bins, &mut told] {
            list.sort();
        }
        assert_eq!(names, files, "fuzz_targets/ against the table");
        assert_eq!(names, bins, "Cargo.toml against the table");
        assert_eq!(names, told, "README.md against the table");
    }
}
