//! How much of the manual is in the spec, section by section.

use super::{examples_counted::exchanges_of, sections_covered::forms_of, transcription};
use crate::{Spec, model::Section};
use serde::Serialize;

/// A section of the manual, and what the spec has of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SectionCoverage {
    /// Its number: `"3.2.3"`.
    pub number: String,
    /// What it describes: `"AT+CWJAP_CUR"`.
    pub command: String,
    /// The page on which it begins.
    pub page: u16,
    /// True if the spec has the command, or packet.
    pub is_known: bool,
    /// Its forms.
    pub forms: Coverage,
    /// The exchanges of its examples: each request with all that it brings.
    pub exchanges: Coverage,
    /// What it prints of its parameters: names, kinds, values, ranges, lengths, units, defaults.
    pub limits: Coverage,
}

/// How many the manual prints, and how many of them the spec has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// In the manual.
    pub printed: usize,
    /// In the spec. A repaired dialogue may show more than is printed.
    pub found: usize,
}

impl Coverage {
    /// True if the spec has all that the manual prints.
    pub fn is_complete(self) -> bool {
        self.found >= self.printed
    }
}

impl SectionCoverage {
    /// True if the spec has the command, and all that the manual prints of it.
    pub fn is_complete(&self) -> bool {
        self.is_known && self.forms.is_complete() && self.exchanges.is_complete() && self.limits.is_complete()
    }
}

/// All sections of the manual, in its order.
pub fn coverage(spec: &Spec) -> Vec<SectionCoverage> {
    let cover = |section: &Section| {
        let forms = forms_of(spec, section);
        let number = section.number.as_str();
        SectionCoverage {
            number: section.number.clone(),
            command: section.command.clone(),
            page: section.page,
            is_known: forms.is_some(),
            forms: Coverage { printed: section.forms.len(), found: forms.unwrap_or(0) },
            exchanges: Coverage { printed: section.exchanges.into(), found: exchanges_of(spec, number) },
            limits: transcription::share(spec, section),
        }
    };
    spec.manual.sections.iter().map(cover).collect()
}
