//! Wall time of the cases that are short enough: `cargo bench`.

use divan::{Bencher, counter::BytesCount};
use std::sync::LazyLock;
use wizfi360_bench::{
    cases::{Case, Task, Who},
    streams::Cut,
};

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| Case::all().into_iter().filter(short).collect());

fn main() {
    divan::main();
}

/// atat takes seconds for what it is fed byte by byte, and a row for each size of the growing response says nothing new.
fn short(case: &Case) -> bool {
    match case.task {
        Task::Mixed(_, Cut::Byte | Cut::Chunk) | Task::Scan(Cut::Byte | Cut::Chunk) => case.who == Who::Ours,
        Task::Growing(size, cut) => size == 1 << 20 && (case.who == Who::Ours || cut == Cut::Whole),
        _ => true,
    }
}

#[divan::bench(args = CASES.iter(), max_time = 0.2)]
fn wall(bencher: Bencher<'_, '_>, case: &Case) {
    let work = case.prepared();
    match work.bytes() {
        Some(bytes) => bencher.counter(BytesCount::new(bytes)).bench_local(|| work.run(1)),
        None => bencher.bench_local(|| work.run(1)),
    }
}
