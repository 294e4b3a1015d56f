//! From the spec's shapes to fields and types: the small representation that emission works from.

use super::names;
use wizfi360_spec::{Spec, model::*};

/// Whether a type stands in a request or in a line from the module.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Closed: only what the manual lists.
    Request,
    /// Open: what the module sends.
    Line,
}

/// One field of a struct or variant.
pub(crate) struct Field {
    pub(crate) ident: String,
    pub(crate) ty: String,
    /// Lines of its doc comment.
    pub(crate) docs: Vec<String>,
    /// What stands in its `#[at(..)]`.
    pub(crate) at: Vec<String>,
    /// It is written before a separator that is not the comma.
    pub(crate) before_separator: bool,
}

impl Field {
    fn borrows(&self) -> bool {
        self.ty.contains("'a")
    }
}

/// A type that belongs to a form or a line.
pub(crate) enum Type {
    /// A struct with named fields, or a unit struct.
    Struct { name: String, docs: Vec<String>, fields: Vec<Field> },
    /// An enum whose variants are told apart by a word.
    Choice { name: String, docs: Vec<String>, tag: String, variants: Vec<Variant> },
}

/// One alternative of a choice.
pub(crate) struct Variant {
    pub(crate) ident: String,
    pub(crate) tag: String,
    pub(crate) docs: Vec<String>,
    pub(crate) fields: Vec<Field>,
}

impl Type {
    pub(crate) fn borrows(&self) -> bool {
        match self {
            Type::Struct { fields, .. } => fields.iter().any(Field::borrows),
            Type::Choice { variants, .. } => variants.iter().flat_map(|variant| &variant.fields).any(Field::borrows),
        }
    }
}

/// `Name<'a>` or `Name`.
pub(crate) fn with_lifetime(name: &str, borrows: bool) -> String {
    if borrows { format!("{name}<'a>") } else { name.to_string() }
}

/// Lowers the shapes of one command or of the events; collects the types that they need.
pub(crate) struct Lowering<'s> {
    pub(crate) spec: &'s Spec,
    pub(crate) side: Side,
    /// What the names of groups and choices begin with: nothing for requests, the line's name for lines.
    pub(crate) within: &'s str,
    pub(crate) types: Vec<Type>,
}

impl Lowering<'_> {
    /// The fields of a parameter list.
    pub(crate) fn shape(&mut self, shape: &Shape) -> Vec<Field> {
        let mut fields = Vec::new();
        if let Some(lead) = &shape.lead {
            let mut field = self.param(lead);
            field.ty = format!("Option<{}>", field.ty);
            field.at.push(format!("lead = {}", lead_rule(shape)));
            fields.push(field);
        }
        for param in &shape.params {
            let mut field = self.param(param);
            if param.skip || param.when.is_some() {
                field.ty = format!("Option<{}>", field.ty);
            }
            if param.skip {
                field.at.push("skip".into());
            }
            if let Some(when) = &param.when {
                field.at.push(format!("bit = {}", names::constant(&when.bit)));
                if when.or_missing {
                    field.at.push("optional".into());
                }
            }
            fields.push(field);
        }
        if let Some(choice) = &shape.choice {
            fields.push(self.choice(choice));
        }
        if let Some(tail) = &shape.tail {
            fields.push(self.tail(tail));
        }
        fields
    }

    fn choice(&mut self, choice: &Choice) -> Field {
        let name = format!("{}{}", self.within, names::camel(&choice.name));
        let variants = choice.of.iter().map(|variant| Variant {
            ident: names::camel(&variant.tag),
            tag: variant.tag.clone(),
            docs: sentences([variant.doc.clone(), variant.span().sentence()]),
            fields: self.shape(&variant.takes),
        });
        let variants = variants.collect();
        let docs = vec![choice.doc.clone(), String::new(), format!("`<{}>` and what belongs to it.", choice.tag)];
        let choice_type = Type::Choice { name: name.clone(), docs, tag: choice.tag.clone(), variants };
        let ty = with_lifetime(&name, choice_type.borrows());
        self.types.push(choice_type);
        let docs = vec![format!("`<{}>` {}", choice.tag, choice.doc)];
        Field { ident: names::field(&choice.name), ty, docs, at: Vec::new(), before_separator: false }
    }

    fn tail(&mut self, tail: &Tail) -> Field {
        let takes = &tail.takes;
        let mut field = match (&takes.lead, takes.params.as_slice(), &takes.choice, &takes.tail) {
            (None, [param], None, None) => self.param(param),
            (None, [], Some(choice), None) => self.choice(choice),
            _ => {
                let name = format!("{}{}", self.within, names::camel(&tail.name));
                let fields = self.shape(takes);
                let docs = vec![tail.doc.clone()];
                let group = Type::Struct { name: name.clone(), docs: docs.clone(), fields };
                let ty = with_lifetime(&name, group.borrows());
                self.types.push(group);
                Field { ident: names::field(&tail.name), ty, docs, at: Vec::new(), before_separator: false }
            }
        };
        field.ty = format!("Option<{}>", field.ty);
        field
    }

    fn param(&self, param: &Param) -> Field {
        let (mut ty, bare) = self.value(param);
        if param.secret {
            ty = format!("Secret<{ty}>");
        }
        let ident = names::field(&param.name);
        let mut at = Vec::new();
        if ident.trim_start_matches("r#") != param.name {
            at.push(format!("name = {:?}", param.name));
        }
        if bare {
            at.push("bare".into());
        }
        if param.unescaped {
            at.push("unescaped".into());
        }
        let default = param.default.as_ref().map_or(String::new(), |text| format!("Default: `{text}`."));
        let factory: Vec<_> = param.factory.iter().map(factory_default).collect();
        let mut docs = vec![format!("`<{}>` {}", param.name, param.doc)];
        let mux =
            param.mux.map_or(String::new(), |mux| format!("Present if and only if `AT+CIPMUX={}`.", mux.number()));
        let more = sentences([self.limits(param), default, factory.join(" "), mux, param.span().sentence()]);
        if !more.is_empty() {
            docs.push(String::new());
            docs.extend(more);
        }
        if let Some(source) = &param.source {
            docs.extend([String::new(), format!("Source: {source}.")]);
        }
        Field { ident, ty, docs, at, before_separator: false }
    }

    /// The Rust type of a parameter, and whether it is written without the quotes that it would have.
    fn value(&self, param: &Param) -> (String, bool) {
        let name = match &param.ty {
            wizfi360_spec::model::Type::Of(name) => name,
            wizfi360_spec::model::Type::U8 => return ("u8".into(), false),
            wizfi360_spec::model::Type::U16 => return ("u16".into(), false),
            wizfi360_spec::model::Type::U32 => return ("u32".into(), false),
            wizfi360_spec::model::Type::I16 => return ("i16".into(), false),
            wizfi360_spec::model::Type::Ip => return ("Ipv4Addr".into(), false),
            wizfi360_spec::model::Type::BareIp => return ("Ipv4Addr".into(), true),
            wizfi360_spec::model::Type::Mac if param.open => return ("Open<Mac, AtStr<'a>>".into(), false),
            wizfi360_spec::model::Type::Mac => return ("Mac".into(), false),
            wizfi360_spec::model::Type::BareMac => return ("Mac".into(), true),
            wizfi360_spec::model::Type::Text => return ("AtStr<'a>".into(), false),
            wizfi360_spec::model::Type::BareText => return ("BareText<'a>".into(), false),
            wizfi360_spec::model::Type::Rest => return ("Rest<'a>".into(), false),
        };
        let is = self.spec.domain(name).map(|domain| &domain.is);
        let ty = match (is, self.side) {
            (Some(Is::Enum(_)), Side::Line) => format!("Open<{name}>"),
            (Some(Is::Words { .. }), Side::Line) => format!("Open<{name}, AtStr<'a>>"),
            (Some(Is::Str { .. }), _) => format!("{name}<'a>"),
            _ => name.clone(),
        };
        (ty, false)
    }

    /// What a reader wants to know of a parameter's values without looking its type up.
    fn limits(&self, param: &Param) -> String {
        let wizfi360_spec::model::Type::Of(name) = &param.ty else { return String::new() };
        self.spec.domain(name).map_or(String::new(), limits)
    }
}

