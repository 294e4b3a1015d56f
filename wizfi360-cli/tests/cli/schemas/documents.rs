//! The documents of each command that prints JSON.

use super::{Schemas, unique::Unique};
use crate::{
    check::written::liberal,
    desk::Desk,
    drive_check::{Waiting, talk},
    folder::copy,
    run::{Folder, REAL, code, events, feed, folder, json, lines, real, run},
};
use serde_json::Value;
use std::{collections::BTreeSet, fs, sync::Mutex, thread};

/// The repository's spec, and in it all keys of the model that no fact of it has.
fn rare() -> Folder {
    let spec = copy();
    fs::write(spec.join("system/rare.ron"), include_str!("rare.ron")).unwrap();
    fs::write(spec.join("manual/rare.ron"), include_str!("rare_section.ron")).unwrap();
    spec
}

#[test]
fn the_spec_is_of_its_schema() {
    let rare = rare();
    let rare = run(&["spec", "--json", "--folder", &rare.display().to_string()]);
    let Unique(spec) = serde_json::from_slice(&run(&["spec", "--json"]).stdout).unwrap();
    let documents = [spec, json(&rare)];
    Schemas::load().hold("spec", &["behaviour", "checks", "manual"], &documents);
}

#[test]
fn pages_are_of_their_schema() {
    let spec = json(&run(&["spec", "--json"]));
    let names = |list: &str, key: &str| -> Vec<String> {
        let text = |page: &Value| page.pointer(key).unwrap().as_str().unwrap().to_string();
        spec[list].as_array().unwrap().iter().map(text).collect()
    };
    let lists = [
        ("messages", "/name"),
        ("packets", "/head/name"),
        ("finals", "/text"),
        ("reasons", "/text"),
        ("domains", "/name"),
        ("errata", "/id"),
    ];
    let mut all: Vec<Vec<String>> =
        lists.iter().flat_map(|(list, key)| names(list, key)).map(|name| vec![name]).collect();
    // The commands at once, also as an older firmware has them, and what is printed without a name.
    for name in [Some("AT"), Some("ATE"), Some("AT+"), None] {
        let name: Vec<String> = name.into_iter().map(String::from).collect();
        all.push([name.clone(), vec!["--firmware".into(), "1.0.2.4".into()]].concat());
        all.push(name);
    }
    let rare = rare();
    let list = ["--firmware", "1.0.7.2", "--folder", &rare.display().to_string()].map(String::from).to_vec();
    all.push(list);
    let documents = at_once(all, |args| {
        let output = run(&[vec!["explain", "--json"], args.iter().map(String::as_str).collect()].concat());
        assert_eq!(code(&output), 0, "{args:?}");
        let Unique(document) =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{args:?}: {error}"));
        document
    });
    let pages = documents.iter().filter_map(|document| document["results"].as_array()).flatten();
    let commands: BTreeSet<&str> = pages.filter_map(|page| page["names"][0]["name"].as_str()).collect();
    assert_eq!(commands, names("commands", "/names/0/name").iter().map(String::as_str).collect());
    Schemas::load().hold("explain", &[], &documents);
}

/// What a function makes of many things, some of them at once.
fn at_once<T: Send, R: Send>(all: Vec<T>, make: impl Fn(T) -> R + Sync) -> Vec<R> {
    let (queue, made) = (Mutex::new(all), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(next) = { queue.lock().unwrap().pop() } {
                    let result = make(next);
                    made.lock().unwrap().push(result);
                }
            });
        }
    });
    made.into_inner().unwrap()
}

/// Inputs with what the recordings do not have: refused and unknown lines, bytes, masks, secrets, units.
const ODD: &[(&[&str], &[u8])] = &[
    (&[], b">> AT+CWJAP_CUR=\"a\",\"secret words\"\n<< +CWJAP:1\n<<\n<< FAIL\n<< b'\\xff\\xfe'\n"),
    (&[], b">> AT+CWMODE_CUR=7\n>> AT+CIPSTART=\"TCP\"\n>> AT+NOSUCH=1\n>> AT+CWLAPOPT=1,31\n>> AT+CWJAP_CUR=x\n>> AT+CIPSTO=10\n"),
    (&["--from", "module"], b"ready\r\n+IPD,3:abc\r\n?\r\n"),
    (&["--from", "host"], b"AT+CIPSEND=3\r\nabcAT\r\n"),
];

