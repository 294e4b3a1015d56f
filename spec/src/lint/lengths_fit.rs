//! The longest request fits into a line.

use super::{Finding, Place};
use crate::{
    Spec,
    model::{Command, DomainKind, Form, Shape, Style, Type},
};

/// The rule's name.
pub const RULE: &str = "lengths_fit";

/// The longest text of each form, with every byte escaped that can be, is at most `max_line_length`.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let most = usize::from(spec.lexical.max_line_length.value);
    let mut findings = Vec::new();
    for (path, command) in spec.commands() {
        for form in &command.forms {
            let longest = longest(spec, command, form);
            if longest > most {
                findings.push(Finding {
                    rule: RULE,
                    place: Place::command(path, command).form(form.kind),
                    message: format!(
                        "a request takes at most {most} bytes with its line end; this one can take {}",
                        if longest == usize::MAX { "any number".to_string() } else { longest.to_string() }
                    ),
                    help: "narrow its texts, or raise `max_line_length` in lexical.ron".into(),
                });
            }
        }
    }
    findings
}

/// The longest request line of a form, line end included. `usize::MAX` if there is no limit.
pub fn longest(spec: &Spec, command: &Command, form: &Form) -> usize {
    let name = command.names.iter().map(|name| name.name.len()).max().unwrap_or(0);
    let sign = if form.no_equals { 0 } else { form.kind.sign().len() };
    // Each parameter counts a comma, and the first has none.
    let params = list(spec, &form.params).saturating_sub(1);
    name.saturating_add(sign).saturating_add(params).saturating_add(2)
}

/// The longest text of a list, with a comma before each parameter.
fn list(spec: &Spec, shape: &Shape) -> usize {
    let params = shape.optional_first.iter().chain(&shape.list).map(|param| value(spec, &param.ty).saturating_add(1));
    let choice = shape.choice.iter().map(|choice| {
        let variants = choice
            .variants
            .iter()
            .map(|variant| variant.tag.len().saturating_add(3).saturating_add(list(spec, &variant.params)));
        variants.max().unwrap_or(0)
    });
    let tail = shape.tail.iter().map(|tail| list(spec, &tail.params));
    params.chain(choice).chain(tail).fold(0, usize::saturating_add)
}

fn value(spec: &Spec, ty: &Type) -> usize {
    match ty {
        Type::U8 => 3,
        Type::U16 => 5,
        Type::U32 => 10,
        Type::I16 => 6,
        Type::Ip => 17,
        Type::BareIp => 15,
        Type::Mac => 19,
        Type::BareMac => 17,
        Type::Text | Type::BareText | Type::Rest => usize::MAX,
        Type::Domain(name) => spec.domain(name).map_or(0, |domain| domain_value(&domain.kind)),
    }
}

fn domain_value(is: &DomainKind) -> usize {
    let digits = |number: i64| number.to_string().len();
    match is {
        DomainKind::Int { min, max, .. } => digits(*min).max(digits(*max)),
        DomainKind::Enum(values) => values.iter().map(|value| digits(value.value)).max().unwrap_or(0),
        DomainKind::Words { quoted, values } => {
            let longest = values.iter().map(|word| word.text.len()).max().unwrap_or(0);
            longest + if *quoted { 2 } else { 0 }
        }
        DomainKind::Mask(bits) => {
            let all = bits.iter().fold(0, |all, bit| all | 1_i64.checked_shl(bit.bit.into()).unwrap_or(0));
            digits(all)
        }
        DomainKind::Str { max, style: Style::Quoted, .. } => usize::from(*max) * 2 + 2,
        DomainKind::Str { max, style: Style::Verbatim, .. } => usize::from(*max) + 2,
        DomainKind::UnicastMac => 19,
    }
}
