fn main() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    match wizfi360_spec::Spec::from_folder(root) {
        Ok(spec) => {
            let f = wizfi360_spec::lint::run(&spec);
            for x in &f {
                println!("{}: {} ({})", x.place, x.message, x.rule);
            }
            println!("{} findings", f.len());
        }
        Err(e) => {
            for e in e.iter().take(20) {
                println!("{e}");
            }
        }
    }
}
