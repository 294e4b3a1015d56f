//! The vectors, as they stand in `vectors/`, against their schema, generated code, the interpreter, the reader in Python and the example in C.

use serde_json::Value;
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::tempdir;
use wizfi360_fuzz::agree::{self, Said};
use wizfi360_proto::{
    AnyRequest, Command as Known, Form, Ipd, Line, MessageKind,
    host::{Decoder, Event},
};
use wizfi360_spec::{Spec, interpret::Interpreter, model::FormKind};

#[test]
fn the_files_are_of_their_schema() {
    let schema = json("schema.json");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for name in FILES {
        let errors: Vec<_> =
            validator.iter_errors(&json(name)).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: {} errors, the first is {}", errors.len(), errors[0]);
    }
    // It is no schema that takes anything.
    for (key, wrong) in
        [("version", Value::from(1)), ("content", "x".into()), ("cases", Value::Null), ("more", 1.into())]
    {
        let mut file = json("lines.json");
        file[key] = wrong;
        assert!(!validator.is_valid(&file), "`{key}` is taken");
    }
    let mut file = json("requests.json");
    file["cases"][1]["fields"][0]["as"] = "x".into();
    assert!(!validator.is_valid(&file), "a field is not held to the schema");
}

#[test]
fn every_id_stands_once_and_every_file_is_ascii_with_one_case_a_line() {
    let mut ids = std::collections::BTreeSet::new();
    for name in FILES {
        let text = fs::read_to_string(folder().join(name)).expect("the file is there");
        assert!(text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')), "{name}");
        let cases = cases(name);
        assert_eq!(text.lines().filter(|line| line.starts_with("{\"id\":")).count(), cases.len(), "{name}");
        for case in cases {
            assert!(ids.insert(string(&case["id"]).to_string()), "{}", case["id"]);
        }
    }
}

#[test]
fn requests_are_written_and_read_by_generated_code_and_interpreter() {
    let spec = Spec::embedded();
    let interpreter = Interpreter::new(spec);
    let (mut read, mut built) = (0, 0);
    for case in cases("requests.json") {
        let written = canonical(&case);
        assert_eq!(agree::request(&bytes(&case["bytes"])), Ok(Said::Taken(written.clone())), "{}", case["id"]);
        read += 1;
        // Built of its fields by name, it is the same.
        let values: Vec<_> =
            array(&case["fields"]).iter().map(|field| (string(&field["name"]).into(), value(field))).collect();
        let request = interpreter.build_request(string(&case["command"]), kind(&case), &values);
        let request = request.unwrap_or_else(|refusals| panic!("{}: {refusals:?}", case["id"]));
        assert_eq!(interpreter.write_request(&request), written, "{}", case["id"]);
        built += 1;
    }
    println!("{read} requests read by both, {built} built of their fields");
    assert!(read > 800);
}

#[test]
fn lines_are_read_by_generated_code_and_interpreter() {
    let mut count = 0;
    for case in cases("lines.json") {
        let said = match string(&case["kind"]) {
            "answer" => agree::answer(generated(&case), &bytes(&case["bytes"])),
            _ => agree::event(&bytes(&case["bytes"])),
        };
        assert_eq!(said, Ok(Said::Taken(canonical(&case))), "{}", case["id"]);
        count += 1;
    }
    println!("{count} lines read by both");
    assert!(count > 900);
}

/// So the decoder may look for an answer before it looks for a message.
#[test]
fn no_answer_with_a_text_of_its_own_is_a_message() {
    for case in cases("lines.json").iter().filter(|case| case["kind"] == "answer") {
        let message = MessageKind::of(&bytes(&case["bytes"]));
        assert!(generated(case).any_line_answers || message.is_none(), "{}: {message:?}", case["id"]);
    }
}

/// What a stranger has called a network stands in the field, whatever else is in the line.
#[test]
fn names_of_strangers_are_the_value_of_their_field() {
    let names: [&[u8]; 9] = [
        b"a\"b",
        b"a,b",
        b"a\",\"b",
        b"x\",-1,\"00:00:00:00:00:00\",1,1",
        b"a)b",
        b"a\\",
        b"a\\\"b\"c",
        b"\"\"\"",
        b"\xff\xfe\x80",
    ];
    let lines = cases("lines.json");
    let strangers: Vec<_> = lines.iter().filter(|case| string(&case["id"]).contains("/stranger/")).collect();
    for (case, name) in strangers.iter().zip(names.iter().cycle()) {
        let is_its_value = |field: &Value| value(field) == *name;
        assert!(array(&case["fields"]).iter().any(is_its_value), "{}: no field is {}", case["id"], name.escape_ascii());
    }
    assert!(!strangers.is_empty() && strangers.len() % names.len() == 0, "{}", strangers.len());
}

#[test]
fn rejects_are_refused_by_generated_code_and_interpreter_for_their_reason() {
    let spec = Spec::embedded();
    let interpreter = Interpreter::new(spec);
    let (mut read, mut built) = (0, 0);
    for case in cases("rejects.json") {
        let line = bytes(&case["bytes"]);
        let said = match string(&case["kind"]) {
            "request" => agree::request(&line),
            "answer" => agree::answer(generated(&case), &line),
            _ => agree::event(&line),
        };
        match said.unwrap_or_else(|disagreement| panic!("{}: {disagreement}", case["id"])) {
            Said::NotThis => assert_eq!(case["error"], "not_this_line", "{}", case["id"]),
            Said::Refused(refusal) => {
                assert_eq!(refusal.error.name(), string(&case["error"]), "{}", case["id"]);
                assert_eq!(refusal.param.as_deref(), case["param"].as_str(), "{}", case["id"]);
            }
            Said::Taken(_) => panic!("{} is taken", case["id"]),
        }
        read += 1;
        if let Some(given) = case["values"].as_array() {
            let values: Vec<_> = given.iter().map(|field| (string(&field["name"]).into(), value(field))).collect();
            let refusals =
                interpreter.build_request(string(&case["command"]), kind(&case), &values).expect_err("it is refused");
            let has = |error| refusals.iter().any(|refusal| refusal.error.name() == error);
            assert!(has(string(&case["error"])), "{}: {refusals:?}", case["id"]);
            built += 1;
        }
    }
    let rejects = cases("rejects.json");
    let of = |reason: &str| rejects.iter().filter(|case| case["error"] == reason).count();
    for reason in ["missing", "trailing_data", "invalid", "out_of_range", "too_short", "too_long", "unterminated"] {
        assert!(of(reason) > 20, "{} {reason}", of(reason));
    }
    let mut quotes = rejects.iter().filter(|case| string(&case["id"]).contains("/quotes/"));
    assert!(quotes.all(|case| case["error"] == "unterminated"));
    println!("{read} rejects refused by both, {built} also when they are built");
    assert!(read > 2000 && built > 300, "{read} {built}");
}

#[test]
fn streams_have_the_events_that_the_decoder_finds_however_they_are_cut() {
    let (mut streams, mut events, mut cuts) = (0, 0, 0);
    for case in cases("streams.json") {
        let steps = array(&case["steps"]);
        let expected: Vec<_> =
            steps.iter().map(|step| array(&step["events"]).iter().map(told).collect::<Vec<_>>()).collect();
        let id = string(&case["id"]);
        assert_eq!(found(steps, |_, input| vec![input.to_vec()]), expected, "{id}: whole");
        assert_eq!(
            found(steps, |_, input| input.chunks(1).map(<[u8]>::to_vec).collect()),
            expected,
            "{id}: byte by byte"
        );
        for (at, step) in steps.iter().enumerate() {
            for cut in array(&step["cuts"]) {
                let cut = usize::try_from(cut.as_u64().expect("a place")).expect("a place");
                let split = |of, input: &[u8]| match of == at {
                    true => vec![input[..cut].to_vec(), input[cut..].to_vec()],
                    false => vec![input.to_vec()],
                };
                assert_eq!(found(steps, split), expected, "{id}: cut at {cut} of step {at}");
                cuts += 1;
            }
        }
        streams += 1;
        events += expected.iter().map(Vec::len).sum::<usize>();
    }
    println!("{streams} streams with {events} events, cut at {cuts} places");
    assert!(streams > 200 && cuts > 1500, "{streams} {cuts}");
}

/// The reader in Python takes all files, and does not take them once something in them is wrong.
#[test]
fn the_reader_in_python_takes_the_vectors_and_no_others() {
    taken_and_no_others(|files| {
        let run = |script| {
            ran(
                // Without bytecode in the source tree, and whatever PYTHON... variables there are.
                Command::new("python3").arg("-BE").arg(folder().join(script)).arg(files),
                "python3",
                "apt-get install python3",
            )
        };
        let (fields, tokens) = (run("reader.py"), run("tokenizer.py"));
        (fields.0 && tokens.0, fields.1 + &tokens.1)
    });
}

/// The same for the example in C.
#[test]
fn the_example_in_c_takes_the_vectors_and_no_others() {
    let compiler = env::var("CC").unwrap_or_else(|_| "cc".into());
    let built = tempdir().expect("a folder");
    let program = built.path().join("check");
    let mut compile = Command::new(&compiler);
    compile.args(["-std=c99", "-Wall", "-Wextra", "-Werror", "-O1", "-g", "-fsanitize=address,undefined", "-o"]);
    compile.arg(&program).arg(folder().join("check.c"));
    let (compiled, said) = ran(&mut compile, &compiler, "apt-get install gcc");
    assert!(compiled, "{said}");
    taken_and_no_others(|files| ran(&mut sanitized(&program, files), "the example", "cargo test"));
}

/// A program under the compiler's sanitizers, as they are without options of their own.
fn sanitized(program: &Path, files: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg(files).env_remove("ASAN_OPTIONS").env_remove("UBSAN_OPTIONS");
    command
}

/// Whether a program succeeds, and all that it says. What cannot be run is installed by `way_out`.
fn ran(command: &mut Command, name: &str, way_out: &str) -> (bool, String) {
    let output = command.output();
    let output = output.unwrap_or_else(|error| panic!("`{name}` cannot be run ({error}); install it with `{way_out}`"));
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// In each file one thing that is made wrong: where, what stands there, and what is put there.
const WRONG: [(&str, &str, &str); 5] = [
    ("requests.json", r#""name":"ssid","value":"x""#, r#""name":"ssid","value":"y""#),
    ("lines.json", r#""value":"a,b""#, r#""value":"a;b""#),
    ("streams.json", r#""kind":"prompt""#, r#""kind":"packet""#),
    ("streams.json", r#""text":"WIFI GOT IP""#, r#""text":"WIFI GOT I""#),
    ("requests.json", r#""version":2"#, r#""version":1"#),
];

fn taken_and_no_others(run: impl Fn(&Path) -> (bool, String)) {
    let (taken, said) = run(&folder());
    assert!(taken, "{said}");
    print!("{said}");
    for (name, from, to) in WRONG {
        let copy = tempdir().expect("a folder");
        for file in FILES {
            let text = fs::read_to_string(folder().join(file)).expect("the file is there");
            let wrong = if file == name { text.replacen(from, to, 1) } else { text.clone() };
            assert!(file != name || wrong != text, "{from} stands in {file}");
            fs::write(copy.path().join(file), wrong).expect("it can be written");
        }
        let (taken, said) = run(copy.path());
        assert!(!taken, "{name} with {to} is taken: {said}");
    }
}

const FILES: [&str; 4] = ["requests.json", "lines.json", "rejects.json", "streams.json"];

/// An event: kind, text, and the head of a packet as it is written; empty if it is refused.
type Told = (String, Vec<u8>, Vec<u8>);

fn told(event: &Value) -> Told {
    let head = event["header"].as_str().map(|_| bytes(&event["header"])).unwrap_or_default();
    let refused = event["error"].is_string();
    let head = match Ipd::parse(&head) {
        Some(Ok(head)) => written(&head),
        Some(Err(_)) => Vec::new(),
        None => head,
    };
    assert_eq!(event["kind"] == "packet" && head.is_empty(), event["kind"] == "packet" && refused, "{event}");
    (string(&event["kind"]).into(), bytes(&event["text"]), head)
}

fn written(head: &Ipd) -> Vec<u8> {
    head.write(&mut [0; 64]).expect("room enough").to_vec()
}

/// The events that the decoder finds in each step, payload joined.
fn found(steps: &[Value], mut cut: impl FnMut(usize, &[u8]) -> Vec<Vec<u8>>) -> Vec<Vec<Told>> {
    let mut decoder = Decoder::<2048>::new();
    let mut found = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        if step["command"].is_string() {
            decoder.begin(generated(step));
        }
        let (mut events, mut goes_on) = (Vec::<Told>::new(), false);
        for piece in cut(at, &bytes(&step["response"])) {
            let mut rest = piece.as_slice();
            while !rest.is_empty() {
                let (consumed, signal) = decoder.push(rest);
                let (seen, after) = rest.split_at(consumed);
                rest = after;
                let Some(signal) = signal else { continue };
                if !decoder.interrupted_echo().is_empty() {
                    events.push(("echo".into(), decoder.interrupted_echo().to_vec(), Vec::new()));
                }
                let event = decoder.event(signal, seen);
                let (kind, text, more) = match event {
                    Event::Echo(text) => ("echo", text, false),
                    Event::Line(text) => ("answer", text, false),
                    Event::Message(_, text) => ("message", text, false),
                    Event::Unknown(text) => ("unknown", text, false),
                    Event::Accepted => ("accepted", b"OK".as_slice(), false),
                    Event::Prompt => ("prompt", b">".as_slice(), false),
                    Event::Final(result) => ("final", result.text().as_bytes(), false),
                    Event::Unexpected(result) => ("unexpected", result.text().as_bytes(), false),
                    Event::Reason(reason) => ("reason", reason.text().as_bytes(), false),
                    Event::Payload { chunk, remaining: left, .. } | Event::Discarded { chunk, remaining: left } => {
                        ("packet", chunk, left > 0)
                    }
                    Event::Transparent(bytes) => ("transparent", bytes, true),
                    Event::InvalidPacket(_) => continue,
                    other => panic!("{other:?}"),
                };
                let head = match event {
                    Event::Payload { header, .. } => written(header),
                    _ => Vec::new(),
                };
                match events.last_mut() {
                    Some(last) if goes_on => last.1.extend(text),
                    _ => events.push((kind.into(), text.to_vec(), head)),
                }
                goes_on = more;
            }
        }
        found.push(events);
    }
    found
}

/// The generated facts of the command that a case names.
fn generated(case: &Value) -> &'static Known {
    let form = match string(&case["form"]) {
        "test" => Form::Test,
        "query" => Form::Query,
        "set" => Form::Set,
        _ => Form::Execute,
    };
    let name = string(&case["command"]);
    let is = |known: &&&'static Known| {
        known.form == form && known.suffixes.iter().any(|suffix| format!("{}{suffix}", known.name) == name)
    };
    AnyRequest::COMMANDS.iter().find(is).unwrap_or_else(|| panic!("{name} is generated"))
}

fn kind(case: &Value) -> FormKind {
    match string(&case["form"]) {
        "test" => FormKind::Test,
        "query" => FormKind::Query,
        "set" => FormKind::Set,
        _ => FormKind::Execute,
    }
}

/// How a case is written.
fn canonical(case: &Value) -> Vec<u8> {
    bytes(if case["canonical"].is_string() { &case["canonical"] } else { &case["bytes"] })
}

/// The value of a field as text.
fn value(field: &Value) -> Vec<u8> {
    field["value"].as_i64().map_or_else(|| bytes(&field["value"]), |number| number.to_string().into_bytes())
}

fn bytes(value: &Value) -> Vec<u8> {
    string(value).chars().map(|character| u8::try_from(u32::from(character)).expect("one byte a character")).collect()
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is a string"))
}

fn array(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("{value} is a list"))
}

fn cases(name: &str) -> Vec<Value> {
    array(&json(name)["cases"]).to_vec()
}

fn json(name: &str) -> Value {
    let text = fs::read_to_string(folder().join(name)).expect("the file is there");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors")
}
