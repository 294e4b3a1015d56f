//! A report as JUnit XML, for CI systems: a suite for each section, a deviation as a failure, what was not run as skipped, and a run that has not come to its end as an error.
//!
//! It is of the shape that Jenkins takes (`tests/schemas/junit-10.xsd`), which others take too.

use super::{CaseResult, Report, Sender, Verdict};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use std::{
    fmt::Write as _,
    io,
    time::{Duration, UNIX_EPOCH},
};

/// The report. Characters that XML cannot hold are written as in Rust: `\x1b`, `\u{ffff}`.
pub fn junit(report: &Report) -> String {
    written(report, &Words { run: "wizfi360 check", says: "module says" })
}

/// The same of a driver: [`Report::module`] is its name, a section is a scenario.
pub fn junit_of_driver(report: &Report) -> String {
    written(report, &Words { run: "wizfi360 drive-check", says: "driver says" })
}

/// What a report is about, in words.
struct Words {
    run: &'static str,
    says: &'static str,
}

fn written(report: &Report, words: &Words) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    write(report, words, &mut writer).expect("memory takes all that is written");
    let mut text = String::from_utf8(writer.into_inner()).expect("it is written as UTF-8");
    text.push('\n');
    text
}

type Xml = Writer<Vec<u8>>;

fn write(report: &Report, words: &Words, xml: &mut Xml) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let counts = Counts::of(&report.results);
    let early = usize::from(report.aborted.is_some());
    xml.create_element("testsuites")
        .with_attribute(("name", on_a_line(&format!("{}: {}", words.run, report.module)).as_str()))
        .with_attribute(("tests", (report.results.len() + early).to_string().as_str()))
        .with_attribute(("failures", counts.failures.as_str()))
        .with_attribute(("errors", early.to_string().as_str()))
        .with_attribute(("time", seconds(report.took_ms).as_str()))
        .write_inner_content(|xml| {
            // The results stand in the order of the sections.
            report
                .results
                .chunk_by(|a, b| a.section == b.section)
                .try_for_each(|results| suite(report, results, words, xml))?;
            report.aborted.iter().try_for_each(|why| has_ended_early(report, why, xml))
        })?;
    Ok(())
}

/// A suite of its own: none of the cases is to blame for it, and a CI system that skips what was not run still shows it.
fn has_ended_early(report: &Report, why: &str, xml: &mut Xml) -> io::Result<()> {
    let began = humantime::format_rfc3339_seconds(UNIX_EPOCH + Duration::from_secs(report.started_at)).to_string();
    xml.create_element("testsuite")
        .with_attribute(("name", "run"))
        .with_attribute(("tests", "1"))
        .with_attribute(("failures", "0"))
        .with_attribute(("errors", "1"))
        .with_attribute(("skipped", "0"))
        .with_attribute(("time", seconds(0).as_str()))
        .with_attribute(("timestamp", began.as_str()))
        .write_inner_content(|xml| {
            let case = xml.create_element("testcase").with_attribute(("classname", "run"));
            let case = case.with_attribute(("name", "the run comes to its end")).with_attribute(("time", "0.000"));
            case.write_inner_content(|xml| {
                let error = xml.create_element("error").with_attribute(("type", "ended-early"));
                error.with_attribute(("message", on_a_line(why).as_str())).write_empty()?;
                Ok(())
            })?;
            Ok(())
        })?;
    Ok(())
}