#[test]
fn events_are_of_their_schema() {
    let mut all: Vec<Value> = REAL.iter().flat_map(|name| lines(&run(&["decode", "--json", &real(name)]))).collect();
    for (args, input) in ODD {
        all.extend(events(args, input));
    }
    // A packet in pieces, and how much of it is to come.
    all.extend(events(&["--from", "module"], &[b"+IPD,5000:".as_slice(), &[b'x'; 5000]].concat()));
    let spec = copy();
    all.extend(events(&["--folder", &spec.display().to_string()], b">> AT\n<< OK\n"));
    let desk = Desk::module();
    let said = lines(&feed(&["shell", "--tcp", &desk.address, "--json"], b"ATE0\nAT+CWMODE_CUR?\n"));
    assert!(said.len() > 4, "{said:?}");
    all.extend(said);
    Schemas::load().hold("decode", &["common"], &all);
}

#[test]
fn findings_are_of_their_schema() {
    let files: Vec<String> = REAL.iter().map(|name| real(name)).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let mut all = lines(&run(&[&["replay", "--json"][..], &files].concat()));
    for (_, input) in ODD {
        all.extend(lines(&feed(&["replay", "--json", "-"], input)));
    }
    let firmware = "<< AT version:1.1.1.7(Sep 14 2020 12:00:00)\n";
    let log = format!(">> AT+GMR\n{firmware}<< OK\n[10:09:15] >> AT+CIPMUX?\n[10:09:15] << +CIPMUX:7\n");
    all.extend(lines(&feed(&["replay", "--json", "-"], log.as_bytes())));
    all.extend(lines(&feed(&["replay", "--json", "-"], b"AT\r\n+NOSUCH:1\r\n\r\nOK\r\n")));
    Schemas::load().hold("replay", &[], &all);
}

#[test]
fn requests_are_of_their_schema() {
    let encoded = |args: &[&str]| json(&run(&[&["encode", "--json"], args].concat()));
    let all = [
        encoded(&["AT+CWJAP_CUR", "--set", "ssid=a", "--set", "pwd=secret words"]),
        encoded(&["AT+CWLAP", "--set", "ssid=x", "--set", "channel=14"]),
    ];
    Schemas::load().hold("encode", &[], &all);
}

#[test]
fn coverage_is_of_its_schema() {
    Schemas::load().hold("coverage", &[], &[json(&run(&["coverage", "--json", "--firmware", "1.0.2.4"]))]);
}

#[test]
fn judgements_of_drivers_are_of_their_schema() {
    let folder = folder();
    let result = folder.join("result.json");
    let file = result.display().to_string();
    let waiting = Waiting::start(&["--listen", "127.0.0.1:0", "--scenario", "join", "--json", &file]);
    talk(&mut waiting.connect(), &["AT+CWMODE_CUR=7", "AT+CWJAP_CUR=\"a\"b\",\"password\""]);
    waiting.end();
    let judged = serde_json::from_str(&fs::read_to_string(&result).unwrap()).unwrap();
    let none = run(&["drive-check", "--scenario", "join", "--json", "-", "--", env!("CARGO_BIN_EXE_wizfi360"), "spec"]);
    Schemas::load().hold("drive-check", &[], &[judged, json(&none)]);
}

#[test]
fn reports_are_of_their_schema() {
    let report = |args: &[&str]| json(&run(&[&["check", "--json", "-"], args].concat()));
    let (liberal, only) = (liberal(), ["--only", "3.1", "3.2.1"]);
    let all = [
        report(&[&["--tcp", &liberal.address, "--profile", "full"][..], &only].concat()),
        report(&[&["--virtual", "--profile", "safe"][..], &only].concat()),
    ];
    Schemas::load().hold("check", &[], &all);
}
