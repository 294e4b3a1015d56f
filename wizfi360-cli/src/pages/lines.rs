//! Lines from the module: answers, messages, heads of packets.

use super::{
    ExamplePage, LineSyntax, ShapePage, SourcePage,
    params::{Around, Sender},
    source::SpanPage,
};
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{Command, Effect, Line, Source, StateTest},
};

/// A line from the module.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LinePage {
    pub(crate) name: String,
    pub(crate) doc: String,
    /// How it looks, once for each alternative: `+CWLAP:(<ecn>,<ssid>,...)`.
    pub(crate) syntax: Vec<String>,
    /// What it begins with; `{scope}` is `_CUR`, `_DEF` or nothing.
    pub(crate) prefix: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) ending: String,
    /// A word that stands as its last parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) keyword: Option<String>,
    pub(crate) separator: String,
    /// Other prefixes that are read as this line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) aliases: Vec<String>,
    /// The same for people: `+CIPSTA[_CUR|_DEF]:network:`.
    #[serde(skip)]
    pub(crate) shown_aliases: Vec<String>,
    pub(crate) params: ShapePage,
    /// An empty line stands before it: who says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) blank_line_before: Option<SourcePage>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) repeats: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) when: Option<String>,
    /// For answer lines: the state in which it comes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) present_if: Vec<StateTest>,
    /// What it says of the module's state.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) reports: Vec<Effect>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) restarts: bool,
    #[serde(flatten)]
    pub(crate) firmware: SpanPage,
    /// Dialogues of a message or packet; those of answers stand at the command.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) examples: Vec<ExamplePage>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errata: Vec<String>,
    pub(crate) source: SourcePage,
}

impl LinePage {
    /// `around` is the source of what encloses the line.
    pub(crate) fn new(spec: &Spec, line: &Line, command: Option<&Command>, around: &Source) -> LinePage {
        let source = line.source.as_ref().unwrap_or(around);
        let syntax = LineSyntax::new(line, command);
        LinePage {
            name: line.name.clone(),
            doc: line.doc.clone(),
            syntax: syntax.lines(),
            prefix: line.prefix.clone(),
            ending: line.ending.clone(),
            keyword: line.keyword.clone(),
            separator: line.separator.clone(),
            aliases: line.aliases.clone(),
            shown_aliases: line.aliases.iter().map(|alias| syntax.with_scope(alias)).collect(),
            params: ShapePage::new(&line.params, Around { spec, source, sender: Sender::Module }),
            blank_line_before: line.blank_line_before.as_ref().map(SourcePage::new),
            repeats: line.repeats,
            when: line.when.clone(),
            present_if: line.present_if.clone(),
            reports: line.reports.clone(),
            restarts: line.restarts,
            firmware: SpanPage::new(line),
            examples: line.examples.iter().map(ExamplePage::new).collect(),
            errata: line.errata.clone(),
            source: SourcePage::new(source),
        }
    }
}
