//! No test is skipped in silence: every command that runs tests builds all of them, and what a
//! platform cannot run is listed as ignored, with the reason.

use crate::root;
use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use syn::{Attribute, Item, ItemFn, ItemMod, Meta};

/// Features that are off while tests are built. No test may depend on them.
const OFF: [(&str, &str); 2] = [
    ("wizfi360-proto/defmt", "needs a global logger, as on bare metal"),
    ("wizfi360-fuzz/libfuzzer", "needs a C++ compiler; its binaries have no tests"),
];

#[test]
fn no_test_of_the_workspace_is_skipped_in_silence() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let packages = list(&metadata["packages"]);
    assert!(packages.len() > 5, "{} packages", packages.len());
    let findings: Vec<_> = packages.iter().flat_map(|package| [of_manifest(package), of_sources(package)]).collect();
    let findings = findings.concat();
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

/// Reports tests that a manifest keeps from being built or run.
fn of_manifest(package: &Value) -> Vec<String> {
    let name = text(&package["name"]);
    let mut findings = Vec::new();
    for target in list(&package["targets"]) {
        let what = format!("{name}: target {}", text(&target["name"]));
        if target["test"] == true && !list(&target["required-features"]).is_empty() {
            findings.push(format!("{what}: `required-features` skip its tests; {}", enable(name)));
        }
        if list(&target["kind"]).iter().any(|kind| kind == "lib") && target["doctest"] == false {
            findings.push(format!("{what}: `doctest = false` skips the examples of its documentation; remove it"));
        }
    }
    let own = list(&package["dependencies"]).iter().filter(|it| it["name"] == package["name"] && it["kind"] == "dev");
    let on: Vec<_> = own.flat_map(|it| list(&it["features"])).collect();
    for (feature, _) in package["features"].as_object().into_iter().flatten() {
        let is_off = OFF.iter().any(|(off, _)| *off == format!("{name}/{feature}"));
        if feature != "default" && !is_off && !on.iter().any(|on| *on == feature) {
            findings.push(format!("{name}: tests are built without the feature `{feature}`; {}", enable(name)));
        }
    }
    findings
}

fn enable(name: &str) -> String {
    format!("under [dev-dependencies] write `{name} = {{ path = \".\", features = [..] }}`")
}

/// Reports tests that no target runs, or that an attribute skips.
fn of_sources(package: &Value) -> Vec<String> {
    let mut findings = Vec::new();
    let mut run = BTreeSet::new();
    for target in list(&package["targets"]).iter().filter(|target| target["test"] == true) {
        reach(Path::new(text(&target["src_path"])), true, &mut run, &mut findings);
    }
    let folder = Path::new(text(&package["manifest_path"])).parent().expect("a folder").to_owned();
    let mut files = Vec::new();
    rust_files(&folder, &mut files);
    for file in files.iter().filter(|file| !run.contains(*file) && has_tests(&read(file))) {
        findings.push(format!("{}: no target runs the tests in it; name it by `mod`", file.display()));
    }
    findings
}

/// Follows the modules of a file, and checks the attributes of its tests.
fn reach(file: &Path, is_root: bool, run: &mut BTreeSet<PathBuf>, findings: &mut Vec<String>) {
    let Ok(file) = file.canonicalize() else { return };
    if !run.insert(file.clone()) {
        return;
    }
    let items = syn::parse_file(&read(&file)).unwrap_or_else(|error| panic!("{}: {error}", file.display())).items;
    let parent = file.parent().expect("a folder");
    let is_folder = is_root || file.file_name().is_some_and(|name| name == "mod.rs");
    let below = if is_folder { parent.to_owned() } else { file.with_extension("") };
    let mut modules = Vec::new();
    let found = of_items(&items, &below, parent, &mut modules);
    findings.extend(found.into_iter().map(|finding| format!("{}: {finding}", file.display())));
    for module in modules {
        reach(&module, false, run, findings);
    }
}

