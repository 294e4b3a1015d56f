//! The report of a whole run against the virtual module.

use crate::opened::{
    Written, assert_fits_a_phone, assert_shows_its_exchange, case, formatted, go_to,
};
use std::{collections::BTreeSet, sync::LazyLock};
use wizfi360_browser::{Result, Viewport, encode};
use wizfi360_conformance::check::{self, Bench, Options, Risk, Subject, report::CaseResult};
use wizfi360_sim::{Testbed, World};
use wizfi360_spec::Spec;

static RUN: LazyLock<Written> = LazyLock::new(|| {
    let options = Options {
        allow: Risk::ALL.into(),
        firmware: Some(World::built_in().firmware),
        module: "virtual".into(),
        profile: "full".into(),
        ..Options::default()
    };
    let mut module = Testbed::new(World::clone(World::built_in()));
    let spec = Spec::embedded();
    let ended = check::run(spec, &Bench::default(), &options, &mut module, &mut |_, _, _| {});
    Written::new(ended.unwrap_or_else(|failure| panic!("the run ended early: {failure}")))
});

#[test]
fn the_page_of_a_whole_run_is_small_and_tells_what_came_of_it() -> Result<()> {
    RUN.assert_is_small();
    let subject = Subject::new(Spec::embedded().clone(), World::built_in().firmware);
    let cases = check::all(&subject, &Bench::default()).len();
    assert!(cases > 0);
    assert_eq!(RUN.report.results.len(), cases, "the report has all cases of the spec");
    RUN.opened(Viewport::DESKTOP, "", |page| {
        page.find("h1").shows(&format!("All {} cases as expected", formatted(RUN.ran())))?;
        assert_eq!(page.find(".cell").count()?, RUN.report.sections.len());
        Ok(())
    })
}

#[test]
fn the_longest_exchange_of_each_kind_is_shown_whole_also_on_a_phone() -> Result<()> {
    let length = |it: &CaseResult| it.dialogue.iter().map(|said| said.text.len()).sum::<usize>();
    let kinds: BTreeSet<&str> = RUN.report.results.iter().map(|it| it.kind.as_str()).collect();
    assert!(kinds.len() > 1);
    RUN.opened(Viewport::PHONE, "", |page| {
        for kind in kinds {
            let of_kind = RUN.of(|it| it.kind == kind);
            let Some(one) = of_kind.into_iter().max_by_key(|it| length(it)) else { continue };
            go_to(page, &format!("kind={}&case={}", encode(kind), encode(&one.id)), &one.id)?;
            assert_eq!(page.find(format!("{} .inside", case(&one.id))).count()?, 1);
            assert_shows_its_exchange(page, one)?;
            assert_fits_a_phone(page, &one.id)?;
        }
        Ok(())
    })
}
