//! Values in the list of parameters of a line as it is sent: `AT+CWMODE_CUR=`.

use super::{
    Candidate, labelled, rule, set_form,
    slots::{ParamSlot, after},
};
use wizfi360_spec::{Spec, model::Form};

/// The listed values of the parameter that comes next.
pub(super) fn values(spec: &Spec, name: &str, params: &str) -> Vec<Candidate> {
    let Some((_, form)) = set_form(spec, name) else { return Vec::new() };
    let (tokens, last) = tokens(params);
    let start = name.len() + 1 + params.len() - last.len();
    let values = after(&form.params, &tokens).into_iter().flat_map(|slot| slot.values(spec));
    let fits = |wire: &str| wire.starts_with(last) || wire.trim_start_matches('"').starts_with(last);
    let fitting = values.filter(|value| fits(&value.wire));
    let candidate = fitting.map(|value| {
        let is_same = value.wire.trim_matches('"') == value.name;
        let doc = labelled(&value.name, &value.doc, is_same);
        Candidate::new(start, value.wire, doc)
    });
    candidate.collect()
}

/// The parameters that can come next, if none has begun.
pub(super) fn hint(spec: &Spec, form: &Form, params: &str) -> String {
    let (tokens, last) = tokens(params);
    let slots = if last.is_empty() { after(&form.params, &tokens) } else { Vec::new() };
    let shown = slots.into_iter().map(|slot: ParamSlot<'_>| format!("<{}> {}", slot.name(), rule(spec, slot)));
    shown.collect::<Vec<_>>().join(" or ")
}

/// The tokens that are whole, and the one that has begun.
fn tokens(params: &str) -> (Vec<&str>, &str) {
    let (mut tokens, mut from, mut in_quotes, mut escaped) = (Vec::new(), 0, false, false);
    for (at, char) in params.char_indices() {
        match char {
            _ if std::mem::take(&mut escaped) => {}
            '\\' if in_quotes => escaped = true,
            '"' if in_quotes || at == from => in_quotes = !in_quotes,
            ',' if !in_quotes => {
                tokens.push(&params[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    (tokens, &params[from..])
}
