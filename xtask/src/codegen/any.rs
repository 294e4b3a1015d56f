//! Enums of all requests and of all answers.

use super::{commands, names, out::Out, prose, types::with_lifetime};
use wizfi360_spec::{Spec, model::*};

struct Entry<'s> {
    command: &'s Command,
    form: &'s Form,
    module: String,
    variant: String,
}

/// `generated/any/request.rs`.
pub(crate) fn requests(spec: &Spec, out: &mut Out) {
    let entries = entries(spec);
    out.line("use crate::{dispatch::any_request, request::RequestLine};");
    out.blank();
    out.docs(&["Any request: one variant for each form of each command.".into()]);
    super::domains::derives("Clone, Copy, Debug, PartialEq, Eq, Hash", true, out);
    out.line("#[non_exhaustive]");
    out.block("pub enum AnyRequest<'a>", |out| {
        for Entry { command, form, module, variant } in &entries {
            let ty = with_lifetime(&format!("{module}::{:?}", form.kind), request_borrows(spec, form));
            out.docs(&[format!("`{}`", prose::form_syntax(command, form))]);
            out.line(format!("{variant}({ty}),"));
        }
    });
    out.blank();
    out.block("any_request!", |out| {
        for Entry { form, module, variant, .. } in &entries {
            out.line(format!("{variant}({module}::{:?}),", form.kind));
        }
    });
}

/// `generated/any/line.rs`.
pub(crate) fn answers(spec: &Spec, out: &mut Out) {
    let mut entries = entries(spec);
    entries.retain(|entry| !entry.form.answers.is_empty());
    out.line("use crate::dispatch::any_line;");
    out.blank();
    out.docs(&["Any answer: one variant for each form that lines answer.".into()]);
    super::domains::derives("Clone, Copy, Debug, PartialEq, Eq, Hash", true, out);
    out.line("#[non_exhaustive]");
    out.block("pub enum AnyLine<'a>", |out| {
        for Entry { command, form, module, variant } in &entries {
            let answer = commands::answer_type(form).unwrap_or_default();
            let ty = with_lifetime(&format!("{module}::{answer}"), commands::answer_borrows(spec, command, form));
            out.docs(&[format!("Answers `{}`.", prose::form_syntax(command, form))]);
            out.line(format!("{variant}({ty}),"));
        }
    });
    out.blank();
    out.block("any_line!", |out| {
        for Entry { form, module, variant, .. } in &entries {
            let answer = commands::answer_type(form).unwrap_or_default();
            out.line(format!("{variant}({module}::{answer}) answers {module}::{:?},", form.kind));
        }
    });
}

/// `generated/any/mod.rs`.
pub(crate) fn module(out: &mut Out) {
    out.line("mod line;\nmod request;\n\npub use line::AnyLine;\npub use request::AnyRequest;");
}

fn entries(spec: &Spec) -> Vec<Entry<'_>> {
    let of_command = |(_, command)| entries_of(command);
    spec.commands().flat_map(of_command).collect()
}

fn entries_of(command: &Command) -> impl Iterator<Item = Entry<'_>> {
    command.forms.iter().map(move |form| Entry {
        command,
        form,
        module: names::module(command),
        variant: names::variant(command, form.kind),
    })
}

/// True if a form's type borrows from the line.
fn request_borrows(spec: &Spec, form: &Form) -> bool {
    let mut lowering =
        super::types::Lowering { spec, side: super::types::Side::Request, within: "", rules: &[], types: Vec::new() };
    let fields = lowering.shape(&form.params);
    fields.iter().any(|field| field.ty.contains("'a")) || lowering.types.iter().any(super::types::Type::borrows)
}
