//! Syntaxes: as they are printed, and as the files of the commands have them.

use super::subject::Subject;
use crate::model::{Choice, Form, FormKind, Line, Shape, Variant};

/// What is before the parameters, and their names: those that are always there, then each group of optional ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Syntax {
    pub(super) head: String,
    pub(super) groups: Vec<Vec<String>>,
}

impl Syntax {
    /// Reads `AT+X=<a>[,<b>]`.
    pub(super) fn parse(text: &str) -> Syntax {
        let head = text.split(['<', '[']).next().unwrap_or_default().to_string();
        let (mut groups, mut depth) = (vec![Vec::new()], 0);
        let mut rest = &text[head.len()..];
        while let Some(at) = rest.find(['[', ']', '<']) {
            let mark = rest.as_bytes()[at];
            rest = &rest[at + 1..];
            match mark {
                b'[' => {
                    depth += 1;
                    groups.push(Vec::new());
                }
                b']' => depth -= 1,
                _ => {
                    let (name, after) = rest.split_once('>').unwrap_or((rest, ""));
                    let group = if depth == 0 { 0 } else { groups.len() - 1 };
                    groups[group].push(name.to_string());
                    rest = after;
                }
            }
        }
        Syntax { head, groups }
    }

    /// Joins the groups of parameters that need each other.
    pub(super) fn join(&mut self, needs: impl Iterator<Item = (String, String)>) {
        for (one, other) in needs {
            let find = |name: &str| self.groups.iter().position(|group| group.iter().any(|known| known == name));
            if let (Some(one), Some(other)) = (find(&one), find(&other))
                && one > 0
                && one + 1 == other
            {
                let joined = self.groups.remove(other);
                self.groups[one].extend(joined);
            }
        }
    }

    pub(super) fn text(&self) -> String {
        let shown = |names: &Vec<String>| names.iter().map(|name| format!("<{name}>")).collect::<Vec<_>>().join(",");
        let optional = self.groups.iter().skip(1).map(|group| format!("[,{}]", shown(group)));
        format!("{}{}{}", self.head, self.groups.first().map(shown).unwrap_or_default(), optional.collect::<String>())
    }
}

/// The syntaxes of a form, with what they differ by: with the lead or without, and the word.
pub(super) fn of_form<'s>(subject: &Subject, form: &'s Form) -> Vec<(bool, Option<&'s str>, Syntax)> {
    // The manual prints one test form, which is `AT` alone.
    let sign = if form.kind == FormKind::Test { "" } else { form.kind.sign() };
    let head = format!("{}{sign}", subject.section.command);
    of_shape(&head, &form.params)
}

/// The syntaxes of a parameter list after a head.
pub(super) fn of_shape<'s>(head: &str, shape: &'s Shape) -> Vec<(bool, Option<&'s str>, Syntax)> {
    let leads: &[bool] = if shape.optional_first.is_some() { &[false, true] } else { &[false] };
    let words: Vec<Option<&Variant>> = match find_choice(shape) {
        Some(choice) => choice.variants.iter().map(Some).collect(),
        None => vec![None],
    };
    let mut all = Vec::new();
    for lead in leads {
        for word in &words {
            let mut groups = vec![Vec::new()];
            if let (true, Some(lead)) = (*lead, &shape.optional_first) {
                groups[0].push(lead.name.clone());
            }
            collect(shape, *word, &mut groups);
            all.push((*lead, word.map(|word| word.tag.as_str()), Syntax { head: head.into(), groups }));
        }
    }
    all
}

fn find_choice(shape: &Shape) -> Option<&Choice> {
    shape.choice.as_deref().or_else(|| find_choice(&shape.tail.as_ref()?.params))
}

fn collect(shape: &Shape, word: Option<&Variant>, groups: &mut Vec<Vec<String>>) {
    let push = |groups: &mut Vec<Vec<String>>, name: &str| groups.last_mut().expect("one group").push(name.into());
    for param in &shape.list {
        if param.may_be_omitted {
            groups.push(Vec::new());
        }
        push(groups, &param.name);
    }
    if let Some(choice) = &shape.choice {
        push(groups, &choice.tag);
        if let Some(word) = word {
            collect(&word.params, None, groups);
        }
    }
    if let Some(tail) = &shape.tail {
        groups.push(Vec::new());
        collect(&tail.params, word, groups);
    }
}

/// A line as the manual would print it, without brackets; with its lead and without.
pub(super) fn of_line(line: &Line, suffix: &str) -> Vec<String> {
    let prefix = line.prefix.replace("{scope}", suffix);
    let spell = |(_, _, syntax): (bool, Option<&str>, Syntax)| {
        let names = syntax.groups.iter().flatten().map(|name| format!("<{name}>"));
        let parts: Vec<String> = names.chain(line.keyword.clone()).collect();
        format!("{prefix}{}{}", parts.join(&line.separator), line.ending)
    };
    of_shape("", &line.params).into_iter().map(spell).collect()
}

/// A printed line without its brackets of optional parts.
pub(super) fn plain(printed: &str) -> String {
    printed.replace(['[', ']'], "")
}
