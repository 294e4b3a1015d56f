//! Commands.

use super::{
    ErratumPage, FormPage, LinePage, NotePage, SourcePage,
    source::{SpanPage, persist_word, requires, scope_word},
};
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{Command, Example, Name, Requirement, Source, Turn, Undecidable},
};

/// A command with all that is to be known of it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CommandPage {
    /// The file in which it stands: `wifi/join`.
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) names: Vec<NamePage>,
    pub(crate) search_terms: Vec<String>,
    /// The sections of the manual that describe it.
    pub(crate) sections: Vec<String>,
    pub(crate) requires: Vec<String>,
    /// The same as data, without what no dialogue decides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) requirements: Vec<Requirement>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) undecidable: Vec<Undecidable>,
    pub(crate) notes: Vec<NotePage>,
    pub(crate) forms: Vec<FormPage>,
    /// The lines that answer its forms.
    pub(crate) lines: Vec<LinePage>,
    pub(crate) examples: Vec<ExamplePage>,
    /// The errata that concern it, its lines and its value types.
    pub(crate) errata: Vec<ErratumPage>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct NamePage {
    pub(crate) name: String,
    /// `current`, `default` or `unsuffixed`, where the command has several names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) scope: Option<&'static str>,
    /// `volatile`, `flash` or `unstated`.
    pub(crate) persist: &'static str,
    #[serde(flatten)]
    pub(crate) firmware: SpanPage,
    pub(crate) source: SourcePage,
}

/// A dialogue.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ExamplePage {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) doc: Option<String>,
    pub(crate) dialogue: Vec<TurnPage>,
    /// As it is printed, where that is something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) printed: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errata: Vec<String>,
    pub(crate) source: SourcePage,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct TurnPage {
    /// `host` or `module`.
    pub(crate) from: &'static str,
    /// `line` (CR LF follows) or `data`.
    pub(crate) kind: &'static str,
    pub(crate) text: String,
}

impl CommandPage {
    pub(crate) fn new(spec: &Spec, path: &str, command: &Command) -> CommandPage {
        // A command has a name; a spec that is being written may not have one yet.
        let around = command.names.first().map(|name| &name.source);
        let fallback = Source::Inference("the command has no name".into());
        let around = around.unwrap_or(&fallback);
        let notes = command.notes.iter().map(|note| NotePage::new(note, around)).collect();
        CommandPage {
            path: path.to_string(),
            title: command.title.clone(),
            names: command.names.iter().map(NamePage::new).collect(),
            search_terms: command.search_terms.clone(),
            sections: command.names.iter().filter_map(|name| name.source.section().map(str::to_string)).collect(),
            requires: requires(spec, &command.requires, &command.undecidable),
            requirements: command.requires.clone(),
            undecidable: command.undecidable.clone(),
            notes,
            forms: match command.names.first() {
                Some(name) => command
                    .forms
                    .iter()
                    .map(|form| {
                        let name = command.names.iter().find(|name| form.applies_to(name)).unwrap_or(name);
                        FormPage::new(spec, command, name, form)
                    })
                    .collect(),
                None => Vec::new(),
            },
            lines: command.lines.iter().map(|line| LinePage::new(spec, line, Some(command), around)).collect(),
            examples: command.examples.iter().map(ExamplePage::new).collect(),
            errata: ErratumPage::of_command(spec, command),
        }
    }

    /// The name that stands first.
    pub(crate) fn name(&self) -> &str {
        self.names.first().map_or("(no name)", |name| &name.name)
    }
}

impl NamePage {
    fn new(name: &Name) -> NamePage {
        NamePage {
            name: name.name.clone(),
            scope: name.scope.map(scope_word),
            persist: persist_word(name.persist),
            firmware: SpanPage::new(name),
            source: SourcePage::new(&name.source),
        }
    }
}

impl ExamplePage {
    pub(crate) fn new(example: &Example) -> ExamplePage {
        let dialogue = example.dialogue.iter().map(|turn| match turn {
            Turn::Host(text) => TurnPage { from: "host", kind: "line", text: text.clone() },
            Turn::Data(text) => TurnPage { from: "host", kind: "data", text: text.clone() },
            Turn::Module(text) => TurnPage { from: "module", kind: "line", text: text.clone() },
        });
        ExamplePage {
            doc: example.doc.clone(),
            dialogue: dialogue.collect(),
            printed: example.printed.clone(),
            errata: example.errata.clone(),
            source: SourcePage::new(&example.source),
        }
    }
}
