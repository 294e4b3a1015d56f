//! Value types: one Rust type for each domain.

use super::{names, out::Out, prose, types};
use wizfi360_spec::{Spec, model::*};

/// The types of some domains, with a blank line between them.
pub(crate) fn emit(spec: &Spec, domains: &[Domain], out: &mut Out) {
    for domain in domains {
        out.blank();
        out.docs(&docs(spec, domain));
        one(domain, out);
    }
}

fn docs(spec: &Spec, domain: &Domain) -> Vec<String> {
    let (first, rest) = prose::sentences(&domain.doc);
    let mut docs = vec![first.to_string()];
    prose::paragraph(types::limits(domain), &mut docs);
    prose::paragraph(rest, &mut docs);
    if let Some(known) = &domain.known {
        prose::paragraph(format!("Known to be accepted: {}. {}", range(known), known.beyond), &mut docs);
    }
    prose::paragraph(format!("Source: {}.", domain.source), &mut docs);
    prose::errata(spec, &domain.errata, &mut docs);
    docs
}

fn one(domain: &Domain, out: &mut Out) {
    let name = &domain.name;
    match &domain.kind {
        DomainKind::Int { min, max, .. } => {
            derives("Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Value", false, out);
            out.line(format!("#[at(range = {min}..={max})]"));
            out.line(format!("pub struct {name}({});", repr(*min, *max)));
        }
        DomainKind::Enum(values) => {
            derives("Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Value", true, out);
            out.line("#[non_exhaustive]");
            out.block(format!("pub enum {name}"), |out| {
                for value in values {
                    out.docs(&types::sentences([value.doc.clone(), value.span().sentence(), source(&value.source)]));
                    out.line(format!("{} = {},", names::camel(&value.name), value.value));
                }
            });
        }
        DomainKind::Words { quoted, values } => {
            derives("Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Value", true, out);
            if *quoted {
                out.line("#[at(quoted)]");
            }
            out.line("#[non_exhaustive]");
            out.block(format!("pub enum {name}"), |out| {
                for word in values {
                    out.docs(&types::sentences([word.doc.clone(), word.span().sentence(), source(&word.source)]));
                    out.line(format!("#[at({:?})]", word.text));
                    out.line(format!("{},", names::camel(word.name())));
                }
            });
        }
        DomainKind::Mask(bits) => {
            let all = bits.iter().fold(0_u32, |all, bit| all | 1 << bit.bit);
            derives("Clone, Copy, Debug, PartialEq, Eq, Hash, Value", false, out);
            out.line(format!("#[at(bits = {all:#b})]"));
            out.line(format!("pub struct {name}({});", repr(0, all.into())));
            out.blank();
            out.block(format!("impl {name}"), |out| {
                for bit in bits {
                    out.docs(&types::sentences([bit.doc.clone(), bit.span().sentence(), source(&bit.source)]));
                    out.line(format!("pub const {}: Self = Self(1 << {});", names::constant(&bit.name), bit.bit));
                }
            });
        }
        DomainKind::Str { min, max, or_empty, style } => {
            let text = match style {
                Style::Quoted => "AtStr<'a>",
                Style::Verbatim => "Verbatim<'a>",
            };
            let text = if domain.secret { format!("Secret<{text}>") } else { text.to_string() };
            derives("Clone, Copy, Debug, PartialEq, Eq, Hash, Value", false, out);
            let or_empty = if *or_empty { ", or_empty" } else { "" };
            out.line(format!("#[at(len = {min}..={max}{or_empty})]"));
            out.line(format!("pub struct {name}<'a>({text});"));
        }
        DomainKind::UnicastMac => out.line(format!("pub type {name} = UnicastMac;")),
    }
    if let Some(known) = &domain.known {
        beyond_known(domain, known, out);
    }
}

/// A method that says whether a value is beyond what is known to be accepted.
fn beyond_known(domain: &Domain, known: &Known, out: &mut Out) {
    let (lifetime, value) = match domain.kind {
        DomainKind::Str { .. } => ("<'_>", "self.get().len()"),
        _ => ("", "self.get()"),
    };
    let below = known.min.map(|min| format!("{value} < {min}"));
    let above = known.max.map(|max| format!("{value} > {max}"));
    let test: Vec<_> = [below, above].into_iter().flatten().collect();
    out.blank();
    out.block(format!("impl {}{lifetime}", domain.name), |out| {
        out.docs(&[format!(
            "Returns true outside of what is known to be accepted: {}. Modules may refuse it.",
            range(known)
        )]);
        out.block("pub fn is_beyond_known(&self) -> bool".to_string(), |out| out.line(test.join(" || ")));
    });
}

fn range(known: &Known) -> String {
    match (known.min, known.max) {
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("from {min}"),
        (None, Some(max)) => format!("up to {max}"),
        (None, None) => "all".into(),
    }
}

fn source(source: &Option<Source>) -> String {
    source.as_ref().map_or(String::new(), |source| format!("Source: {source}."))
}

/// The derives of every type, and those that features switch on.
pub(crate) fn derives(always: &str, arbitrary: bool, out: &mut Out) {
    out.line(format!("#[derive({always})]"));
    if arbitrary {
        out.line("#[cfg_attr(feature = \"arbitrary\", derive(arbitrary::Arbitrary))]");
    }
    out.line("#[cfg_attr(feature = \"defmt\", derive(defmt::Format))]");
    out.line("#[cfg_attr(feature = \"serde\", derive(serde::Serialize))]");
}

/// The smallest integer type that holds both.
fn repr(min: i64, max: i64) -> &'static str {
    match (min, max) {
        (0.., ..=0xff) => "u8",
        (0.., ..=0xffff) => "u16",
        (0.., _) => "u32",
        (-0x80.., ..=0x7f) => "i8",
        (-0x8000.., ..=0x7fff) => "i16",
        _ => "i32",
    }
}
