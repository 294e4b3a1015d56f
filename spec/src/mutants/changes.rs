//! The changes: each leaf to a neighbour, each item of a list left out, neighbours exchanged where their order counts.

use super::{
    File,
    kinds::{NO_FACTS, kind},
};
use crate::{Spec, model::StateValue};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A change of one fact.
#[derive(Clone, Debug)]
pub struct Mutant {
    pub(super) file_index: usize,
    /// File, and keys and positions on the way: `tcpip/open.ron: commands.0.forms.0.timeout.ms`.
    pub place: String,
    /// What kind of fact it is.
    pub kind: &'static str,
    /// What is changed: `5000 -> 6000`.
    pub change: String,
    path: Vec<Step>,
    operation: Operation,
}

#[derive(Clone, Debug)]
enum Step {
    Key(String),
    At(usize),
}

#[derive(Clone, Debug)]
enum Operation {
    Set(Value),
    /// Leaves out a key.
    Drop(String),
    /// Leaves out an item.
    DropItem(usize),
    /// Exchanges an item with the next one.
    Swap(usize),
    /// Exchanges a field of an item with that of the next one.
    SwapField(usize, &'static str),
    /// `is` becomes `is_not`, and the other way round.
    Invert,
}

impl Mutant {
    /// The tree with the change.
    pub(super) fn applied(&self, tree: &Value) -> Value {
        let mut changed = tree.clone();
        let mut at = &mut changed;
        for step in &self.path {
            let next = match step {
                Step::Key(key) => at.get_mut(key),
                Step::At(index) => at.get_mut(index),
            };
            match next {
                Some(next) => at = next,
                None => return tree.clone(),
            }
        }
        match &self.operation {
            Operation::Set(value) => *at = value.clone(),
            Operation::Drop(key) => {
                at.as_object_mut().and_then(|fields| fields.remove(key));
            }
            Operation::DropItem(index) => {
                at.as_array_mut().filter(|items| items.len() > *index).map(|items| items.remove(*index));
            }
            Operation::Swap(index) => {
                if let Some(items) = at.as_array_mut() {
                    items.swap(*index, index + 1);
                }
            }
            Operation::SwapField(index, field) => {
                let (one, other) = (at[*index][*field].clone(), at[index + 1][*field].clone());
                at[*index][*field] = other;
                at[index + 1][*field] = one;
            }
            Operation::Invert => {
                let (is, is_not) = (at["is"].clone(), at["is_not"].clone());
                at["is"] = is_not;
                at["is_not"] = is;
            }
        }
        changed
    }
}

/// All changes of all files.
pub(super) fn all(spec: &Spec, files: &[File]) -> Vec<Mutant> {
    let mut words: Words = BTreeMap::new();
    for file in files {
        gather(&file.tree, &mut Vec::new(), &mut words);
    }
    let mut all = Vec::new();
    for (file_index, file) in files.iter().enumerate() {
        let mut walk = Walk { spec, words: &words, file, file_index, path: Vec::new(), all: &mut all };
        walk.visit(&file.tree);
    }
    all
}

/// The texts under each key, of which one stands for another.
type Words = BTreeMap<String, BTreeSet<String>>;

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
    file_index: usize,
    path: Vec<Step>,
    all: &'w mut Vec<Mutant>,
}

/// Lists in which the order is a fact.
const ORDERED: &[&str] = &["params", "answers", "of"];

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
                for (key, value) in fields {
                    if NO_FACTS.contains(&key.as_str()) || self.is_own_name(key) || key == "when" && value.is_string() {
                        if ["notes", "effects", "undecidable", "examples"].contains(&key.as_str()) {
                            self.pages_only(key, value);
                        }
                        continue;
                    }
                    let is_there = !value.is_null() && value.as_array().is_none_or(|items| !items.is_empty());
                    if is_there && !value.is_boolean() && !value.is_array() {
                        self.push(Operation::Drop(key.clone()), format!("without {key}"), Some(key));
                    }
                    self.path.push(Step::Key(key.clone()));
                    self.visit(value);
                    self.path.pop();
                }
            }
        }
    }

    /// What is no fact has a source all the same.
    fn pages_only(&mut self, key: &str, value: &Value) {
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

    /// True for names that are ours and not the protocol's.
    fn is_own_name(&self, key: &str) -> bool {
        let keys = self.keys();
        let around = keys.last().copied().unwrap_or_default();
        key == "name" && ["lines", "messages", "head", "tail", "choice", "domains", "texts", "finals"].contains(&around)
    }

    /// Requirements turned round, effects without a known value, other instances.
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
            at = match step {
                Step::Key(key) => at.get(key)?,
                Step::At(index) => at.get(index)?,
            };
        }
        let variable = self.spec.state.variable(state?)?;
        let values = self.spec.values_of(variable)?;
        values.into_iter().map(|StateValue(value)| value).find(|value| value != text)
    }

    fn list(&mut self, items: &[Value]) {
        let key = self.keys().last().copied().unwrap_or_default().to_string();
        // A source: section and page.
        if key == "Manual" {
            if let Some(page) = items.get(1) {
                self.path.push(Step::At(1));
                self.visit(page);
                self.path.pop();
            }
            return;
        }
        for (at, item) in items.iter().enumerate() {
            let shown = item.get("name").or_else(|| item.get("state")).and_then(Value::as_str);
            let shown = shown.or(item.as_str()).map(|name| format!("without {name}"));
            self.path.push(Step::At(at));
            let inside = self.place();
            self.path.pop();
            let change = shown.unwrap_or_else(|| "left out".into());
            self.push_at(Operation::DropItem(at), change, inside);
            if ORDERED.contains(&key.as_str()) && at + 1 < items.len() {
                self.push(Operation::Swap(at), format!("{at} and {} exchanged", at + 1), None);
            }
            let has_name = |item: &Value| item.get("value").is_some() && item.get("name").is_some();
            if has_name(item) && items.get(at + 1).is_some_and(has_name) {
                self.push(Operation::SwapField(at, "name"), format!("names of {at} and {} exchanged", at + 1), None);
            }
            self.path.push(Step::At(at));
            self.visit(item);
            self.path.pop();
        }
    }

    fn keys(&self) -> Vec<&str> {
        let keys = self.path.iter().filter_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::At(_) => None,
        });
        keys.collect()
    }

    fn place(&self) -> String {
        let steps = self.path.iter().map(|step| match step {
            Step::Key(key) => key.clone(),
            Step::At(index) => index.to_string(),
        });
        format!("{}: {}", self.file.path, steps.collect::<Vec<_>>().join("."))
    }

    fn set(&mut self, value: Value, change: String) {
        self.push(Operation::Set(value), change, None);
    }

    fn push(&mut self, operation: Operation, change: String, below: Option<&str>) {
        let place = below.map_or_else(|| self.place(), |key| format!("{}.{key}", self.place()));
        self.push_at(operation, change, place);
    }

    fn push_at(&mut self, operation: Operation, change: String, place: String) {
        let mut keys = self.keys();
        if let Operation::Drop(key) = &operation {
            keys.push(key);
        }
        let kind = kind(&keys);
        self.all.push(Mutant { file_index: self.file_index, place, kind, change, path: self.path.clone(), operation });
    }
}
