//! Mutants of the spec: what notices a wrong fact.

use std::{collections::BTreeMap, fs, path::Path};
use wizfi360_spec::{
    Spec,
    mutants::{self, Oracle, Vectors},
};

#[test]
fn survivors() {
    let spec = Spec::embedded();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors");
    let texts = ["requests.json", "lines.json", "rejects.json"]
        .map(|name| fs::read_to_string(root.join(name)).expect("vectors"));
    let vectors = Vectors::new(&spec, &texts.each_ref().map(String::as_str)).expect("vectors");
    println!("{} cases, {} open", vectors.len(), vectors.open());
    let mut oracles = mutants::lints();
    for oracle in &oracles {
        assert!(!(oracle.objects)(&spec), "{}", oracle.name);
    }
    oracles.push(Oracle { name: "vectors", objects: Box::new(|spec| vectors.object(spec)) });
    let outcomes = mutants::run(&spec, &oracles);
    println!("{}", mutants::table(&outcomes));
    let mut by_kind: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|outcome| outcome.noticed_by.is_none()) {
        let mutant = &outcome.mutant;
        by_kind.entry(mutant.kind).or_default().push(format!("{}: {}", mutant.place, mutant.change));
    }
    let mut list = String::new();
    for (kind, survivors) in by_kind {
        list += &format!("# {kind}\n{}\n", survivors.join("\n"));
    }
    fs::write(std::env::temp_dir().join("survivors.txt"), list).expect("a file");
}
