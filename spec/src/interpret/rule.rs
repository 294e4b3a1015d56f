//! The rules of types in words, for messages.

use super::{ErrorKind, Interpreter};
use crate::model::{DomainKind, Style, Type};

impl Interpreter<'_> {
    /// The rule that a value of this type broke, in a short sentence.
    pub(super) fn rule(&self, ty: &Type, error: ErrorKind) -> String {
        match error {
            ErrorKind::Unterminated => unterminated(self.domain(ty).map(|domain| &domain.kind)),
            ErrorKind::Ambiguous => {
                "the text ends where all that stands behind it can be read, if there is one such place".into()
            }
            _ => match ty {
                Type::U8 => number(error, 0, u8::MAX.into(), None),
                Type::U16 => number(error, 0, u16::MAX.into(), None),
                Type::U32 => number(error, 0, u32::MAX.into(), None),
                Type::I16 => number(error, i16::MIN.into(), i16::MAX.into(), None),
                Type::Ip => "an IPv4 address, as in \"192.168.1.5\"".into(),
                Type::BareIp => "an IPv4 address, as in 192.168.1.5".into(),
                Type::Mac => "a MAC address, as in \"00:08:dc:11:12:13\"".into(),
                Type::BareMac => "a MAC address, as in 00:08:dc:11:12:13".into(),
                Type::Text => "a text in quotes".into(),
                Type::BareText | Type::Rest => "a text".into(),
                Type::Domain(name) => match self.spec.domain(name) {
                    Some(domain) => domain_rule(&domain.kind, error),
                    None => format!("a value of `{name}`, which the spec does not have"),
                },
            },
        }
    }

    /// The way out, where a value stands in quotes and must not, or the other way round.
    pub(super) fn help(&self, ty: &Type, error: ErrorKind, quoted: bool) -> Option<String> {
        let wire = super::wire::wire(self.spec, ty);
        match (error, quoted) {
            (ErrorKind::Invalid, true) if wire.is_bare() => Some("leave the quotes out".into()),
            (ErrorKind::Invalid, false) if wire.is_quoted() => Some("put it into quotes".into()),
            _ => None,
        }
    }
}

fn unterminated(is: Option<&DomainKind>) -> String {
    match is {
        Some(DomainKind::Str { style: Style::Verbatim, .. }) => {
            "a quote at the beginning and at the end of the text, or none in it".into()
        }
        _ => {
            "a quoted text ends with a quote, then a comma or the line's end; a quote inside stands behind a backslash"
                .into()
        }
    }
}

fn number(error: ErrorKind, min: i64, max: i64, unit: Option<&str>) -> String {
    let unit = match unit {
        None => String::new(),
        Some("byte") if max != 1 => " bytes".into(),
        Some(unit) => format!(" {unit}"),
    };
    match error {
        ErrorKind::OutOfRange => format!("{min} to {max}{unit}"),
        _ => format!("a number, {min} to {max}{unit}"),
    }
}

fn domain_rule(is: &DomainKind, error: ErrorKind) -> String {
    match is {
        DomainKind::Int { min, max, unit } => number(error, *min, *max, unit.as_deref()),
        DomainKind::Enum(values) => {
            let values: Vec<_> = values.iter().map(|value| format!("{} ({})", value.value, value.name)).collect();
            format!("one of {}", values.join(", "))
        }
        DomainKind::Words { quoted, values } => {
            let quote = if *quoted { "\"" } else { "" };
            let words: Vec<_> = values.iter().map(|word| format!("{quote}{}{quote}", word.text)).collect();
            format!("one of {}", words.join(", "))
        }
        DomainKind::Mask(bits) => {
            let value = |bit: u8| 1_u64.checked_shl(bit.into()).unwrap_or(0);
            let bits: Vec<_> = bits.iter().map(|bit| format!("{} ({})", value(bit.bit), bit.name)).collect();
            format!("the sum of some of {}", bits.join(", "))
        }
        DomainKind::Str { min, max, or_empty, style } => match error {
            ErrorKind::TooShort if *or_empty => format!("at least {min} bytes, or none at all"),
            ErrorKind::TooShort => format!("at least {}", bytes(*min)),
            ErrorKind::TooLong => format!("at most {}", bytes(*max)),
            _ => text_rule(*min, *max, *or_empty, *style),
        },
        DomainKind::UnicastMac if error == ErrorKind::OutOfRange => {
            "the address of one station: bit 0 of its first byte is 0, so its second digit is even".into()
        }
        DomainKind::UnicastMac => "a MAC address, as in \"00:08:dc:11:12:13\"".into(),
    }
}

fn text_rule(min: u16, max: u16, or_empty: bool, style: Style) -> String {
    let length = match min {
        0 => format!("at most {}", bytes(max)),
        min if min == max => bytes(max),
        min => format!("{min} to {max} bytes"),
    };
    let empty = if or_empty { ", or empty" } else { "" };
    match style {
        Style::Quoted => format!("a text in quotes, {length}{empty}"),
        Style::Verbatim => format!("a text to the end of the line, {length}{empty}"),
    }
}

fn bytes(count: u16) -> String {
    format!("{count} byte{}", if count == 1 { "" } else { "s" })
}
