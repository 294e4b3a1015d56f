//! One row a task, one column an implementation.

use crate::bars;
use wizfi360_bench::cases::{Task, Who};

/// A task, measured.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) task: Task,
    pub(crate) cells: Vec<(Who, Cell)>,
}

/// What one implementation did.
#[derive(Debug)]
pub(crate) enum Cell {
    /// Instructions per unit, and what is wrong with the work.
    Measured { figure: f64, remark: Option<String> },
    /// Not run: a loop would take about this many instructions.
    CutOff(f64),
}

impl Row {
    fn cell(&self, who: Who) -> Option<&Cell> {
        self.cells.iter().find(|(of, _)| *of == who).map(|(_, cell)| cell)
    }

    pub(crate) fn figure(&self, who: Who) -> Option<f64> {
        match self.cell(who)? {
            Cell::Measured { figure, .. } => Some(*figure),
            Cell::CutOff(_) => None,
        }
    }

    /// Why our figure does not pass.
    pub(crate) fn missed(&self) -> Option<String> {
        let Some(Cell::Measured { figure, remark }) = self.cell(Who::Ours) else { return None };
        if let Some(remark) = remark {
            return Some(format!("{}: {remark}", self.task));
        }
        let bar = bars::bar(self.task)?;
        (*figure >= bar).then(|| format!("{}: {} per {}, bar {bar}", self.task, number(*figure), self.task.unit()))
    }

    /// How many times our figure the best peer's is. Peers that did all of the work go before those that did not.
    fn ratio(&self) -> String {
        let Some(ours) = self.figure(Who::Ours) else { return String::new() };
        let mut peers: Vec<_> = self
            .cells
            .iter()
            .filter(|(who, _)| *who != Who::Ours)
            .filter_map(|(_, cell)| match cell {
                Cell::Measured { figure, remark } => Some((remark.is_some(), *figure)),
                Cell::CutOff(_) => None,
            })
            .collect();
        peers.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        match peers.first() {
            Some((false, best)) => format!("{} x", number(best / ours)),
            Some((true, best)) => format!("({} x)", number(best / ours)),
            None => String::new(),
        }
    }

    fn bar(&self) -> String {
        match (bars::bar(self.task), self.missed()) {
            (Some(bar), None) => format!("< {bar}"),
            (Some(bar), Some(_)) => format!("< {bar} MISSED"),
            (None, Some(_)) => "MISSED".into(),
            (None, None) => String::new(),
        }
    }
}

/// The rows as a table in Markdown, columns aligned.
pub(crate) fn print(rows: &[Row]) {
    let head = ["task", "per", "ours", "atat 0.25.0", "atat Ingress", "at-commands 0.5.8", "best peer / ours", "bar"];
    let mut lines = vec![head.map(String::from)];
    for row in rows {
        let [ours, atat, ingress, at_commands] = Who::ALL.map(|who| row.cell(who).map_or_else(String::new, text));
        lines.push([
            row.task.to_string(),
            row.task.unit().into(),
            ours,
            atat,
            ingress,
            at_commands,
            row.ratio(),
            row.bar(),
        ]);
    }
    let widths: Vec<_> = (0..head.len())
        .map(|column| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0))
        .collect();
    for (at, line) in lines.iter().enumerate() {
        let cells: Vec<_> = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        println!("| {} |", cells.join(" | "));
        if at == 0 {
            let rules: Vec<_> = widths.iter().map(|width| "-".repeat(*width)).collect();
            println!("| {} |", rules.join(" | "));
        }
    }
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Measured { figure, remark: None } => number(*figure),
        Cell::Measured { figure, remark: Some(remark) } => format!("{} ({remark})", number(*figure)),
        Cell::CutOff(loop_cost) => format!("not run: about {loop_cost:.0e} a loop"),
    }
}

/// Two digits behind the point below 10, one below 1000, none above.
pub(crate) fn number(figure: f64) -> String {
    if figure < 10.0 {
        format!("{figure:.2}")
    } else if figure < 1000.0 {
        format!("{figure:.1}")
    } else {
        let digits = format!("{figure:.0}");
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        text
    }
}
