//! One change of one fact.

use serde_json::Value;

/// A change of one fact.
#[derive(Clone, Debug)]
pub(super) struct Mutant {
    /// The file's number.
    pub(super) file: usize,
    /// The file, and names on the way to the fact: `tcpip/open.ron: AT+CIPSTART, Set, timeout.ms`.
    pub(super) place: String,
    /// Which kind of fact it is.
    pub(super) kind: &'static str,
    /// What is changed: `5000 -> 5001`.
    pub(super) change: String,
    pub(super) path: Vec<Step>,
    pub(super) operation: Operation,
}

/// A step on the way to a fact.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// A key of an object.
    Key(String),
    /// A position in a list.
    At(usize),
}

impl Step {
    /// The value at this step.
    pub(super) fn of<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        match self {
            Step::Key(key) => value.get(key),
            Step::At(index) => value.get(index),
        }
    }
}

/// What is done to a fact.
#[derive(Clone, Debug)]
pub(super) enum Operation {
    /// Another value.
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
    /// The first optional parameters become mandatory.
    Require,
    /// The last mandatory parameter becomes optional.
    Allow,
}

impl Mutant {
    /// The mutant in one line: its place and its change.
    pub(super) fn name(&self) -> String {
        format!("{}: {}", self.place, self.change)
    }

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
        self.operation.apply(at);
        changed
    }
}

impl Operation {
    fn apply(&self, at: &mut Value) {
        match self {
            Operation::Set(value) => *at = value.clone(),
            Operation::Drop(key) => {
                at.as_object_mut().and_then(|fields| fields.remove(key));
            }
            Operation::DropItem(index) => {
                at.as_array_mut().filter(|items| items.len() > *index).map(|items| items.remove(*index));
            }
            Operation::Swap(index) => {
                if let Some(items) = at.as_array_mut().filter(|items| items.len() > index + 1) {
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
            Operation::Require => require(at),
            Operation::Allow => allow(at),
        }
    }
}

fn require(shape: &mut Value) {
    let tail = shape["tail"].take();
    let optional = tail["params"]["list"].as_array().cloned().unwrap_or_default();
    if let Some(params) = shape["list"].as_array_mut() {
        params.extend(optional);
    }
    shape["tail"] = tail["params"]["tail"].clone();
}

fn allow(shape: &mut Value) {
    let Some(param) = shape["list"].as_array_mut().and_then(Vec::pop) else { return };
    let tail = shape["tail"].take();
    let mut params = serde_json::json!({ "list": [param] });
    if !tail.is_null() {
        params["tail"] = tail;
    }
    shape["tail"] = serde_json::json!({ "name": "rest", "doc": "The rest.", "params": params });
}
