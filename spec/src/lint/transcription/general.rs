//! Chapter 2: final results, reasons and messages that hold for all commands, and what only words say.

use super::{
    Topic,
    subject::Texts,
    syntax::{of_line, plain},
};
use crate::{Spec, model::Line};

pub(super) fn compare(topic: &mut Topic, spec: &Spec, texts: &Texts) {
    let general = &spec.manual.general;
    for printed in &general.results {
        let text = &printed.text;
        let finals = spec.lexical.finals.iter().map(|known| (&known.text, &known.aliases));
        let reasons = spec.lexical.reasons.iter().map(|known| (&known.text, &known.aliases));
        let is_known = finals.chain(reasons).any(|(known, also)| known == text || also.contains(text));
        topic.same("result", text, text, if is_known { text } else { "" });
    }
    for printed in &general.messages {
        let text = &printed.text;
        let lines = spec.events.messages.iter().chain(spec.events.packets.iter().map(|packet| &packet.head));
        let finals = spec.lexical.finals.iter().map(|known| (&known.text, &known.aliases));
        let is_final = finals.into_iter().any(|(known, also)| known == text || also.contains(text));
        let is_known = is_final || lines.into_iter().any(|line| spelt(line).contains(&plain(text)));
        topic.same("message", text, text, if is_known { text } else { "" });
    }
    for printed in &general.words {
        let is_here = |file: &str| ["lexical.ron", "events.ron", "errata.ron", "state.ron"].contains(&file);
        let says = |said: &String| texts.say(said, |place| is_here(&place.file));
        let found = printed.said.as_ref().is_some_and(says);
        topic.same("text", &printed.words, &printed.words, if found { &printed.words } else { "" });
    }
}

fn spelt(line: &Line) -> Vec<String> {
    let also = line.aliases.iter().map(|also| Line { prefix: also.clone(), ..line.clone() });
    also.chain([line.clone()]).flat_map(|line| of_line(&line, "")).collect()
}
