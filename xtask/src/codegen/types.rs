//! From the spec's shapes to fields and types: the small representation that emission works from.

use super::{construct::is_closed, names};
use wizfi360_spec::{Spec, model::*};

/// Whether a type stands in a request or in a line from the module.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Closed: only what the manual lists.
    Request,
    /// Open: what the module sends.
    Line,
}

/// When a field has a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// Always.
    Required,
    /// As the number of parameters says: an optional first one.
    Lead,
    /// As it is given; its place stays empty before another one.
    Skip,
    /// As a bit of a mask says.
    Bit,
    /// If a parameter is left: an optional one at the end.
    Tail,
}

/// A parameter that a field holds.
pub(crate) struct FieldParam {
    /// The manual's word.
    pub(crate) name: String,
    /// Its field in the struct of those that are given together.
    pub(crate) member: Option<String>,
    pub(crate) ty: wizfi360_spec::model::Type,
}

/// One field of a struct or variant.
pub(crate) struct Field {
    pub(crate) ident: String,
    /// The type of its value.
    pub(crate) ty: String,
    pub(crate) presence: Presence,
    /// The parameters in it; those of a choice are not listed.
    pub(crate) params: Vec<FieldParam>,
    /// Lines of its doc comment.
    pub(crate) docs: Vec<String>,
    /// What stands in its `#[at(..)]`.
    pub(crate) at: Vec<String>,
    /// The function of `crate::arbitrary` that draws it, where not any value will do.
    pub(crate) drawn_by: Option<&'static str>,
}

impl Field {
    /// A field that always has a value.
    pub(crate) fn new(ident: String, ty: String, docs: Vec<String>) -> Self {
        Field { ident, ty, presence: Presence::Required, params: Vec::new(), docs, at: Vec::new(), drawn_by: None }
    }

    fn borrows(&self) -> bool {
        self.ty.contains("'a")
    }

    /// The field's own type: an `Option` unless it always has a value.
    pub(crate) fn full_type(&self) -> String {
        if self.presence == Presence::Required { self.ty.clone() } else { format!("Option<{}>", self.ty) }
    }
}

/// A type that belongs to a form or a line.
pub(crate) enum Type<'s> {
    /// A struct with named fields, or a unit struct.
    Struct { name: String, docs: Vec<String>, fields: Vec<Field>, side: Side, rules: Vec<&'s ParamRule> },
    /// An enum whose variants are told apart by a word.
    Choice { name: String, docs: Vec<String>, tag: String, variants: Vec<Variant> },
}

/// One alternative of a choice.
pub(crate) struct Variant {
    pub(crate) ident: String,
    pub(crate) tag: String,
    pub(crate) docs: Vec<String>,
    pub(crate) fields: Vec<Field>,
    /// The struct that holds its fields, if they cannot be public.
    pub(crate) record: Option<String>,
}

