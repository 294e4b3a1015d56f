//! Building requests from names and plain texts, as a person types them.

use super::{
    ErrorKind, Field, FieldSpec, Interpreter, Refusal, Request, Sender, Value, control_byte, list::label,
    request::unknown_form, value::shown,
};
use crate::{
    model::{Choice, Domain, DomainKind, FormKind, Param, Shape, ShapePart},
    near::{near, one_of},
    shapes,
};

impl<'s> Interpreter<'s> {
    /// Builds a request from the names of its parameters and their values. All mistakes are returned together.
    ///
    /// Names are the manual's words; blanks, `-` and `_` are the same in them, and case does not matter. Values are
    /// plain texts without quotes and escapes: digits for numbers, also the name of an enum value (`WPA2_PSK`) or
    /// the names of bits with `+` between them (`SSID+RSSI`), words, IP and MAC addresses as text. An empty value
    /// leaves out a parameter that may be skipped.
    pub fn build_request(
        &self,
        name: &str,
        form: FormKind,
        values: &[(String, Vec<u8>)],
    ) -> Result<Request<'s>, Vec<Refusal>> {
        let (path, command, name) =
            self.spec.command(name).ok_or_else(|| vec![self.unknown_command(name.as_bytes(), None)])?;
        let Some(form) = command.forms.iter().find(|known| known.kind == form && known.applies_to(name)) else {
            return Err(vec![unknown_form(command, name, Some(form), None)]);
        };
        let mut builder = Builder::new(*self, values);
        builder.shape(&form.params);
        builder.refuse_unused(&form.params);
        if builder.refusals.is_empty() {
            builder.refusals = self.broken_rules(form, &builder.fields, |_| None);
        }
        if !builder.refusals.is_empty() {
            return Err(builder.refusals);
        }
        let request = Request { path, command, name, form, fields: builder.fields };
        // Read back, so that the spans are right and nothing leaves that would not be taken.
        self.read_request(&self.write_request(&request)).map_err(|refusal| vec![refusal])
    }
}

/// A name and a value that were given.
struct Given<'v> {
    name: &'v str,
    key: String,
    text: &'v [u8],
    used: bool,
}

/// Walks along a shape and takes what was given for each parameter.
struct Builder<'s, 'v> {
    interpreter: Interpreter<'s>,
    given: Vec<Given<'v>>,
    fields: Vec<Field<'s>>,
    refusals: Vec<Refusal>,
    /// False if a choice could not be made, so that it is open which parameters there are.
    decided: bool,
}

impl<'s, 'v> Builder<'s, 'v> {
    fn new(interpreter: Interpreter<'s>, values: &'v [(String, Vec<u8>)]) -> Self {
        let given = values.iter().map(|(name, text)| Given { name, key: key(name), text, used: false }).collect();
        Builder { interpreter, given, fields: Vec::new(), refusals: Vec::new(), decided: true }
    }

    fn shape(&mut self, shape: &'s Shape) {
        if let Some(lead) = &shape.optional_first
            && let Some(text) = self.take(&lead.name)
        {
            self.param(lead, text);
        }
        for param in &shape.list {
            match self.take(&param.name) {
                Some([]) if param.may_be_omitted => {}
                Some(text) => self.param(param, text),
                None if param.may_be_omitted || param.mask_bit.is_some() => {}
                None => self.missing(param),
            }
        }
        if let Some(choice) = &shape.choice {
            self.choice(choice);
        }
        if let Some(tail) = &shape.tail
            && self.is_wanted(&tail.params)
        {
            self.shape(&tail.params);
        }
    }

    fn choice(&mut self, choice: &'s Choice) {
        let refusal = |error, found| Refusal {
            error,
            param: Some(choice.tag.clone()),
            span: None,
            found,
            rule: shapes::tags(choice),
            help: None,
        };
        let Some(text) = self.take(&choice.tag).or_else(|| self.take(&choice.name)) else {
            self.decided = false;
            return self.refusals.push(refusal(ErrorKind::Missing, None));
        };
        let Some(variant) = choice.variants.iter().find(|variant| variant.tag.as_bytes().eq_ignore_ascii_case(text))
        else {
            self.decided = false;
            return self.refusals.push(refusal(ErrorKind::OutOfRange, Some(shown(text).into())));
        };
        self.fields.push(Field {
            param: FieldSpec::Tag(choice, variant),
            domain: None,
            value: Value::Word(variant.tag.clone()),
            span: 0..0,
            secret: false,
            label: Some(&variant.tag),
            meaning: Some(&variant.doc),
        });
        self.shape(&variant.params);
    }

