//! The edges of every parameter: the smallest and largest value and what is just beyond, the shortest and longest text and one byte
//! more, each listed value and one that is not. And those of every list: as short and as long as can be, cut short, one too many.
//!
//! Each case is a whole line with one parameter at an edge and all others at a plain value. What is to become of it is told by the limits
//! in the spec and the rules of `wizfi360-proto/docs/codec.md` alone: neither the interpreter nor generated code is asked.

mod list;
mod rules;
mod run;
mod value;

use list::{ListEdge, list_edges};
use rules::Rules;
use run::{Part, Run, runs};
use value::{Edge, Writer, edges, tag_edges};
use wizfi360_spec::{
    Spec,
    interpret::ErrorKind,
    model::{Command, Form, Line, Name, Scope, Shape},
};

/// A line with one parameter at an edge.
#[derive(Clone, Debug)]
pub struct Case<'s> {
    /// Where and what: section (or name, where the manual has none), form, line, branches, parameter, edge.
    /// `3.2.3/set/ssid/33-bytes`, `3.3.3/set/with-link-id/tcp/remote-port/0`, `3.2.3/query/joined/channel/0`.
    pub id: String,
    /// What kind of line it is.
    pub of: Of<'s>,
    /// The parameter's name: the manual's word. `None` if the case is about the whole list.
    pub param: Option<&'s str>,
    /// The line, without its line end.
    pub text: Vec<u8>,
    /// The parameters as names and plain texts, where that can say them.
    pub values: Option<Vec<(String, Vec<u8>)>>,
    /// What is to become of it.
    pub expect: Expect,
}

/// What kind of line a case is.
#[derive(Clone, Copy, Debug)]
pub enum Of<'s> {
    /// A request.
    Request {
        /// Whose.
        command: &'s Command,
        /// By which name.
        name: &'s Name,
        /// Of which form.
        form: &'s Form,
    },
    /// An answer to a request.
    Answer {
        /// The command that is answered.
        command: &'s Command,
        /// Its form.
        form: &'s Form,
        /// The line.
        line: &'s Line,
    },
    /// A message or the head of a packet.
    Event(&'s Line),
}

impl<'s> Of<'s> {
    /// The line of the spec, if it is one from the module.
    pub fn line(&self) -> Option<&'s Line> {
        match self {
            Of::Request { .. } => None,
            Of::Answer { line, .. } | Of::Event(line) => Some(line),
        }
    }
}

/// What is to become of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// It is taken, and this is how it is written again.
    Taken(Vec<u8>),
    /// It is refused for this reason. `None` where the reason can be another parameter's: quotes in the first place may tell whether a
    /// lead is there.
    Refused(Option<ErrorKind>),
}

/// The edges of all parameters of all requests, answers, messages and heads.
///
/// A command with several names has the cases of its requests for each, and those of its answers for each that stands in the answer.
pub fn all(spec: &Spec) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    for (_, command) in spec.commands() {
        for form in &command.forms {
            requests(spec, command, form, &mut cases);
            answers(spec, command, form, &mut cases);
        }
    }
    let heads = spec.events.packets.iter().map(|packet| &packet.head);
    for line in spec.events.messages.iter().chain(heads) {
        let section = line.source.as_ref().and_then(|source| source.section()).unwrap_or("event");
        let id = format!("{section}/{}", slug(&line.name));
        from_module(spec, line, line.prefix.clone(), id, Of::Event(line), &mut cases);
    }
    cases
}

/// The part of an id that names the section, or the command where the manual has none.
pub fn section_of(name: &Name) -> &str {
    name.source.section().unwrap_or(&name.name)
}

/// The cases of a form's requests.
fn requests<'s>(spec: &'s Spec, command: &'s Command, form: &'s Form, cases: &mut Vec<Case<'s>>) {
    let kind = form.kind.word();
    for name in &command.names {
        let lines = Lines {
            writer: Writer { spec, is_host: true, separator: "," },
            id: format!("{}/{kind}", section_of(name)),
            of: Of::Request { command, name, form },
            before: format!("{}{}", name.name, form.sign(name)),
            word: None,
            behind: "",
            form: Some(form),
        };
        if form.applies_to(name) {
            lines.cases(&form.params, cases);
        } else {
            lines.not_by_this_name(&form.params, cases);
        }
    }
}

/// The cases of the lines that answer a form.
fn answers<'s>(spec: &'s Spec, command: &'s Command, form: &'s Form, cases: &mut Vec<Case<'s>>) {
    let kind = form.kind.word();
    for line in command.lines.iter().filter(|line| form.answers.contains(&line.name)) {
        let has_scope = line.prefix.contains("{scope}");
        let names = command.names.iter().filter(|name| form.applies_to(name));
        for name in names.take(if has_scope { usize::MAX } else { 1 }) {
            let prefix = line.prefix.replace("{scope}", name.scope.map_or("", Scope::suffix));
            let id = format!("{}/{kind}/{}", section_of(name), slug(&line.name));
            from_module(spec, line, prefix, id, Of::Answer { command, form, line }, cases);
        }
    }
}

