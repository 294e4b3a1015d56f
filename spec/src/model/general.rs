//! Chapter 2 of the manual, transcribed: what holds for all commands.

use super::Difference;
use serde::{Deserialize, Serialize};

/// The lists of chapter 2, which hold for all commands.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct General {
    /// The page on which each section of chapter 2 and each chapter without sections begins, and the last page of it.
    #[serde(default)]
    pub pages: Vec<(String, u16, u16)>,
    /// The final results and reasons of section 2.2.
    #[serde(default)]
    pub results: Vec<PrintedText>,
    /// The messages of section 2.3.
    #[serde(default)]
    pub messages: Vec<PrintedText>,
    /// What only words say.
    #[serde(default)]
    pub words: Vec<PrintedWords>,
    /// Accepted differences.
    #[serde(default)]
    pub differs: Vec<Difference>,
}

/// A text that the module prints.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedText {
    /// The text.
    pub text: String,
    /// What it means.
    pub meaning: String,
    /// The page.
    pub page: u16,
}

/// What only words say.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedWords {
    /// It, in words.
    pub words: String,
    /// The part of a text about all commands that says the same.
    #[serde(default)]
    pub said: Option<String>,
    /// The page.
    pub page: u16,
}
