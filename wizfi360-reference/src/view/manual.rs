//! The manual: its sections, its lists of names, and the second entry of both sections and behaviour.

use serde::Serialize;
use serde_json::Value;
use wizfi360_spec::model::{Manual, Misprint, MisprintKind, NameList, PrintedNames, Versions};

/// The document that the spec is measured against.
#[derive(Clone, Debug, Serialize)]
pub struct ManualView {
    /// One sentence.
    pub title: String,
    /// The edition.
    pub edition: String,
    /// The date of the edition.
    pub date: String,
    /// The number of pages.
    pub pages: u16,
    /// The sections, as transcribed.
    pub sections: Value,
    /// The lists of commands, as printed.
    pub lists: Vec<ListView>,
    /// Names that are wrong in those lists.
    pub misprints: Vec<MisprintView>,
    /// Chapter 2, as transcribed.
    pub general: Value,
    /// What forms, lines and resets do, in sentences.
    pub behaviour: Value,
}

/// A list of names in the manual.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    /// `contents`, `command_list`, `headings` or `history`.
    list: &'static str,
    page: u16,
    #[serde(skip_serializing_if = "Versions::is_empty")]
    since: Versions,
    names: Vec<String>,
}

/// A name that the manual prints wrongly.
#[derive(Clone, Debug, Serialize)]
pub struct MisprintView {
    list: &'static str,
    kind: MisprintKindView,
    why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    erratum: Option<String>,
}

/// A name that is wrong in a list.
#[derive(Clone, Debug, Serialize)]
pub struct MisprintKindView {
    /// `misspelt`, `stray`, `duplicate` or `missing`.
    kind: &'static str,
    /// As printed; a missing one as it should be.
    name: String,
    /// For a misspelt one: the name that is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    meant: Option<String>,
}

impl ManualView {
    /// Resolves the manual.
    pub fn new(manual: &Manual) -> ManualView {
        ManualView {
            title: manual.title.clone(),
            edition: manual.edition.clone(),
            date: manual.date.clone(),
            pages: manual.pages,
            sections: without_empty(&manual.sections),
            lists: manual.lists.iter().map(ListView::new).collect(),
            misprints: manual.misprints.iter().map(MisprintView::new).collect(),
            general: without_empty(&manual.general),
            behaviour: without_empty(&manual.behaviour),
        }
    }
}

impl ListView {
    fn new(PrintedNames { list, page, since, names }: &PrintedNames) -> ListView {
        ListView { list: list_word(*list), page: *page, since: since.clone(), names: names.clone() }
    }
}

impl MisprintView {
    fn new(Misprint { list, kind, why, erratum }: &Misprint) -> MisprintView {
        let (word, meant) = match kind {
            MisprintKind::Misspelt(_, meant) => ("misspelt", Some(meant.clone())),
            MisprintKind::Stray(_) => ("stray", None),
            MisprintKind::Duplicate(_) => ("duplicate", None),
            MisprintKind::Missing(_) => ("missing", None),
        };
        let kind = MisprintKindView { kind: word, name: kind.name().to_string(), meant };
        MisprintView { list: list_word(*list), kind, why: why.clone(), erratum: erratum.clone() }
    }
}

/// A part of the model as JSON, without keys that have nothing.
fn without_empty(part: &impl Serialize) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                let is_empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
                fields.retain(|_, value| !is_empty(value));
                fields.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(part).unwrap_or_default();
    strip(&mut value);
    value
}

fn list_word(list: NameList) -> &'static str {
    match list {
        NameList::Contents => "contents",
        NameList::CommandList => "command_list",
        NameList::Headings => "headings",
        NameList::History => "history",
    }
}