/// The cases of a line from the module.
fn from_module<'s>(spec: &'s Spec, line: &'s Line, before: String, id: String, of: Of<'s>, cases: &mut Vec<Case<'s>>) {
    let writer = Writer { spec, is_host: false, separator: &line.separator };
    let lines = Lines { writer, id, of, before, word: line.keyword.as_deref(), behind: &line.ending, form: None };
    lines.cases(&line.params, cases);
}

/// Lines that differ in their parameters alone.
struct Lines<'s> {
    writer: Writer<'s>,
    /// What the ids of their cases begin with.
    id: String,
    of: Of<'s>,
    before: String,
    word: Option<&'s str>,
    behind: &'s str,
    /// The form whose rules its parameters keep.
    form: Option<&'s Form>,
}

impl<'s> Lines<'s> {
    fn cases(&self, shape: &'s Shape, cases: &mut Vec<Case<'s>>) {
        let rules = Rules { writer: self.writer, shape, form: self.form };
        for ListEdge { name, tokens, param, refused } in list_edges(rules) {
            let text = self.line(tokens);
            let expect = refused.map_or_else(|| Expect::Taken(text.clone()), |error| Expect::Refused(Some(error)));
            let id = format!("{}/{name}", self.id);
            cases.push(Case { id, of: self.of, param, text, values: None, expect });
        }
        for (name, param, list) in rules.breaches() {
            cases.push(Case {
                id: format!("{}/{name}", self.id),
                of: self.of,
                param: Some(param),
                values: Some(list.values(self.writer)),
                text: self.line(list.tokens),
                expect: Expect::Refused(Some(ErrorKind::RuleViolation)),
            });
        }
        for run in runs(shape) {
            cases.extend(edges_of(self.writer, &run).into_iter().map(|edge| self.edge(rules, &run, edge)));
        }
    }

    /// A line with one parameter at an edge, and all others as the rules of the form allow them.
    fn edge(&self, rules: Rules<'s>, run: &Run<'s>, edge: Edge) -> Case<'s> {
        let list = run.list(self.writer, edge.expect.as_ref().unwrap_or(&edge.token));
        let fitting = if edge.expect.is_ok() { rules.fit(list.clone(), Some(run.at)) } else { None };
        let breaks_rule = edge.expect.is_ok() && fitting.is_none();
        let list = fitting.unwrap_or(list);
        let with = |token: &[u8]| {
            let mut list = list.clone();
            list.tokens[run.at] = token.to_vec();
            list
        };
        let expect = match &edge.expect {
            Ok(_) if breaks_rule => Expect::Refused(Some(ErrorKind::RuleViolation)),
            Ok(again) => Expect::Taken(self.line(with(again).tokens)),
            Err(_) if run.may_tell_lead() && edge.meant.is_none() => Expect::Refused(None),
            Err(error) => Expect::Refused(Some(*error)),
        };
        Case {
            id: run.id(&self.id, &edge.name),
            of: self.of,
            param: Some(run.target().name()),
            text: self.line(with(&edge.token).tokens),
            values: edge.meant.as_ref().map(|meant| {
                let mut values = list.values(self.writer);
                values[run.at].1.clone_from(meant);
                values
            }),
            expect,
        }
    }

    /// One of the lines that another name of the command has: this name does not have the form.
    fn not_by_this_name(&self, shape: &'s Shape, cases: &mut Vec<Case<'s>>) {
        let rules = Rules { writer: self.writer, shape, form: self.form };
        let shortest = list_edges(rules).into_iter().next();
        let text = self.line(shortest.map(|edge| edge.tokens).unwrap_or_default());
        let expect = Expect::Refused(Some(ErrorKind::UnknownForm));
        let id = format!("{}/not-by-this-name", self.id);
        cases.push(Case { id, of: self.of, param: None, text, values: None, expect });
    }

    /// The line that has these parameters.
    fn line(&self, mut tokens: Vec<Vec<u8>>) -> Vec<u8> {
        tokens.extend(self.word.map(|word| word.as_bytes().to_vec()));
        [self.before.as_bytes(), &tokens.join(self.writer.separator.as_bytes()), self.behind.as_bytes()].concat()
    }
}

/// The edges of the parameter that a run is about.
fn edges_of(writer: Writer<'_>, run: &Run<'_>) -> Vec<Edge> {
    match run.target() {
        Part::Param(param) => edges(writer, param),
        Part::Tag(choice, _) => tag_edges(choice),
    }
}

/// A name as a part of an id: lower case, words with `-` between them.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::new();
    let mut before_is_lower = false;
    for character in name.chars() {
        if !character.is_ascii_alphanumeric() {
            before_is_lower = false;
            slug.push('-');
            continue;
        }
        if character.is_ascii_uppercase() && before_is_lower {
            slug.push('-');
        }
        before_is_lower = !character.is_ascii_uppercase();
        slug.push(character.to_ascii_lowercase());
    }
    slug
}
