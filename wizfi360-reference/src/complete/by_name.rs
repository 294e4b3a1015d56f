//! Parameters and values by name: `cwjap_cur ssid=home pwd=`.

use super::{
    Candidate, labelled, quoted, rule, set_form,
    slots::{Listed, named},
    words,
};
use crate::{
    help::{Help, Rejection},
    request::{Values, parse_pair, typed_name},
};
use wizfi360_spec::{Spec, model::Form};

/// Returns names of parameters of a command, or listed values of the one that has begun, each with a phrase about it.
/// `given` are the pairs that are there already, `typed` the one that has begun.
pub fn parameters(spec: &Spec, command: &str, given: &[String], typed: &str) -> Vec<(String, String)> {
    let before = [command].into_iter().map(str::to_string).chain(given.iter().map(|one| quoted(one)));
    let mut line = before.collect::<Vec<_>>().join(" ") + " ";
    let start = line.len();
    line += typed;
    let found = candidates(spec, &line);
    found.into_iter().map(|one| (format!("{}{}", &line[start..one.start], one.text), one.doc)).collect()
}

/// Reads a line of words: the name of a command, and values by the names of their parameters.
///
/// # Errors
///
/// Returns all that is wrong at once.
///
/// ```
/// use wizfi360_reference::complete::values_of_words;
///
/// let (name, values) = values_of_words("cwjap_cur ssid='my home'")?;
/// assert_eq!((name.as_str(), values), ("cwjap_cur", vec![("ssid".into(), b"my home".to_vec())]));
/// # Ok::<(), Vec<wizfi360_reference::help::Rejection>>(())
/// ```
pub fn values_of_words(line: &str) -> Result<(String, Values), Vec<Rejection>> {
    let mut words = words(line).into_iter();
    let name = words.next().map(|word| word.text).unwrap_or_default();
    let (mut values, mut rejections) = (Vec::new(), Vec::new());
    for (at, word) in words.enumerate() {
        let wrong = match (word.open, parse_pair(&word.text)) {
            (Some(quote), _) => format!("a `{quote}` is not closed"),
            (None, Err(what)) => what.to_string(),
            (None, Ok(value)) => {
                values.push(value);
                continue;
            }
        };
        rejections.push(Rejection::new(format!("{name}: value {}: {wrong}", at + 1), vec![Help::WritePair]));
    }
    if rejections.is_empty() { Ok((name, values)) } else { Err(rejections) }
}

/// Names of parameters, or listed values of the one that has begun.
pub(super) fn candidates(spec: &Spec, typed: &str) -> Vec<Candidate> {
    let all = words(typed);
    let (Some(first), last) = (all.first(), all.last().filter(|word| word.span.end == typed.len())) else {
        return Vec::new();
    };
    let Some((_, form)) = set_form(spec, &first.text) else { return Vec::new() };
    let given = given(typed);
    let slots = named(&form.params, &given);
    let (start, begun) = last.map_or((typed.len(), ""), |word| (word.span.start, &typed[word.span.clone()]));
    if let Some((name, value)) = begun.split_once('=') {
        let slot = slots.into_iter().find(|slot| typed_name(slot.name()) == typed_name(name));
        let listed = slot.map(|slot| slot.values(spec)).unwrap_or_default();
        return values(listed, start + name.len() + 1, value);
    }
    let begun = typed_name(begun);
    let open = slots.into_iter().filter(|slot| {
        let name = typed_name(slot.name());
        name.starts_with(&begun) && !given.iter().any(|(known, _)| *known == name)
    });
    let candidate = open.map(|slot| {
        let doc = format!("{} ({})", slot.doc().trim_end_matches('.'), rule(spec, slot));
        Candidate::new(start, format!("{}=", typed_name(slot.name())), doc)
    });
    candidate.collect()
}

fn values(listed: Vec<Listed>, start: usize, begun: &str) -> Vec<Candidate> {
    let begun = begun.trim_start_matches(['"', '\'']).to_ascii_lowercase();
    let fits = |value: &Listed| value.name.to_ascii_lowercase().starts_with(&begun) || value.wire == begun;
    let candidate = listed.into_iter().filter(fits).map(|value| {
        let is_same = value.wire.trim_matches('"') == value.name;
        Candidate::new(start, quoted(&value.name), labelled(&value.wire, &value.doc, is_same)).with_blank(true)
    });
    candidate.collect()
}

/// The parameters that have to be given and are not.
pub(super) fn hint(form: &Form, line: &str) -> String {
    if words(line).last().is_none_or(|word| word.open.is_some()) {
        return String::new();
    }
    let given = given(line);
    let required = form.params.list.iter().filter(|param| !param.may_be_omitted).map(|param| &param.name);
    let tag = form.params.choice.iter().map(|choice| &choice.tag);
    let names = required.chain(tag).map(|name| typed_name(name));
    let open = names.filter(|name| !given.iter().any(|(known, _)| known == name));
    open.map(|name| format!("{name}=…")).collect::<Vec<_>>().join(" ")
}

/// What is given by name.
fn given(line: &str) -> Vec<(String, String)> {
    let pairs = words(line).into_iter().skip(1);
    let pair = pairs.filter_map(|word| {
        let (name, value) = word.text.split_once('=')?;
        Some((typed_name(name), value.to_string()))
    });
    pair.collect()
}
