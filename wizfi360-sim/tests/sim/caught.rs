//! Mutation testing of the conformance kit: it finds each deliberate fault of the virtual module by the cases that the fault's row names.
//!
//! `docs/deviations.md` shows the table to readers; `DEVIATIONS=overwrite cargo test -p wizfi360-sim caught` writes it anew.

use std::{cell::Cell, collections::BTreeSet, fs, io, path::Path, sync::Mutex, thread};
use wizfi360_conformance::check::{
    Bench, Channel, Deed, Options, Risk,
    report::{CaseResult, Verdict},
    run,
};
use wizfi360_sim::{Deviation, Testbed, World};
use wizfi360_spec::Spec;

/// These the kit does not find, and why.
const NOT_CAUGHT: &[(&str, &str)] =
    &[("scan-sort-ignored", "a case would have to compare signals, and which access points there are is not known")];

#[test]
fn each_deviation_is_caught_by_a_case_that_its_row_names() {
    let spec = Spec::embedded();
    let (queue, found) = (Mutex::new(Deviation::all().enumerate()), Mutex::new(Vec::new()));
    let next = || queue.lock().unwrap().next();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some((place, deviation)) = next() {
                    let by = caught_by(spec, deviation);
                    found.lock().unwrap().push((place, deviation, by));
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap();
    found.sort_by_key(|(place, ..)| *place);
    let mut wrong = Vec::new();
    for (_, deviation, by) in found {
        println!("{:28} {}", deviation.name(), by.as_deref().unwrap_or("-"));
        match (by, why_not(deviation)) {
            (Some(_), None) if !deviation.caught_by().is_empty() => {}
            (None, Some(_)) if deviation.caught_by().is_empty() => {}
            (Some(by), _) => wrong.push(format!("{deviation}: {by} finds it; name that in its row, and nowhere else")),
            (None, _) => wrong.push(format!("{deviation}: not found by {:?}", deviation.caught_by())),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_does_not_deviate_is_not_caught() {
    let mut desk = Testbed::new(World::built_in().clone());
    desk.pass(1000);
    let only: BTreeSet<_> =
        Deviation::all().flat_map(|deviation| deviation.caught_by()).map(ToString::to_string).collect();
    let options = Options { only: only.into_iter().collect(), allow: Risk::ALL.into(), ..Options::default() };
    let report = run(Spec::embedded(), &Bench::default(), &options, &mut desk, &mut |_, _, _| {}).unwrap();
    let others: Vec<_> = report.results.iter().filter(|result| result.verdict != Verdict::AsExpected).collect();
    assert!(report.results.len() > 100 && others.is_empty(), "{others:?}");
}

#[test]
fn the_table_for_readers_is_that_of_the_rows() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/deviations.md");
    if std::env::var("DEVIATIONS").is_ok_and(|value| value == "overwrite") {
        fs::write(&path, page()).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    assert!(written == page(), "docs/deviations.md is not that of the rows; DEVIATIONS=overwrite writes it anew");
}

/// The id of the first case that finds a fault, of those that its row names; of all if it names none.
fn caught_by(spec: &Spec, deviation: Deviation) -> Option<String> {
    let world = World { deviates: vec![deviation], ..World::built_in().as_ref().clone() };
    let options = Options {
        only: deviation.caught_by().iter().map(|id| (*id).to_string()).collect(),
        allow: Risk::ALL.into(),
        firmware: Some(world.firmware),
        module: "virtual".into(),
        profile: "full".into(),
    };
    let mut desk = Testbed::new(world);
    desk.pass(1000);
    let (cut, mut id) = (Cell::new(false), None);
    let mut progress = |_, _, result: &CaseResult| {
        if matches!(result.verdict, Verdict::Deviates { .. }) {
            id.get_or_insert_with(|| result.id.clone());
            cut.set(true);
        }
    };
    // One case is enough: the run ends because the line is cut then.
    let _ = run(spec, &Bench::default(), &options, &mut Line { desk, cut: &cut }, &mut progress);
    id
}

/// Why no case finds a fault, if none does.
fn why_not(deviation: Deviation) -> Option<&'static str> {
    NOT_CAUGHT.iter().find(|(name, _)| *name == deviation.name()).map(|(_, why)| *why)
}

/// The line to the module, which can be cut.
struct Line<'c> {
    desk: Testbed,
    cut: &'c Cell<bool>,
}

impl Line<'_> {
    fn whole(&mut self) -> io::Result<&mut Testbed> {
        if self.cut.get() { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(&mut self.desk) }
    }
}

impl Channel for Line<'_> {
    fn now(&self) -> u64 {
        Channel::now(&self.desk)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        Channel::write(self.whole()?, bytes)
    }

    fn read(&mut self, milliseconds: u64) -> io::Result<Vec<u8>> {
        Channel::read(self.whole()?, milliseconds)
    }

    fn hand(&mut self, deed: &Deed) -> io::Result<bool> {
        Channel::hand(self.whole()?, deed)
    }
}

fn page() -> String {
    let head = "# Deliberate faults\n\n\
        Is the kit itself to be trusted? The virtual module can be made wrong on purpose, in each of these ways (`wizfi360 sim --deviate NAME`). A test shows each of them by a\n\
        dialogue (`wizfi360-sim/tests/sim/deviations`); another runs the cases of [conformance.md](conformance.md) on each and demands that those named here find it\n\
        (`wizfi360-sim/tests/sim/caught.rs`, which writes this page). An id stands for all cases whose ids begin so.\n\n\
        | fault | what is wrong | found by |\n|---|---|---|\n";
    let row = |deviation: Deviation| {
        let ids = || deviation.caught_by().iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        let by = why_not(deviation).map_or_else(ids, |why| format!("no case: {why}"));
        format!("| `{}` | {} | {by} |\n", deviation.name(), deviation.wrong().replace('|', "\\|"))
    };
    head.to_string() + &Deviation::all().map(row).collect::<String>()
}
