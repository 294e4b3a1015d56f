//! The embedded files load.

use wizfi360_spec::Spec;

#[test]
fn the_embedded_spec_loads() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    match Spec::from_folder(root) {
        Ok(spec) => assert!(spec.commands().count() > 0),
        Err(errors) => panic!("{}", errors.iter().map(|error| format!("{error}\n")).collect::<String>()),
    }
}
