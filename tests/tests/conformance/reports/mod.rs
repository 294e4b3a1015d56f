//! Reports as they are written down: JSON against its schema, JUnit XML against a consumer's, the page as far as no browser is needed.
//! `tests/browser` opens the page in one.

mod made_up;

use base64::{Engine, prelude::BASE64_STANDARD};
use jsonschema::Registry;
use roxmltree::{Document, Node};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};
use wizfi360_conformance::check::report::{Report, Verdict, html, json, junit};

#[test]
fn json_is_of_its_schema() {
    let schema = |name: &str| -> Value {
        let text = fs::read_to_string(root().join("docs/schemas").join(name)).expect("the schema is there");
        serde_json::from_str(&text).expect("JSON")
    };
    let common = schema("common.schema.json");
    let id = common["$id"].as_str().expect("an id").to_string();
    let registry = Registry::new().add(id, common).and_then(|registry| registry.prepare()).expect("schemas");
    let validator = jsonschema::options().with_registry(&registry).offline();
    let validator = validator.build(&schema("check.schema.json")).expect("a schema");
    let report: Value = serde_json::from_str(&json(&made_up::report())).expect("JSON");
    let errors: Vec<_> =
        validator.iter_errors(&report).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{} errors, the first is {}", errors.len(), errors[0]);
    // It is no schema that takes anything.
    for (place, wrong) in [
        ("/schema", Value::from(1)),
        ("/results/0/verdict/is", "as-it-likes".into()),
        ("/results/0/source/kind", "rumour".into()),
        ("/results/1/source/kind", "manual".into()),
        ("/results/0/dialogue/0/at_ms", (-1).into()),
        ("/results/0/dialogue/0/from", "nobody".into()),
        ("/results/0/dialogue/0/is_setup", "perhaps".into()),
        ("/aborted", Value::from(1)),
        ("/sections/0", "3.1.1".into()),
    ] {
        let mut report = report.clone();
        *report.pointer_mut(place).expect("the place is there") = wrong;
        assert!(!validator.is_valid(&report), "a wrong {place} is taken");
    }
}

#[test]
fn junit_is_of_the_schema_that_jenkins_has() {
    let xml = junit(&made_up::report());
    assert_eq!(xmllint(&xml), Ok(()));
    // The check can fail.
    let (broken, wrong) =
        (xml.replacen("</testcase>", "", 1), xml.replacen("<testcase ", "<testcase colour=\"red\" ", 1));
    assert!(xmllint(&broken).is_err_and(|why| why.contains("parser error")), "XML that does not end is taken");
    assert!(
        xmllint(&wrong).is_err_and(|why| why.contains("colour")),
        "an attribute that Jenkins does not know is taken"
    );
}

#[test]
fn junit_says_of_each_case_what_the_report_does() {
    let report = made_up::report();
    let count = |is: fn(&Verdict) -> bool| report.results.iter().filter(|result| is(&result.verdict)).count();
    let deviates = count(|verdict| matches!(verdict, Verdict::Deviates { .. }));
    let not_run = count(|verdict| matches!(verdict, Verdict::NotRun { .. }));
    assert!(deviates > 0 && not_run > 0);
    let xml = junit(&report);
    let document = Document::parse(&xml).expect("XML");
    let (suites, cases) = (all(&document, "testsuite"), all(&document, "testcase"));
    let sum = |key: &str| suites.iter().map(|it| number(it, key)).sum::<usize>();
    assert_eq!((sum("tests"), sum("failures"), sum("skipped")), (report.results.len(), deviates, not_run));
    let whole = document.root_element();
    assert_eq!((number(&whole, "tests"), number(&whole, "failures")), (report.results.len(), deviates));
    let ids: Vec<_> = report.results.iter().map(|result| Some(result.id.as_str())).collect();
    assert_eq!(cases.iter().map(|it| it.attribute("name")).collect::<Vec<_>>(), ids);
    assert_eq!(all(&document, "failure").len(), deviates);
    let skipped = all(&document, "skipped");
    assert_eq!(skipped.len(), not_run);
    assert!(skipped.iter().all(|it| it.attribute("message").is_some_and(|why| why.contains("--allow"))));
    assert_eq!(suites[0].attribute("timestamp"), Some("2025-11-26T10:00:00Z"));
}

