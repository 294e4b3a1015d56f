//! The manual's table of contents.

use serde::{Deserialize, Serialize};

/// The whole of `manual.ron`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manual {
    /// The document's title.
    pub title: String,
    /// The edition: `"1.1.1.9"`.
    pub edition: String,
    /// Its date as printed.
    pub date: String,
    /// How many pages it has.
    pub pages: u16,
    /// The sections that describe a command, or +IPD.
    pub sections: Vec<Section>,
}

/// One section of chapter 3.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its number: `"3.2.3"`.
    pub number: String,
    /// What it describes: `"AT+CWJAP_CUR"`.
    pub command: String,
    /// The page on which it begins.
    pub page: u16,
    /// How many forms it prints.
    pub forms: u8,
}
