//! An example for each command, made of the spec's dialogues: a request and its bytes, an answer and its fields.
//!
//! The interpreter reads the dialogue; what it reads is written down as a user of `wizfi360-proto` would write it.
//! rustdoc compiles and runs the result, so an example that is wrong is a test that fails.

use super::{
    commands, names, prose,
    records::scope_field,
    rust::{Imports, Named, Types, Values},
};
use crate::Failure;
use wizfi360_spec::{
    Spec,
    interpret::{Interpreter, Reading, Request, Value},
    model::*,
};

/// The section of a command's docs.
pub(crate) fn docs(spec: &Spec, command: &Command) -> Result<Vec<String>, Failure> {
    let exchanges = exchanges(spec, command);
    let Some(first) = exchanges.iter().max_by_key(|exchange| exchange.tells_of_the_request()) else {
        return without_dialogue(spec, command);
    };
    let answered = exchanges.iter().filter(|exchange| !exchange.answers.is_empty());
    let second = answered.max_by_key(|exchange| exchange.tells_of_the_answer()).filter(|_| first.answers.is_empty());
    let mut imports = Imports::of(command);
    let mut code = first.code(spec, command, &mut imports)?;
    let mut sources = vec![first.source.to_string()];
    if let Some(second) = second {
        code.push(String::new());
        code.extend(second.code(spec, command, &mut imports)?);
        sources.push(second.source.to_string());
        sources.dedup();
    }
    section(&imports, &code, &format!("Source: {}.", sources.join("; ")))
}

/// An example of a command of which the spec shows no dialogue: its first form that takes nothing.
fn without_dialogue(spec: &Spec, command: &Command) -> Result<Vec<String>, Failure> {
    let name = command.names.first().map_or("", |name| &name.name);
    let built = command.forms.iter().find_map(|form| Interpreter::new(spec).build_request(name, form.kind, &[]).ok());
    let Some(request) = built else {
        return Err(Failure::new(format!(
            "{name} has no example; add a dialogue to its RON file, for its docs show one"
        )));
    };
    let mut imports = Imports::of(command);
    let code = request_code(spec, command, &request, &mut imports)?;
    section(&imports, &code, "No source shows a dialogue of this command.")
}

fn section(imports: &Imports, code: &[String], source: &str) -> Result<Vec<String>, Failure> {
    let mut docs = Vec::new();
    prose::section("Example", &mut docs);
    docs.push("```".into());
    docs.extend(super::snippet(&format!("{}\n\n{}", imports.text(), code.join("\n")))?);
    docs.push("# Ok::<(), Box<dyn std::error::Error>>(())".into());
    docs.push("```".into());
    prose::paragraph(source, &mut docs);
    Ok(docs)
}

/// A request of the command in a dialogue, and the lines that answer it.
struct Exchange<'s> {
    request: Request<'s>,
    answers: Vec<(&'s str, Reading<'s>)>,
    succeeds: bool,
    plain: bool,
    place: usize,
    source: &'s Source,
}

impl<'s> Exchange<'s> {
    /// The most telling request: one with parameters and an answer, and no escapes. Of several the first.
    fn tells_of_the_request(&self) -> impl Ord + use<> {
        let params = self.request.fields.len();
        let whole = params > 0 && !self.answers.is_empty();
        (self.succeeds, whole, self.plain, params, std::cmp::Reverse(self.place))
    }

    /// The most telling answer: one with many fields.
    fn tells_of_the_answer(&self) -> impl Ord + use<> {
        let fields = self.answers.iter().map(|(_, reading)| reading.fields.len()).sum::<usize>();
        (self.succeeds, self.plain, fields, std::cmp::Reverse(self.place))
    }

    fn code(&self, spec: &Spec, command: &Command, imports: &mut Imports) -> Result<Vec<String>, Failure> {
        let mut code = request_code(spec, command, &self.request, imports)?;
        let mut shown: Vec<&str> = Vec::new();
        for (text, reading) in &self.answers {
            let line = reading.line;
            if !shown.contains(&line.name.as_str()) {
                shown.push(&line.name);
                code.push(String::new());
                code.extend(answer_code(spec, command, text, reading, imports)?);
            }
        }
        Ok(code)
    }

    /// Takes a line of the response.
    fn hear(&mut self, spec: &'s Spec, line: &'s str) {
        if line.is_empty() {
            return;
        }
        if let Some(result) = spec.lexical.finals.iter().find(|result| result.text == line) {
            self.succeeds = result.success;
        } else if let Some(Ok(reading)) =
            Interpreter::new(spec).read_answer(self.request.command, self.request.form, line.as_bytes())
        {
            self.answers.push((line, reading));
        }
    }
}