    fn param(&mut self, param: &'s Param, text: &[u8]) {
        let interpreter = self.interpreter;
        let domain = interpreter.domain(&param.ty);
        let secret = param.secret || domain.is_some_and(|domain| domain.secret);
        if interpreter.refuse_control(text).is_err() {
            return self.refusals.push(control_byte(Some(param.name.clone()), None));
        }
        let named = domain.and_then(|domain| by_name(domain, text));
        let value = match named {
            Some(value) => Ok(value),
            None => interpreter.value(&param.ty, text, Sender::Host),
        };
        match value {
            Ok(value) => {
                let (label, meaning) = domain.and_then(|domain| label(domain, &value)).unzip();
                let param = FieldSpec::Param(param);
                self.fields.push(Field { param, domain, value, span: 0..0, secret, label, meaning });
            }
            Err(error) => self.refusals.push(Refusal {
                error,
                param: Some(param.name.clone()),
                span: None,
                found: match text {
                    _ if secret => None,
                    [] => Some("an empty value".into()),
                    text => Some(shown(text).into()),
                },
                rule: interpreter.rule(&param.ty, error),
                help: None,
            }),
        }
    }

    fn missing(&mut self, param: &Param) {
        self.refusals.push(Refusal {
            error: ErrorKind::Missing,
            param: Some(param.name.clone()),
            span: None,
            found: None,
            rule: self.interpreter.rule(&param.ty, ErrorKind::Missing),
            help: param.default.as_ref().map(|default| format!("the module's default is {default}")),
        });
    }

    /// Takes the first value that was given by this name and is not used yet.
    fn take(&mut self, name: &str) -> Option<&'v [u8]> {
        let key = key(name);
        let given = self.given.iter_mut().find(|given| !given.used && given.key == key)?;
        given.used = true;
        Some(given.text)
    }

    /// True if something was given for this list.
    fn is_wanted(&self, shape: &Shape) -> bool {
        let names: Vec<_> = names(shape).into_iter().map(key).collect();
        self.given.iter().any(|given| !given.used && names.contains(&given.key))
    }

    fn refuse_unused(&mut self, shape: &Shape) {
        let known = names(shape);
        for given in self.given.iter().filter(|given| !given.used) {
            let is_known = known.iter().any(|name| key(name) == given.key);
            if is_known && !self.decided {
                continue;
            }
            let is_taken = self.given.iter().any(|other| other.used && other.key == given.key);
            let near = near(given.name, known.iter().copied());
            let (rule, help) = if is_taken {
                ("each parameter is given once".to_string(), None)
            } else if is_known {
                let tags: Vec<_> =
                    self.fields.iter().filter(|field| matches!(field.param, FieldSpec::Tag(..))).collect();
                let with = one_of(&tags, |field| format!("{} {}", field.name(), field.value));
                (format!("not with {with}"), None)
            } else if known.is_empty() {
                ("this form has no parameters".to_string(), None)
            } else {
                let help =
                    (!near.is_empty()).then(|| format!("did you mean {}?", one_of(&near, |name| name.to_string())));
                (format!("the parameters are {}", known.join(", ")), help)
            };
            self.refusals.push(Refusal {
                error: ErrorKind::TrailingData,
                param: None,
                span: None,
                found: Some(shown(given.name.as_bytes()).into()),
                rule,
                help,
            });
        }
    }
}

/// All names by which something can be given, each once, in the order of the wire.
fn names(shape: &Shape) -> Vec<&str> {
    let names = shape.items().into_iter().filter_map(|item| match item.part {
        ShapePart::Param(param) => Some(param.name.as_str()),
        ShapePart::Choice(choice) => Some(choice.tag.as_str()),
        ShapePart::Variant(..) | ShapePart::Tail(_) => None,
    });
    let mut unique: Vec<&str> = Vec::new();
    for name in names {
        if !unique.iter().any(|known| key(known) == key(name)) {
            unique.push(name);
        }
    }
    unique
}

/// The value that has this name: of an enum, of a word, or of several bits with `+` between them.
fn by_name(domain: &Domain, text: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(text).ok()?;
    match &domain.kind {
        DomainKind::Enum(values) => {
            let value = values.iter().find(|value| key(&value.name) == key(text))?;
            Some(Value::Number(value.value))
        }
        DomainKind::Words { values, .. } => {
            let exact = values.iter().find(|word| word.text == text);
            let word =
                exact.or_else(|| values.iter().find(|word| [&word.text, word.name()].map(key).contains(&key(text))))?;
            Some(Value::Word(word.text.clone()))
        }
        DomainKind::Mask(bits) => {
            let mut all = 0;
            for name in text.split(['+', '|', ',']) {
                let bit = bits.iter().find(|bit| key(&bit.name) == key(name.trim()))?;
                all |= 1_i64.checked_shl(bit.bit.into())?;
            }
            Some(Value::Number(all))
        }
        DomainKind::Int { .. } | DomainKind::Str { .. } | DomainKind::UnicastMac => None,
    }
}

/// Names are the same if their keys are.
fn key(name: impl AsRef<str>) -> String {
    let same = |character: char| if matches!(character, '-' | '_') { ' ' } else { character.to_ascii_lowercase() };
    name.as_ref().trim().chars().map(same).collect()
}
