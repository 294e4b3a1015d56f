//! Reading parameter lists.

use super::{
    ErrorKind, Field, FieldSpec, Interpreter, Refusal, Sender, Value,
    cursor::{Cursor, Token, UnterminatedToken, unescape, unescape_if_escaped},
    value::shown,
    wire::{Wire, wire},
};
use crate::{
    model::{Choice, Domain, DomainKind, Form, Param, Shape, Type},
    shapes::{self, LeadRule},
};
use std::ops::Range;

impl<'s> Interpreter<'s> {
    /// Reads a whole parameter text; nothing may be left behind it.
    pub(super) fn read_list(
        &self,
        shape: &'s Shape,
        cursor: Cursor<'_>,
        side: Sender,
    ) -> Result<Vec<Field<'s>>, Refusal> {
        self.read_checked(shape, cursor, side, |_| Ok(()))
    }

    /// The same for the parameters of a request, which keep the rules of their form.
    pub(super) fn read_params(&self, form: &'s Form, cursor: Cursor<'_>) -> Result<Vec<Field<'s>>, Refusal> {
        let end = cursor.span().end;
        self.read_checked(&form.params, cursor, Sender::Host, |fields| {
            let place = |field: Option<&Field<'_>>| Some(field.map_or(end..end, |field| field.span.clone()));
            self.broken_rules(form, fields, place).into_iter().next().map_or(Ok(()), Err)
        })
    }

    /// `check` is asked before anything is found to be left over, as in generated code.
    fn read_checked(
        &self,
        shape: &'s Shape,
        mut cursor: Cursor<'_>,
        side: Sender,
        check: impl FnOnce(&[Field<'s>]) -> Result<(), Refusal>,
    ) -> Result<Vec<Field<'s>>, Refusal> {
        let mut reader = Reader::new(*self, shape, side);
        reader.shape(shape, &mut cursor)?;
        check(&reader.fields)?;
        if cursor.is_empty() {
            return Ok(reader.fields);
        }
        let span = cursor.span();
        Err(reader.trailing(cursor.bytes(&span), span, trailing_rule(shape)))
    }

    /// Reads a text that is one value of a parameter, as a default is.
    pub(crate) fn read_alone(&self, param: &'s Param, text: &[u8], side: Sender) -> Result<(), Refusal> {
        let mut reader = Reader { interpreter: *self, side, hide: false, fields: Vec::new() };
        let mut cursor = Cursor::new(text, 0..text.len());
        reader.param(param, &mut cursor)?;
        let span = cursor.span();
        if cursor.is_empty() {
            return Ok(());
        }
        Err(reader.trailing(cursor.bytes(&span), span, "one value stands here".into()))
    }

    /// Reads a text in which something else than a comma stands between the parameters.
    ///
    /// Each parameter but the last ends at the next separator, and there are no quotes. A lint holds such lines to
    /// plain parameters.
    pub(super) fn read_separated(
        &self,
        shape: &'s Shape,
        separator: &[u8],
        line: &[u8],
        part: Range<usize>,
    ) -> Result<Vec<Field<'s>>, Refusal> {
        let mut reader = Reader::new(*self, shape, Sender::Module);
        let mut at = (!part.is_empty()).then_some(part.start);
        for (index, param) in shape.list.iter().enumerate() {
            let Some(start) = at else {
                return Err(reader.missing(param, part.end));
            };
            let left = line.get(start..part.end).unwrap_or_default();
            let is_last = index + 1 == shape.list.len();
            let length = if is_last { None } else { find(left, separator) };
            at = length.map(|length| start + length + separator.len());
            let span = start..length.map_or(part.end, |length| start + length);
            let mut token = Token { quoted: false, text: line.get(span.clone()).unwrap_or_default(), span };
            if let (Type::BareText, [b'"', inside @ .., b'"']) = (&param.ty, token.text) {
                token.text = inside;
            }
            reader.plain(param, token)?;
        }
        Ok(reader.fields)
    }
}

/// Reads one list, field by field.
struct Reader<'s> {
    interpreter: Interpreter<'s>,
    side: Sender,
    /// True if messages show nothing of the line: a secret may stand where another parameter should.
    hide: bool,
    fields: Vec<Field<'s>>,
}

impl<'s> Reader<'s> {
    fn new(interpreter: Interpreter<'s>, shape: &'s Shape, side: Sender) -> Self {
        let hide = shape
            .params()
            .iter()
            .any(|param| param.secret || interpreter.domain(&param.ty).is_some_and(|domain| domain.secret));
        Reader { interpreter, side, hide, fields: Vec::new() }
    }

    fn shape(&mut self, shape: &'s Shape, cursor: &mut Cursor<'_>) -> Result<(), Refusal> {
        if let Some(lead) = &shape.optional_first
            && self.lead_is_there(shape, cursor)
        {
            self.param(lead, cursor)?;
        }
        self.params(shape, 0, cursor)
    }

