//! The examples of the spec, most of them the manual's, through the generated types. What the host says is what a typed request writes; what
//! the module says is read as typed lines, and written by `device::ResponseWriter` it is the same bytes, empty lines and line ends included. A talk has
//! no exception: where the manual prints something else, that stands beside it as `printed`, with the erratum that tells why.

use std::mem::take;
use wizfi360_proto::{
    AnyLine, AnyRequest, Command, DataPhase, DecodeError, Line, Message, Writer,
    device::{self, ResponseWriter},
    host::{Decoder, Event},
};
use wizfi360_spec::{
    Spec,
    lint::examples_counted,
    model::{Example, Turn},
};

#[test]
fn every_example_reads_and_writes_itself() {
    let spec = Spec::embedded();
    let (mut examples, mut lines, mut exchanges, mut differences) = (0, 0, 0, String::new());
    for (name, example) in dialogues(spec) {
        let mut dialogue = Dialogue::new(format!("{name}, {}", example.source));
        for (at, says) in example.dialogue.iter().enumerate() {
            dialogue.says(says, example.dialogue.get(at + 1));
        }
        dialogue.compare();
        differences.extend(dialogue.differences);
        examples += 1;
        lines += example.dialogue.len();
        if example.source.section().is_some() {
            exchanges += examples_counted::exchanges(example);
        }
    }
    assert!(differences.is_empty(), "\n{differences}");
    let printed: usize = spec.manual.sections.iter().map(|section| usize::from(section.exchanges)).sum();
    println!(
        "{examples} examples with {lines} lines; {exchanges} exchanges are the manual's, {printed} of them of chapter 3"
    );
    assert!(exchanges >= printed, "{exchanges} exchanges of the {printed} that chapter 3 prints");
}

/// What is printed and what happens on the wire differ for a reason that is written down; a line that is broken into two needs none.
#[test]
fn an_erratum_tells_why_something_else_is_printed() {
    for (name, example) in dialogues(Spec::embedded()) {
        let Some(printed) = &example.printed else { continue };
        let said = said(example);
        let together = |lines: &[String]| lines.concat().split_whitespace().collect::<String>();
        let broken = together(&said) == together(printed);
        assert!(said != *printed, "{name}, {}: `printed` repeats the talk; leave it out", example.source);
        assert!(broken || !example.errata.is_empty(), "{name}, {}: no erratum tells why: {printed:?}", example.source);
    }
}

/// The module's side reads what the host says: each request as it stands, and behind a prompt the data, up to its end and no further.
#[test]
fn the_modules_side_reads_what_the_host_says() {
    let (mut requests, mut phases) = (0, 0);
    for (name, example) in dialogues(Spec::embedded()) {
        let mut decoder = device::Decoder::<2200>::new();
        let mut phase = None;
        for says in &example.dialogue {
            match says {
                Turn::Host(text) => match heard(&mut decoder, format!("{text}\r\n").as_bytes()).as_slice() {
                    [Heard::Request(line, begins)] => {
                        assert_eq!(line, text, "{name}");
                        phase = Some(*begins);
                        requests += 1;
                    }
                    other => panic!("{name}: {text}: {other:?}"),
                },
                Turn::Module(text) if text == ">" => {
                    let (command, phase) = phase.take().expect("a request stands before the prompt");
                    decoder.begin_data(command, phase);
                    assert!(decoder.in_data(), "{name}: {phase:?}");
                }
                Turn::Data(data) => {
                    let got = heard(&mut decoder, data.as_bytes()).into_iter().map(|heard| match heard {
                        Heard::Data(data) => data,
                        Heard::Request(line, _) => panic!("{name}: `{line}` is data"),
                    });
                    assert_eq!(got.collect::<String>(), *data, "{name}");
                    assert!(!decoder.in_data(), "{name}: the data is complete");
                    phases += 1;
                }
                Turn::Module(_) => {}
            }
        }
    }
    println!("{requests} requests and {phases} data phases");
    assert!(requests > 150 && phases > 4, "{requests} requests and {phases} data phases");
}

