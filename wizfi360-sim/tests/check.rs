//! The virtual module does what the spec expects, in all cases of the conformance kit.

use std::collections::BTreeMap;
use wizfi360_conformance::check::{Bench, Options, Risk, report::Verdict, run};
use wizfi360_sim::{Testbed, World};
use wizfi360_spec::Spec;

#[test]
fn the_virtual_module_is_as_expected_in_all_cases() {
    let mut desk = Testbed::new(World::built_in().clone());
    let options =
        Options { allow: Risk::ALL.into(), module: "virtual".into(), profile: "full".into(), ..Options::default() };
    desk.pass(1000);
    let began = std::time::Instant::now();
    let report = run(&Spec::embedded(), &Bench::default(), &options, &mut desk, &mut |_, _, _| {});
    let report = report.unwrap_or_else(|failure| panic!("{failure}: {:?}", failure.report.results.last()));
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut deviations, mut not_run) = (Vec::new(), BTreeMap::new());
    for result in &report.results {
        *kinds.entry(&result.about).or_default() += 1;
        match &result.verdict {
            Verdict::AsExpected => {}
            Verdict::Deviates { says, expects } => {
                deviations.push(format!(
                    "{}: says {says}; expects {expects}; {:?}",
                    result.id,
                    result.dialogue.first().map(|said| &said.text)
                ));
            }
            Verdict::NotRun { why } => not_run.entry(why.clone()).or_insert_with(Vec::new).push(&result.id),
        }
    }
    println!("{} cases, {kinds:?}, in {:?}; virtual {} s", report.results.len(), began.elapsed(), desk.now() / 1000);
    assert!(not_run.is_empty(), "not run: {not_run:#?}");
    assert!(report.results.len() >= 2900, "{}", report.results.len());
    assert!(deviations.is_empty(), "{} deviations:\n{}", deviations.len(), deviations.join("\n"));
}
