//! Every key of the model comes out of `wizfi360 spec --json`.
//!
//! A filled spec is written twice: as it is, and with one value altered. The value comes out if the two documents
//! differ at its key. So a key of the model that is not written, or is written only inside the words of another, is
//! found without a list of keys.

mod fill;

use super::Document;
use fill::{ALTERED, Fill, Step};
use serde_json::Value;
use std::collections::BTreeSet;
use wizfi360_spec::{
    FamilyFile, Spec,
    model::{Check, Erratum, Manual, Setups, State},
};

/// Keys that have another name in the document, or none: struct, key, name, why.
const ELSEWHERE: &[(&str, &str, &str, &str)] = &[
    ("Domains", "doc", "", "a sentence about the file, for its authors"),
    ("Events", "doc", "", "a sentence about the file, for its authors"),
    ("Errata", "doc", "", "a sentence about the file, for its authors"),
    ("Setups", "doc", "", "a sentence about the file, for its authors"),
    ("Form", "timeout", "timeout_ms", "a form without a timeout has that of the lexical facts"),
    ("Timeout", "ms", "timeout_ms", "resolved with its form"),
    ("Timeout", "source", "timeout_source", "resolved with its form"),
    ("Command", "requires", "requirements", "`requires` has the sentences"),
    ("Form", "requires", "requirements", "`requires` has the sentences"),
    ("Domain", "kind", "type", "`kind` is what a page is"),
    ("Param", "ty", "type", "`type` is a keyword of Rust, not of JSON"),
    ("Words", "quoted", "written", "one key says of every type how it is written"),
    ("Str", "style", "written", "one key says of every type how it is written"),
    ("Reasons", "texts", "reasons", "groups are resolved: each reason has its source and errata"),
];

/// What of the model is not in the document that `write` makes of it.
fn lost(write: impl Fn(&Spec) -> Value) -> BTreeSet<String> {
    let (mut there, mut out) = (BTreeSet::new(), BTreeSet::new());
    let (mut variant, mut variants) = (0, 1);
    while variant < variants {
        let mut fill = Fill::new(variant, None);
        let usual = write(&filled(&mut fill));
        variants = fill.most_variants();
        for (at, way) in fill.values.iter().enumerate() {
            let facts = facts(way);
            let is_new = facts.iter().any(|(fact, _)| !out.contains(fact));
            if is_new {
                let altered = write(&filled(&mut Fill::new(variant, Some(at))));
                let mut keys = BTreeSet::new();
                differences(&usual, &altered, &mut Vec::new(), &mut keys);
                let is_shown = |key: &Option<&str>| key.is_some_and(|key| keys.contains(key));
                out.extend(facts.iter().filter(|(_, key)| is_shown(key)).map(|(fact, _)| fact.clone()));
            }
            there.extend(facts.into_iter().map(|(fact, _)| fact));
        }
        variant += 1;
    }
    there.difference(&out).cloned().collect()
}

/// A spec in which every key has a value.
fn filled(fill: &mut Fill) -> Spec {
    let mut spec = Spec {
        manual: fill.fill::<Manual>().into(),
        lexical: fill.fill(),
        domains: fill.fill(),
        events: fill.fill(),
        errata: fill.fill(),
        state: fill.fill::<State>().into(),
        setups: fill.fill::<Setups>().into(),
        families: vec![FamilyFile {
            path: "wifi/filled".into(),
            family: fill.fill(),
            checks: vec![fill.fill::<Check>()].into(),
        }],
    };
    // A command lists the errata that exist: an altered id must be one too.
    let other = spec.errata.errata.iter().map(|erratum| Erratum { id: ALTERED.into(), ..erratum.clone() });
    spec.errata.errata.extend(other.collect::<Vec<_>>());
    spec
}

/// What a value shows of the model, each with the key of the document at which it does: the keys, variants and parts of
/// tuples that lead to it.
fn facts(way: &[Step]) -> Vec<(String, Option<&'static str>)> {
    let (mut facts, mut last, mut key) = (Vec::new(), String::new(), None);
    for step in way {
        match step {
            Step::Key(of, name) => (last, key) = (format!("{of}.{name}"), name_of(of, name)),
            Step::Variant(of, name) => last = format!("{of}::{name}"),
            Step::Part(part) => last = format!("{last}.{part}"),
        }
        facts.push((last.clone(), key));
    }
    facts
}

/// What a key of the model is called in the document; `None` if it is not there.
fn name_of(of: &str, key: &'static str) -> Option<&'static str> {
    match ELSEWHERE.iter().find(|(its_struct, its_key, ..)| *its_struct == of && *its_key == key) {
        Some((_, _, "", _)) => None,
        Some((_, _, name, _)) => Some(name),
        None => Some(key),
    }
}

/// The keys that lead to what differs between two documents.
fn differences(a: &Value, b: &Value, way: &mut Vec<String>, keys: &mut BTreeSet<String>) {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            let all: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for key in all {
                way.push(key.clone());
                differences(a.get(key).unwrap_or(&Value::Null), b.get(key).unwrap_or(&Value::Null), way, keys);
                way.pop();
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).for_each(|(a, b)| differences(a, b, way, keys));
        }
        _ if a == b => {}
        _ => keys.extend(way.iter().cloned()),
    }
}

fn document(spec: &Spec) -> Value {
    serde_json::to_value(Document::new(spec)).unwrap()
}

/// A document without these keys, wherever they are.
fn without(keys: &[&str], document: Value) -> Value {
    match document {
        Value::Object(all) => {
            let left = all.into_iter().filter(|(name, _)| !keys.contains(&name.as_str()));
            left.map(|(name, value)| (name, without(keys, value))).collect()
        }
        Value::Array(all) => all.into_iter().map(|value| without(keys, value)).collect(),
        other => other,
    }
}

#[test]
fn every_key_of_the_model_comes_out() {
    let left_out = ELSEWHERE.iter().filter(|(.., name, _)| name.is_empty());
    let left_out: BTreeSet<String> = left_out.map(|(of, key, ..)| format!("{of}.{key}")).collect();
    let lost = lost(document);
    assert_eq!(lost, left_out, "left: not in `spec --json`, or under another name; right: ELSEWHERE leaves it out");
}

#[test]
fn a_key_that_is_forgotten_is_found() {
    let lost = lost(|spec| without(&["unescaped", "scopes", "branches"], document(spec)));
    for fact in ["Param.unescaped", "Form.scopes", "Lexical.branches"] {
        assert!(lost.contains(fact), "{fact}: {lost:?}");
    }
}
