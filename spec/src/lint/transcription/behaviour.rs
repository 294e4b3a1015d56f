//! What else a request does.

use super::{
    Topic,
    subject::{Subject, kind_name, printed_kind},
};
use crate::model::{FormKind, PrintedEffect};

pub(super) fn compare(topic: &mut Topic, subject: &Subject) {
    for printed in &subject.section.effects {
        let found = found(subject, printed);
        topic.same("effect", &kind_name(printed.form), &printed.words, if found { &printed.words } else { "" });
    }
    for form in subject.forms() {
        let kind = printed_kind(form.kind);
        let here = subject.section.effects.iter().filter(|effect| effect.form.is_none_or(|form| form == kind));
        let printed = here.into_iter().any(|effect| effect.restarts) && form.kind != FormKind::Query;
        topic.same("restart", &kind_name(Some(kind)), shown(printed), shown(form.restarts));
    }
}

fn found(subject: &Subject, printed: &PrintedEffect) -> bool {
    let by_words = printed.said.as_ref().map(|said| subject.says(said));
    let by_restart = printed.restarts.then_some(true);
    let changed = |command: &String| {
        let spec = subject.spec;
        let states: Vec<&str> = spec
            .command(command)
            .map(|(_, command, _)| command)
            .or_else(|| spec.commands().map(|(_, known)| known).find(|known| known.base() == command))
            .map(|command| command.forms.iter().flat_map(|form| &form.sets))
            .into_iter()
            .flatten()
            .map(|effect| effect.state.as_str())
            .collect();
        let forms = subject.forms_of(printed.form);
        forms.iter().any(|form| form.sets.iter().any(|effect| states.contains(&effect.state.as_str())))
    };
    let by_changes = (!printed.changes.is_empty()).then(|| printed.changes.iter().all(changed));
    let all: Vec<bool> = [by_words, by_restart, by_changes].into_iter().flatten().collect();
    !all.is_empty() && all.iter().all(|holds| *holds)
}

fn shown(is: bool) -> &'static str {
    if is { "there" } else { "" }
}