/// The results of a section.
fn suite(report: &Report, results: &[CaseResult], words: &Words, xml: &mut Xml) -> io::Result<()> {
    let number = results.first().map_or("", |result| result.section.as_str());
    let title = report.sections.iter().find(|section| section.number == number);
    let name = match title {
        Some(section) if section.title != number => format!("{number} {}", section.title),
        _ => number.to_string(),
    };
    // A full stop would stand between a package and a class.
    let name = on_a_line(name.trim_end_matches('.'));
    let counts = Counts::of(results);
    let began = humantime::format_rfc3339_seconds(UNIX_EPOCH + Duration::from_secs(report.started_at)).to_string();
    xml.create_element("testsuite")
        .with_attribute(("name", name.as_str()))
        .with_attribute(("tests", counts.tests.as_str()))
        .with_attribute(("failures", counts.failures.as_str()))
        .with_attribute(("errors", "0"))
        .with_attribute(("skipped", counts.skipped.as_str()))
        .with_attribute(("time", seconds(results.iter().map(took_ms).sum()).as_str()))
        .with_attribute(("timestamp", began.as_str()))
        .write_inner_content(|xml| {
            xml.create_element("properties").write_inner_content(|xml| {
                [("module", &report.module), ("firmware", &report.firmware), ("profile", &report.profile)]
                    .into_iter()
                    .try_for_each(|(name, value)| {
                        let property = xml.create_element("property").with_attribute(("name", name));
                        property.with_attribute(("value", on_a_line(value).as_str())).write_empty()?;
                        Ok(())
                    })
            })?;
            results.iter().try_for_each(|result| case(&name, result, words, xml))
        })?;
    Ok(())
}

/// A result. CI systems show the class first, then the name.
fn case(class: &str, result: &CaseResult, words: &Words, xml: &mut Xml) -> io::Result<()> {
    let case = xml
        .create_element("testcase")
        .with_attribute(("classname", class))
        .with_attribute(("name", on_a_line(&result.id).as_str()))
        .with_attribute(("time", seconds(took_ms(result)).as_str()));
    match &result.verdict {
        Verdict::AsExpected => case.write_empty()?,
        Verdict::Deviates { actual, expected } => case.write_inner_content(|xml| {
            let message = on_a_line(&format!("{}: {} {actual}; spec expects {expected}", result.title, words.says));
            xml.create_element("failure")
                .with_attribute(("type", "deviates"))
                .with_attribute(("message", message.as_str()))
                .write_text_content(BytesText::new(&told(result, words, actual, expected)))?;
            Ok(())
        })?,
        Verdict::NotRun { reason } => case.write_inner_content(|xml| {
            let skipped = xml.create_element("skipped").with_attribute(("type", "not-run"));
            skipped.with_attribute(("message", on_a_line(reason).as_str())).write_empty()?;
            Ok(())
        })?,
    };
    Ok(())
}

/// A deviation in full.
fn told(result: &CaseResult, words: &Words, actual: &str, expected: &str) -> String {
    let mut text = format!("{}:  {actual}\nspec expects: {expected}\nsource:       {}\n", words.says, result.source);
    if !result.errata.is_empty() {
        let _ = writeln!(text, "errata:       {}", result.errata.join(", "));
    }
    for said in &result.dialogue {
        let who = if said.from == Sender::Module { "<" } else { ">" };
        let _ = write!(text, "\n{:>6} ms {who} {}", said.at_ms, said.text);
        if said.is_setup {
            text.push_str("  (preparation)");
        }
    }
    printable(&text, |c| c == '\n')
}

fn on_a_line(text: &str) -> String {
    printable(text, |_| false)
}

/// The text with control characters, but for those that are kept, and what XML 1.0 forbids written as in Rust.
fn printable(text: &str, keeps: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if keeps(c) => out.push(c),
            '\t' | '\n' | '\r' | '\u{fffe}' | '\u{ffff}' => out.extend(c.escape_default()),
            c if c.is_control() => {
                let _ = write!(out, "\\x{:02x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// How long the dialogue took.
fn took_ms(result: &CaseResult) -> u64 {
    result.dialogue.last().map_or(0, |said| said.at_ms)
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000)
}

/// How many there are of each kind, in digits.
struct Counts {
    tests: String,
    failures: String,
    skipped: String,
}

impl Counts {
    fn of(results: &[CaseResult]) -> Self {
        let count = |is: fn(&Verdict) -> bool| results.iter().filter(|result| is(&result.verdict)).count().to_string();
        Counts {
            tests: results.len().to_string(),
            failures: count(|verdict| matches!(verdict, Verdict::Deviates { .. })),
            skipped: count(|verdict| matches!(verdict, Verdict::NotRun { .. })),
        }
    }
}
