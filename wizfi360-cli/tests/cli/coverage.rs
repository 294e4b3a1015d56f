//! How much of the manual is there.

use crate::{
    folder::copy,
    run::{code, json, out, run},
};
use std::fs;
use wizfi360_spec::Spec;

#[test]
fn all_sections_are_counted() {
    let output = run(&["coverage", "--json"]);
    assert_eq!(code(&output), 0);
    let json = json(&output);
    assert_eq!(json["schema"], 2);
    let manual = &Spec::embedded().manual.sections;
    assert_eq!(json["totals"]["sections"], manual.len());
    assert_eq!(json["totals"]["percent"], 100.0);
    assert_eq!(json["missing"].as_array().unwrap().len(), 0);
    let sections = json["sections"].as_array().unwrap();
    assert_eq!(sections.len(), manual.len());
    for key in ["forms", "exchanges", "limits"] {
        let sum = |what: &str| sections.iter().map(|row| row[format!("{key}_{what}")].as_u64().unwrap()).sum::<u64>();
        assert_eq!(json["totals"][format!("{key}_printed")], sum("printed"));
        assert_eq!(json["totals"][format!("{key}_found")], sum("found"));
        assert!(sum("found") >= sum("printed") && sum("printed") > 90, "{key}");
    }
    let forms: u64 = manual.iter().map(|section| section.forms.len() as u64).sum();
    assert_eq!(json["totals"]["forms_printed"], forms);
    let without = sections.iter().filter(|row| row["parameters"] != 0 && row["edges"] == 0);
    assert_eq!(without.count(), 0);
    let text = out(&run(&["coverage"]));
    assert!(text.contains(&format!("{0} of {0} sections", manual.len())) && !text.contains("Missing"), "{text}");
}

#[test]
fn what_is_missing_is_named() {
    let copy = copy();
    let folder = copy.display().to_string();
    for (file, from, to) in [
        (
            "system",
            "title: \"Shows the versions\", since: \"1.0.1.0\", exchanges: 1",
            "title: \"\", since: \"1.0.1.0\", exchanges: 9",
        ),
        (
            "system",
            "kind: Execute, syntax: \"AT+GMR\"",
            "kind: Query, syntax: \"AT+GMR?\"), (kind: Execute, syntax: \"AT+GMR\"",
        ),
        ("system", "name: \"time\", kind: Number, min: 1000", "name: \"time\", kind: Number, min: 999"),
        ("names", "command: \"AT+PING\"", "command: \"AT+PONG\""),
    ] {
        let path = copy.join("manual").join(file).with_extension("ron");
        let printed = fs::read_to_string(&path).unwrap();
        let more = printed.replacen(from, to, 1);
        assert_ne!(printed, more, "{from}");
        fs::write(path, more).unwrap();
    }
    let args = ["coverage", "--folder", &folder];
    let output = run(&args);
    assert_eq!(code(&output), 1);
    let text = out(&output);
    let missing = "Missing: 3.1.3 AT+GMR (1 of 2 forms, 1 of 9 exchanges), 3.1.4 AT+GSLP (3 of 4 limits), \
                   3.3.22 AT+PONG (no such command, 0 of 1 forms).";
    let all = Spec::embedded().manual.sections.len();
    assert!(text.contains(missing) && text.contains(&format!("{} of {all} sections", all - 3)), "{text}");
    // A target of one's own: the percent that there are, and one more.
    let with_min = |min: usize| code(&run(&[&args[..], &["--min", &min.to_string()]].concat()));
    let percent = (all - 3) * 100 / all;
    assert_eq!((with_min(percent), with_min(percent + 1)), (0, 1));
}

#[test]
fn a_spec_that_lints_refuse_is_counted_too() {
    let copy = copy();
    let folder = copy.display().to_string();
    let path = copy.join("domains.ron");
    let domains = fs::read_to_string(&path).unwrap();
    let odd = domains.replace("name: \"Ssid\"", "name: \"Unused\"").replace("Int(min: 0, max: 4)", "Mask([])");
    assert_ne!(domains, odd);
    fs::write(path, odd).unwrap();
    assert_eq!(code(&run(&["coverage", "--folder", &folder])), 1);
}
