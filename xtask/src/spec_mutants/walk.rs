//! The walk through the files: which changes each fact is given.
//!
//! A number goes up and down by one, a text becomes another one of its kind, a flag the other value; a key and an
//! item of a list are left out; items whose order counts are exchanged. Texts for readers, names of our own and
//! references to errata are no facts.

use super::{
    changes::{Mutant, Operation, Step},
    kinds::{self, kind},
    tree::File,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use wizfi360_spec::{Spec, model::StateValue};

/// The texts under each key, of which one may be confused with another.
type Words = BTreeMap<String, BTreeSet<String>>;

/// Lists in which the order is a fact.
const ORDERED: &[&str] = &["list", "answers", "variants"];

/// All changes of all files.
pub(super) fn mutants(spec: &Spec, files: &[File]) -> Vec<Mutant> {
    let mut words = Words::new();
    for file in files {
        gather(&file.tree, &mut Vec::new(), &mut words);
    }
    let mut all = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let mut walk = Walk { spec, words: &words, file, number, path: Vec::new(), all: &mut all };
        walk.visit(&file.tree);
    }
    all
}

fn gather<'t>(value: &'t Value, keys: &mut Vec<&'t str>, words: &mut Words) {
    match value {
        Value::String(text) => {
            words.entry(pool(keys)).or_default().insert(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, keys, words)),
        Value::Object(fields) => {
            for (key, value) in fields {
                keys.push(key);
                gather(value, keys, words);
                keys.pop();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Which texts could be confused: those under the same key in the same kind of place.
fn pool(keys: &[&str]) -> String {
    let last = keys.len().saturating_sub(2);
    keys.get(last..).unwrap_or_default().join(".")
}

struct Walk<'w> {
    spec: &'w Spec,
    words: &'w Words,
    file: &'w File,
    number: usize,
    path: Vec<Step>,
    all: &'w mut Vec<Mutant>,
}

impl Walk<'_> {
    fn visit(&mut self, value: &Value) {
        match value {
            Value::Null => {}
            Value::Bool(is) => self.set(json!(!is), format!("{is} -> {}", !is)),
            Value::Number(number) => {
                for by in [1, -1] {
                    if let Some(changed) = number.as_i64().map(|number| number + by) {
                        self.set(json!(changed), format!("{number} -> {changed}"));
                    }
                }
            }
            Value::String(text) => self.text(text),
            Value::Array(items) => self.list(items),
            Value::Object(fields) => {
                // Of sources, the page and the section are facts; other texts prove nothing by themselves.
                if ["Capture", "Vendor", "Driver", "Inference"].iter().any(|key| fields.contains_key(*key)) {
                    return;
                }
                self.state(value);
                self.tail(value);
                for (key, value) in fields {
                    if kinds::is_no_fact(key, value, &self.keys()) {
                        self.sources_only(key, value);
                        continue;
                    }
                    let is_there = !value.is_null() && value.as_array().is_none_or(|items| !items.is_empty());
                    if is_there && !value.is_boolean() && !value.is_array() {
                        self.push(Operation::Drop(key.clone()), "left out".into(), Some(key));
                    }
                    self.path.push(Step::Key(key.clone()));
                    self.visit(value);
                    self.path.pop();
                }
            }
        }
    }

    /// What is no fact has a source all the same.
    fn sources_only(&mut self, key: &str, value: &Value) {
        self.path.push(Step::Key(key.into()));
        for (at, item) in value.as_array().into_iter().flatten().enumerate() {
            if let Some(source) = item.get("source").filter(|source| source.get("Manual").is_some()) {
                self.path.push(Step::At(at));
                self.path.push(Step::Key("source".into()));
                self.visit(source);
                self.path.truncate(self.path.len() - 2);
            }
        }
        self.path.pop();
    }

    /// Requirements turned round, and effects without a known value.
    fn state(&mut self, value: &Value) {
        if value.get("state").is_none() {
            return;
        }
        if value.get("is").is_some() && value.get("is_not").is_some() {
            self.push(Operation::Invert, "turned round".into(), None);
        }
        if value.get("to").is_some_and(|to| *to != "Unknown") {
            self.path.push(Step::Key("to".into()));
            self.set(json!("Unknown"), "to an unknown value".into());
            self.path.pop();
        }
    }

    /// An optional parameter made mandatory, and the other way round.
    fn tail(&mut self, value: &Value) {
        let Some(params) = value.get("list").and_then(Value::as_array) else { return };
        if value.get("tail").is_some_and(|tail| !tail.is_null()) {
            self.push(Operation::Require, "the optional parameters made mandatory".into(), None);
        }
        let has_choice = value.get("choice").is_some_and(|choice| !choice.is_null());
        if !params.is_empty() && !has_choice {
            self.push(Operation::Allow, "the last parameter made optional".into(), None);
        }
    }

    fn text(&mut self, text: &str) {
        let keys = self.keys();
        let last = keys.last().copied().unwrap_or_default();
        // Values of a variable: another one of its own.
        let other = match last {
            "is" | "is_not" | "Is" | "OneOf" | "only_from" | "to" => self.other_value(text),
            _ => None,
        };
        let pool = self.words.get(&pool(&keys));
        let next = pool.and_then(|pool| {
            let mut others = pool.iter().filter(|other| *other != text);
            others.clone().find(|other| other.as_str() > text).or_else(|| others.next()).cloned()
        });
        let changed = other.or(next).unwrap_or_else(|| format!("{text}x"));
        self.set(json!(changed), format!("{text:?} -> {changed:?}"));
    }

    /// Another value of the variable that the innermost object is about.
    fn other_value(&self, text: &str) -> Option<String> {
        let mut at = &self.file.tree;
        let mut state = None;
        for step in &self.path {
            state = at.get("state").and_then(Value::as_str).or(state);
            at = step.of(at)?;
        }
        let variable = self.spec.state.variable(state?)?;
        let values = self.spec.values_of(variable)?;
        values.into_iter().map(|StateValue(value)| value).find(|value| value != text)
    }

    fn list(&mut self, items: &[Value]) {
        let key = self.keys().last().copied().unwrap_or_default().to_string();
        if key == "Manual" {
            return self.manual(items);
        }
        for (at, item) in items.iter().enumerate() {
            self.path.push(Step::At(at));
            let inside = self.place();
            self.path.pop();
            self.push_at(Operation::DropItem(at), "left out".into(), inside.clone());
            if ORDERED.contains(&key.as_str()) && at + 1 < items.len() {
                self.push_at(Operation::Swap(at), "exchanged with the next one".into(), inside.clone());
            }
            let has_name = |item: &Value| item.get("value").is_some() && item.get("name").is_some();
            if has_name(item) && items.get(at + 1).is_some_and(has_name) {
                self.push_at(Operation::SwapField(at, "name"), "name exchanged with the next one".into(), inside);
            }
            self.path.push(Step::At(at));
            self.visit(item);
            self.path.pop();
        }
    }

    /// A source in the manual: its section becomes the next one, its page the one before and after.
    fn manual(&mut self, items: &[Value]) {
        let [section, page] = items else { return };
        let sections = &self.spec.manual.sections;
        let next =
            sections.iter().position(|known| *section == json!(known.number)).map(|at| (at + 1) % sections.len());
        if let Some(next) = next.and_then(|at| sections.get(at)) {
            self.path.push(Step::At(0));
            self.set(json!(next.number), format!("{section} -> {:?}", next.number));
            self.path.pop();
        }
        self.path.push(Step::At(1));
        self.visit(page);
        self.path.pop();
    }

    fn keys(&self) -> Vec<&str> {
        let keys = self.path.iter().filter_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::At(_) => None,
        });
        keys.collect()
    }

    /// The way to the fact, items by their names.
    fn place(&self) -> String {
        let mut place = format!("{}:", self.file.path);
        let mut at = Some(&self.file.tree);
        for step in &self.path {
            let next = at.and_then(|at| step.of(at));
            match step {
                Step::Key(key) => place += &format!(" {key}"),
                Step::At(index) => place += &next.and_then(label).unwrap_or_else(|| format!(" {index}")),
            }
            at = next;
        }
        place
    }

    fn set(&mut self, value: Value, change: String) {
        self.push(Operation::Set(value), change, None);
    }

    fn push(&mut self, operation: Operation, change: String, below: Option<&str>) {
        let place = below.map_or_else(|| self.place(), |key| format!("{} {key}", self.place()));
        self.push_at(operation, change, place);
    }

    fn push_at(&mut self, operation: Operation, change: String, place: String) {
        let mut keys = self.keys();
        if let Operation::Drop(key) = &operation {
            keys.push(key);
        }
        let kind = kind(&keys);
        self.all.push(Mutant { file: self.number, place, kind, change, path: self.path.clone(), operation });
    }
}

/// An item of a list by its name: ` AT+CIPSTART`, `.Set`.
fn label(item: &Value) -> Option<String> {
    let name = |key: &str| item.get(key).and_then(Value::as_str).map(|name| format!("[{name}]"));
    let first = || item.get("names")?.get(0)?.get("name")?.as_str().map(|name| format!("[{name}]"));
    first().or_else(|| ["name", "kind", "text", "state", "tag"].iter().find_map(|key| name(key)))
}
