//! What we demand of our own figures.

use crate::table::Row;
use wizfi360_bench::{
    cases::{SIZES, Task, Who},
    ours,
    streams::Cut,
};

/// The largest figure that passes.
pub(crate) fn bar(task: Task) -> Option<f64> {
    match task {
        Task::Mixed(_, Cut::Byte) | Task::Growing(_, Cut::Byte) => Some(25.0),
        Task::Mixed(_, Cut::Whole) => Some(12.0),
        Task::Packets(Cut::Whole) => Some(1.0),
        Task::Line => Some(600.0),
        Task::Encode(_) => Some(200.0),
        _ => None,
    }
}

/// The largest state besides the line buffer.
const STATE: usize = 64;

/// Byte by byte, the largest response may cost this much more per byte than the smallest, or less.
const FLAT: f64 = 0.10;

/// Bars that stand over no single row, and whether they hold.
pub(crate) fn others(rows: &[Row]) -> Vec<(String, bool)> {
    let mut bars = Vec::new();
    let text = format!("state besides the line buffer: {} bytes on this machine (bar: under {STATE})", ours::STATE);
    bars.push((text, ours::STATE < STATE));
    let figures: Vec<_> = rows
        .iter()
        .filter(|row| SIZES.iter().any(|&size| row.task == Task::Growing(size, Cut::Byte)))
        .filter_map(|row| row.figure(Who::Ours))
        .collect();
    if let (&[first, ..], true) = (figures.as_slice(), figures.len() == SIZES.len()) {
        let apart = figures.iter().map(|figure| (figure / first - 1.0).abs()).fold(0.0, f64::max);
        let text = format!(
            "growing response, byte by byte: {:.1} % apart from 1 KB to 1 MB (bar: {:.0} %)",
            apart * 100.0,
            FLAT * 100.0
        );
        bars.push((text, apart <= FLAT));
    }
    bars
}