impl Type<'_> {
    pub(crate) fn borrows(&self) -> bool {
        match self {
            Type::Struct { fields, .. } => fields.iter().any(Field::borrows),
            Type::Choice { variants, .. } => variants.iter().any(|variant| {
                variant.fields.iter().any(Field::borrows) || variant.record.iter().any(|ty| ty.contains("'a"))
            }),
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
    /// The rules across the parameters of the form.
    pub(crate) rules: &'s [ParamRule],
    pub(crate) types: Vec<Type<'s>>,
}

impl<'s> Lowering<'s> {
    /// The fields of a struct, and the rules of which they decide; rules of which a struct of parameters that are
    /// given together decides alone are with that.
    pub(crate) fn own(&mut self, shape: &Shape) -> (Vec<Field>, Vec<&'s ParamRule>) {
        let fields = self.shape(shape);
        let is_taken = |rule: &ParamRule| {
            self.types.iter().any(|ty| match ty {
                Type::Struct { rules, .. } => rules.iter().any(|taken| std::ptr::eq(*taken, rule)),
                Type::Choice { .. } => false,
            })
        };
        let rules = self.decidable().filter(|rule| !is_taken(rule)).collect();
        (fields, rules)
    }

    /// The rules that a request alone decides, whatever the firmware is.
    fn decidable(&self) -> impl Iterator<Item = &'s ParamRule> + use<'s> {
        self.rules.iter().filter(|rule| !rule.rule.needs_state() && rule.span().is_unbounded())
    }

    /// The fields of a parameter list.
    pub(crate) fn shape(&mut self, shape: &Shape) -> Vec<Field> {
        let mut fields = Vec::new();
        if let Some(lead) = &shape.optional_first {
            let mut field = self.param(lead);
            field.presence = Presence::Lead;
            field.at.push(format!("optional_first = {}", lead_rule(shape)));
            fields.push(field);
        }
        for param in &shape.list {
            let mut field = self.param(param);
            if param.may_be_omitted {
                field.presence = Presence::Skip;
                field.at.push("may_be_omitted".into());
            }
            if let Some(when) = &param.mask_bit {
                field.presence = Presence::Bit;
                field.at.push(format!("bit = {}", names::constant(&when.bit)));
                if when.may_be_absent {
                    field.at.push("optional".into());
                }
            }
            fields.push(field);
        }
        if let Some(choice) = &shape.choice {
            fields.push(self.choice(choice));
        }
        if let Some(tail) = &shape.tail {
            self.tail(tail, &mut fields);
        }
        fields
    }

    fn choice(&mut self, choice: &Choice) -> Field {
        let name = format!("{}{}", self.within, names::camel(&choice.name));
        let variants = choice.variants.iter().map(|variant| self.variant(&name, variant)).collect();
        let docs = vec![choice.doc.clone(), String::new(), format!("`<{}>` and what belongs to it.", choice.tag)];
        let choice_type = Type::Choice { name: name.clone(), docs, tag: choice.tag.clone(), variants };
        let ty = with_lifetime(&name, choice_type.borrows());
        self.types.push(choice_type);
        let docs = vec![format!("`<{}>` {}", choice.tag, choice.doc)];
        Field::new(names::field(&choice.name), ty, docs)
    }

    fn variant(&mut self, choice: &str, variant: &wizfi360_spec::model::Variant) -> Variant {
        let mut fields = self.shape(&variant.params);
        let docs = sentences([variant.doc.clone(), variant.span().sentence()]);
        let mut record = None;
        if is_closed(self.side, &fields, false) {
            let name = format!("{choice}{}", names::camel(&variant.tag));
            let fields = std::mem::take(&mut fields);
            let own =
                Type::Struct { name: name.clone(), docs: docs.clone(), fields, side: self.side, rules: Vec::new() };
            record = Some(with_lifetime(&name, own.borrows()));
            self.types.push(own);
        }
        Variant { ident: names::camel(&variant.tag), tag: variant.tag.clone(), docs, fields, record }
    }

    /// What may follow at the end. One parameter is a field, several that are given together are a struct; what may
    /// follow these is beside them, so that a parameter more changes no type.
    fn tail(&mut self, tail: &Tail, fields: &mut Vec<Field>) {
        let takes = &tail.params;
        let mut field = match (&takes.optional_first, takes.list.as_slice(), &takes.choice) {
            (None, [param], None) => self.param(param),
            (None, [], Some(choice)) => self.choice(choice),
            _ => self.group(tail),
        };
        field.presence = Presence::Tail;
        fields.push(field);
        if let Some(next) = &takes.tail {
            self.tail(next, fields);
        }
    }

    fn group(&mut self, tail: &Tail) -> Field {
        let name = format!("{}{}", self.within, names::camel(&tail.name));
        let mut fields = self.shape(&Shape { tail: None, ..tail.params.clone() });
        if self.side == Side::Request {
            // Rules may demand a network of them, which random addresses hardly ever have.
            for field in fields.iter_mut().filter(|field| field.ty == "Ipv4Addr") {
                field.drawn_by = Some("address");
            }
        }
        let has = |name: &str| fields.iter().flat_map(|field| &field.params).any(|param| param.name == name);
        let rules = self.decidable().filter(|rule| rule.rule.params().into_iter().all(has)).collect();
        let docs = vec![tail.doc.clone()];
        let params = fields.iter().flat_map(|field| {
            field.params.iter().map(|param| FieldParam {
                name: param.name.clone(),
                member: Some(field.ident.clone()),
                ty: param.ty.clone(),
            })
        });
        let params = params.collect();
        let group = Type::Struct { name: name.clone(), docs: docs.clone(), fields, side: self.side, rules };
        let ty = with_lifetime(&name, group.borrows());
        self.types.push(group);
        Field { params, ..Field::new(names::field(&tail.name), ty, docs) }
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
        let params = vec![FieldParam { name: param.name.clone(), member: None, ty: param.ty.clone() }];
        Field { at, params, ..Field::new(ident, ty, docs) }
    }

    /// The Rust type of a parameter, and whether it is written without the quotes that it would have.
    fn value(&self, param: &Param) -> (String, bool) {
        let name = match &param.ty {
            wizfi360_spec::model::Type::Domain(name) => name,
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
        let is = self.spec.domain(name).map(|domain| &domain.kind);
        let ty = match (is, self.side) {
            (Some(DomainKind::Enum(_)), Side::Line) => format!("Open<{name}>"),
            (Some(DomainKind::Words { .. }), Side::Line) => format!("Open<{name}, AtStr<'a>>"),
            (Some(DomainKind::Str { .. }), _) => format!("{name}<'a>"),
            _ => name.clone(),
        };
        (ty, false)
    }

    /// What a reader wants to know of a parameter's values without looking its type up.
    fn limits(&self, param: &Param) -> String {
        let wizfi360_spec::model::Type::Domain(name) = &param.ty else { return String::new() };
        self.spec.domain(name).map_or(String::new(), limits)
    }
}

/// The limits of a domain in a sentence; empty where its values are listed at the type.
pub(crate) fn limits(domain: &Domain) -> String {
    match &domain.kind {
        DomainKind::Int { min, max, unit } => {
            let unit = match unit.as_deref() {
                None => String::new(),
                Some("byte") => " bytes".into(),
                Some(unit) => format!(" {unit}"),
            };
            format!("{min} to {max}{unit}.")
        }
        DomainKind::Str { min, max, or_empty, style } => {
            let escaping = if *style == Style::Quoted { ", before escaping" } else { "" };
            let empty = if *or_empty { ", or empty" } else { "" };
            let least = if *min == 0 { "At most".to_string() } else { format!("{min} to") };
            format!("{least} {max} bytes{escaping}{empty}.")
        }
        DomainKind::UnicastMac => "Bit 0 of its first byte is 0.".into(),
        DomainKind::Enum(_) | DomainKind::Words { .. } | DomainKind::Mask(_) => String::new(),
    }
}

fn factory_default(factory: &FactoryValue) -> String {
    let span = factory.span();
    let firmware = if span.is_unbounded() { String::new() } else { format!(", {span}") };
    format!("Factory default: `{}`{firmware}.", factory.value)
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
    let optional = shape.list.iter().filter(|param| param.may_be_omitted || param.mask_bit.is_some()).count();
    let mut counts: Vec<_> = (shape.list.len() - optional..=shape.list.len()).collect();
    let join = |counts: &[usize], more: &[usize]| -> Vec<usize> {
        counts.iter().flat_map(|count| more.iter().map(move |more| count + more)).collect()
    };
    if let Some(choice) = &shape.choice {
        let more: Vec<_> =
            choice.variants.iter().flat_map(|variant| self::counts(&variant.params)).map(|count| count + 1).collect();
        counts = join(&counts, &more);
    }
    if let Some(tail) = &shape.tail {
        let mut more = self::counts(&tail.params);
        more.push(0);
        counts = join(&counts, &more);
    }
    counts.sort_unstable();
    counts.dedup();
    counts
}
