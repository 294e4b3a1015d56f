//! Random values: only what the types let one build, with the edges more often than the rest.

use super::{names, out::Out};
use wizfi360_spec::{Spec, model::*};

/// `generated/arbitrary.rs`.
pub(crate) fn emit(spec: &Spec, out: &mut Out) {
    out.line("use crate::arbitrary::{masked, ranged, texts};");
    let mut groups = [("ranged", Vec::new()), ("masked", Vec::new()), ("texts", Vec::new())];
    for (_, domain) in spec.all_domains() {
        let name = &domain.name;
        match &domain.kind {
            DomainKind::Int { .. } => groups[0].1.push(format!("{name};")),
            DomainKind::Mask(_) => groups[1].1.push(format!("{name};")),
            DomainKind::Str { or_empty, .. } => groups[2].1.push(format!("{name} {or_empty};")),
            DomainKind::Enum(_) | DomainKind::Words { .. } | DomainKind::UnicastMac => {}
        }
    }
    for (name, lines) in groups {
        out.blank();
        out.block(format!("{name}!"), |out| lines.iter().for_each(|line| out.line(line)));
    }
    out.blank();
    answers(spec, out);
}

/// Lines that answer a command: a virtual module needs them by command.
fn answers(spec: &Spec, out: &mut Out) {
    out.block("impl<'a> crate::AnyLine<'a>", |out| {
        out.docs(&["Returns a random answer line of `command`; `None` if it has no answer lines.".into()]);
        out.line("pub fn arbitrary_answer(");
        out.line("    command: &Command,");
        out.line("    u: &mut arbitrary::Unstructured<'a>,");
        out.block(") -> Option<arbitrary::Result<Self>>", |out| {
            out.line("use arbitrary::Arbitrary;");
            out.block_with("Some(match (command.name, command.form)", "})", |out| {
                for (_, command) in spec.commands() {
                    let name = command.base();
                    for form in command.forms.iter().filter(|form| !form.answers.is_empty()) {
                        let variant = names::variant(command, form.kind);
                        out.line(format!(
                            "({name:?}, Form::{:?}) => Arbitrary::arbitrary(u).map(Self::{variant}),",
                            form.kind
                        ));
                    }
                }
                out.line("_ => return None,");
            });
        });
    });
}
