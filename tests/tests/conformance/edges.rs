//! The edges of every parameter of every request, answer, message and head: generated code and interpreter take and refuse what the limits
//! in the spec say, and write again what they take.

use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use wizfi360_conformance::edges::{self, Case, Expect, Of};
use wizfi360_fuzz::agree::{self, Said};
use wizfi360_proto::{AnyRequest, Form};
use wizfi360_spec::{
    Spec,
    interpret::Interpreter,
    model::{self, FormKind},
};

#[test]
fn every_edge_is_taken_or_refused_as_its_limits_say() {
    let spec = Spec::embedded();
    let cases = edges::all(spec);
    let wrong: Vec<_> = cases.iter().filter_map(|case| verdict(spec, case).err()).collect();
    let count = |is: fn(&Of<'_>) -> bool| cases.iter().filter(|case| is(&case.of)).count();
    println!(
        "{} edges: {} of requests, {} of answers, {} of messages and heads; {} are taken, {} refused",
        cases.len(),
        count(|of| matches!(of, Of::Request { .. })),
        count(|of| matches!(of, Of::Answer { .. })),
        count(|of| matches!(of, Of::Event(_))),
        cases.iter().filter(|case| matches!(case.expect, Expect::Taken(_))).count(),
        cases.iter().filter(|case| matches!(case.expect, Expect::Refused(_))).count(),
    );
    assert!(wrong.is_empty(), "{} of {} edges are wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn every_id_stands_once() {
    let spec = Spec::embedded();
    let mut ids = BTreeMap::<_, usize>::new();
    for case in edges::all(spec) {
        assert!(case.id.bytes().all(|byte| byte.is_ascii_graphic()), "{}", case.id);
        *ids.entry(case.id).or_default() += 1;
    }
    let twice: Vec<_> = ids.into_iter().filter(|(_, count)| *count > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn every_form_by_every_name_and_every_line_has_a_case_that_is_taken() {
    let spec = Spec::embedded();
    let cases = edges::all(spec);
    let taken = || cases.iter().filter(|case| matches!(case.expect, Expect::Taken(_)));
    for (_, command) in spec.commands() {
        for form in &command.forms {
            for name in command.names.iter().filter(|name| form.applies_to(name)) {
                let is = |of: &Of<'_>| matches!(of, Of::Request { name: n, form: f, .. } if std::ptr::eq(*n, name) && std::ptr::eq(*f, form));
                assert!(taken().any(|case| is(&case.of)), "{} {:?}", name.name, form.kind);
            }
            for answer in &form.answers {
                let is = |of: &Of<'_>| matches!(of, Of::Answer { form: f, line, .. } if line.name == *answer && std::ptr::eq(*f, form));
                assert!(taken().any(|case| is(&case.of)), "{} {answer}", command.names[0].name);
            }
        }
    }
    let heads = spec.events.packets.iter().map(|packet| &packet.head);
    for line in spec.events.messages.iter().chain(heads) {
        assert!(taken().any(|case| matches!(case.of, Of::Event(of) if std::ptr::eq(of, line))), "{}", line.name);
    }
}

/// What the parameters are is counted in the spec as it is written out in JSON: each object with a `ty` is one.
#[test]
fn every_parameter_has_edges_on_both_sides() {
    let spec = Spec::embedded();
    let (mut taken, mut refused) = (Seen::new(), Seen::new());
    for case in edges::all(spec) {
        let of = match case.of {
            Of::Request { command, form, .. } => format!("{} {:?}", command.names[0].name, form.kind),
            Of::Answer { command, line, .. } => format!("{} {}", command.names[0].name, line.name),
            Of::Event(line) => format!("event {}", line.name),
        };
        let seen = if matches!(case.expect, Expect::Taken(_)) { &mut taken } else { &mut refused };
        if let Some(param) = case.param {
            // Two parameters of one name differ in where their names stand.
            seen.entry((of, param.to_string())).or_default().insert(param.as_ptr());
        }
    }
    let json = serde_json::to_value(spec).expect("a spec is written as JSON");
    let all = all_params(&json);
    let counts = |seen: Seen| seen.into_iter().map(|(param, places)| (param, places.len())).collect::<BTreeMap<_, _>>();
    assert_eq!(counts(taken), all);
    assert_eq!(counts(refused), all);
    let count: usize = all.values().sum();
    println!("{count} parameters, each with values that are taken and values that are refused");
    assert!(count > 250, "{count} parameters");
}

/// Where the name of each parameter stands, by what it belongs to and its name.
type Seen = BTreeMap<(String, String), HashSet<*const u8>>;

/// How many parameters of each name there are, by what they belong to.
fn all_params(spec: &Value) -> BTreeMap<(String, String), usize> {
    let mut all = BTreeMap::new();
    let mut look = |of: String, shape: &Value| {
        let mut names = Vec::new();
        params(shape, &mut names);
        for name in names {
            *all.entry((of.clone(), name.to_string())).or_default() += 1;
        }
    };
    let text = |value: &Value| value.as_str().expect("a text").to_string();
    for command in array(&spec["families"]).iter().flat_map(|file| array(&file["commands"])) {
        let name = text(&command["names"][0]["name"]);
        for form in array(&command["forms"]) {
            look(format!("{name} {}", text(&form["kind"])), &form["params"]);
        }
        for line in array(&command["lines"]) {
            look(format!("{name} {}", text(&line["name"])), &line["params"]);
        }
    }
    let heads = array(&spec["events"]["packets"]).iter().map(|packet| &packet["head"]);
    for line in array(&spec["events"]["messages"]).iter().chain(heads) {
        look(format!("event {}", text(&line["name"])), &line["params"]);
    }
    all
}

fn array(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

/// The names of all parameters and words of choices in a part of the spec.
fn params<'j>(value: &'j Value, names: &mut Vec<&'j str>) {
    match value {
        Value::Object(object) => {
            if object.contains_key("ty") {
                names.push(value["name"].as_str().expect("a name"));
            }
            if object.contains_key("variants") {
                names.push(value["tag"].as_str().expect("a tag"));
            }
            object.values().for_each(|value| params(value, names));
        }
        Value::Array(values) => values.iter().for_each(|value| params(value, names)),
        _ => {}
    }
}

/// Nothing, or what is wrong with a case.
fn verdict(spec: &Spec, case: &Case<'_>) -> Result<(), String> {
    let said = match case.of {
        Of::Request { .. } => agree::request(&case.text),
        Of::Answer { command, form, .. } => agree::answer(generated(command, form), &case.text),
        Of::Event(_) => agree::event(&case.text),
    };
    let said = said.map_err(|disagreement| format!("{}: {disagreement}", case.id))?;
    let holds = match (&case.expect, &said) {
        (Expect::Taken(written), Said::Taken(again)) => is_line(spec, case) && again == &ended(case, written),
        (Expect::Refused(error), Said::Refused(refusal)) => {
            let same = |error| {
                refusal.error == error && refusal.param.as_deref().is_none_or(|param| Some(param) == case.param)
            };
            error.is_none_or(same)
        }
        // What does not fit a line that nothing but its parameters tells is another line.
        (Expect::Refused(_), Said::NotThis | Said::Taken(_)) => {
            case.of.line().is_some_and(|line| line.prefix.is_empty()) && !is_line(spec, case)
        }
        _ => false,
    };
    if !holds {
        let text = case.text.escape_ascii();
        return Err(format!("{}: {text}: expected {:?}, found {said:?}", case.id, case.expect));
    }
    built(spec, case)
}

/// A request that is built from plain texts comes out, or is refused, as the line is.
fn built(spec: &Spec, case: &Case<'_>) -> Result<(), String> {
    let (Of::Request { name, form, .. }, Some(values)) = (case.of, &case.values) else { return Ok(()) };
    let interpreter = Interpreter::new(spec);
    let built = interpreter.build_request(&name.name, form.kind, values);
    let holds = match (&case.expect, &built) {
        (Expect::Taken(written), Ok(request)) => interpreter.write_request(request) == ended(case, written),
        (Expect::Refused(error), Err(refusals)) => refusals.iter().any(|refusal| Some(refusal.error) == *error),
        _ => false,
    };
    if holds { Ok(()) } else { Err(format!("{}: expected {:?}, built {built:?}", case.id, case.expect)) }
}

/// True if the interpreter reads the case as the line that it is made of.
fn is_line(spec: &Spec, case: &Case<'_>) -> bool {
    let interpreter = Interpreter::new(spec);
    let reading = match case.of {
        Of::Request { .. } => return true,
        Of::Answer { command, form, .. } => interpreter.read_answer(command, form, &case.text),
        Of::Event(_) => interpreter.read_event(&case.text),
    };
    let line = case.of.line();
    matches!((reading, line), (Some(Ok(reading)), Some(line)) if std::ptr::eq(reading.line, line))
}

/// A line as it is written: requests with their line end.
fn ended(case: &Case<'_>, text: &[u8]) -> Vec<u8> {
    match case.of {
        Of::Request { .. } => [text, b"\r\n"].concat(),
        Of::Answer { .. } | Of::Event(_) => text.to_vec(),
    }
}

/// The generated facts of a form.
fn generated(command: &model::Command, form: &model::Form) -> &'static wizfi360_proto::Command {
    let kind = match form.kind {
        FormKind::Test => Form::Test,
        FormKind::Query => Form::Query,
        FormKind::Set => Form::Set,
        FormKind::Execute => Form::Execute,
    };
    let first = &command.names.iter().find(|name| form.applies_to(name)).expect("a form has a name").name;
    let found = AnyRequest::COMMANDS
        .iter()
        .find(|known| known.form == kind && format!("{}{}", known.name, known.suffixes[0]) == *first);
    found.unwrap_or_else(|| panic!("{first} is generated"))
}
