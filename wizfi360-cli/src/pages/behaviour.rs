//! Behaviour as data: what a form requires, changes and risks, as the RON files have it.

use serde::Serialize;
use wizfi360_spec::{Spec, model::*};

/// The behaviour of a form.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BehaviourPage {
    /// The command's requirements are at the command.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) requirements: Vec<Requirement>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) undecidable: Vec<Undecidable>,
    /// `null`: unknown, the highest risk.
    pub(crate) risks: Option<Vec<RiskEntry>>,
    pub(crate) risks_in_words: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) sets: Vec<Effect>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) sets_in_words: Vec<String>,
    pub(crate) outcome: Outcome,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) unspecified: Vec<Unspecified>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) restarts: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reads_back: Option<ReadsBack>,
    pub(crate) lines: Lines,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) rules: Vec<ParamRule>,
}

impl BehaviourPage {
    pub(crate) fn new(spec: &Spec, command: &Command, form: &Form) -> BehaviourPage {
        BehaviourPage {
            requirements: form.requires.clone(),
            undecidable: form.undecidable.clone(),
            sets_in_words: form.sets.iter().map(|effect| spec.effect_in_words(effect)).collect(),
            risks_in_words: spec.risks_in_words(command, form),
            risks: form.risks.clone(),
            sets: form.sets.clone(),
            outcome: form.outcome,
            unspecified: form.unspecified.clone(),
            restarts: form.restarts,
            reads_back: form.reads_back.clone(),
            lines: form.lines,
            rules: form.rules.clone(),
        }
    }
}