/// Builds the request and holds its bytes against the dialogue.
fn request_code(
    spec: &Spec,
    command: &Command,
    request: &Request<'_>,
    imports: &mut Imports,
) -> Result<Vec<String>, Failure> {
    let (module, form) = (names::module(command), request.form);
    let ty = format!("{module}::{:?}", form.kind);
    let mut fields = Values::new(spec, "", &request.fields).list(&form.params)?;
    let mut scope_type = None;
    if let (Some(ty), Some(scope)) = (commands::form_scope(command, form), request.name.scope) {
        fields.insert(0, Named::scope(ty, scope));
        scope_type = Some(scope_field(ty, ""));
    }
    let types = Types::of_request(spec, &module, form, scope_type);
    let bytes = Interpreter::new(spec).write_request(request);
    let mut code = vec![
        format!("let request = {};", types.value(&fields, imports)?),
        format!("let mut buf = [0; {ty}::MAX_LEN];"),
        format!("assert_eq!(request.write(&mut buf)?, b\"{}\");", bytes.escape_ascii()),
    ];
    code.extend(data_phase(request, imports));
    Ok(code)
}

/// Parses the line and holds its fields against the dialogue.
fn answer_code(
    spec: &Spec,
    command: &Command,
    text: &str,
    reading: &Reading<'_>,
    imports: &mut Imports,
) -> Result<Vec<String>, Failure> {
    imports.root("Line");
    let (module, line) = (names::module(command), reading.line);
    let ty = format!("{module}::{}", line.name);
    let mut fields = Values::new(spec, &line.name, &reading.fields).list(&line.params)?;
    let mut scope_type = None;
    if let (Some(ty), Some(scope)) = (commands::scope_type(command), reading.scope) {
        fields.insert(0, Named::scope(ty, scope));
        scope_type = Some(scope_field(ty, ""));
    }
    let types = Types::of_line(spec, &module, line, scope_type);
    let bytes = bytes(text);
    if fields.is_empty() {
        return Ok(vec![format!("assert!({ty}::is({bytes}));")]);
    }
    let variable = names::field(&line.name);
    let mut code = vec![format!("let {variable} = {ty}::parse({bytes}).unwrap()?;")];
    code.extend(types.assertions(&variable, &fields, imports)?);
    Ok(code)
}

fn data_phase(request: &Request<'_>, imports: &mut Imports) -> Option<String> {
    let value = |name: &str| {
        let field = request.fields.iter().find(|field| field.name() == name)?;
        Some(&field.value)
    };
    let phase = match request.form.data.as_ref()? {
        Data::Counted { length, .. } => format!("Counted({})", value(length)?),
        Data::Pem { when: (param, is), .. } if *value(param)? == Value::Number(*is) => "Pem".into(),
        Data::Pem { .. } => "None".into(),
        Data::Transparent => "Transparent".into(),
    };
    imports.root("DataPhase");
    Some(format!("assert_eq!(request.data_phase(), DataPhase::{phase});"))
}

/// The exchanges of the command in its dialogues.
fn exchanges<'s>(spec: &'s Spec, command: &'s Command) -> Vec<Exchange<'s>> {
    let interpreter = Interpreter::new(spec);
    let mut all: Vec<Exchange<'s>> = Vec::new();
    for example in &command.examples {
        let mut open = false;
        for said in &example.dialogue {
            match said {
                Turn::Host(line) => {
                    let request = interpreter.read_request(line.as_bytes());
                    let own = request.ok().filter(|request| std::ptr::eq(request.command, command));
                    open = own.is_some();
                    let (place, plain, source) = (all.len(), !line.contains('\\'), &example.source);
                    all.extend(own.map(|request| Exchange {
                        request,
                        answers: Vec::new(),
                        succeeds: true,
                        plain,
                        place,
                        source,
                    }));
                }
                Turn::Module(line) if open => all.last_mut().into_iter().for_each(|last| last.hear(spec, line)),
                Turn::Module(_) | Turn::Data(_) => {}
            }
        }
    }
    all
}

/// A line as a literal of bytes: raw where it has quotes.
fn bytes(line: &str) -> String {
    let raw = line.contains(['"', '\\']) && line.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if raw { format!("br#\"{line}\"#") } else { format!("b\"{}\"", line.as_bytes().escape_ascii()) }
}
