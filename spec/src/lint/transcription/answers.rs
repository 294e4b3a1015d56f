//! Responses: answer lines, final results, reasons, messages, the prompt.

use super::{
    Topic, requirements,
    subject::{Subject, kind_name},
    syntax::{of_line, plain},
};
use crate::model::{Data, Form, Line, Lines, PrintedForm};

pub(super) fn compare(topic: &mut Topic, subject: &Subject) {
    for form in subject.forms() {
        let kind = super::subject::printed_kind(form.kind);
        let printed: Vec<&PrintedForm> = subject.section.forms.iter().filter(|form| form.kind == kind).collect();
        if !printed.is_empty() {
            compare_form(topic, subject, form, &kind_name(Some(kind)), &printed);
        }
    }
    for printed in &subject.section.present {
        requirements::compare_presence(topic, subject, printed);
    }
    for message in &subject.section.messages {
        let forms = subject.forms();
        let known = forms.iter().flat_map(|form| subject.messages(form));
        let found = known.into_iter().any(|line| spellings(subject, line).contains(&plain(message)));
        topic.same("message", message, message, if found { message } else { "" });
    }
}

fn compare_form(topic: &mut Topic, subject: &Subject, form: &Form, kind: &str, printed: &[&PrintedForm]) {
    let lexical = &subject.spec.lexical;
    let (answers, messages) = (subject.answers(form), subject.messages(form));
    let mut lines: Vec<String> = Vec::new();
    let mut finals: Vec<&str> = vec!["ERROR"];
    let mut reasons: Vec<&str> = Vec::new();
    let (mut prompts, mut accepts) = (false, false);
    // The longest alternative has the order of all lines.
    let mut rows: Vec<&Vec<String>> = printed.iter().flat_map(|form| &form.responses).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.len()));
    for (row, at) in rows.iter().flat_map(|row| (0..row.len()).map(move |at| (row, at))) {
        let text = &row[at];
        // `OK` before the prompt does not end the command.
        if text == "OK" && row[at..].contains(&lexical.prompt.value) {
            accepts = true;
            continue;
        }
        let final_of = lexical.finals.iter().find(|known| known.text == *text || known.aliases.contains(text));
        let reason = lexical.reasons.iter().find(|known| known.text == *text || known.aliases.contains(text));
        let is_message = messages.iter().any(|line| spellings(subject, line).contains(&plain(text)));
        if *text == lexical.prompt.value {
            prompts = true;
        } else if is_message {
            // The section's messages are compared below.
        } else if let Some(known) = final_of {
            finals.push(&known.text);
        } else if let Some(known) = reason {
            reasons.push(&known.text);
        } else {
            let text = plain(text);
            // A line that the spec has with and without its lead is one line.
            let line = answers.iter().find(|line| spellings(subject, line).contains(&text));
            let text = line.map_or(text, |line| canonical(subject, line));
            if !lines.contains(&text) {
                lines.push(text);
            }
        }
    }
    let mut spec: Vec<String> = answers.iter().map(|line| canonical(subject, line)).collect();
    if form.lines == Lines::OneOf {
        lines.sort();
        spec.sort();
    }
    topic.same("answer", kind, &lines.join(" / "), &spec.join(" / "));
    topic.same("prompt", kind, shown(prompts), shown(form.data.is_some()));
    let accepted = match &form.data {
        Some(Data::Counted { ok_before_prompt: accepted, .. }) => *accepted,
        // The prompt takes the place of the final result: `OK` before it is one.
        Some(Data::Transparent) => {
            finals.push("OK");
            accepts
        }
        Some(Data::Pem { .. }) | None => false,
    };
    topic.same("OK before the prompt", kind, shown(accepts), shown(accepted));
    topic.same("final results", kind, &sorted(finals), &sorted(form.finals.iter().map(String::as_str).collect()));
    for reason in reasons {
        let is_there = form.reasons.iter().any(|known| known == reason);
        topic.same("reason", kind, reason, if is_there { reason } else { "" });
    }
}

/// True if a printed response or message of the section is this line.
pub(super) fn is_printed(subject: &Subject, line: &Line) -> bool {
    let section = subject.section;
    let responses = section.forms.iter().flat_map(|form| form.responses.iter().flatten());
    let spelt = spellings(subject, line);
    responses.chain(&section.messages).any(|text| spelt.contains(&plain(text)))
}

/// How the manual may print a line: with its lead and without, by another prefix that is read as well.
fn spellings(subject: &Subject, line: &Line) -> Vec<String> {
    let mut all = of_line(line, subject.suffix());
    for also in &line.aliases {
        all.extend(of_line(&Line { prefix: also.clone(), ..line.clone() }, subject.suffix()));
    }
    all
}

pub(super) fn canonical(subject: &Subject, line: &Line) -> String {
    of_line(line, subject.suffix()).pop().unwrap_or_default()
}

fn shown(is: bool) -> &'static str {
    if is { "there" } else { "" }
}

fn sorted(mut texts: Vec<&str>) -> String {
    texts.sort();
    texts.dedup();
    texts.join(", ")
}