/// What the module's side hears.
#[derive(Debug)]
enum Heard {
    Request(String, (&'static Command, DataPhase)),
    Data(String),
}

fn heard(decoder: &mut device::Decoder<2200>, mut input: &[u8]) -> Vec<Heard> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("examples are text");
    let mut all = Vec::new();
    while !input.is_empty() {
        let (consumed, event) = decoder.feed(input);
        input = &input[consumed..];
        match event {
            Some(device::Event::Request { request, line }) => {
                let request = request.unwrap_or_else(|error| panic!("{}: {error}", line.escape_ascii()));
                all.push(Heard::Request(text(line), (request.command(), request.data_phase())));
            }
            Some(device::Event::Data { chunk, .. }) => all.push(Heard::Data(text(chunk))),
            Some(device::Event::Pem { line, .. }) => all.push(Heard::Data(text(line.expect("room enough")) + "\r\n")),
            Some(other) => panic!("examples end their data by its count or its END line: {other:?}"),
            None => {}
        }
    }
    all
}

/// All dialogues, each with the name of its command, message or packet.
fn dialogues(spec: &Spec) -> Vec<(&str, &Example)> {
    let commands = spec.commands().map(|(_, command)| (command.names[0].name.as_str(), &*command.examples));
    let heads = spec.events.packets.iter().map(|packet| &packet.head);
    let unasked = spec.events.messages.iter().chain(heads).map(|line| (line.name.as_str(), &line.examples));
    commands.chain(unasked).flat_map(|(name, examples)| examples.iter().map(move |example| (name, example))).collect()
}

/// A talk as the manual prints it: without empty lines.
fn said(example: &Example) -> Vec<String> {
    let text = |says: &Turn| match says {
        Turn::Host(text) | Turn::Data(text) | Turn::Module(text) => text.clone(),
    };
    example.dialogue.iter().map(text).filter(|text| !text.is_empty()).collect()
}

/// A dialogue as far as it has gone.
struct Dialogue {
    name: String,
    decoder: Decoder<2048>,
    pending: Option<&'static Command>,
    /// What the module has said since the host spoke.
    said: Vec<u8>,
    /// The same, written from what was read.
    written: Vec<u8>,
    /// Where one is not the other.
    differences: Vec<String>,
}

impl Dialogue {
    fn new(name: String) -> Self {
        Dialogue {
            name,
            decoder: Decoder::new(),
            pending: None,
            said: Vec::new(),
            written: Vec::new(),
            differences: Vec::new(),
        }
    }

    fn says(&mut self, says: &Turn, next: Option<&Turn>) {
        match says {
            Turn::Host(text) if text.starts_with("AT") => {
                self.compare();
                self.request(text);
            }
            Turn::Host(_) | Turn::Data(_) => self.compare(),
            Turn::Module(text) if text.is_empty() => self.said.extend(b"\r\n"),
            Turn::Module(text) => self.line(text, next),
        }
    }

    fn request(&mut self, text: &str) {
        let mut buf = [0; 4096];
        let request =
            AnyRequest::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{}: {text}: {error}", self.name));
        let written = request.write(&mut buf).expect("room enough");
        self.same(written, format!("{text}\r\n").as_bytes());
        self.decoder.begin(request.command());
        self.pending = Some(request.command());
    }

    /// A line of the module. Behind a prompt and a whole packet stands no line end.
    fn line(&mut self, text: &str, next: Option<&Turn>) {
        let at = self.said.len();
        self.said.extend(text.as_bytes());
        if text != ">" && !text.starts_with("+IPD,") {
            self.said.extend(b"\r\n");
        }
        let input = self.said[at..].to_vec();
        let mut rest = input.as_slice();
        while !rest.is_empty() {
            let (consumed, event) = self.decoder.feed(rest);
            rest = &rest[consumed..];
            if let Some(event) = event {
                let mut buf = [0; 4096];
                let framed = framed(&self.name, self.pending, event, next, &mut buf);
                self.written.extend(framed);
            }
        }
    }

    fn same(&mut self, written: &[u8], talk: &[u8]) {
        if written != talk {
            let (written, talk) = (written.escape_ascii(), talk.escape_ascii());
            self.differences.push(format!("{}:\n  talk    {talk}\n  written {written}\n", self.name));
        }
    }

    /// What was read writes itself: the same bytes.
    fn compare(&mut self) {
        let (written, said) = (take(&mut self.written), take(&mut self.said));
        self.same(&written, &said);
    }
}

/// An event as the module's side writes it.
fn framed<'b>(
    name: &str,
    command: Option<&'static Command>,
    event: Event<'_>,
    next: Option<&Turn>,
    buf: &'b mut [u8],
) -> &'b [u8] {
    let answer = ResponseWriter::new(buf);
    let answer = match event {
        Event::Echo(line) => answer.echo(line),
        Event::Line(line) => {
            let command = command.expect("a line answers a command");
            let read = AnyLine::parse(command, line).expect("an answer");
            let read = read.unwrap_or_else(|error| panic!("{name}: {}: {error}", line.escape_ascii()));
            let mut text = [0; 4096];
            let text = Written(read.write(&mut text).expect("room enough"));
            let last = matches!(next, Some(Turn::Module(text)) if text == "OK");
            if command.no_line_ending && last { answer.line_without_ending(&text) } else { answer.line(&text) }
        }
        Event::Message(kind, line) => {
            let message = Message::parse(line).expect("a message").unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(message.kind(), kind);
            answer.message(&message)
        }
        Event::Reason(reason) => answer.reason(reason),
        Event::Final(result) => answer.result(result),
        Event::Accepted => answer.result(wizfi360_proto::Final::Ok),
        Event::Prompt => answer.prompt(),
        Event::Payload { header: head, chunk, .. } => answer.packet_header(head).payload(chunk),
        Event::Transparent(bytes) => answer.payload(bytes),
        other => panic!("{name}: nothing that the command answers: {other:?}"),
    };
    answer.finish().expect("room enough")
}

/// A line that has been written.
struct Written<'a>(&'a [u8]);

impl<'a> Line<'a> for Written<'a> {
    fn parse(line: &'a [u8]) -> Option<Result<Self, DecodeError>> {
        Some(Ok(Written(line)))
    }

    fn write_to(&self, w: &mut Writer<'_>) {
        w.raw(self.0);
    }
}
