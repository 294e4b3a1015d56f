//! Behaviour as data: what a form requires, changes and risks, as the RON files have it.

use serde::Serialize;
use wizfi360_spec::{Spec, model::*};

/// The behaviour of a form.
#[derive(Clone, Debug, Serialize)]
pub struct BehaviourView {
    /// The command's requirements are at the command.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requirements: Vec<Requirement>,
    /// Requirements that no dialogue decides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undecidable: Vec<Undecidable>,
    /// `null`: unknown, the highest risk.
    pub risks: Option<Vec<RiskEntry>>,
    /// The risks as sentences.
    pub risks_in_words: Vec<String>,
    /// The state that it changes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sets: Vec<Effect>,
    /// The changes as sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sets_in_words: Vec<String>,
    /// How it ends.
    pub outcome: Outcome,
    /// What the manual leaves open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unspecified: Vec<Unspecified>,
    /// True if the module restarts.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub restarts: bool,
    /// The form that reads back what this one sets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reads_back: Option<ReadsBack>,
    /// Whether, and how often, answer lines come.
    pub lines: Lines,
    /// Rules across its parameters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<ParamRule>,
}

impl BehaviourView {
    /// Resolves the behaviour of a form.
    pub fn new(spec: &Spec, command: &Command, form: &Form) -> BehaviourView {
        BehaviourView {
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
