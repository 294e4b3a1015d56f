//! A report as JSON, for tools. Its shape is in `docs/schemas/check.schema.json`.

use super::Report;
use serde::{Serialize, Serializer};
use wizfi360_spec::model::Source;

/// The report on one line, without a line end.
pub fn json(report: &Report) -> String {
    serde_json::to_string(report).expect("a report has no maps, and no keys but names")
}

/// The word for a source's rank: `manual`, `capture`, `vendor`, `driver`, `inference`.
pub(super) fn kind(source: &Source) -> &'static str {
    match source {
        Source::Manual(..) => "manual",
        Source::Capture(_) => "capture",
        Source::Vendor(_) => "vendor",
        Source::Driver(_) => "driver",
        Source::Inference(_) => "inference",
    }
}

/// A source as all JSON of `wizfi360` has it.
pub(super) fn source<S: Serializer>(source: &Source, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Shown<'s> {
        kind: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        section: Option<&'s str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        page: Option<u16>,
        text: String,
    }
    let page = match source {
        Source::Manual(_, page) => Some(*page),
        _ => None,
    };
    Shown { kind: kind(source), section: source.section(), page, text: source.to_string() }.serialize(serializer)
}
