//! Temporary.
fn main() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let spec = wizfi360_spec::Spec::from_folder(root).unwrap();
    println!("{}", serde_json::to_string(&wizfi360_spec::lint::behaviour_agrees::of_spec(&spec)).unwrap());
}