    /// The parameters from one on, and what stands behind them.
    fn params(&mut self, shape: &'s Shape, from: usize, cursor: &mut Cursor<'_>) -> Result<(), Refusal> {
        for (at, param) in shape.list.iter().enumerate().skip(from) {
            let absent = (param.may_be_omitted && cursor.skip())
                || (param.mask_bit.as_ref().is_some_and(|when| when.may_be_absent) && cursor.is_empty());
            if absent {
                continue;
            }
            if param.unescaped
                && let Some(result) = self.unescaped(shape, at, param, cursor)
            {
                return result;
            }
            self.param(param, cursor)?;
        }
        if let Some(choice) = &shape.choice {
            self.choice(choice, cursor)?;
        }
        match &shape.tail {
            Some(tail) if !cursor.is_empty() => self.shape(&tail.params, cursor),
            _ => Ok(()),
        }
    }

    /// A text that may have been sent without escapes: it ends where everything behind it reads as it should.
    ///
    /// `None` if it ends nowhere so; read as it stands, it is refused with the reason.
    fn unescaped(
        &mut self,
        shape: &'s Shape,
        at: usize,
        param: &'s Param,
        cursor: &mut Cursor<'_>,
    ) -> Option<Result<(), Refusal>> {
        let mut readings = Vec::new();
        for (token, mut behind) in cursor.endings() {
            let fields = self.fields.clone();
            let mut reader = Reader { interpreter: self.interpreter, side: self.side, hide: self.hide, fields };
            reader.push(param, Value::Text(unescape_if_escaped(token.text)), token.span);
            if reader.params(shape, at + 1, &mut behind).is_ok() && behind.is_empty() {
                readings.push((reader.fields, behind));
            }
        }
        if readings.len() > 1 {
            let token = Token { quoted: true, text: cursor.bytes(&cursor.span()), span: cursor.span() };
            return Some(Err(self.refuse(param, ErrorKind::Ambiguous, &token, token.text)));
        }
        let (fields, behind) = readings.pop()?;
        self.fields = fields;
        cursor.resume(&behind);
        Some(Ok(()))
    }

    fn lead_is_there(&self, shape: &Shape, cursor: &Cursor<'_>) -> bool {
        let is_even = cursor.count().is_multiple_of(2);
        match shapes::lead_rule(self.interpreter.spec, shape) {
            _ if cursor.is_empty() => false,
            LeadRule::EvenCount => is_even,
            LeadRule::OddCount => !is_even,
            LeadRule::FirstIsBare => cursor.first_is_bare(),
        }
    }

    fn choice(&mut self, choice: &'s Choice, cursor: &mut Cursor<'_>) -> Result<(), Refusal> {
        let refuse = |error, found, span| Refusal {
            error,
            param: Some(choice.tag.clone()),
            span: Some(span),
            found,
            rule: shapes::tags(choice),
            help: (error == ErrorKind::Invalid).then(|| "put it into quotes".into()),
        };
        let token = match cursor.token() {
            Ok(Some(token)) => token,
            Ok(None) => return Err(refuse(ErrorKind::Missing, None, cursor.span())),
            Err(UnterminatedToken(span)) => {
                let found = self.found(cursor.bytes(&span));
                let rule = "a quoted word ends with a quote, then a comma or the line's end".into();
                return Err(Refusal { rule, ..refuse(ErrorKind::Unterminated, found, span) });
            }
        };
        let found = self.found(cursor.bytes(&token.span));
        if !token.quoted {
            return Err(refuse(ErrorKind::Invalid, found, token.span));
        }
        let Some(variant) = choice.variants.iter().find(|variant| variant.tag.as_bytes() == token.text) else {
            return Err(refuse(ErrorKind::OutOfRange, found, token.span));
        };
        self.fields.push(Field {
            param: FieldSpec::Tag(choice, variant),
            domain: None,
            value: Value::Word(variant.tag.clone()),
            span: token.span,
            secret: false,
            label: Some(&variant.tag),
            meaning: Some(&variant.doc),
        });
        self.shape(&variant.params, cursor)
    }

    fn param(&mut self, param: &'s Param, cursor: &mut Cursor<'_>) -> Result<(), Refusal> {
        let spec = self.interpreter.spec;
        let wire = wire(spec, &param.ty);
        if wire.is_rest_of_line() {
            if wire == Wire::Verbatim && cursor.is_empty() {
                return Err(self.missing(param, cursor.span().end));
            }
            let mut token = cursor.rest();
            match (wire, token.text) {
                (Wire::Verbatim | Wire::BareText, [b'"', inside @ .., b'"']) => token.text = inside,
                (Wire::Verbatim, text) if text.contains(&b'"') => {
                    return Err(self.refuse(param, ErrorKind::Unterminated, &token, text));
                }
                _ => {}
            }
            return self.plain(param, token);
        }
        match cursor.token() {
            Ok(Some(token)) => self.token(param, wire, token, cursor),
            Ok(None) => Err(self.missing(param, cursor.span().end)),
            Err(UnterminatedToken(span)) => {
                let token = Token { quoted: true, text: cursor.bytes(&span), span };
                Err(self.refuse(param, ErrorKind::Unterminated, &token, token.text))
            }
        }
    }

