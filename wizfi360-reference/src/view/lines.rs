//! Lines from the module: answers, messages, heads of packets.

use super::{
    ExampleView, ShapeView, SourceView,
    params::{Inherited, Sender},
    source::SpanView,
};
use crate::syntax::LineSyntax;
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{Command, Effect, Line, Source, StateTest},
};

/// A line from the module.
#[derive(Clone, Debug, Serialize)]
pub struct LineView {
    /// Its name.
    pub name: String,
    /// One or two sentences about it.
    pub doc: String,
    /// How it looks, once for each alternative: `+CWLAP:(<ecn>,<ssid>,...)`.
    pub syntax: Vec<String>,
    /// What it begins with; `{scope}` is `_CUR`, `_DEF` or nothing.
    pub prefix: String,
    /// The text after the parameters.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ending: String,
    /// A word that stands as its last parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keyword: Option<String>,
    /// The text between two parameters.
    pub separator: String,
    /// Other prefixes that are read as this line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The same for people: `+CIPSTA[_CUR|_DEF]:network:`.
    #[serde(skip)]
    pub shown_aliases: Vec<String>,
    /// The parameters.
    pub params: ShapeView,
    /// An empty line stands before it: who says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blank_line_before: Option<SourceView>,
    /// True if it can come several times.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub repeats: bool,
    /// The circumstances in which it comes, as a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// The state in which it comes; of a message, in which it can come without being asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub present_if: Vec<StateTest>,
    /// What it says of the module's state.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<Effect>,
    /// True if it reports a restart of the module.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub restarts: bool,
    /// The firmware that has it.
    #[serde(flatten)]
    pub firmware: SpanView,
    /// Dialogues of a message or packet; those of answers stand at the command.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<ExampleView>,
    /// The ids of the errata that concern it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
    /// Where it is documented.
    pub source: SourceView,
}

impl LineView {
    /// `around` is the source of what encloses the line.
    pub fn new(spec: &Spec, line: &Line, command: Option<&Command>, around: &Source) -> LineView {
        let source = line.source.as_ref().unwrap_or(around);
        let syntax = LineSyntax::new(line, command);
        LineView {
            name: line.name.clone(),
            doc: line.doc.clone(),
            syntax: syntax.lines(),
            prefix: line.prefix.clone(),
            ending: line.ending.clone(),
            keyword: line.keyword.clone(),
            separator: line.separator.clone(),
            aliases: line.aliases.clone(),
            shown_aliases: line.aliases.iter().map(|alias| syntax.with_scope(alias)).collect(),
            params: ShapeView::new(&line.params, Inherited { spec, source, sender: Sender::Module }),
            blank_line_before: line.blank_line_before.as_ref().map(SourceView::new),
            repeats: line.repeats,
            when: line.when.clone(),
            present_if: line.present_if.clone(),
            reports: line.reports.clone(),
            restarts: line.restarts,
            firmware: SpanView::new(line),
            examples: line.examples.iter().map(ExampleView::new).collect(),
            errata: line.errata.clone(),
            source: SourceView::new(source),
        }
    }
}
