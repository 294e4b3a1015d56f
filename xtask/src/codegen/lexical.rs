//! Final results, reasons and the escape set.

use super::{names, out::Out};
use wizfi360_spec::{Spec, model::Source};

struct Entry<'s> {
    name: String,
    texts: Vec<&'s str>,
    doc: &'s str,
    source: &'s Source,
}

/// `generated/lexical.rs`.
pub(crate) fn emit(spec: &Spec, out: &mut Out) {
    let lexical = &spec.lexical;
    out.line("use crate::line_table;\nuse core::fmt;");
    out.blank();
    out.docs(&[lexical.escape_set.doc.clone(), String::new(), format!("Source: {}.", lexical.escape_set.source)]);
    out.line(format!(
        "pub(crate) const ESCAPED: [u8; {}] = *b{:?};",
        lexical.escape_set.value.len(),
        lexical.escape_set.value
    ));

    let finals: Vec<_> = lexical
        .finals
        .iter()
        .map(|entry| Entry {
            name: final_name(spec, &entry.text),
            texts: texts(&entry.text, &entry.aliases),
            doc: &entry.doc,
            source: &entry.source,
        })
        .collect();
    entries("Final", "result", "A final result code: the line that ends the response to a command.", &finals, out);
    out.blank();
    out.block("impl Final", |out| {
        out.docs(&["Returns true if the command succeeded.".into()]);
        let good: Vec<_> = lexical.finals.iter().filter(|entry| entry.success).collect();
        let good: Vec<_> = good.iter().map(|entry| format!("Final::{}", final_name(spec, &entry.text))).collect();
        out.block("pub const fn is_success(self) -> bool", |out| {
            out.line(format!("matches!(self, {})", good.join(" | ")))
        });
        out.blank();
        out.docs(&["Returns true if it can end any command, whether its form lists it or not.".into()]);
        let any: Vec<_> = lexical.finals.iter().filter(|entry| entry.ends_any).collect();
        let any: Vec<_> = any.iter().map(|entry| format!("Final::{}", final_name(spec, &entry.text))).collect();
        out.block("pub const fn ends_any(self) -> bool", |out| {
            out.line(format!("matches!(self, {})", any.join(" | ")))
        });
    });

    let reasons: Vec<_> = lexical
        .reasons
        .iter()
        .map(|entry| Entry {
            name: names::camel(entry.name.as_deref().unwrap_or(&entry.text)),
            texts: texts(&entry.text, &entry.aliases),
            doc: &entry.doc,
            source: &entry.source,
        })
        .collect();
    entries("Reason", "reason", "A reason: the line that explains a failure; the final result follows.", &reasons, out);
}

/// The variant of a final result.
pub(crate) fn final_name(spec: &Spec, text: &str) -> String {
    let entry = spec.lexical.finals.iter().find(|entry| entry.text == text);
    names::camel(entry.and_then(|entry| entry.name.as_deref()).unwrap_or(text))
}

fn texts<'s>(text: &'s str, also: &'s [String]) -> Vec<&'s str> {
    std::iter::once(text).chain(also.iter().map(String::as_str)).collect()
}

fn entries(name: &str, known: &str, doc: &str, entries: &[Entry<'_>], out: &mut Out) {
    out.blank();
    out.docs(&[doc.into()]);
    super::domains::derives("Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash", true, out);
    out.line("#[non_exhaustive]");
    out.block(format!("pub enum {name}"), |out| {
        for entry in entries {
            out.docs(&[
                format!("`{}` {}", entry.texts[0], entry.doc),
                String::new(),
                format!("Source: {}.", entry.source),
            ]);
            out.line(format!("{},", entry.name));
        }
    });
    out.blank();
    out.block(format!("impl {name}"), |out| {
        out.docs(&["All variants.".into()]);
        let all: Vec<_> = entries.iter().map(|entry| format!("Self::{}", entry.name)).collect();
        out.line(format!("pub const ALL: &'static [Self] = &[{}];", all.join(", ")));
        out.blank();
        out.docs(&["Parses a line; `None` for any other line.".into()]);
        out.block("pub fn parse(line: &[u8]) -> Option<Self>", |out| out.line(format!("line_table::{known}(line)")));
        out.blank();
        out.docs(&["Returns the line.".into()]);
        out.block("pub const fn text(self) -> &'static str", |out| {
            out.block("match self", |out| {
                for entry in entries {
                    out.line(format!("Self::{} => {:?},", entry.name, entry.texts[0]));
                }
            });
        });
    });
    out.blank();
    out.block(format!("impl fmt::Display for {name}"), |out| {
        out.block("fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result", |out| {
            out.line("f.write_str(self.text())")
        });
    });
}
