//! Commands.

use super::{
    ErratumView, FormView, LineView, NoteView, SourceView,
    source::{SpanView, persist_word, requires, scope_word},
};
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{Command, Example, Name, Requirement, Source, Turn, Undecidable},
};

/// A command with all that is to be known of it.
#[derive(Clone, Debug, Serialize)]
pub struct CommandView {
    /// The file in which it stands: `wifi/join`.
    pub path: String,
    /// One sentence.
    pub title: String,
    /// Its names, the usual one first.
    pub names: Vec<NameView>,
    /// Other words that people search it by.
    pub search_terms: Vec<String>,
    /// The sections of the manual that describe it.
    pub sections: Vec<String>,
    /// What must hold, as sentences.
    pub requires: Vec<String>,
    /// The same as data, without what no dialogue decides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requirements: Vec<Requirement>,
    /// Requirements that no dialogue decides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undecidable: Vec<Undecidable>,
    /// Remarks.
    pub notes: Vec<NoteView>,
    /// Its forms.
    pub forms: Vec<FormView>,
    /// The lines that answer its forms.
    pub lines: Vec<LineView>,
    /// Dialogues that show it.
    pub examples: Vec<ExampleView>,
    /// The errata that concern it, its lines and its value types.
    pub errata: Vec<ErratumView>,
}

/// A name of a command.
#[derive(Clone, Debug, Serialize)]
pub struct NameView {
    /// Its name.
    pub name: String,
    /// `current`, `default` or `unsuffixed`, where the command has several names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<&'static str>,
    /// `volatile`, `flash` or `unstated`.
    pub persist: &'static str,
    /// The firmware that has it.
    #[serde(flatten)]
    pub firmware: SpanView,
    /// Where the name is documented.
    pub source: SourceView,
}

/// A dialogue.
#[derive(Clone, Debug, Serialize)]
pub struct ExampleView {
    /// A sentence about the dialogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The lines and data, in order.
    pub dialogue: Vec<TurnView>,
    /// As it is printed, where that is something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<Vec<String>>,
    /// The ids of the errata that concern it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
    /// Where it is documented.
    pub source: SourceView,
}

/// A line or data of a dialogue.
#[derive(Clone, Debug, Serialize)]
pub struct TurnView {
    /// `host` or `module`.
    pub from: &'static str,
    /// `line` (CR LF follows) or `data`.
    pub kind: &'static str,
    /// The line or the data.
    pub text: String,
}

impl CommandView {
    /// Resolves a command.
    pub fn new(spec: &Spec, path: &str, command: &Command) -> CommandView {
        // A command has a name; a spec that is being written may not have one yet.
        let around = command.names.first().map(|name| &name.source);
        let fallback = Source::Inference("the command has no name".into());
        let around = around.unwrap_or(&fallback);
        let notes = command.notes.iter().map(|note| NoteView::new(note, around)).collect();
        CommandView {
            path: path.to_string(),
            title: command.title.clone(),
            names: command.names.iter().map(NameView::new).collect(),
            search_terms: command.search_terms.clone(),
            sections: command.names.iter().filter_map(|name| name.source.section().map(str::to_string)).collect(),
            requires: requires(spec, &command.requires, &command.undecidable),
            requirements: command.requires.to_vec(),
            undecidable: command.undecidable.to_vec(),
            notes,
            forms: match command.names.first() {
                Some(name) => command
                    .forms
                    .iter()
                    .map(|form| {
                        let name = command.names.iter().find(|name| form.applies_to(name)).unwrap_or(name);
                        FormView::new(spec, command, name, form)
                    })
                    .collect(),
                None => Vec::new(),
            },
            lines: command.lines.iter().map(|line| LineView::new(spec, line, Some(command), around)).collect(),
            examples: command.examples.iter().map(ExampleView::new).collect(),
            errata: ErratumView::of_command(spec, command),
        }
    }

    /// The name that stands first.
    pub fn name(&self) -> &str {
        self.names.first().map_or("(no name)", |name| &name.name)
    }
}

impl NameView {
    fn new(name: &Name) -> NameView {
        NameView {
            name: name.name.clone(),
            scope: name.scope.map(scope_word),
            persist: persist_word(name.persist),
            firmware: SpanView::new(name),
            source: SourceView::new(&name.source),
        }
    }
}

impl ExampleView {
    /// Resolves a dialogue.
    pub fn new(example: &Example) -> ExampleView {
        let dialogue = example.dialogue.iter().map(|turn| match turn {
            Turn::Host(text) => TurnView { from: "host", kind: "line", text: text.clone() },
            Turn::Data(text) => TurnView { from: "host", kind: "data", text: text.clone() },
            Turn::Module(text) => TurnView { from: "module", kind: "line", text: text.clone() },
        });
        ExampleView {
            doc: example.doc.clone(),
            dialogue: dialogue.collect(),
            printed: example.printed.clone(),
            errata: example.errata.clone(),
            source: SourceView::new(&example.source),
        }
    }
}