/// Reports what skips tests among items, and adds the files of their modules.
fn of_items(items: &[Item], below: &Path, parent: &Path, modules: &mut Vec<PathBuf>) -> Vec<String> {
    let mut findings = Vec::new();
    let stands_in = items.iter().any(|item| matches!(item, Item::Fn(it) if is_stand_in(it)));
    for item in items {
        match item {
            Item::Fn(function) if function.attrs.iter().any(is_test) => findings.extend(of_test(function)),
            Item::Mod(module) => {
                let before = modules.len();
                let tested = match &module.content {
                    Some((_, items)) => {
                        findings.extend(of_items(items, &below.join(module.ident.to_string()), parent, modules));
                        items.iter().any(|item| matches!(item, Item::Fn(it) if it.attrs.iter().any(is_test)))
                    }
                    None => {
                        modules.push(file_of(module, below, parent));
                        modules.get(before).is_some_and(|file| file.exists() && has_tests(&read(file)))
                    }
                };
                let cfgs: Vec<_> = module.attrs.iter().filter_map(cfg).filter(|cfg| cfg != "test").collect();
                if tested && !cfgs.is_empty() && !stands_in {
                    findings.push(format!(
                        "cfg({}) skips the tests of `{}`; add a stand-in: #[cfg(not(..))] #[test] #[ignore = \"why\"]",
                        cfgs.join(", "),
                        module.ident
                    ));
                }
            }
            _ => {}
        }
    }
    findings
}

fn of_test(function: &ItemFn) -> Vec<String> {
    let name = &function.sig.ident;
    if is_stand_in(function) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for attribute in &function.attrs {
        if attribute.path().is_ident("ignore") {
            findings.push(format!("`{name}` is ignored; mend it, or remove it"));
        }
        if let Some(cfg) = cfg(attribute) {
            findings
                .push(format!("cfg({cfg}) skips `{name}` in silence; write #[cfg_attr(not({cfg}), ignore = \"why\")]"));
        }
        let Meta::List(list) = &attribute.meta else { continue };
        let tokens = packed(&list.tokens.to_string());
        let platforms = ["not(unix),ignore=", "not(windows),ignore=", "not(target_os="];
        let is_platform = platforms.iter().any(|platform| tokens.starts_with(platform));
        if list.path.is_ident("cfg_attr") && tokens.contains("ignore") && !is_platform {
            findings.push(format!("`{name}` is ignored for something else than a platform, or without a reason"));
        }
    }
    findings
}

/// True for an empty test that is listed as ignored where others are not built.
fn is_stand_in(function: &ItemFn) -> bool {
    let is_elsewhere =
        function.attrs.iter().filter_map(cfg).any(|cfg| cfg.starts_with("not(") || cfg.starts_with("all(test,not("));
    let says_why = |it: &Attribute| it.path().is_ident("ignore") && matches!(it.meta, Meta::NameValue(_));
    is_elsewhere && function.block.stmts.is_empty() && function.attrs.iter().any(says_why)
}

/// `#[test]`, `#[tokio::test]`.
fn is_test(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == "test")
}

/// The predicate of `#[cfg(..)]`.
fn cfg(attribute: &Attribute) -> Option<String> {
    let Meta::List(list) = &attribute.meta else { return None };
    list.path.is_ident("cfg").then(|| packed(&list.tokens.to_string()))
}

fn packed(tokens: &str) -> String {
    tokens.split_whitespace().collect()
}

/// The file of `mod name;`.
fn file_of(module: &ItemMod, below: &Path, parent: &Path) -> PathBuf {
    for attribute in module.attrs.iter().filter(|attribute| attribute.path().is_ident("path")) {
        if let Meta::NameValue(value) = &attribute.meta
            && let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. }) = &value.value
        {
            return parent.join(path.value());
        }
    }
    let file = below.join(format!("{}.rs", module.ident));
    if file.exists() { file } else { below.join(module.ident.to_string()).join("mod.rs") }
}

