//! The manual: its sections, its lists of names, and the second entry of both sections and behaviour.

use serde::Serialize;
use serde_json::Value;
use wizfi360_spec::model::{Manual, Misprint, MisprintKind, NameList, PrintedNames, Versions};

/// The document that the spec is measured against.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ManualPage {
    pub(crate) title: String,
    pub(crate) edition: String,
    pub(crate) date: String,
    pub(crate) pages: u16,
    /// The sections, as transcribed.
    pub(crate) sections: Value,
    /// The lists of commands, as printed.
    pub(crate) lists: Vec<ListPage>,
    /// Names that are wrong in those lists.
    pub(crate) misprints: Vec<MisprintPage>,
    /// Chapter 2, as transcribed.
    pub(crate) general: Value,
    /// What forms, lines and resets do, in sentences.
    pub(crate) behaviour: Value,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct ListPage {
    /// `contents`, `command_list`, `headings` or `history`.
    list: &'static str,
    page: u16,
    #[serde(skip_serializing_if = "Versions::is_empty")]
    since: Versions,
    names: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct MisprintPage {
    list: &'static str,
    kind: MisprintKindPage,
    why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    erratum: Option<String>,
}

/// A name that is wrong in a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MisprintKindPage {
    /// `misspelt`, `stray`, `duplicate` or `missing`.
    kind: &'static str,
    /// As printed; a missing one as it should be.
    name: String,
    /// For a misspelt one: the name that is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    meant: Option<String>,
}

impl ManualPage {
    pub(crate) fn new(manual: &Manual) -> ManualPage {
        ManualPage {
            title: manual.title.clone(),
            edition: manual.edition.clone(),
            date: manual.date.clone(),
            pages: manual.pages,
            sections: without_empty(&manual.sections),
            lists: manual.lists.iter().map(ListPage::new).collect(),
            misprints: manual.misprints.iter().map(MisprintPage::new).collect(),
            general: without_empty(&manual.general),
            behaviour: without_empty(&manual.behaviour),
        }
    }
}

impl ListPage {
    fn new(PrintedNames { list, page, since, names }: &PrintedNames) -> ListPage {
        ListPage { list: list_word(*list), page: *page, since: since.clone(), names: names.clone() }
    }
}

impl MisprintPage {
    fn new(Misprint { list, kind, why, erratum }: &Misprint) -> MisprintPage {
        let (word, meant) = match kind {
            MisprintKind::Misspelt(_, meant) => ("misspelt", Some(meant.clone())),
            MisprintKind::Stray(_) => ("stray", None),
            MisprintKind::Duplicate(_) => ("duplicate", None),
            MisprintKind::Missing(_) => ("missing", None),
        };
        let kind = MisprintKindPage { kind: word, name: kind.name().to_string(), meant };
        MisprintPage { list: list_word(*list), kind, why: why.clone(), erratum: erratum.clone() }
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
