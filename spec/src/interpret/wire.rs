//! How values of each type stand on the wire, and what a plain text means as a value of a type.

use super::{ErrorKind, Interpreter, Sender, Value};
use crate::model::{DomainKind, Style, Type};

/// How the values of a type are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wire {
    /// Without quotes: numbers and bare words.
    Bare,
    /// In quotes, with escapes.
    Escaped,
    /// In quotes, without escapes: words.
    Quoted,
    /// Read with quotes or without; written in quotes.
    EitherQuoted,
    /// Read with quotes or without; written without.
    EitherBare,
    /// The rest of the line in quotes, without escapes.
    Verbatim,
    /// The rest of the line without quotes, read with them too.
    BareText,
    /// The rest of the line as it stands.
    Rest,
}

impl Wire {
    /// True if it takes all that is left of the line.
    pub(crate) fn is_rest_of_line(self) -> bool {
        matches!(self, Wire::Verbatim | Wire::BareText | Wire::Rest)
    }

    /// True if its token never begins with a quote. (What is read with quotes or without may.)
    pub(crate) fn is_bare(self) -> bool {
        self == Wire::Bare
    }

    /// True if its token always begins with a quote.
    pub(crate) fn is_quoted(self) -> bool {
        matches!(self, Wire::Escaped | Wire::Quoted)
    }
}

/// How the values of a type are written. Unknown domains are taken for bare.
pub(crate) fn wire(spec: &crate::Spec, ty: &Type) -> Wire {
    match ty {
        Type::U8 | Type::U16 | Type::U32 | Type::I16 => Wire::Bare,
        Type::Ip | Type::Mac => Wire::EitherQuoted,
        Type::BareIp | Type::BareMac => Wire::EitherBare,
        Type::Text => Wire::Escaped,
        Type::BareText => Wire::BareText,
        Type::Rest => Wire::Rest,
        Type::Domain(name) => match spec.domain(name).map(|domain| &domain.kind) {
            None | Some(DomainKind::Int { .. } | DomainKind::Enum(_) | DomainKind::Mask(_)) => Wire::Bare,
            Some(DomainKind::Words { quoted: true, .. }) => Wire::Quoted,
            Some(DomainKind::Words { quoted: false, .. }) => Wire::Bare,
            Some(DomainKind::Str { style: Style::Quoted, .. }) => Wire::Escaped,
            Some(DomainKind::Str { style: Style::Verbatim, .. }) => Wire::Verbatim,
            Some(DomainKind::UnicastMac) => Wire::EitherQuoted,
        },
    }
}

impl<'s> Interpreter<'s> {
    /// What a plain text, without quotes and escapes, means as a value of a type.
    pub(super) fn value(&self, ty: &Type, text: &[u8], side: Sender) -> Result<Value, ErrorKind> {
        match ty {
            Type::U8 => number(text, 0, u8::MAX.into()),
            Type::U16 => number(text, 0, u16::MAX.into()),
            Type::U32 => number(text, 0, u32::MAX.into()),
            Type::I16 => number(text, i16::MIN.into(), i16::MAX.into()),
            Type::Ip | Type::BareIp => ip(text),
            Type::Mac | Type::BareMac => mac(text).map(Value::Mac),
            Type::Text | Type::BareText | Type::Rest => Ok(Value::Text(text.to_vec())),
            Type::Domain(name) => match self.spec.domain(name) {
                Some(domain) => domain_value(&domain.kind, text, side),
                // A lint finds it; here no value fits.
                None => Err(ErrorKind::Invalid),
            },
        }
    }
}

