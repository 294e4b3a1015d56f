//! Value types.

use super::{SourceView, source::SpanView};
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{Domain, DomainKind, Known, Style, Type},
};

/// A value type with all that is to be known of it; a domain is inlined where it is used.
#[derive(Clone, Debug, Serialize)]
pub struct TypeView {
    /// `int`, `enum`, `words`, `mask`, `string`, `ip`, `mac` or `unicast_mac`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// How it stands on the wire: `bare`, `quoted`, `either_bare` or `either_quoted` (read with quotes or without,
    /// written so), `verbatim` (quotes around, nothing escaped inside, to the end of the line), `bare_text` (the rest
    /// of the line, outer quotes dropped) or `rest` (the rest of the line as it is).
    pub written: &'static str,
    /// True if backslashes escape in it.
    pub escaped: bool,
    /// The domain's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// A sentence about the domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// Who says what a domain may hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceView>,
    /// The least value, or length in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// The greatest value, or length in bytes. Of an enum: the greatest that an open parameter can hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// For strings: lengths count bytes before escaping, and an empty one may be allowed besides.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub or_empty: bool,
    /// The unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The listed values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<ValueView>,
    /// The rule in words: `0 to 4`.
    pub rule: String,
}

/// A listed value.
#[derive(Clone, Debug, Serialize)]
pub struct ValueView {
    /// The number on the wire; for a mask, that of the bit alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<i64>,
    /// The word on the wire.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The number of the bit, for masks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bit: Option<u8>,
    /// Its name.
    pub name: String,
    /// One or two sentences about it.
    pub doc: String,
    /// The firmware that has it.
    #[serde(flatten)]
    pub firmware: SpanView,
    /// Where it is documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceView>,
}

/// A domain on its own.
#[derive(Clone, Debug, Serialize)]
pub struct DomainView {
    /// Its name.
    pub name: String,
    /// The file in which it stands: `domains`, `events`, `wifi/join`.
    pub path: String,
    /// One or two sentences about it.
    pub doc: String,
    /// True if its value must not be shown.
    pub secret: bool,
    /// What it can hold.
    #[serde(rename = "type")]
    pub kind: TypeView,
    /// What is known to be accepted, where the type allows more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<Known>,
    /// The ids of the errata that concern it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
    /// Where it is documented.
    pub source: SourceView,
}

impl DomainView {
    /// Resolves a domain.
    pub fn new(path: &str, domain: &Domain) -> DomainView {
        DomainView {
            name: domain.name.clone(),
            path: path.to_string(),
            doc: domain.doc.clone(),
            secret: domain.secret,
            kind: TypeView::of_domain(domain),
            known: domain.known.clone(),
            errata: domain.errata.clone(),
            source: SourceView::new(&domain.source),
        }
    }
}

impl TypeView {
    fn plain(kind: &'static str, written: &'static str, rule: impl Into<String>) -> TypeView {
        TypeView {
            kind,
            written,
            escaped: false,
            domain: None,
            doc: None,
            source: None,
            min: None,
            max: None,
            or_empty: false,
            unit: None,
            values: Vec::new(),
            rule: rule.into(),
        }
    }

    fn int(min: i64, max: i64, unit: Option<&str>) -> TypeView {
        let behind = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
        let rule = crate::text::plural(&format!("{min} to {max}{behind}"));
        let unit = unit.map(str::to_string);
        TypeView { min: Some(min), max: Some(max), unit, ..TypeView::plain("int", "bare", rule) }
    }

