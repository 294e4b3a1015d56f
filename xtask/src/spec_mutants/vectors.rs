//! The interpreter against the test vectors.

use serde::Deserialize;
use wizfi360_spec::{
    Spec,
    interpret::{Field, Interpreter, Reading, Refusal, Value},
    model::{Form, FormKind},
};

/// Test vectors of requests, lines and rejects.
#[derive(Default)]
pub(super) struct Vectors {
    cases: Vec<Case>,
    /// Cases of which the spec without a change says something else.
    open: usize,
}

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    command: Option<String>,
    #[serde(default)]
    form: Option<FormKind>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    fields: Vec<CaseField>,
    #[serde(default)]
    error: Option<String>,
    #[serde(default)]
    param: Option<String>,
    bytes: String,
}

#[derive(Deserialize)]
struct CaseField {
    name: String,
    value: serde_json::Value,
}

impl Vectors {
    /// Reads the texts of `requests.json`, `lines.json` and `rejects.json`.
    ///
    /// Cases with which the spec disagrees as it is are left out; [`open`](Self::open) counts them.
    ///
    /// # Errors
    ///
    /// A text is no file of vectors.
    pub(super) fn new(spec: &Spec, texts: &[String]) -> Result<Vectors, serde_json::Error> {
        let mut cases = Vec::new();
        for text in texts {
            // The vectors write forms in lower case, the spec in upper camel case.
            let mut file: serde_json::Value = serde_json::from_str(text)?;
            for case in file["cases"].as_array_mut().into_iter().flatten() {
                if let Some(form) = case.get("form").and_then(serde_json::Value::as_str) {
                    let (first, rest) = form.split_at(1);
                    case["form"] = format!("{}{rest}", first.to_uppercase()).into();
                }
            }
            cases.extend(File::deserialize(file)?.cases);
        }
        let all = cases.len();
        cases.retain(|case| case.holds(spec));
        Ok(Vectors { open: all - cases.len(), cases })
    }

    /// How many cases were left out.
    pub(super) fn open(&self) -> usize {
        self.open
    }

    /// How many cases there are.
    pub(super) fn len(&self) -> usize {
        self.cases.len()
    }

    /// True if the interpreter of this spec says something else of at least one case.
    pub(super) fn object(&self, spec: &Spec) -> bool {
        self.cases.iter().any(|case| !case.holds(spec))
    }
}

impl Case {
    fn holds(&self, spec: &Spec) -> bool {
        let interpreter = Interpreter::new(spec);
        let bytes: Vec<u8> = self.bytes.chars().map(|byte| u8::try_from(u32::from(byte)).unwrap_or(b'?')).collect();
        match self.kind.as_deref() {
            None | Some("request") => match (interpreter.read_request(&bytes), &self.error) {
                (Ok(request), None) => {
                    let is_it =
                        self.command.as_ref() == Some(&request.name.name) && self.form == Some(request.form.kind);
                    is_it && self.has(&request.fields)
                }
                (Err(refusal), Some(error)) => self.is_refused(&refusal, error),
                _ => false,
            },
            Some("answer") => {
                let Some((command, form)) = self.form(spec) else { return false };
                self.is_read(interpreter.read_answer(command, form, &bytes))
            }
            _ => self.is_read(interpreter.read_event(&bytes)),
        }
    }

    fn form<'s>(&self, spec: &'s Spec) -> Option<(&'s wizfi360_spec::model::Command, &'s Form)> {
        let (_, command, _) = spec.command(self.command.as_ref()?)?;
        Some((command, command.forms.iter().find(|form| Some(form.kind) == self.form)?))
    }

    fn is_read(&self, read: Option<Result<Reading, Refusal>>) -> bool {
        match (read, &self.error) {
            (Some(Ok(reading)), None) => Some(&reading.line.name) == self.name.as_ref() && self.has(&reading.fields),
            (Some(Err(refusal)), Some(error)) => self.is_refused(&refusal, error),
            (None, Some(error)) => error == "not_this_line",
            _ => false,
        }
    }

    fn is_refused(&self, refusal: &Refusal, error: &str) -> bool {
        refusal.error.name() == error && refusal.param == self.param
    }

    fn has(&self, fields: &[Field]) -> bool {
        let same = |(field, case): (&Field, &CaseField)| {
            field.name() == case.name
                && match (&field.value, &case.value) {
                    (Value::Number(number), case) => case.as_i64() == Some(*number),
                    (Value::Text(text), case) => case
                        .as_str()
                        .is_some_and(|case| case.chars().map(u32::from).eq(text.iter().map(|byte| u32::from(*byte)))),
                    (value, case) => case.as_str().is_some_and(|case| case == value.to_string()),
                }
        };
        fields.len() == self.fields.len() && fields.iter().zip(&self.fields).all(same)
    }
}
