//! The manual: its sections, its lists of names, and the limits that it prints.

use serde::Serialize;
use wizfi360_spec::model::{Bound, Limit, Manual, Misprint, NameList, PrintedNames, Section, Slip, Versions};

/// The document that the spec is measured against.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ManualPage {
    pub(crate) title: String,
    pub(crate) edition: String,
    pub(crate) date: String,
    pub(crate) pages: u16,
    pub(crate) sections: Vec<Section>,
    /// The lists of commands, as printed.
    pub(crate) lists: Vec<ListPage>,
    /// Names that are wrong in those lists.
    pub(crate) misprints: Vec<MisprintPage>,
    /// The limits, as printed.
    pub(crate) limits: Vec<LimitPage>,
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
    is: SlipPage,
    why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    erratum: Option<String>,
}

/// A name that is wrong in a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SlipPage {
    /// `misspelt`, `stray`, `twice` or `missing`.
    kind: &'static str,
    /// As printed; a missing one as it should be.
    name: String,
    /// For a misspelt one: the name that is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    meant: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct LimitPage {
    section: String,
    of: String,
    is: BoundPage,
    #[serde(skip_serializing_if = "Option::is_none")]
    erratum: Option<String>,
}

/// A printed limit. `kind` decides which of the other keys are present.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum BoundPage {
    /// A number.
    Number {
        #[serde(skip_serializing_if = "Option::is_none")]
        min: Option<i64>,
        max: i64,
    },
    /// A length in bytes.
    Length {
        #[serde(skip_serializing_if = "Option::is_none")]
        min: Option<u16>,
        max: u16,
    },
    /// How many parameters have names that begin so.
    Count { max: usize },
    /// Defaults or factory defaults of parameters in a row, as on the wire.
    Default { values: Vec<String> },
    /// All listed values.
    Values { values: Vec<i64> },
    /// All bits of a mask, as a number.
    AllBits { value: u32 },
    /// A MAC address that is no group address.
    NoGroup,
    /// A limit that only words can express.
    Text { text: String },
}

impl ManualPage {
    pub(crate) fn new(manual: &Manual) -> ManualPage {
        ManualPage {
            title: manual.title.clone(),
            edition: manual.edition.clone(),
            date: manual.date.clone(),
            pages: manual.pages,
            sections: manual.sections.clone(),
            lists: manual.lists.iter().map(ListPage::new).collect(),
            misprints: manual.misprints.iter().map(MisprintPage::new).collect(),
            limits: manual.limits.iter().map(LimitPage::new).collect(),
        }
    }
}

impl ListPage {
    fn new(PrintedNames { list, page, since, names }: &PrintedNames) -> ListPage {
        ListPage { list: list_word(*list), page: *page, since: since.clone(), names: names.clone() }
    }
}

impl MisprintPage {
    fn new(Misprint { list, is, why, erratum }: &Misprint) -> MisprintPage {
        let (kind, meant) = match is {
            Slip::Misspelt(_, meant) => ("misspelt", Some(meant.clone())),
            Slip::Stray(_) => ("stray", None),
            Slip::Twice(_) => ("twice", None),
            Slip::Missing(_) => ("missing", None),
        };
        let is = SlipPage { kind, name: is.name().to_string(), meant };
        MisprintPage { list: list_word(*list), is, why: why.clone(), erratum: erratum.clone() }
    }
}

impl LimitPage {
    fn new(Limit { section, of, is, erratum }: &Limit) -> LimitPage {
        let is = match is {
            Bound::Range(min, max) => BoundPage::Number { min: Some(*min), max: *max },
            Bound::Most(max) => BoundPage::Number { min: None, max: *max },
            Bound::Length(min, max) => BoundPage::Length { min: Some(*min), max: *max },
            Bound::Longest(max) => BoundPage::Length { min: None, max: *max },
            Bound::Count(max) => BoundPage::Count { max: *max },
            Bound::Default(value) => BoundPage::Default { values: vec![value.clone()] },
            Bound::Defaults(values) => BoundPage::Default { values: values.clone() },
            Bound::Values(values) => BoundPage::Values { values: values.clone() },
            Bound::AllBits(value) => BoundPage::AllBits { value: *value },
            Bound::NoGroup => BoundPage::NoGroup,
            Bound::Text(text) => BoundPage::Text { text: text.clone() },
        };
        LimitPage { section: section.clone(), of: of.clone(), is, erratum: erratum.clone() }
    }
}

fn list_word(list: NameList) -> &'static str {
    match list {
        NameList::Contents => "contents",
        NameList::CommandList => "command_list",
        NameList::Headings => "headings",
        NameList::History => "history",
    }
}
