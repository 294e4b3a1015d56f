//! The files of a spec as trees of values.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::mem;
use wizfi360_spec::{
    Spec,
    model::{Domains, Events, Family, Lexical, State},
};

/// A file of the spec that is mutated.
pub(super) struct File {
    pub(super) path: String,
    pub(super) tree: Value,
    which: Which,
}

#[derive(Clone, Copy)]
enum Which {
    Family(usize),
    Domains,
    Events,
    Lexical,
    State,
}

/// What was there before an exchange.
pub(super) enum Part {
    Family(Family),
    Domains(Domains),
    Events(Events),
    Lexical(Box<Lexical>),
    State(State),
}

/// The files with facts about the protocol. Errata are texts, the transcription is an oracle, and a test case is no fact: it
/// holds modules against facts. A script that is wrong fails on the virtual module or lets a deliberate fault pass.
pub(super) fn files(spec: &Spec) -> Vec<File> {
    let file =
        |path: &str, tree: Option<Value>, which: Which| tree.map(|tree| File { path: path.to_string(), tree, which });
    let mut all = vec![
        file("lexical.ron", lexical(&spec.lexical), Which::Lexical),
        file("domains.ron", tree(&spec.domains), Which::Domains),
        file("events.ron", tree(&spec.events), Which::Events),
        file("state.ron", tree(&spec.state), Which::State),
    ];
    for (at, family) in spec.families.iter().enumerate() {
        all.push(file(&format!("{}.ron", family.path), tree(&family.family), Which::Family(at)));
    }
    all.into_iter().flatten().collect()
}

fn tree<T: Serialize>(part: &T) -> Option<Value> {
    serde_json::to_value(part).ok()
}

/// Reasons are in groups in the file, and one by one in the model.
fn lexical(lexical: &Lexical) -> Option<Value> {
    let mut tree = tree(lexical)?;
    let reasons = tree.get_mut("reasons")?.as_array_mut()?;
    for reason in reasons {
        let (source, errata) = (reason["source"].take(), reason["errata"].take());
        let fields = reason.as_object_mut()?;
        fields.remove("source");
        fields.remove("errata");
        *reason = json!({ "source": source, "errata": errata, "texts": [reason.take()] });
    }
    Some(tree)
}

impl File {
    /// Puts a changed tree in the place of the file. `None` if it does not read back, or changes nothing.
    pub(super) fn exchange(&self, spec: &mut Spec, changed: &Value) -> Option<Part> {
        fn read<T: DeserializeOwned>(changed: &Value) -> Option<T> {
            T::deserialize(changed).ok()
        }
        Some(match self.which {
            Which::Family(at) => {
                let new = read::<Family>(changed).filter(|new| tree(new).as_ref() != Some(&self.tree))?;
                Part::Family(mem::replace(&mut spec.families.get_mut(at)?.family, new))
            }
            Which::Domains => {
                let new = read::<Domains>(changed).filter(|new| tree(new).as_ref() != Some(&self.tree))?;
                Part::Domains(mem::replace(&mut spec.domains, new))
            }
            Which::Events => {
                let new = read::<Events>(changed).filter(|new| tree(new).as_ref() != Some(&self.tree))?;
                Part::Events(mem::replace(&mut spec.events, new))
            }
            Which::Lexical => {
                let new = read::<Lexical>(changed).filter(|new| lexical(new).as_ref() != Some(&self.tree))?;
                Part::Lexical(Box::new(mem::replace(&mut spec.lexical, new)))
            }
            Which::State => {
                let new = read::<State>(changed).filter(|new| tree(new).as_ref() != Some(&self.tree))?;
                Part::State(mem::replace(&mut *spec.state, new))
            }
        })
    }

    pub(super) fn restore(&self, spec: &mut Spec, part: Part) {
        match (part, self.which) {
            (Part::Family(old), Which::Family(at)) => {
                if let Some(family) = spec.families.get_mut(at) {
                    family.family = old;
                }
            }
            (Part::Domains(old), _) => spec.domains = old,
            (Part::Events(old), _) => spec.events = old,
            (Part::Lexical(old), _) => spec.lexical = *old,
            (Part::State(old), _) => *spec.state = old,
            (Part::Family(_), _) => {}
        }
    }
}
