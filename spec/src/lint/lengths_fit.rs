//! The longest request fits into a line.

use super::{Finding, Place};
use crate::{
    Spec,
    model::{Command, Form, Is, Kind, Shape, Style, Type},
};

/// The rule's name.
pub const RULE: &str = "lengths_fit";

/// The longest text of each form, with every byte escaped that can be, is at most `longest_line`.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let most = usize::from(spec.lexical.longest_line.is);
    let mut findings = Vec::new();
    for (path, command) in spec.commands() {
        for form in &command.forms {
            let longest = longest(spec, command, form);
            if longest > most {
                findings.push(Finding {
                    rule: RULE,
                    place: Place::command(path, command).form(form.form),
                    message: format!(
                        "a request takes at most {most} bytes with its line end; this one can take {}",
                        if longest == usize::MAX { "any number".to_string() } else { longest.to_string() }
                    ),
                    help: "narrow its texts, or raise `longest_line` in lexical.ron".into(),
                });
            }
        }
    }
    findings
}

/// The longest request line of a form, line end included. `usize::MAX` if there is no limit.
pub fn longest(spec: &Spec, command: &Command, form: &Form) -> usize {
    let name = command.names.iter().map(|name| name.name.len()).max().unwrap_or(0);
    let sign = match form.form {
        _ if form.glued => 0,
        Kind::Test => 2,
        Kind::Query | Kind::Set => 1,
        Kind::Execute => 0,
    };
    // Each parameter counts a comma, and the first has none.
    let params = list(spec, &form.takes).saturating_sub(1);
    name.saturating_add(sign).saturating_add(params).saturating_add(2)
}

/// The longest text of a list, with a comma before each parameter.
fn list(spec: &Spec, shape: &Shape) -> usize {
    let params = shape.lead.iter().chain(&shape.params).map(|param| value(spec, &param.ty).saturating_add(1));
    let choice = shape.choice.iter().map(|choice| {
        let variants = choice
            .of
            .iter()
            .map(|variant| variant.tag.len().saturating_add(3).saturating_add(list(spec, &variant.takes)));
        variants.max().unwrap_or(0)
    });
    let tail = shape.tail.iter().map(|tail| list(spec, &tail.takes));
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
        Type::Of(name) => spec.domain(name).map_or(0, |domain| domain_value(&domain.is)),
    }
}

fn domain_value(is: &Is) -> usize {
    let digits = |number: i64| number.to_string().len();
    match is {
        Is::Int { min, max, .. } => digits(*min).max(digits(*max)),
        Is::Enum(values) => values.iter().map(|value| digits(value.value)).max().unwrap_or(0),
        Is::Words { quoted, values } => {
            let longest = values.iter().map(|word| word.text.len()).max().unwrap_or(0);
            longest + if *quoted { 2 } else { 0 }
        }
        Is::Mask(bits) => {
            let all = bits.iter().fold(0, |all, bit| all | 1_i64.checked_shl(bit.bit.into()).unwrap_or(0));
            digits(all)
        }
        Is::Str { max, style: Style::Quoted, .. } => usize::from(*max) * 2 + 2,
        Is::Str { max, style: Style::Verbatim, .. } => usize::from(*max) + 2,
        Is::UnicastMac => 19,
    }
}
