//! Structs and enums of parameters, and lines.

use super::{
    domains::derives,
    out::Out,
    prose,
    types::{Field, Lowering, Side, Type, Variant, with_lifetime},
};
use wizfi360_spec::{Spec, model::*};

/// A struct, or an enum told apart by a word, that derives `how` (`Record` or `Line`).
pub(crate) fn emit(record: &Type, how: &str, attributes: &[String], out: &mut Out) {
    match record {
        Type::Struct { name, docs, fields } => {
            out.docs(docs);
            derives(&format!("Clone, Copy, Debug, PartialEq, Eq, Hash, {how}"), true, out);
            out.docs(&[]);
            for attribute in attributes {
                out.line(attribute);
            }
            let name = with_lifetime(name, record.borrows());
            if fields.is_empty() {
                out.line(format!("pub struct {name};"));
            } else {
                out.block(format!("pub struct {name}"), |out| each(fields, "pub ", out));
            }
        }
        Type::Choice { name, docs, tag, variants } => {
            out.docs(docs);
            derives(&format!("Clone, Copy, Debug, PartialEq, Eq, Hash, {how}"), true, out);
            out.line(format!("#[at(name = {tag:?})]"));
            out.line("#[non_exhaustive]");
            out.block(format!("pub enum {}", with_lifetime(name, record.borrows())), |out| {
                for variant in variants {
                    one_of(variant, out);
                }
            });
        }
    }
}

fn one_of(variant: &Variant, out: &mut Out) {
    out.docs(&variant.docs);
    out.line(format!("#[at(tag = {:?})]", variant.tag));
    if variant.fields.is_empty() {
        out.line(format!("{},", variant.ident));
    } else {
        out.block_with(&variant.ident, "},", |out| each(&variant.fields, "", out));
    }
}

fn each(fields: &[Field], visibility: &str, out: &mut Out) {
    for field in fields {
        out.docs(&field.docs);
        if !field.at.is_empty() {
            out.line(format!("#[at({})]", field.at.join(", ")));
        }
        if field.before_separator {
            out.line("#[cfg_attr(feature = \"arbitrary\", arbitrary(with = crate::arbitrary::one_word))]");
        }
        out.line(format!("{visibility}{}: {},", field.ident, field.ty));
    }
}

/// The types of a line: those of its parts, then its own. Returns the line's own type, lifetime included.
pub(crate) fn line(spec: &Spec, line: &Line, scope: Option<&str>, inherited: Option<&Source>, out: &mut Out) -> String {
    let mut lowering = Lowering { spec, side: Side::Line, within: &line.name, types: Vec::new() };
    let mut fields = lowering.shape(&line.takes);
    if line.separator != "," {
        let behind = fields.len().saturating_sub(1);
        for field in fields.iter_mut().take(behind) {
            field.before_separator = field.ty == "Rest<'a>";
        }
    }
    if let Some(scope) = scope.filter(|_| line.prefix.contains("{scope}")) {
        fields.insert(0, scope_field(scope, "The scope that the line carries."));
    }
    let parts = lowering.types;
    let own = Type::Struct { name: line.name.clone(), docs: docs(spec, line, inherited), fields };
    out.blank();
    emit(&own, "Line", &attributes(line), out);
    for part in &parts {
        out.blank();
        emit(part, "Record", &[], out);
    }
    with_lifetime(&line.name, own.borrows())
}

/// The field that holds which of a command's names is meant.
pub(crate) fn scope_field(scope: &str, doc: &str) -> Field {
    Field { ident: "scope".into(), ty: scope.into(), docs: vec![doc.into()], at: Vec::new(), before_separator: false }
}

fn attributes(line: &Line) -> Vec<String> {
    let mut at = Vec::new();
    let mut text = |key: &str, text: &str| {
        if !text.is_empty() {
            at.push(format!("{key} = {text:?}"));
        }
    };
    text("prefix", &line.prefix);
    text("suffix", &line.suffix);
    text("word", line.word.as_deref().unwrap_or(""));
    text("separator", if line.separator == "," { "" } else { &line.separator });
    for also in &line.also {
        text("also", also);
    }
    if let Some(when) = line.takes.params.iter().find_map(|param| param.when.as_ref()) {
        at.push(format!("mask = {}", when.mask));
    }
    if at.is_empty() { Vec::new() } else { vec![format!("#[at({})]", at.join(", "))] }
}

fn docs(spec: &Spec, line: &Line, inherited: Option<&Source>) -> Vec<String> {
    let mut docs = prose::head(&line.doc, &prose::line_syntax(line));
    prose::paragraph(line.when.as_deref().unwrap_or_default(), &mut docs);
    prose::paragraph(line.span().sentence(), &mut docs);
    let source = line.source.as_ref().or(inherited);
    prose::paragraph(source.map_or(String::new(), |source| format!("Source: {source}.")), &mut docs);
    prose::errata(spec, &line.errata, &mut docs);
    docs
}
