//! A report as one page, for people: a map of the sections, and the list of the cases with their dialogues.
//!
//! The page asks nobody for anything and runs no script but its own. What a module said stands in it as data, and is shown as text.

use super::{CaseResult, Report, Verdict};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

const PAGE: &str = include_str!("page/report.html");
const STYLE: &str = include_str!("page/report.css");
const SCRIPT: &str = concat!(
    include_str!("page/model.js"),
    include_str!("page/exchange.js"),
    include_str!("page/map.js"),
    include_str!("page/list.js"),
    include_str!("page/main.js"),
);

/// The report as a page.
pub fn html(report: &Report) -> String {
    let data = serde_json::to_string(&Data::of(report)).expect("it has no maps, and no keys but names");
    // Behind `<` a browser could see the end of the element.
    let data = data.replace('<', "\\u003c");
    let mut page = String::with_capacity(PAGE.len() + STYLE.len() + SCRIPT.len() + data.len());
    let mut rest = PAGE;
    // Each place is filled once, so that what is filled in is not searched for places.
    while let Some((before, (name, behind))) = rest.split_once("{{").and_then(|(a, b)| Some((a, b.split_once("}}")?))) {
        page.push_str(before);
        match name {
            "style" => page.push_str(STYLE),
            "style-hash" => page.push_str(&hash(STYLE)),
            "script" => page.push_str(SCRIPT),
            "script-hash" => page.push_str(&hash(SCRIPT)),
            "data" => page.push_str(&data),
            other => unreachable!("the page has a place `{other}`"),
        }
        rest = behind;
    }
    page.push_str(rest);
    page
}

/// A hash as a Content-Security-Policy names it.
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}

/// A report in few bytes: lists instead of objects, and what stands more than once in a table.
#[derive(Serialize)]
struct Data<'r> {
    module: &'r str,
    firmware: &'r str,
    profile: &'r str,
    began: u64,
    took_ms: u64,
    /// Number and title.
    sections: Vec<(&'r str, &'r str)>,
    /// Texts that stand more than once.
    texts: Vec<&'r str>,
    /// Rank and text.
    sources: Vec<(u8, String)>,
    cases: Vec<Case<'r>>,
}

/// Section (its place in the list), id, command, kind, sentence, whether it is positive, source (its place), errata, verdict, dialogue.
#[derive(Serialize)]
struct Case<'r>(usize, Text<'r>, Text<'r>, Text<'r>, Text<'r>, u8, usize, Vec<Text<'r>>, Vec<Text<'r>>, Vec<Part<'r>>);

/// A text, or its place in the table.
#[derive(Serialize)]
#[serde(untagged)]
enum Text<'r> {
    At(usize),
    Own(&'r str),
}

/// Of a dialogue, by turns: twice the milliseconds, one more if the module speaks; what is said.
#[derive(Serialize)]
#[serde(untagged)]
enum Part<'r> {
    When(u64),
    What(Text<'r>),
}

impl<'r> Data<'r> {
    fn of(report: &'r Report) -> Self {
        let texts = Texts::of(report);
        let mut sections: Vec<_> = report.sections.iter().map(|s| (s.number.as_str(), s.title.as_str())).collect();
        let mut sources = Vec::new();
        let cases = report
            .results
            .iter()
            .map(|result| {
                let section = place(&mut sections, |(number, _)| *number == result.section, || (&result.section, ""));
                let source = (result.source.rank(), result.source.to_string());
                let source = place(&mut sources, |known| *known == source, || source.clone());
                texts.case(result, section, source)
            })
            .collect();
        Data {
            module: &report.module,
            firmware: &report.firmware,
            profile: &report.profile,
            began: report.began,
            took_ms: report.took_ms,
            sections,
            texts: texts.list,
            sources,
            cases,
        }
    }
}

/// The place of what is sought; it is added if it is not there.
fn place<T>(list: &mut Vec<T>, is: impl FnMut(&T) -> bool, new: impl FnOnce() -> T) -> usize {
    list.iter().position(is).unwrap_or_else(|| {
        list.push(new());
        list.len() - 1
    })
}

/// The table of texts.
struct Texts<'r> {
    list: Vec<&'r str>,
    places: HashMap<&'r str, usize>,
}

impl<'r> Texts<'r> {
    fn of(report: &'r Report) -> Self {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for text in report.results.iter().flat_map(texts) {
            *counts.entry(text).or_default() += 1;
        }
        let mut list: Vec<_> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
        // The commonest have the shortest numbers.
        list.sort_by(|(a, n), (b, m)| m.cmp(n).then(a.cmp(b)));
        let list: Vec<_> = list.into_iter().map(|(text, _)| text).collect();
        let places = list.iter().enumerate().map(|(at, text)| (*text, at)).collect();
        Texts { list, places }
    }

    fn text(&self, text: &'r str) -> Text<'r> {
        self.places.get(text).map_or(Text::Own(text), |at| Text::At(*at))
    }

    fn case(&self, result: &'r CaseResult, section: usize, source: usize) -> Case<'r> {
        let texts = |list: Vec<&'r str>| list.into_iter().map(|text| self.text(text)).collect();
        Case(
            section,
            self.text(&result.id),
            self.text(&result.command),
            self.text(&result.about),
            self.text(&result.title),
            result.positive.into(),
            source,
            texts(result.errata.iter().map(String::as_str).collect()),
            texts(verdict(&result.verdict)),
            result
                .dialogue
                .iter()
                .flat_map(|said| {
                    [Part::When(said.at_ms * 2 + u64::from(said.by_module)), Part::What(self.text(&said.text))]
                })
                .collect(),
        )
    }
}

/// The texts of a verdict: as many as there are tells which it is.
fn verdict(verdict: &Verdict) -> Vec<&str> {
    match verdict {
        Verdict::AsExpected => vec![],
        Verdict::NotRun { why } => vec![why],
        Verdict::Deviates { says, expects } => vec![says, expects],
    }
}

/// All texts of a result.
fn texts(result: &CaseResult) -> impl Iterator<Item = &str> {
    let CaseResult { id, command, about, title, .. } = result;
    let dialogue = result.dialogue.iter().map(|said| &said.text);
    [id, command, about, title]
        .into_iter()
        .chain(&result.errata)
        .chain(dialogue)
        .map(String::as_str)
        .chain(verdict(&result.verdict))
}
