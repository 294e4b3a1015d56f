//! Rules about parameters.

use super::{
    Topic,
    subject::{Subject, kind_name, occurrences, printed_kind},
    syntax,
};
use crate::{
    Spec,
    model::{Form, Network, Param, PrintedRule, RuleKind, Shape, StateValue},
};

pub(super) fn compare(topic: &mut Topic, subject: &Subject) {
    for printed in &subject.section.rules {
        let of = printed.params.join(", ");
        let of = if of.is_empty() { kind_name(Some(printed.form)) } else { of };
        let forms = subject.forms_of(Some(printed.form));
        let found = found(subject, &forms, printed);
        topic.same("rule", &of, &printed.words, if found { &printed.words } else { "" });
    }
    for form in subject.forms() {
        let kind = printed_kind(form.kind);
        let here = subject.section.rules.iter().filter(|rule| rule.form == kind);
        let (stated, pages): (Vec<RuleKind>, Vec<u16>) = here
            .filter_map(|printed| Some((named(subject.spec, &form.params, printed.rule.as_ref()?), printed.page)))
            .unzip();
        for rule in form.rules.iter().filter(|rule| super::subject::is_manual(&rule.source)) {
            match stated.iter().position(|known| *known == rule.rule) {
                Some(at) => super::pages::same(topic, subject, "rule", &rule.source, pages[at]),
                None => topic.same("rule", &kind_name(Some(kind)), "", &format!("{:?}", rule.rule)),
            }
        }
    }
}

fn found(subject: &Subject, forms: &[&Form], printed: &PrintedRule) -> bool {
    let needed = |form: &&Form, (one, other): &(String, String)| {
        syntax::of_form(subject, form).iter().all(|(_, _, syntax)| {
            let find = |name: &String| syntax.groups.iter().position(|group| group.contains(name));
            match (find(one), find(other)) {
                (Some(one), Some(other)) => other <= one,
                (one, _) => one.is_none(),
            }
        })
    };
    let only = |form: &&Form, (name, words): &(String, Vec<String>)| {
        let there: Vec<_> = occurrences(&form.params)
            .into_iter()
            .filter(|(_, found)| matches!(found, Ok(param) if param.name == *name))
            .filter_map(|(word, _)| word.map(str::to_string))
            .collect();
        there == *words
    };
    let stated = |form: &&Form, rule: &RuleKind| {
        form.rules.iter().any(|known| known.rule == named(subject.spec, &form.params, rule))
    };
    let by_needs = printed.needs.as_ref().map(|needs| forms.iter().all(|form| needed(form, needs)));
    let by_only = printed.only.as_ref().map(|words| forms.iter().all(|form| only(form, words)));
    let by_rule = printed.rule.as_ref().map(|rule| forms.iter().all(|form| stated(form, rule)));
    let skipped = |form: &&Form, name: &String| {
        form.params.params().into_iter().any(|param| param.name == *name && param.may_be_omitted)
    };
    let by_skip = printed.skips.as_ref().map(|name| forms.iter().all(|form| skipped(form, name)));
    let by_mask =
        printed.mask_of.as_ref().map(|command| printed.params.iter().all(|name| is_masked(subject, command, name)));
    let by_words = printed.said.as_ref().map(|said| subject.says(said));
    let all: Vec<bool> = [by_needs, by_only, by_rule, by_skip, by_mask, by_words].into_iter().flatten().collect();
    !all.is_empty() && all.iter().all(|holds| *holds) && !(forms.is_empty() && by_words.is_none())
}

/// True if a parameter of an answer is there by the bit of that command's mask that is printed as its own.
fn is_masked(subject: &Subject, command: &str, name: &str) -> bool {
    let sections = subject.spec.manual.sections.iter().filter(|section| section.command == command);
    let values = sections.flat_map(|section| section.params.iter().flat_map(|param| &param.values));
    let bit = values.into_iter().find(|value| value.meaning == name);
    let bit = bit.map(|value| value.name.clone().unwrap_or_else(|| value.meaning.to_uppercase()));
    let lines = subject.forms().into_iter().flat_map(|form| subject.answers(form));
    let params: Vec<_> = lines.flat_map(|line| line.params.params()).filter(|param| param.name == name).collect();
    let is_so = |param: &&Param| param.mask_bit.as_ref().map(|when| &when.bit) == bit.as_ref();
    bit.is_some() && !params.is_empty() && params.iter().all(is_so)
}

/// The rule with the names of values for the printed ones.
fn named(spec: &Spec, takes: &Shape, rule: &RuleKind) -> RuleKind {
    let values = |of: &str, values: &[StateValue]| -> Vec<StateValue> {
        let param = occurrences(takes).into_iter().find_map(|(_, found)| found.ok().filter(|param| param.name == of));
        values.iter().map(|value| param.map_or(value.clone(), |param| spec.value_name(&param.ty, &value.0))).collect()
    };
    match rule {
        RuleKind::RequiredIf(one, other, given) => {
            RuleKind::RequiredIf(one.clone(), other.clone(), values(other, given))
        }
        RuleKind::OnlyIf(one, other, given) => RuleKind::OnlyIf(one.clone(), other.clone(), values(other, given)),
        RuleKind::EmptyIf(one, other, given) => RuleKind::EmptyIf(one.clone(), other.clone(), values(other, given)),
        RuleKind::FilledIf(one, other, given) => RuleKind::FilledIf(one.clone(), other.clone(), values(other, given)),
        RuleKind::Distinct(_) | RuleKind::Ordered(..) => rule.clone(),
        RuleKind::SameNetwork(_, Network::Params(..) | Network::State(_)) => rule.clone(),
    }
}
