//! Figures as tables in Markdown.

use crate::{
    bars::{BARS, Bar},
    figures::{Figure, Target},
};
use std::fmt::Write;
use wizfi360_bench::feeds::Feed;

const STREAM: [&str; 7] = ["push", "feed, typed", "feed, kept", "atat", "loop", "by hand", "by hand, C"];
const SINGLE: [&str; 5] = ["ours", "by hand", "by hand, C", "atat", "at-commands"];

/// Returns the tables of all targets, and the one of the bars.
pub(crate) fn tables(figures: &[Figure]) -> String {
    let mut text = String::new();
    for target in Target::ALL {
        let figures: Vec<_> = figures.iter().filter(|figure| figure.target == target).collect();
        if figures.is_empty() {
            continue;
        }
        let _ = writeln!(text, "### {target}\n");
        let (streams, singles): (Vec<_>, Vec<_>) = figures.iter().partition(|figure| figure.is_stream());
        text += &rows("instructions a byte", &STREAM, &streams);
        text += &rows("instructions", &SINGLE, &singles);
    }
    text + &bars(figures)
}

/// One row a feed, one column an implementation.
fn rows(title: &str, columns: &[&str], figures: &[&Figure]) -> String {
    let mut lines = vec![[&[title], columns].concat().into_iter().map(String::from).collect::<Vec<_>>()];
    for feed in Feed::all() {
        let of_feed: Vec<_> = figures.iter().filter(|figure| figure.feed == feed && feed != Feed::Nothing).collect();
        if of_feed.is_empty() {
            continue;
        }
        let cell = |column: &&str| of_feed.iter().find(|figure| self::column(figure.task) == *column);
        let cells = columns.iter().map(|column| cell(column).map_or_else(String::new, |figure| text(figure)));
        lines.push([feed.name()].into_iter().chain(cells).collect());
    }
    if lines.len() > 1 { markdown(&lines) } else { String::new() }
}

fn column(task: &str) -> &'static str {
    match task {
        "push" | "push_byte" => "push",
        "feed" | "feed_byte" => "feed, typed",
        "kept" | "kept_byte" => "feed, kept",
        "loop" | "loop_byte" => "loop",
        _ if task.ends_with("atat") => "atat",
        _ if task.ends_with("at_commands") => "at-commands",
        _ if task.ends_with("hand") => "by hand",
        _ if task.ends_with("_c") => "by hand, C",
        _ => "ours",
    }
}

/// `50.6 (408 B)`, with a remark if something is missing.
fn text(figure: &Figure) -> String {
    let stack = figure.stack.map_or_else(String::new, |stack| format!(" ({stack} B)"));
    let remark = figure.remark.as_ref().map_or_else(String::new, |remark| format!(" *{remark}*"));
    format!("{}{stack}{remark}", number(figure.instructions))
}

fn bars(figures: &[Figure]) -> String {
    let mut lines = vec![["target", "bar", "figure", "limit", "goal"].map(String::from).to_vec()];
    for bar in BARS {
        let Bar { target, limit, goal, .. } = bar;
        let figure = match bar.figure(figures) {
            Some(figure) if figure > *limit => format!("**{}**", number(figure)),
            Some(figure) => number(figure),
            None => String::new(),
        };
        lines.push(vec![target.to_string(), bar.name(), figure, limit.to_string(), goal.to_string()]);
    }
    format!("### Bars\n\n{}", markdown(&lines))
}

/// Aligns columns.
fn markdown(lines: &[Vec<String>]) -> String {
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<_> = (0..lines[0].len()).map(width).collect();
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        let cells: Vec<_> = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
        if at == 0 {
            let rules: Vec<_> = widths.iter().map(|width| "-".repeat(*width)).collect();
            let _ = writeln!(text, "| {} |", rules.join(" | "));
        }
    }
    text + "\n"
}

/// Two decimals below 10, one below 1000, none above.
fn number(figure: f64) -> String {
    if figure < 10.0 {
        return format!("{figure:.2}").trim_end_matches(".00").into();
    }
    if figure < 1000.0 {
        return format!("{figure:.1}").trim_end_matches(".0").into();
    }
    let (mut rest, mut text) = (figure.round() as u64, String::new());
    while rest >= 1000 {
        text = format!(",{:03}{text}", rest % 1000);
        rest /= 1000;
    }
    format!("{rest}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_or_more() {
        let numbers = [0.0, 5.316, 9.0, 50.58, 116.0, 3721.0, 1_234_567.8].map(number);
        assert_eq!(numbers, ["0", "5.32", "9", "50.6", "116", "3,721", "1,234,568"]);
    }
}
