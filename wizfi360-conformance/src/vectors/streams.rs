//! Streams: what a module sends, the events in it, and where to cut it.

use super::{
    json::Bytes,
    source, telling,
    tokenizer::{Event, Tokenizer},
};
use crate::dialogues::{self, Dialogue, Said};
use serde::Serialize;
use std::collections::BTreeSet;
use wizfi360_spec::{Spec, model::Data};

/// What a tokenizer has to know besides the command under way.
#[derive(Serialize)]
pub(super) struct Texts<'s> {
    /// The texts that end a command.
    pub(super) finals: Vec<&'s str>,
    /// The texts that tell why one fails.
    pub(super) reasons: Vec<&'s str>,
}

/// What a module sends in the course of a dialogue.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Stream {
    pub(super) id: String,
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<&'static str>,
    pub(super) steps: Vec<Step>,
}

/// What the host sends, and what comes then.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Step {
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Bytes>,
    /// The command that begins with it, if it is a request.
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<&'static str>,
    /// What is to be sent behind its prompt: `counted`, `pem` or `transparent`. Without it no prompt comes.
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'static str>,
    response: Bytes,
    pub(super) events: Vec<Event>,
    /// Places at which to cut what is received: it makes no difference.
    cuts: Vec<usize>,
}

/// All of them: those that break tokenizers, the examples of the spec, the recordings.
///
/// A recording of which something was left out, as its head says, is no stream of a module.
pub(super) fn all(spec: &Spec) -> Vec<Stream> {
    let told = telling::all().into_iter().map(|(purpose, dialogue)| (Some(purpose), dialogue));
    let recorded =
        dialogues::recorded().into_iter().filter(|dialogue| dialogues::told(&dialogue.id, "left out").is_none());
    let found = dialogues::examples(spec).into_iter().chain(recorded).map(|dialogue| (None, dialogue));
    let streams = told.chain(found).map(|(purpose, dialogue)| stream(spec, purpose, dialogue));
    streams.filter(|stream| stream.steps.iter().any(|step| !step.response.0.is_empty())).collect()
}

fn stream(spec: &Spec, purpose: Option<&'static str>, dialogue: Dialogue) -> Stream {
    let mut tokenizer = Tokenizer::new(spec);
    let (mut steps, mut step) = (Vec::new(), Step::default());
    let mut wants_data = false;
    for said in dialogue.said {
        match said {
            Said::Host(text) => {
                wants_data = end(&mut tokenizer, step, &mut steps).unwrap_or(wants_data);
                step = Step { request: Some(Bytes(text.clone())), ..Step::default() };
                if !wants_data {
                    tokenizer.begin(&text);
                    if let Some((_, name, of)) = tokenizer.pending {
                        (step.command, step.form) = (Some(name.name.clone()), Some(of.kind.word()));
                        step.data = of.data.as_ref().map(|data| match data {
                            Data::Counted { .. } => "counted",
                            Data::Pem { .. } => "pem",
                            Data::Transparent => "transparent",
                        });
                    }
                }
                wants_data = false;
            }
            Said::Module(text) => step.response.0.extend(text),
        }
    }
    end(&mut tokenizer, step, &mut steps);
    Stream { id: dialogue.id, source: source(&dialogue.source), purpose, steps }
}

/// A step ends: true if the module waits for data then. `None` if there was nothing in it.
fn end(tokenizer: &mut Tokenizer<'_>, mut step: Step, steps: &mut Vec<Step>) -> Option<bool> {
    if step.request.is_none() && step.response.0.is_empty() {
        return None;
    }
    step.events = tokenizer.events(&step.response.0);
    step.cuts = cuts(&step);
    let wants_data = step.events.iter().any(|event| event.kind == "prompt");
    steps.push(step);
    Some(wants_data)
}

/// Before and behind each text, in its middle, between CR and LF; for packets in and behind the head too.
fn cuts(step: &Step) -> Vec<usize> {
    let mut cuts = BTreeSet::new();
    for event in &step.events {
        let [from, to] = event.at;
        cuts.extend([from.saturating_sub(1), from, from + 1, usize::midpoint(from, to), to, to + 1]);
    }
    cuts.into_iter().filter(|&cut| cut > 0 && cut < step.response.0.len()).collect()
}
