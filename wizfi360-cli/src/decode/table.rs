//! Lines of the same kind as a table: their values in columns, under the names of their parameters.

use super::values::{label, value};
use crate::{
    layout::columns,
    paint::{ASIDE, In, VALUE, pad},
};
use std::collections::HashMap;
use wizfi360_trace::{Event, EventKind};

/// How wide the columns of each kind of line are.
#[derive(Default)]
pub(super) struct Table {
    widths: HashMap<String, Vec<usize>>,
}

impl Table {
    /// Looks at all lines first.
    pub(super) fn new(events: &[Event]) -> Table {
        let mut table = Table::default();
        for event in events.iter().filter(|event| event.kind == EventKind::Answer) {
            let widths = table.widths.entry(key(event)).or_default();
            for (at, field) in event.fields.iter().enumerate() {
                let width = columns(&cell(event, at)).max(columns(&field.name));
                match widths.get_mut(at) {
                    Some(known) => *known = width.max(*known),
                    None => widths.push(width),
                }
            }
        }
        table
    }

    /// The names of the parameters, above their columns.
    pub(super) fn head(&self, event: &Event) -> Option<String> {
        let names = event.fields.iter().map(|field| field.name.clone());
        self.line(event, names).map(|line| format!("{}", In(ASIDE, line)))
    }

    /// The values. `None` if the line is none that repeats in a table.
    pub(super) fn row(&self, event: &Event) -> Option<String> {
        let cells = (0..event.fields.len()).map(|at| cell(event, at));
        self.line(event, cells).map(|line| format!("{}", In(VALUE, line)))
    }

    fn line(&self, event: &Event, cells: impl Iterator<Item = String>) -> Option<String> {
        let widths = self.widths.get(&key(event)).filter(|_| event.kind == EventKind::Answer)?;
        let cells: Vec<String> = cells.zip(widths).map(|(cell, width)| pad(&cell, *width)).collect();
        (!cells.is_empty()).then(|| cells.join("  ").trim_end().to_string())
    }
}

fn key(event: &Event) -> String {
    event.name.clone().unwrap_or_default()
}

fn cell(event: &Event, at: usize) -> String {
    event.fields.get(at).map(|field| value(field) + &label(field)).unwrap_or_default()
}
