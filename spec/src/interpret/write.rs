//! Writing requests and lines in canonical form.

use super::{
    Field, FieldSpec, Interpreter, Reading, Request, Value,
    line::SCOPE,
    value::mac,
    wire::{Wire, wire},
};
use crate::model::{Param, Shape};

impl<'s> Interpreter<'s> {
    /// Writes a request in canonical form, CR LF included.
    ///
    /// It writes the fields it is given: a value that was changed by hand is not checked again.
    pub fn write_request(&self, request: &Request<'_>) -> Vec<u8> {
        let mut out = request.name.name.clone().into_bytes();
        out.extend(request.form.sign(request.name).as_bytes());
        let mut writer = Writer::new(*self, &request.fields, b",");
        writer.shape(&request.form.params);
        out.extend(writer.out);
        out.extend(b"\r\n");
        out
    }

    /// Writes a line from the module in canonical form, without a line end.
    ///
    /// It writes the fields it is given: a value that was changed by hand is not checked again.
    pub fn write_line(&self, reading: &Reading<'_>) -> Vec<u8> {
        let line = reading.line;
        let scope = reading.scope.map_or("", |scope| scope.suffix());
        let mut out = line.prefix.replace(SCOPE, scope).into_bytes();
        let mut writer = Writer::new(*self, &reading.fields, line.separator.as_bytes());
        writer.shape(&line.params);
        if let Some(word) = &line.keyword {
            // What is left out at the end of the list stays out, though a word follows it.
            writer.separate();
            writer.out.extend(word.as_bytes());
        }
        out.extend(writer.out);
        out.extend(line.ending.as_bytes());
        out
    }
}

/// Writes one list. It walks along the shape and takes a field wherever the next one belongs there.
struct Writer<'s, 'f> {
    interpreter: Interpreter<'s>,
    fields: std::slice::Iter<'f, Field<'f>>,
    separator: &'f [u8],
    /// Parameters that are left out. They are written as `""` once something follows them.
    left_out: usize,
    first: bool,
    out: Vec<u8>,
}

impl<'s, 'f> Writer<'s, 'f> {
    fn new(interpreter: Interpreter<'s>, fields: &'f [Field<'f>], separator: &'f [u8]) -> Self {
        Writer { interpreter, fields: fields.iter(), separator, left_out: 0, first: true, out: Vec::new() }
    }

    fn shape(&mut self, shape: &Shape) {
        if let Some(lead) = &shape.optional_first {
            self.param(lead);
        }
        for param in &shape.list {
            if !self.param(param) && param.may_be_omitted {
                self.left_out += 1;
            }
        }
        if let Some(choice) = &shape.choice
            && let Some(Field { param: FieldSpec::Tag(of, variant), .. }) = self.fields.as_slice().first()
            && std::ptr::eq(*of, &**choice)
        {
            self.fields.next();
            self.begin();
            self.quoted(variant.tag.as_bytes());
            self.shape(&variant.params);
        }
        if let Some(tail) = &shape.tail {
            self.shape(&tail.params);
        }
    }

    /// Writes the next field if it is this parameter; tells whether it was.
    fn param(&mut self, param: &Param) -> bool {
        match self.fields.as_slice().first() {
            Some(field) if matches!(field.param, FieldSpec::Param(of) if std::ptr::eq(of, param)) => {
                self.fields.next();
                self.begin();
                self.value(param, &field.value);
                true
            }
            _ => false,
        }
    }

    /// Separates what follows from what stands before it.
    fn begin(&mut self) {
        for _ in 0..std::mem::take(&mut self.left_out) {
            self.separate();
            self.quoted(b"");
        }
        self.separate();
    }

    fn separate(&mut self) {
        if !self.first {
            self.out.extend(self.separator);
        }
        self.first = false;
    }

    fn value(&mut self, param: &Param, value: &Value) {
        let wire = match wire(self.interpreter.spec, &param.ty) {
            Wire::BareText => Wire::BareText,
            wire if self.separator == b"," => wire,
            _ => Wire::Rest,
        };
        // What was kept in place of a word or a MAC address came in quotes, and means any text.
        let wire = match (wire, value) {
            (Wire::Quoted | Wire::EitherQuoted | Wire::EitherBare, Value::Text(_)) => Wire::Escaped,
            (wire, _) => wire,
        };
        let bytes = match value {
            Value::Number(number) => number.to_string().into_bytes(),
            Value::Text(text) => text.clone(),
            Value::Word(word) => word.clone().into_bytes(),
            Value::Ip(ip) => ip.to_string().into_bytes(),
            Value::Mac(octets) => mac(*octets).into_bytes(),
        };
        match wire {
            Wire::Bare | Wire::EitherBare | Wire::Rest => self.out.extend(bytes),
            Wire::Quoted | Wire::EitherQuoted | Wire::Verbatim => self.quoted(&bytes),
            Wire::BareText => match bytes.as_slice() {
                [b'"', .., b'"'] => self.quoted(&bytes),
                bytes => self.out.extend(bytes),
            },
            Wire::Escaped => {
                let escaped = self.interpreter.spec.lexical.escape_set.value.as_bytes();
                self.out.push(b'"');
                for byte in bytes {
                    if escaped.contains(&byte) {
                        self.out.push(b'\\');
                    }
                    self.out.push(byte);
                }
                self.out.push(b'"');
            }
        }
    }

    fn quoted(&mut self, text: &[u8]) {
        self.out.push(b'"');
        self.out.extend(text);
        self.out.push(b'"');
    }
}