/// The limits of a domain in a sentence; empty where its values are listed at the type.
pub(crate) fn limits(domain: &Domain) -> String {
    match &domain.is {
        Is::Int { min, max, unit } => {
            let unit = match unit.as_deref() {
                None => String::new(),
                Some("byte") => " bytes".into(),
                Some(unit) => format!(" {unit}"),
            };
            format!("{min} to {max}{unit}.")
        }
        Is::Str { min, max, or_empty, style } => {
            let escaping = if *style == Style::Quoted { ", before escaping" } else { "" };
            let empty = if *or_empty { ", or empty" } else { "" };
            let least = if *min == 0 { "At most".to_string() } else { format!("{min} to") };
            format!("{least} {max} bytes{escaping}{empty}.")
        }
        Is::UnicastMac => "Bit 0 of its first byte is 0.".into(),
        Is::Enum(_) | Is::Words { .. } | Is::Mask(_) => String::new(),
    }
}

fn factory_default(factory: &Factory) -> String {
    let span = factory.span();
    let firmware = if span.is_always() { String::new() } else { format!(", {span}") };
    format!("Factory default: `{}`{firmware}.", factory.is)
}

/// Those that are not empty.
pub(crate) fn sentences<const N: usize>(texts: [String; N]) -> Vec<String> {
    let texts: Vec<_> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    if texts.is_empty() { texts } else { vec![texts.join(" ")] }
}

/// How the text tells whether a lead is there (`wizfi360-proto/docs/codec.md`, parameter lists, rule 3).
fn lead_rule(shape: &Shape) -> &'static str {
    let counts = counts(shape);
    if counts.iter().all(|count| count % 2 == 1) {
        "even"
    } else if counts.iter().all(|count| count % 2 == 0) {
        "odd"
    } else {
        "first_is_bare"
    }
}

/// The numbers of tokens that a shape can have without its lead.
fn counts(shape: &Shape) -> Vec<usize> {
    let optional = shape.params.iter().filter(|param| param.skip || param.when.is_some()).count();
    let mut counts: Vec<_> = (shape.params.len() - optional..=shape.params.len()).collect();
    let join = |counts: &[usize], more: &[usize]| -> Vec<usize> {
        counts.iter().flat_map(|count| more.iter().map(move |more| count + more)).collect()
    };
    if let Some(choice) = &shape.choice {
        let more: Vec<_> =
            choice.of.iter().flat_map(|variant| self::counts(&variant.takes)).map(|count| count + 1).collect();
        counts = join(&counts, &more);
    }
    if let Some(tail) = &shape.tail {
        let mut more = self::counts(&tail.takes);
        more.push(0);
        counts = join(&counts, &more);
    }
    counts.sort_unstable();
    counts.dedup();
    counts
}
