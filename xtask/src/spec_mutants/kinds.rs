//! Which kind of fact a path leads to.

use serde_json::Value;

/// Keys that hold no fact about the protocol: texts for readers, dialogues, references to errata.
const NO_FACTS: &[&str] = &[
    "doc",
    "beyond",
    "title",
    "search_terms",
    "notes",
    "effects",
    "undecidable",
    "why",
    "errata",
    "examples",
    "printed_forms",
    "no_example",
];

/// Things whose name is ours and not the protocol's.
const OWN_NAMES: &[&str] = &["lines", "messages", "head", "tail", "choice", "domains", "texts", "finals"];

/// True if a key holds no fact, or a name of our own.
pub(super) fn is_no_fact(key: &str, value: &Value, around: &[&str]) -> bool {
    let inside = around.last().copied().unwrap_or_default();
    NO_FACTS.contains(&key) || key == "name" && OWN_NAMES.contains(&inside) || key == "when" && value.is_string()
}

/// The kind of fact at a path of keys, the outermost first. A position in a list is no key.
pub(super) fn kind(keys: &[&str]) -> &'static str {
    let has = |key: &str| keys.contains(&key);
    let last = keys.last().copied().unwrap_or_default();
    match () {
        () if has("Manual") => "section or page of a source",
        () if has("requires") => "requirement",
        () if has("rules") => "rule across parameters",
        () if has("sets") => "effect",
        () if has("reports") => "report of a line",
        () if has("risks") => "risk",
        () if has("unspecified") => "what is undecided",
        () if has("present_if") => "presence of a line",
        () if has("timeout") || has("timeout_ms") => "timeout",
        () if has("since") || has("until") => "firmware",
        () if has("default") || has("factory") => "default",
        () if has("variables") => "state variable",
        () if has("data") => "data phase",
        () if has("persist") || has("scope") || has("scopes") => "persistence",
        () if has("forms") && has("finals") => "final result of a form",
        () if has("finals") || has("reasons") && has("texts") => "alphabet",
        () if has("reasons") => "reason of a form",
        () if has("messages") && has("forms") => "message of a form",
        () if has("answers") || last == "lines" => "answer of a form",
        () if has("restarts") || has("outcome") || has("reads_back") => "outcome",
        () if last == "unit" => "unit",
        () if has("Int") || has("Str") => "range or length",
        () if has("Enum") || has("Words") || has("Mask") => "value",
        () if has("params") => "parameter",
        () if has("lines") || has("messages") || has("packets") => "line",
        () if has("forms") => "form",
        () if has("names") => "name",
        () if has("domains") => "value type",
        () => "alphabet",
    }
}
