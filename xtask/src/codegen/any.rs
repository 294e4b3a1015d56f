//! Enums of all requests and of all answers.

use super::{commands, names, out::Out, types::with_lifetime};
use wizfi360_spec::{Spec, model::*};

struct Entry<'s> {
    command: &'s Command,
    form: &'s Form,
    module: String,
    variant: String,
}

/// `generated/any.rs`.
pub(crate) fn emit(spec: &Spec, out: &mut Out) {
    let entries: Vec<_> = spec
        .commands()
        .flat_map(|(_, command)| {
            command.forms.iter().map(move |form| Entry {
                command,
                form,
                module: names::module(command),
                variant: names::variant(command, form.form),
            })
        })
        .collect();
    out.line("use crate::request::RequestLine;");
    out.blank();
    requests(spec, &entries, out);
    out.blank();
    answers(spec, &entries, out);
}

fn requests(spec: &Spec, entries: &[Entry<'_>], out: &mut Out) {
    out.docs(&["Any request: one variant for each form of each command.".into()]);
    super::domains::derives("Clone, Copy, Debug, PartialEq, Eq, Hash", true, out);
    out.line("#[non_exhaustive]");
    out.block("pub enum AnyRequest<'a>", |out| {
        for Entry { command, form, module, variant } in entries {
            let ty = with_lifetime(&format!("{module}::{:?}", form.form), request_borrows(spec, form));
            out.docs(&[format!("`{}`", commands::syntax(command, form))]);
            out.line(format!("{variant}({ty}),"));
        }
    });
    out.blank();
    out.block("impl<'a> AnyRequest<'a>", |out| {
        out.docs(&["Facts about every form of every command.".into()]);
        let all: Vec<_> =
            entries.iter().map(|entry| format!("{}::{:?}::COMMAND", entry.module, entry.form.form)).collect();
        out.line(format!("pub const COMMANDS: &'static [&'static Command] = &[{}];", all.join(", ")));
        out.blank();
        out.docs(&["Reads a request from a whole line, with or without its line end.".into()]);
        out.block("pub fn parse(line: &'a [u8]) -> Result<Self, DecodeError>", |out| {
            out.line("let line = RequestLine::split(line)?;");
            for (_, command) in spec.commands() {
                dispatch(command, out);
            }
            out.line("Err(DecodeError::UnknownCommand)");
        });
        out.blank();
        delegate(
            entries,
            "Facts about its form.",
            "pub fn command(&self) -> &'static Command",
            |entry| (false, format!("{}::{:?}::COMMAND", entry.module, entry.form.form)),
            out,
        );
        out.blank();
        delegate(
            entries,
            "What is sent after the line.",
            "pub fn data_phase(&self) -> DataPhase",
            |_| (true, "request.data_phase()".into()),
            out,
        );
        out.blank();
        delegate(
            entries,
            "The longest request of its type in bytes, line end included.",
            "pub fn max_len(&self) -> usize",
            |entry| (false, format!("{}::{:?}::MAX_LEN", entry.module, entry.form.form)),
            out,
        );
        out.blank();
        delegate(
            entries,
            "Writes the request, line end included, to the buffer's start.",
            "pub fn write<'b>(&self, buf: &'b mut [u8]) -> Result<&'b [u8], BufferFull>",
            |_| (true, "request.write(buf)".into()),
            out,
        );
    });
}

fn dispatch(command: &Command, out: &mut Out) {
    let (name, suffixes) = names::wire(command);
    let module = names::module(command);
    let arm = |form: &Form| {
        format!(
            "line.decode({module}::{:?}::COMMAND, suffix).map(AnyRequest::{})",
            form.form,
            names::variant(command, form.form)
        )
    };
    for form in command.forms.iter().filter(|form| form.glued) {
        out.block(format!("if let Ok(suffix) = line.fits({module}::{:?}::COMMAND)", form.form), |out| {
            out.line(format!("return {};", arm(form)));
        });
    }
    let forms: Vec<_> = command.forms.iter().filter(|form| !form.glued).collect();
    if forms.is_empty() {
        return;
    }
    out.block(format!("if let Some(suffix) = line.suffix_behind({name:?}, &{suffixes:?})"), |out| {
        out.block_with("return match line.form", "};", |out| {
            for form in forms {
                let kind = if form.form == Kind::Test && name == "AT" { Kind::Execute } else { form.form };
                let guard = if form.scopes.is_empty() {
                    String::new()
                } else {
                    format!("if line.fits({module}::{:?}::COMMAND).is_ok() ", form.form)
                };
                out.line(format!("Some(Form::{kind:?}) {guard}=> {},", arm(form)));
            }
            out.line("_ => Err(DecodeError::UnknownForm),");
        });
    });
}

fn delegate(entries: &[Entry<'_>], doc: &str, head: &str, arm: impl Fn(&Entry<'_>) -> (bool, String), out: &mut Out) {
    out.docs(&[doc.into()]);
    out.block(head, |out| {
        out.block("match self", |out| {
            for entry in entries {
                let (uses, body) = arm(entry);
                out.line(format!("AnyRequest::{}({}) => {body},", entry.variant, if uses { "request" } else { "_" }));
            }
        });
    });
}

fn answers(spec: &Spec, entries: &[Entry<'_>], out: &mut Out) {
    let entries: Vec<_> = entries.iter().filter(|entry| !entry.form.answers.is_empty()).collect();
    out.docs(&["Any answer: one variant for each form that lines answer.".into()]);
    super::domains::derives("Clone, Copy, Debug, PartialEq, Eq, Hash", true, out);
    out.line("#[non_exhaustive]");
    out.block("pub enum AnyLine<'a>", |out| {
        for Entry { command, form, module, variant } in &entries {
            let answer = commands::answer_type(form).unwrap_or_default();
            let ty = with_lifetime(&format!("{module}::{answer}"), commands::answer_borrows(spec, command, form));
            out.docs(&[format!("Answers `{}`.", commands::syntax(command, form))]);
            out.line(format!("{variant}({ty}),"));
        }
    });
    out.blank();
    out.block("impl<'a> AnyLine<'a>", |out| {
        out.docs(&["Reads a line as an answer to `command`. `None` if it is something else.".into()]);
        out.block("pub fn parse(command: &Command, line: &'a [u8]) -> Option<Result<Self, DecodeError>>", |out| {
            out.block("match (command.name, command.form)", |out| {
                for Entry { command, form, module, variant } in &entries {
                    let (name, _) = names::wire(command);
                    let answer = commands::answer_type(form).unwrap_or_default();
                    out.line(format!(
                        "({name:?}, Form::{:?}) => {module}::{answer}::parse(line).map(|line| line.map(AnyLine::{variant})),",
                        form.form
                    ));
                }
                out.line("_ => None,");
            });
        });
        out.blank();
        out.docs(&["Writes the line to the buffer's start, without a line end.".into()]);
        out.block("pub fn write<'b>(&self, buf: &'b mut [u8]) -> Result<&'b [u8], BufferFull>", |out| {
            out.block("match self", |out| {
                for entry in &entries {
                    out.line(format!("AnyLine::{}(line) => line.write(buf),", entry.variant));
                }
            });
        });
        out.blank();
        out.docs(&["The form that it answers.".into()]);
        out.block("pub fn command(&self) -> &'static Command", |out| {
            out.block("match self", |out| {
                for entry in &entries {
                    out.line(format!("AnyLine::{}(_) => {}::{:?}::COMMAND,", entry.variant, entry.module, entry.form.form));
                }
            });
        });
    });
}

/// True if a form's type borrows from the line.
fn request_borrows(spec: &Spec, form: &Form) -> bool {
    let mut lowering =
        super::types::Lowering { spec, side: super::types::Side::Request, within: "", types: Vec::new() };
    let fields = lowering.shape(&form.takes);
    fields.iter().any(|field| field.ty.contains("'a")) || lowering.types.iter().any(super::types::Type::borrows)
}
