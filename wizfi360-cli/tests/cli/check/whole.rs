//! Whole runs: of the virtual module, and over TCP.

use crate::{
    run::{code, err, json, out, run},
    running::Running,
};
use serde_json::Value;

/// How many results are so.
fn count(report: &Value, is: &str) -> usize {
    report["results"].as_array().unwrap().iter().filter(|result| result["verdict"]["is"] == is).count()
}

#[test]
fn the_virtual_module_is_as_expected_in_every_case() {
    let output = run(&["check", "--virtual", "--json", "-"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let report = json(&output);
    let listed = out(&run(&["check", "--virtual", "--list"])).lines().count();
    assert_eq!(count(&report, "as-expected"), listed);
    assert_eq!((report["module"].as_str(), report["profile"].as_str()), (Some("virtual"), Some("full")));
    let summary = err(&output);
    assert!(
        summary.starts_with(&format!("{listed} cases run on virtual, firmware 1.1.1.9, profile full, in ")),
        "{summary}"
    );
    assert!(summary.ends_with("All that was run is as expected.\n"), "{summary}");
}

/// Its time runs faster: starts, scans and sleeps would take minutes.
#[test]
fn a_module_over_tcp_is_as_expected_in_the_same_cases_but_those_that_need_a_hand() {
    let module = Running::start(&["--tcp", "127.0.0.1:0", "--speed", "10"], 1);
    let live = run(&["check", "--tcp", &module.names[0], "--profile", "full", "--json", "-"]);
    assert_eq!(code(&live), 0, "{}", err(&live));
    let desk = json(&run(&["check", "--virtual", "--json", "-"]));
    let summary = err(&live);
    assert!(summary.contains(&format!("run on {}, firmware 1.1.1.9, profile full, in ", module.names[0])), "{summary}");
    let live = json(&live);
    let ids = |report: &Value| {
        let results = report["results"].as_array().unwrap().clone();
        results.into_iter().map(|result| result["id"].as_str().unwrap().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&live), ids(&desk));
    for result in live["results"].as_array().unwrap() {
        let needs_a_hand = || result["verdict"]["reason"].as_str().unwrap().contains("no hand for it");
        assert!(result["verdict"]["is"] == "as-expected" || needs_a_hand(), "{result}");
    }
    // They are few: a hand is what the surroundings are changed by.
    assert!(count(&live, "not-run") * 20 < count(&live, "as-expected"), "{summary}");
}

#[test]
fn what_is_not_allowed_is_not_run_and_told_with_the_way_to_allow_it() {
    let safe = run(&["check", "--virtual", "--profile", "safe", "--only", "3.1", "--json", "-"]);
    assert_eq!(code(&safe), 0, "{}", err(&safe));
    assert!(err(&safe).contains("allow `sleep` to run it") && err(&safe).contains("--allow flash"), "{}", err(&safe));
    let allowed = run(&["check", "--virtual", "--profile", "safe", "--allow", "sleep", "--only", "3.1", "--json", "-"]);
    assert!(!err(&allowed).contains("allow `sleep`"), "{}", err(&allowed));
    assert!(count(&json(&allowed), "as-expected") > count(&json(&safe), "as-expected"));
    assert_eq!(json(&allowed)["profile"], "safe and sleep");
    // What erases, updates, changes the line, sleeps, leaves the network, or writes to flash.
    let forbidden = ["AT+RESTORE", "AT+CIUPDATE", "3.1.7/set", "3.1.8/set", "AT+GSLP", "AT+CWQAP", "3.2.2/set"];
    for cases in forbidden {
        let output = run(&["check", "--virtual", "--profile", "safe", "--only", cases]);
        assert_eq!(code(&output), 2, "{cases}: {}", out(&output));
        assert!(err(&output).contains("nothing was checked: none of"), "{cases}: {}", err(&output));
    }
}