    fn token(&mut self, param: &'s Param, wire: Wire, token: Token<'_>, cursor: &Cursor<'_>) -> Result<(), Refusal> {
        let raw = cursor.bytes(&token.span);
        if (wire.is_bare() && token.quoted) || (wire.is_quoted() && !token.quoted) {
            return Err(self.refuse(param, ErrorKind::Invalid, &token, raw));
        }
        let plain = if wire == Wire::Escaped { unescape(token.text) } else { token.text.to_vec() };
        let value = match self.interpreter.value(&param.ty, &plain, self.side) {
            Ok(Value::Text(_)) if wire == Wire::Quoted => self.kept(param, &token),
            Ok(value) => value,
            Err(ErrorKind::Invalid) if token.quoted && self.keeps_text(param) => self.kept(param, &token),
            Err(error) => return Err(self.refuse(param, error, &token, raw)),
        };
        self.push(param, value, token.span);
        Ok(())
    }

    /// Takes a token as it stands, whatever quotes are in it.
    fn plain(&mut self, param: &'s Param, token: Token<'_>) -> Result<(), Refusal> {
        match self.interpreter.value(&param.ty, token.text, self.side) {
            Ok(value) => {
                self.push(param, value, token.span);
                Ok(())
            }
            Err(error) => Err(self.refuse(param, error, &token, token.text)),
        }
    }

    /// Returns the value that the token means with its escapes undone. A word or an address that is not
    /// listed is kept as text.
    fn kept(&self, param: &Param, token: &Token<'_>) -> Value {
        let text = unescape(token.text);
        self.interpreter.value(&param.ty, &text, self.side).unwrap_or(Value::Text(text))
    }

    /// True if what is no MAC address is kept.
    fn keeps_text(&self, param: &Param) -> bool {
        self.side == Sender::Module && param.open && matches!(param.ty, Type::Mac | Type::BareMac)
    }

    fn push(&mut self, param: &'s Param, value: Value, span: Range<usize>) {
        let domain = self.interpreter.domain(&param.ty);
        let (label, meaning) = domain.and_then(|domain| label(domain, &value)).unzip();
        let secret = param.secret || domain.is_some_and(|domain| domain.secret);
        self.fields.push(Field { param: FieldSpec::Param(param), domain, value, span, secret, label, meaning });
    }

    fn missing(&self, param: &Param, at: usize) -> Refusal {
        Refusal {
            error: ErrorKind::Missing,
            param: Some(param.name.clone()),
            span: Some(at..at),
            found: None,
            rule: self.interpreter.rule(&param.ty, ErrorKind::Missing),
            help: None,
        }
    }

    fn refuse(&self, param: &Param, error: ErrorKind, token: &Token<'_>, found: &[u8]) -> Refusal {
        Refusal {
            error,
            param: Some(param.name.clone()),
            span: Some(token.span.clone()),
            found: self.found(found),
            rule: self.interpreter.rule(&param.ty, error),
            help: self.interpreter.help(&param.ty, error, token.quoted),
        }
    }

    fn trailing(&self, found: &[u8], span: Range<usize>, rule: String) -> Refusal {
        let found = self.found(found);
        Refusal { error: ErrorKind::TrailingData, param: None, span: Some(span), found, rule, help: None }
    }

    fn found(&self, bytes: &[u8]) -> Option<Box<str>> {
        match bytes {
            _ if self.hide => None,
            [] => Some("nothing".into()),
            bytes => Some(shown(bytes).into()),
        }
    }
}

/// The name and the meaning of a listed value.
pub(super) fn label<'s>(domain: &'s Domain, value: &Value) -> Option<(&'s str, &'s str)> {
    match (&domain.kind, value) {
        (DomainKind::Enum(values), Value::Number(number)) => {
            let listed = values.iter().find(|listed| listed.value == *number)?;
            Some((&listed.name, &listed.doc))
        }
        (DomainKind::Words { values, .. }, Value::Word(text)) => {
            let listed = values.iter().find(|listed| listed.text == *text)?;
            Some((listed.name(), &listed.doc))
        }
        _ => None,
    }
}

fn trailing_rule(shape: &Shape) -> String {
    match shape.params().last() {
        _ if shape.is_empty() => "no parameter stands here".into(),
        Some(last) => format!("nothing stands behind the last parameter ({})", last.name),
        None => "nothing stands behind the last parameter".into(),
    }
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    if wanted.is_empty() { None } else { text.windows(wanted.len()).position(|window| window == wanted) }
}
