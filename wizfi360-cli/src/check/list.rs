//! `--list`: the cases, without running them.

use super::wanted::Wanted;
use crate::{
    args::Color,
    book::Book,
    end::{Outcome, Verdict},
    paint::{self, ASIDE, In, NAME},
};
use wizfi360_conformance::check::{Case, Risk, Subject, all};

/// One case a line: its id, where its expectation stands, and what it may do.
pub(super) fn run(wanted: &Wanted, book: &Book, color: Color) -> Outcome {
    let subject = Subject::new(book.spec.clone(), wanted.firmware);
    let cases = all(&subject, &wanted.bench);
    let lines = cases.iter().filter(|case| wanted.options.chooses(case)).map(line);
    paint::print(color, &lines.collect::<String>())?;
    Ok(Verdict::Fine)
}

fn line(case: &Case<'_>) -> String {
    let risks: Vec<&str> = case.risks.iter().map(|risk| Risk::name(*risk)).collect();
    let risks = if risks.is_empty() { String::new() } else { format!("  [{}]", risks.join(", ")) };
    format!("{}  {}{risks}\n", In(NAME, &case.id), In(ASIDE, case.source.to_string()))
}