#[test]
fn a_run_that_has_ended_early_is_an_error() {
    let report = Report { aborted: Some("the line to the module is lost".into()), ..made_up::report() };
    let xml = junit(&report);
    assert_eq!(xmllint(&xml), Ok(()));
    let document = Document::parse(&xml).expect("XML");
    let whole = document.root_element();
    assert_eq!((number(&whole, "tests"), number(&whole, "errors")), (report.results.len() + 1, 1));
    let errors = all(&document, "error");
    let messages: Vec<_> = errors.iter().map(|error| error.attribute("message")).collect();
    assert_eq!(messages, [report.aborted.as_deref()]);
    assert!(all(&Document::parse(&junit(&made_up::report())).expect("XML"), "error").is_empty());
}

#[test]
fn what_xml_forbids_and_what_ends_an_element_is_told_as_text() {
    let mut report = made_up::report();
    report.results.truncate(1);
    let says = format!("{} \0\u{1b}[31m\u{85}\u{fffe}\t\r\n ü", made_up::HOSTILE);
    report.results[0].verdict = Verdict::Deviates { actual: says.clone(), expected: "OK".into() };
    let xml = junit(&report);
    assert_eq!(xmllint(&xml), Ok(()));
    let shown = format!("{} \\x00\\x1b[31m\\x85\\u{{fffe}}\\t\\r", made_up::HOSTILE);
    let document = Document::parse(&xml).expect("XML");
    let failure = all(&document, "failure")[0];
    let message = failure.attribute("message").expect("a message");
    assert!(message.ends_with(&format!("module says {shown}\\n ü; spec expects OK")), "{message:?}");
    let text = failure.text().expect("a text");
    assert!(text.starts_with(&format!("module says:  {shown}\n ü\nspec expects: OK\nsource:       ")), "{text:?}");
}

#[test]
fn the_page_runs_its_own_script_alone_and_holds_the_report() {
    let report = made_up::report();
    let page = html(&report);
    assert!(page.len() < 2_000_000, "{} results take {} bytes", report.results.len(), page.len());
    assert!(!page.contains("{{"), "a place is not filled");
    for element in ["style", "script type=\"module\""] {
        let end = format!("</{}>", element.split(' ').next().unwrap_or_default());
        let inside = between(&page, &format!("<{element}>"), &end);
        let name = &end[2..end.len() - 1];
        let hash = BASE64_STANDARD.encode(Sha256::digest(inside));
        assert!(page.contains(&format!("{name}-src 'sha256-{hash}';")), "the hash of <{element}> is another");
    }
    // Nothing is fetched: the one address is the name of SVG.
    assert_eq!(page.matches("://").count(), 1);
    assert!(page.contains("\"http://www.w3.org/2000/svg\""));
    let data = BASE64_STANDARD.decode(between(&page, "type=\"text/plain\">", "</script>")).expect("base64");
    let data = miniz_oxide::inflate::decompress_to_vec(&data).expect("deflated");
    assert_eq!(String::from_utf8(data), Ok(json(&report)));
}

fn all<'d>(document: &'d Document, name: &str) -> Vec<Node<'d, 'd>> {
    document.descendants().filter(|it| it.has_tag_name(name)).collect()
}

fn number(element: &Node, key: &str) -> usize {
    element.attribute(key).and_then(|digits| digits.parse().ok()).expect("a number")
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, behind) = text.split_once(start).expect("the start is there");
    behind.split_once(end).expect("the end is there").0
}

/// Whether it is of the schema; otherwise what is wrong.
fn xmllint(xml: &str) -> Result<(), String> {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/junit-10.xsd");
    let mut child = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .arg(schema)
        .arg("-")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("xmllint is missing; install it with `apt-get install libxml2-utils`");
    let mut stdin = child.stdin.take().expect("it is piped");
    let xml = xml.to_string();
    let writer = thread::spawn(move || stdin.write_all(xml.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    // It may end before it has read all.
    let _ = writer.join();
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