fn domain_value(is: &DomainKind, text: &[u8], side: Sender) -> Result<Value, ErrorKind> {
    match is {
        DomainKind::Int { min, max, .. } => number(text, *min, *max),
        DomainKind::Enum(values) => {
            let value = number(text, 0, DomainKind::ENUM_MAX)?;
            let listed = values.iter().any(|listed| Value::Number(listed.value) == value);
            if listed || side == Sender::Module { Ok(value) } else { Err(ErrorKind::OutOfRange) }
        }
        DomainKind::Words { quoted, values } => {
            // A blank before a bare word from the module belongs to what stands before it.
            let bare = side == Sender::Module && !quoted;
            let blanks = if bare { text.iter().take_while(|byte| **byte == b' ').count() } else { 0 };
            let text = &text[blanks..];
            match text.first() {
                // Written without its blanks, it would be no parameter at all.
                None if bare => return Err(ErrorKind::Missing),
                // Written without its blanks, it would be a quoted token.
                Some(b'"') if bare => return Err(ErrorKind::Invalid),
                _ => {}
            }
            let listed = values.iter().find(|word| word.text.as_bytes() == text);
            match (listed, side) {
                (Some(word), _) => Ok(Value::Word(word.text.clone())),
                (None, Sender::Module) => Ok(Value::Text(text.to_vec())),
                (None, Sender::Host) => Err(ErrorKind::OutOfRange),
            }
        }
        DomainKind::Mask(bits) => {
            let all = bits.iter().fold(0_i64, |all, bit| all | 1_i64.checked_shl(bit.bit.into()).unwrap_or(0));
            match number(text, 0, i64::MAX)? {
                Value::Number(set) if set & !all != 0 => Err(ErrorKind::OutOfRange),
                value => Ok(value),
            }
        }
        DomainKind::Str { min, max, or_empty, .. } => match text.len() {
            0 if *or_empty => Ok(Value::Text(Vec::new())),
            length if length < usize::from(*min) => Err(ErrorKind::TooShort),
            length if length > usize::from(*max) => Err(ErrorKind::TooLong),
            _ => Ok(Value::Text(text.to_vec())),
        },
        DomainKind::UnicastMac => match mac(text)? {
            [first, ..] if first & 1 == 1 => Err(ErrorKind::OutOfRange),
            octets => Ok(Value::Mac(octets)),
        },
    }
}

/// Digits; a minus before them only where a number below 0 is allowed.
fn number(text: &[u8], min: i64, max: i64) -> Result<Value, ErrorKind> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] if min < 0 => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(ErrorKind::Invalid);
    }
    let mut number = 0_i64;
    for digit in digits {
        let next = number.checked_mul(10).and_then(|number| number.checked_add(i64::from(digit - b'0')));
        number = next.ok_or(ErrorKind::OutOfRange)?;
    }
    let number = if negative { -number } else { number };
    if (min..=max).contains(&number) { Ok(Value::Number(number)) } else { Err(ErrorKind::OutOfRange) }
}

/// Four decimal numbers 0 to 255, each of 1 to 3 digits.
fn ip(text: &[u8]) -> Result<Value, ErrorKind> {
    let mut octets = [0; 4];
    let mut parts = text.split(|&byte| byte == b'.');
    for octet in &mut octets {
        let digits = parts.next().filter(|digits| digits.len() <= 3).ok_or(ErrorKind::Invalid)?;
        match number(digits, 0, 255) {
            Ok(Value::Number(number)) => *octet = u8::try_from(number).map_err(|_| ErrorKind::Invalid)?,
            _ => return Err(ErrorKind::Invalid),
        }
    }
    if parts.next().is_some() { Err(ErrorKind::Invalid) } else { Ok(Value::Ip(octets.into())) }
}

/// Six pairs of hex digits with `:` between them.
fn mac(text: &[u8]) -> Result<[u8; 6], ErrorKind> {
    let hex = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut octets = [0; 6];
    let mut parts = text.split(|&byte| byte == b':');
    for octet in &mut octets {
        let Some(&[high, low]) = parts.next() else { return Err(ErrorKind::Invalid) };
        let (Some(high), Some(low)) = (hex(high), hex(low)) else { return Err(ErrorKind::Invalid) };
        *octet = high << 4 | low;
    }
    if parts.next().is_some() { Err(ErrorKind::Invalid) } else { Ok(octets) }
}
