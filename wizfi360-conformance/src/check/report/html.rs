//! A report as one page, for people: a map of the sections, and the list of the cases with their dialogues.
//!
//! The page asks nobody for anything and runs no script but its own. In it stands the report as [`json`] writes it, deflated and as base64:
//! 5,000 cases take less room than a photograph, and nothing that a module said can end an element.

use super::{Report, json};
use base64::{Engine, prelude::BASE64_STANDARD};
use miniz_oxide::deflate::compress_to_vec;
use sha2::{Digest, Sha256};

const PAGE: &str = include_str!("page/report.html");
const STYLE: &str = include_str!("page/report.css");
const SCRIPT: &str = concat!(
    include_str!("page/model.js"),
    include_str!("page/exchange.js"),
    include_str!("page/map.js"),
    include_str!("page/list.js"),
    include_str!("page/main.js"),
);

/// How hard it is tried to make the data small, of 10.
const EFFORT: u8 = 8;

/// The report as a page.
pub fn html(report: &Report) -> String {
    let data = BASE64_STANDARD.encode(compress_to_vec(json(report).as_bytes(), EFFORT));
    let filled = [
        ("{{style-hash}}", hash(STYLE)),
        ("{{script-hash}}", hash(SCRIPT)),
        ("{{style}}", STYLE.to_string()),
        ("{{script}}", SCRIPT.to_string()),
        ("{{data}}", data),
    ];
    filled.iter().fold(PAGE.to_string(), |page, (place, text)| page.replacen(place, text, 1))
}

/// A hash as a Content-Security-Policy names it.
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}
