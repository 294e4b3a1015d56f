//! How much of the manual is there.

use crate::run::{code, json, out, run};

#[test]
fn all_sections_are_counted() {
    let output = run(&["coverage", "--json"]);
    assert_eq!(code(&output), 0);
    let json = json(&output);
    assert_eq!(json["schema"], 1);
    assert_eq!(json["totals"]["sections"], 84);
    let sections = json["sections"].as_array().unwrap();
    assert_eq!(sections.len(), 84);
    let covered = sections.iter().filter(|section| section["covered"] == true).count();
    assert_eq!(json["totals"]["covered"], covered);
    assert_eq!(json["missing"].as_array().unwrap().len(), 84 - covered);
    let text = out(&run(&["coverage"]));
    assert!(text.contains(&format!("{covered} of 84 sections")), "{text}");
}

#[test]
fn a_target_decides_the_exit_code() {
    let percent = json(&run(&["coverage", "--json"]))["totals"]["percent"].as_f64().unwrap();
    assert_eq!(code(&run(&["coverage", "--min", "0"])), 0);
    assert_eq!(code(&run(&["coverage", "--min", "100"])), i32::from(percent < 100.0));
}
