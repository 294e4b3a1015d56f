//! Structs and enums of parameters, and lines.

use super::{
    construct::Construction,
    domains::derives,
    methods,
    out::Out,
    prose,
    types::{Field, Lowering, Side, Type, Variant, with_lifetime},
};
use crate::Failure;
use wizfi360_spec::{Spec, model::*};

/// A struct, or an enum told apart by a word, that derives `how` (`Record` or `Line`).
pub(crate) fn emit(
    spec: &Spec,
    record: &Type<'_>,
    how: &str,
    attributes: &[String],
    out: &mut Out,
) -> Result<(), Failure> {
    let always = format!("Clone, Copy, Debug, PartialEq, Eq, Hash, {how}");
    match record {
        Type::Struct { name, docs, fields, side, rules } => {
            let construction = Construction::of(spec, *side, fields, rules)?;
            let is_empty = |built: &Construction<'_>| built.constructors.iter().all(|known| known.takes.is_empty());
            let default = if construction.as_ref().is_some_and(is_empty) { "Default, " } else { "" };
            out.docs(docs);
            derives(&format!("{default}{always}"), construction.is_none(), out);
            for attribute in attributes {
                out.line(attribute);
            }
            if construction.as_ref().is_some_and(|built| !built.rules.is_empty()) {
                out.line("#[at(check = Self::check)]");
            }
            let name = with_lifetime(name, record.borrows());
            match &construction {
                _ if fields.is_empty() => out.line(format!("pub struct {name};")),
                None => out.block(format!("pub struct {name}"), |out| public(fields, "pub ", out)),
                Some(built) => {
                    out.block(format!("pub struct {name}"), |out| private(fields, out));
                    out.blank();
                    methods::emit(&name, fields, built, out);
                }
            }
        }
        Type::Choice { name, docs, tag, variants } => {
            out.docs(docs);
            derives(&always, true, out);
            out.line(format!("#[at(name = {tag:?})]"));
            out.line("#[non_exhaustive]");
            out.block(format!("pub enum {}", with_lifetime(name, record.borrows())), |out| {
                for variant in variants {
                    one_of(variant, out);
                }
            });
        }
    }
    Ok(())
}

fn one_of(variant: &Variant, out: &mut Out) {
    out.docs(&variant.docs);
    out.line(format!("#[at(tag = {:?})]", variant.tag));
    match &variant.record {
        Some(record) => out.line(format!("{}({record}),", variant.ident)),
        None if variant.fields.is_empty() => out.line(format!("{},", variant.ident)),
        None => out.block_with(&variant.ident, "},", |out| public(&variant.fields, "", out)),
    }
}

/// Fields that are written down where a value is built.
fn public(fields: &[Field], visibility: &str, out: &mut Out) {
    for field in fields {
        out.docs(&field.docs);
        attribute(field, out);
        if let Some(how) = field.drawn_by {
            out.line(format!("#[cfg_attr(feature = \"arbitrary\", arbitrary(with = crate::arbitrary::{how}))]"));
        }
        out.line(format!("{visibility}{}: {},", field.ident, field.full_type()));
    }
}

/// Fields that only constructors and setters write; their docs are at the getters.
fn private(fields: &[Field], out: &mut Out) {
    for field in fields {
        attribute(field, out);
        out.line(format!("{}: {},", field.ident, field.full_type()));
    }
}

fn attribute(field: &Field, out: &mut Out) {
    if !field.at.is_empty() {
        out.line(format!("#[at({})]", field.at.join(", ")));
    }
}

/// The types of a line: those of its parts, then its own. Returns the line's own type, lifetime included.
pub(crate) fn line(
    spec: &Spec,
    line: &Line,
    scope: Option<&str>,
    inherited: Option<&Source>,
    out: &mut Out,
) -> Result<String, Failure> {
    let mut lowering = Lowering { spec, side: Side::Line, within: &line.name, rules: &[], types: Vec::new() };
    let (mut fields, rules) = lowering.own(&line.params);
    if line.separator != "," {
        let behind = fields.len().saturating_sub(1);
        for field in fields.iter_mut().take(behind) {
            field.drawn_by = (field.ty == "Rest<'a>").then_some("one_word");
        }
    }
    if let Some(scope) = scope.filter(|_| line.prefix.contains("{scope}")) {
        fields.insert(0, scope_field(scope, "The scope that the line carries."));
    }
    let parts = lowering.types;
    let own =
        Type::Struct { name: line.name.clone(), docs: docs(spec, line, inherited), fields, side: Side::Line, rules };
    out.blank();
    emit(spec, &own, "Line", &attributes(line), out)?;
    for part in &parts {
        out.blank();
        emit(spec, part, "Record", &[], out)?;
    }
    Ok(with_lifetime(&line.name, own.borrows()))
}

/// The field that holds which of a command's names is meant.
pub(crate) fn scope_field(scope: &str, doc: &str) -> Field {
    Field::new("scope".into(), scope.into(), vec![doc.into()])
}

fn attributes(line: &Line) -> Vec<String> {
    let mut at = Vec::new();
    let mut text = |key: &str, text: &str| {
        if !text.is_empty() {
            at.push(format!("{key} = {text:?}"));
        }
    };
    text("prefix", &line.prefix);
    text("ending", &line.ending);
    text("keyword", line.keyword.as_deref().unwrap_or(""));
    text("separator", if line.separator == "," { "" } else { &line.separator });
    for also in &line.aliases {
        text("alias", also);
    }
    if let Some(when) = line.params.list.iter().find_map(|param| param.mask_bit.as_ref()) {
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