    /// Resolves a value type.
    pub fn new(spec: &Spec, ty: &Type) -> TypeView {
        match ty {
            Type::U8 => TypeView::int(0, u8::MAX.into(), None),
            Type::U16 => TypeView::int(0, u16::MAX.into(), None),
            Type::U32 => TypeView::int(0, u32::MAX.into(), None),
            Type::I16 => TypeView::int(i16::MIN.into(), i16::MAX.into(), None),
            Type::Ip => TypeView::plain("ip", "either_quoted", "an IPv4 address"),
            Type::BareIp => TypeView::plain("ip", "either_bare", "an IPv4 address"),
            Type::Mac => TypeView::plain("mac", "either_quoted", "a MAC address"),
            Type::BareMac => TypeView::plain("mac", "either_bare", "a MAC address"),
            Type::Text => TypeView { escaped: true, ..TypeView::plain("string", "quoted", "a text") },
            Type::BareText => TypeView::plain("string", "bare_text", "a text, to the end of the line"),
            Type::Rest => TypeView::plain("string", "rest", "the rest of the line"),
            Type::Domain(name) => match spec.domain(name) {
                Some(domain) => TypeView::of_domain(domain),
                None => TypeView {
                    domain: Some(name.clone()),
                    ..TypeView::plain("string", "rest", "a type that the spec does not have")
                },
            },
        }
    }

    /// Resolves a domain.
    pub fn of_domain(domain: &Domain) -> TypeView {
        let page = match &domain.kind {
            DomainKind::Int { min, max, unit } => TypeView::int(*min, *max, unit.as_deref()),
            DomainKind::Enum(values) => {
                let rule = values.iter().map(|value| value.value.to_string()).collect::<Vec<_>>().join(", ");
                let values = values.iter().map(|value| ValueView {
                    value: Some(value.value),
                    text: None,
                    bit: None,
                    name: value.name.clone(),
                    doc: value.doc.clone(),
                    firmware: SpanView::new(value),
                    source: value.source.as_ref().map(SourceView::new),
                });
                let max = Some(DomainKind::ENUM_MAX);
                TypeView { max, values: values.collect(), ..TypeView::plain("enum", "bare", rule) }
            }
            DomainKind::Words { quoted, values } => {
                let quote = if *quoted { "\"" } else { "" };
                let words = values.iter().map(|word| format!("{quote}{}{quote}", word.text));
                let rule = words.collect::<Vec<_>>().join(", ");
                let values = values.iter().map(|word| ValueView {
                    value: None,
                    text: Some(word.text.clone()),
                    bit: None,
                    name: word.name().to_string(),
                    doc: word.doc.clone(),
                    firmware: SpanView::new(word),
                    source: word.source.as_ref().map(SourceView::new),
                });
                let written = if *quoted { "quoted" } else { "bare" };
                TypeView { values: values.collect(), ..TypeView::plain("words", written, rule) }
            }
            DomainKind::Mask(bits) => {
                let value = |bit: u8| 1_i64.checked_shl(bit.into()).unwrap_or(0);
                let values = bits.iter().map(|bit| ValueView {
                    value: Some(value(bit.bit)),
                    text: None,
                    bit: Some(bit.bit),
                    name: bit.name.clone(),
                    doc: bit.doc.clone(),
                    firmware: SpanView::new(bit),
                    source: bit.source.as_ref().map(SourceView::new),
                });
                TypeView { values: values.collect(), ..TypeView::plain("mask", "bare", "the sum of some of these") }
            }
            DomainKind::Str { min, max, or_empty, style } => {
                let length = match (min, max) {
                    (0, max) => format!("at most {}", bytes(*max)),
                    (min, max) if min == max => bytes(*max),
                    (min, max) => format!("{min} to {max} bytes"),
                };
                let rule = format!("a text, {length}{}", if *or_empty { ", or empty" } else { "" });
                let written = match style {
                    Style::Quoted => "quoted",
                    Style::Verbatim => "verbatim",
                };
                TypeView {
                    min: Some(i64::from(*min)),
                    max: Some(i64::from(*max)),
                    or_empty: *or_empty,
                    escaped: *style == Style::Quoted,
                    ..TypeView::plain("string", written, rule)
                }
            }
            DomainKind::UnicastMac => {
                TypeView::plain("unicast_mac", "either_quoted", "a MAC address, bit 0 of its first byte 0")
            }
        };
        TypeView {
            domain: Some(domain.name.clone()),
            doc: Some(domain.doc.clone()),
            source: Some(SourceView::new(&domain.source)),
            ..page
        }
    }
}

fn bytes(count: u16) -> String {
    format!("{count} byte{}", if count == 1 { "" } else { "s" })
}
