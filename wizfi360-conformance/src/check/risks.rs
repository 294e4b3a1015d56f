//! What lines may do to a real module. What no source states is unknown, and nothing that is unknown is sent unless it is allowed by that name.

use super::{Case, Expect, Of, Risk, Step};
use wizfi360_spec::{Spec, interpret::Interpreter};

/// The risks of all lines that a case sends, besides those that lead to its precondition: these depend on the state that the module is in.
pub(super) fn of_case(spec: &Spec, case: &Case<'_>) -> Vec<Risk> {
    let before = case.needs.before.iter().flat_map(|line| of_line(spec, None, line.as_bytes()));
    let steps = case.steps.iter().flat_map(|step| match step {
        Step::Ask { line, of, .. } => of_line(spec, *of, line),
        // Of two lines that are sent at once, the second is sent as bytes.
        Step::Send { bytes, of, expect: Expect::Twice } => of_line(spec, *of, bytes),
        _ => Vec::new(),
    });
    let mut risks: Vec<Risk> = before.chain(steps).collect();
    risks.sort();
    risks.dedup();
    risks
}

/// The risks of a line. Of one that cannot be read, all that its form has; without a form, all that any form under its name has.
pub(super) fn of_line(spec: &Spec, of: Option<Of<'_>>, line: &[u8]) -> Vec<Risk> {
    let all = match of {
        Some(of) => Some(spec.form_risks(of.name, of.form)),
        None => of_name(spec, line),
    };
    let Some(all) = all else { return vec![Risk::Unknown] };
    // A name that is spelled in another way is not read: looking for what is meant takes long.
    let is_spelled = of.is_none_or(|of| line.starts_with(of.name.name.as_bytes()));
    let request = is_spelled.then(|| Interpreter::new(spec).read_request(line).ok()).flatten();
    request.map_or(all, |request| spec.risks(&request))
}

/// The risks of all forms of the name that a line begins with; `None` if the spec does not have it.
fn of_name(spec: &Spec, line: &[u8]) -> Option<Vec<Risk>> {
    let text = String::from_utf8_lossy(line);
    let typed = text.split(['=', '?']).next()?;
    // `ATE7`: the parameter follows the name at once.
    let glued = || spec.command(typed.trim_end_matches(|letter: char| letter.is_ascii_digit()));
    let glued = || glued().filter(|(_, command, _)| command.forms.iter().any(|form| form.no_equals));
    let (_, command, name) = spec.command(typed).or_else(glued)?;
    let forms = command.forms.iter().filter(|form| form.applies_to(name));
    Some(forms.flat_map(|form| spec.form_risks(name, form)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_read_has_all_risks_of_its_form_or_of_its_name() {
        let spec = Spec::embedded();
        assert_eq!(of_line(spec, None, b"AT+CWMODE_CUR?"), []);
        assert_eq!(of_line(spec, None, b"AT+CWMODE_CUR=1"), [Risk::Network]);
        assert_eq!(of_line(spec, None, b"at+cwmode_cur"), [Risk::Network]);
        let (_, command, name) = spec.command("AT+RESTORE").unwrap();
        let form = command.forms.iter().find(|form| !form.params.is_empty()).unwrap();
        let erases = of_line(spec, Some(Of { command, name, form }), b"AT+RESTORE=x");
        assert!(erases.contains(&Risk::Erase), "{erases:?}");
        assert_eq!(of_line(spec, None, b"AT+EFUSE"), [Risk::Unknown]);
    }
}
