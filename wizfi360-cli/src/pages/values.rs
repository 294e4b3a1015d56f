//! Value types.

use super::{SourcePage, source::SpanPage};
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{Domain, DomainKind, Known, Style, Type},
};

/// A value type with all that is to be known of it; a domain is inlined where it is used.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TypePage {
    /// `int`, `enum`, `words`, `mask`, `string`, `ip`, `mac` or `unicast_mac`.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// How it stands on the wire: `bare`, `quoted`, `either_bare` or `either_quoted` (read with quotes or without,
    /// written so), `verbatim` (quotes around, nothing escaped inside, to the end of the line), `bare_text` (the rest
    /// of the line, outer quotes dropped) or `rest` (the rest of the line as it is).
    pub(crate) written: &'static str,
    /// True if backslashes escape in it.
    pub(crate) escaped: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) domain: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) doc: Option<String>,
    /// Who says what a domain may hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<SourcePage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) min: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max: Option<i64>,
    /// For strings: lengths count bytes before escaping, and an empty one may be allowed besides.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) or_empty: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unit: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) values: Vec<ValuePage>,
    /// The rule in words: `0 to 4`.
    pub(crate) rule: String,
}

/// A listed value.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ValuePage {
    /// The number on the wire; for a mask, that of the bit alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<i64>,
    /// The word on the wire.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) bit: Option<u8>,
    pub(crate) name: String,
    pub(crate) doc: String,
    #[serde(flatten)]
    pub(crate) firmware: SpanPage,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<SourcePage>,
}

/// A domain on its own.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DomainPage {
    pub(crate) name: String,
    /// The file in which it stands: `domains`, `events`, `wifi/join`.
    pub(crate) path: String,
    pub(crate) doc: String,
    pub(crate) secret: bool,
    pub(crate) kind: TypePage,
    /// What is known to be accepted, where `kind` allows more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) known: Option<Known>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errata: Vec<String>,
    pub(crate) source: SourcePage,
}

impl DomainPage {
    pub(crate) fn new(path: &str, domain: &Domain) -> DomainPage {
        DomainPage {
            name: domain.name.clone(),
            path: path.to_string(),
            doc: domain.doc.clone(),
            secret: domain.secret,
            kind: TypePage::of_domain(domain),
            known: domain.known.clone(),
            errata: domain.errata.clone(),
            source: SourcePage::new(&domain.source),
        }
    }
}

impl TypePage {
    fn plain(kind: &'static str, written: &'static str, rule: impl Into<String>) -> TypePage {
        TypePage {
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

    fn int(min: i64, max: i64, unit: Option<&str>) -> TypePage {
        let behind = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
        let rule = crate::bytes::plural(&format!("{min} to {max}{behind}"));
        let unit = unit.map(str::to_string);
        TypePage { min: Some(min), max: Some(max), unit, ..TypePage::plain("int", "bare", rule) }
    }

    pub(crate) fn new(spec: &Spec, ty: &Type) -> TypePage {
        match ty {
            Type::U8 => TypePage::int(0, u8::MAX.into(), None),
            Type::U16 => TypePage::int(0, u16::MAX.into(), None),
            Type::U32 => TypePage::int(0, u32::MAX.into(), None),
            Type::I16 => TypePage::int(i16::MIN.into(), i16::MAX.into(), None),
            Type::Ip => TypePage::plain("ip", "either_quoted", "an IPv4 address"),
            Type::BareIp => TypePage::plain("ip", "either_bare", "an IPv4 address"),
            Type::Mac => TypePage::plain("mac", "either_quoted", "a MAC address"),
            Type::BareMac => TypePage::plain("mac", "either_bare", "a MAC address"),
            Type::Text => TypePage { escaped: true, ..TypePage::plain("string", "quoted", "a text") },
            Type::BareText => TypePage::plain("string", "bare_text", "a text, to the end of the line"),
            Type::Rest => TypePage::plain("string", "rest", "the rest of the line"),
            Type::Domain(name) => match spec.domain(name) {
                Some(domain) => TypePage::of_domain(domain),
                None => TypePage {
                    domain: Some(name.clone()),
                    ..TypePage::plain("string", "rest", "a type that the spec does not have")
                },
            },
        }
    }

    pub(crate) fn of_domain(domain: &Domain) -> TypePage {
        let page = match &domain.kind {
            DomainKind::Int { min, max, unit } => TypePage::int(*min, *max, unit.as_deref()),
            DomainKind::Enum(values) => {
                let rule = values.iter().map(|value| value.value.to_string()).collect::<Vec<_>>().join(", ");
                let values = values.iter().map(|value| ValuePage {
                    value: Some(value.value),
                    text: None,
                    bit: None,
                    name: value.name.clone(),
                    doc: value.doc.clone(),
                    firmware: SpanPage::new(value),
                    source: value.source.as_ref().map(SourcePage::new),
                });
                TypePage { values: values.collect(), ..TypePage::plain("enum", "bare", rule) }
            }
            DomainKind::Words { quoted, values } => {
                let quote = if *quoted { "\"" } else { "" };
                let words = values.iter().map(|word| format!("{quote}{}{quote}", word.text));
                let rule = words.collect::<Vec<_>>().join(", ");
                let values = values.iter().map(|word| ValuePage {
                    value: None,
                    text: Some(word.text.clone()),
                    bit: None,
                    name: word.name().to_string(),
                    doc: word.doc.clone(),
                    firmware: SpanPage::new(word),
                    source: word.source.as_ref().map(SourcePage::new),
                });
                let written = if *quoted { "quoted" } else { "bare" };
                TypePage { values: values.collect(), ..TypePage::plain("words", written, rule) }
            }
            DomainKind::Mask(bits) => {
                let value = |bit: u8| 1_i64.checked_shl(bit.into()).unwrap_or(0);
                let values = bits.iter().map(|bit| ValuePage {
                    value: Some(value(bit.bit)),
                    text: None,
                    bit: Some(bit.bit),
                    name: bit.name.clone(),
                    doc: bit.doc.clone(),
                    firmware: SpanPage::new(bit),
                    source: bit.source.as_ref().map(SourcePage::new),
                });
                TypePage { values: values.collect(), ..TypePage::plain("mask", "bare", "the sum of some of these") }
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
                TypePage {
                    min: Some(i64::from(*min)),
                    max: Some(i64::from(*max)),
                    or_empty: *or_empty,
                    escaped: *style == Style::Quoted,
                    ..TypePage::plain("string", written, rule)
                }
            }
            DomainKind::UnicastMac => {
                TypePage::plain("unicast_mac", "either_quoted", "a MAC address, bit 0 of its first byte 0")
            }
        };
        TypePage {
            domain: Some(domain.name.clone()),
            doc: Some(domain.doc.clone()),
            source: Some(SourcePage::new(&domain.source)),
            ..page
        }
    }
}

fn bytes(count: u16) -> String {
    format!("{count} byte{}", if count == 1 { "" } else { "s" })
}