/// All Rust files of a package: folders with a manifest are other packages.
fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("target") && !path.join("Cargo.toml").exists() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path.canonicalize().expect("it is there"));
        }
    }
}

fn has_tests(text: &str) -> bool {
    text.lines().map(str::trim_start).any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"))
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[test]
fn each_way_of_skipping_by_an_attribute_is_found() {
    let table = [
        ("#[test] fn a() {}", ""),
        ("#[cfg(test)] mod tests { #[test] fn a() {} }", ""),
        ("#[test] #[cfg_attr(not(unix), ignore = \"signals\")] fn a() {}", ""),
        ("#[cfg(unix)] mod a { #[test] fn a() {} } #[cfg(not(unix))] #[test] #[ignore = \"why\"] fn b() {}", ""),
        ("#[test] #[ignore] fn a() {}", "`a` is ignored"),
        ("#[test] #[ignore = \"slow\"] fn a() {}", "`a` is ignored"),
        ("#[cfg(not(unix))] #[test] #[ignore] fn a() {}", "`a` is ignored"),
        ("#[tokio::test] #[cfg(unix)] async fn a() {}", "cfg(unix) skips `a`"),
        ("#[cfg(feature = \"x\")] #[test] fn a() {}", "skips `a` in silence"),
        ("#[test] #[cfg_attr(not(unix), ignore)] fn a() {}", "without a reason"),
        ("#[test] #[cfg_attr(feature = \"x\", ignore = \"why\")] fn a() {}", "something else than a platform"),
        ("#[cfg(unix)] mod a { #[test] fn a() {} }", "cfg(unix) skips the tests of `a`"),
        ("mod b { #[cfg(feature = \"x\")] mod a { #[test] fn a() {} } }", "skips the tests of `a`"),
    ];
    for (source, expected) in table {
        let items = syn::parse_file(source).expect("Rust").items;
        let found = of_items(&items, Path::new(""), Path::new(""), &mut Vec::new()).join("\n");
        assert!(found.contains(expected) && found.is_empty() == expected.is_empty(), "{source}: {found}");
    }
}

#[test]
fn each_way_of_skipping_by_a_manifest_is_found() {
    let package = |target: &str, features: &str, own: &str| {
        let text = format!(
            r#"{{"name": "p", "targets": [{{"name": "t", "kind": ["lib"], "test": true, "doctest": true{target}}}],
                "features": {{"default": [], {features}}},
                "dependencies": [{{"name": "p", "kind": "dev", "features": [{own}]}}]}}"#
        );
        of_manifest(&serde_json::from_str(&text).expect("JSON")).join("\n")
    };
    assert_eq!(package("", r#""x": []"#, r#""x""#), "");
    assert!(package("", r#""x": []"#, "").contains("without the feature `x`"));
    let skipped = package(r#", "required-features": ["x"]"#, r#""x": []"#, r#""x""#);
    assert!(skipped.contains("`required-features` skip its tests"), "{skipped}");
    assert!(package(r#", "doctest": false"#, r#""x": []"#, r#""x""#).contains("`doctest = false`"));
}

#[test]
fn a_file_that_no_module_names_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(&path, text).expect("it can be written");
        path.to_string_lossy().into_owned()
    };
    let manifest = write("Cargo.toml", "");
    let main = write("tests/it/main.rs", "mod named;");
    write("tests/it/named/mod.rs", "mod below;");
    write("tests/it/named/below.rs", "#[test]\nfn a() {}\n");
    let package = serde_json::json!({
        "manifest_path": manifest,
        "targets": [{ "kind": ["test"], "test": true, "src_path": main }],
    });
    assert_eq!(of_sources(&package), [""; 0]);
    write("tests/it/forgotten.rs", "#[test]\nfn a() {}\n");
    let found = of_sources(&package).join("\n");
    assert!(found.contains("forgotten.rs: no target runs the tests in it"), "{found}");
}
