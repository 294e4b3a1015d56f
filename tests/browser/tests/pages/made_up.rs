//! A made-up report with each kind of result: all that a reader would try.

// Formatted where it is.
#[rustfmt::skip]
#[path = "../../../tests/conformance/reports/made_up.rs"]
mod report;

use crate::opened::{
    Written, assert_fits_a_phone, assert_shows_its_exchange, case, formatted, go_to,
};
use std::{cell::RefCell, sync::LazyLock, time::Duration};
use wizfi360_browser::{Key, Page, Result, Viewport, encode};
use wizfi360_conformance::check::report::{CaseResult, Verdict};
use wizfi360_spec::model::Source;

static MADE_UP: LazyLock<Written> = LazyLock::new(|| Written::new(report::report()));

#[test]
fn the_page_is_small() {
    MADE_UP.assert_is_small();
}

#[test]
fn the_head_tells_the_counts_of_the_report() -> Result<()> {
    desktop(|page| {
        let (deviate, ran) = (formatted(deviating().len()), formatted(MADE_UP.ran()));
        page.find("h1").shows(&format!("{deviate} of {ran} cases deviate"))?;
        shows(page, &all())?;
        assert_eq!(page.find(".cell").count()?, MADE_UP.report.sections.len());
        Ok(())
    })
}

#[test]
fn a_report_with_deviations_opens_on_them_and_says_what_to_do_next() -> Result<()> {
    MADE_UP.opened(Viewport::DESKTOP, "", |page| {
        shows(page, &MADE_UP.some(deviating().len()))?;
        assert!(page.find("#next").text()?.contains("Run it again alone with --only"));
        // All are shown once they are asked for, also when the page is opened again.
        page.find("#reset").click()?;
        shows(page, &all())?;
        page.reload()?;
        shows(page, &all())
    })
}

#[test]
fn the_head_names_tool_spec_and_the_module_by_its_own_words() -> Result<()> {
    desktop(|page| {
        let facts = page.find("#run dd").texts()?;
        for fact in [
            "wizfi360-conformance 0.0.0",
            "an edition",
            "AT version:1.1.1.9(made up), build:no time",
        ] {
            assert!(facts.iter().any(|it| it == fact), "{fact}: {facts:?}");
        }
        let legend = page.find("#legend").text()?;
        assert!(legend.contains("12 not chosen"), "{legend}");
        Ok(())
    })
}

#[test]
fn an_erratum_leads_to_its_page() -> Result<()> {
    let one = MADE_UP.of(|it| it.errata.iter().any(|id| id == "mode-def-query"))[0];
    MADE_UP.opened(Viewport::DESKTOP, &format!("#case={}", encode(&one.id)), |page| {
        let link = page.find(".inside .erratum a");
        assert_eq!(
            link.attribute("href")?.as_deref(),
            Some("https://example.com/errata#mode-def-query")
        );
        Ok(())
    })
}

#[test]
fn results_filter_and_the_address_keeps_it() -> Result<()> {
    desktop(|page| {
        for result in ["deviates", "not-run", "as-expected"] {
            page.find(format!(r#"#results [value="{result}"]"#)).check()?;
            let some = MADE_UP.some(MADE_UP.of(|it| name(&it.verdict) == result).len());
            shows(page, &some)?;
            assert_eq!(page.find(format!(".case:not(.{result})")).count()?, 0);
            page.reload()?;
            shows(page, &some)?;
        }
        page.find("#reset").shows("Show all")?;
        page.find("#reset").click()?;
        shows(page, &all())
    })
}

#[test]
fn kind_source_and_section_filter_alone_and_together() -> Result<()> {
    desktop(|page| {
        let kind = &MADE_UP.report.results[0].kind;
        let shows = |passes: &dyn Fn(&CaseResult) -> bool| {
            let passing = MADE_UP.of(|it| it.kind == *kind && passes(it)).len();
            assert!(passing > 0);
            shows(page, &MADE_UP.some(passing))
        };
        let by_manual = |it: &CaseResult| matches!(it.source, Source::Manual(..));
        page.find("#kind").select(kind)?;
        shows(&|_| true)?;
        page.find("#source").select("manual")?;
        shows(&by_manual)?;
        page.find("#section").select("3.2.")?;
        let in_chapter = |it: &CaseResult| {
            let number = it.section.strip_prefix("3.2.").unwrap_or_default();
            !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
        };
        shows(&|it| by_manual(it) && in_chapter(it))
    })
}

#[test]
fn search_finds_ids_and_bytes_of_dialogues() -> Result<()> {
    desktop(|page| {
        let last = MADE_UP.report.results.last().expect("a case");
        page.find("#q").fill(&last.id.to_uppercase())?;
        page.find(case(&last.id)).wait()?;
        page.find("#q").fill("nothing has this in it")?;
        shows(page, "No case passes these filters")?;
        let word = r"+cipstatus\r\r\n";
        let has = |it: &CaseResult| {
            it.dialogue.iter().any(|said| said.text.to_lowercase().contains(word))
        };
        let count = MADE_UP.of(has).len();
        assert!(count > 0);
        page.find("#q").fill(word)?;
        shows(page, &MADE_UP.some(count))
    })
}

#[test]
fn a_place_on_the_map_shows_its_section_by_mouse_and_keyboard_and_again_all() -> Result<()> {
    desktop(|page| {
        let count = |number: &str| MADE_UP.of(|it| it.section == number).len();
        let mut sections = MADE_UP.report.sections.iter().map(|it| it.number.as_str());
        let number = sections.find(|it| count(it) > 3).expect("a section with cases");
        let cell = page.find(format!(r#".cell[data-choice="{number}"]"#));
        cell.hover()?;
        let words = "() => /as expected|deviate|not run/.test(tip.textContent) && !tip.hidden";
        page.wait_for("the words for a section", words, ())?;
        cell.click()?;
        shows(page, &MADE_UP.some(count(number)))?;
        assert_eq!(cell.attribute("aria-pressed")?.as_deref(), Some("true"));
        cell.press(Key::Enter)?;
        shows(page, &all())
    })
}

#[test]
fn colour_is_not_the_only_sign_on_the_map() -> Result<()> {
    desktop(|page| {
        let signs = [("deviates", '▲'), ("as-expected", '✓'), ("not-run", '○'), ("without", '–')];
        for (result, sign) in signs {
            let texts = page.find(format!(".cell.{result} span")).texts()?;
            assert!(texts.iter().all(|text| text.starts_with(sign)), "{result}: {texts:?}");
        }
        assert!(page.find(".cell.deviates").count()? > 0);
        Ok(())
    })
}

#[test]
fn a_case_opens_and_shows_who_says_what_its_dialogue_and_its_diagram() -> Result<()> {
    desktop(|page| {
        let has_more = |it: &&&CaseResult| it.dialogue.len() > 2;
        let one = *deviating().iter().find(has_more).expect("a case that deviates");
        let (says, expects) = verdict(one);
        open(page, &one.id)?;
        page.find(".inside .actual dd").shows(says)?;
        page.find(".inside .expected dd").shows(&expects.replace('`', ""))?;
        page.find(".inside .source dd").shows(&one.source.to_string())?;
        assert_shows_its_exchange(page, one)?;
        // Another one opens, the first is shut; then none is open.
        let other = &MADE_UP.report.results[1].id;
        open(page, other)?;
        page.find(format!("{} .inside", case(other))).wait()?;
        assert_eq!(page.find(".inside").count()?, 1);
        let line = page.find(format!("{} .line", case(other)));
        assert_eq!(line.attribute("aria-expanded")?.as_deref(), Some("true"));
        open(page, other)?;
        page.wait_for("the case to shut", "() => !document.querySelector('.inside')", ())
    })
}

#[test]
fn the_link_to_a_case_brings_it_into_view_with_its_filters() -> Result<()> {
    let one = *deviating().last().expect("a case that deviates");
    let link = RefCell::new(String::new());
    desktop(|page| {
        page.find(r#"#results [value="deviates"]"#).check()?;
        shows(page, &MADE_UP.some(deviating().len()))?;
        open(page, &one.id)?;
        page.find(".notes a").shows("Link to this case")?;
        link.replace(page.find(".notes a").attribute("href")?.unwrap_or_default());
        Ok(())
    })?;
    let is_in_view = |page: &Page, viewport: Viewport| {
        let y = page.find(format!("{} .inside", case(&one.id))).bounds()?.y;
        assert!(y > 0.0 && y < f64::from(viewport.height), "it is at {y}");
        Ok(())
    };
    for viewport in [Viewport::DESKTOP, Viewport::PHONE] {
        MADE_UP.opened(viewport, &link.borrow(), |page| {
            shows(page, &MADE_UP.some(deviating().len()))?;
            is_in_view(page, viewport)
        })?;
    }
    // Without filters, all cases before it are drawn too.
    let link = format!("#case={}", encode(&one.id));
    MADE_UP.opened(Viewport::DESKTOP, &link, |page| {
        shows(page, &all())?;
        is_in_view(page, Viewport::DESKTOP)
    })
}

#[test]
fn what_a_stranger_put_into_an_ssid_is_shown_as_text() -> Result<()> {
    let link = format!("#case={}", encode(&hostile().id));
    MADE_UP.opened(Viewport::DESKTOP, &link, |page| {
        page.find(".actual dd").shows(report::HOSTILE)?;
        assert_eq!(page.find("img").count()?, 0);
        assert_eq!(page.find("script").count()?, 2);
        let title: String = page.eval("document.title")?;
        assert!(!title.contains("broken"), "{title}");
        Ok(())
    })
}

#[test]
fn bytes_without_a_shape_are_told_in_letters() -> Result<()> {
    desktop(|page| {
        let odd = MADE_UP.of(|it| it.title.contains('\u{202e}'));
        let title = page.find(format!("{} .title", case(&odd[0].id))).text()?;
        let (red, rest) = (title.find(r"\x1b[31m"), title.find(r"\x00 \x0b \u{fffe} \u{202e}"));
        assert!(red.is_some() && red < rest, "{title:?}");
        Ok(())
    })
}

#[test]
fn a_script_that_is_not_the_pages_own_does_not_run() -> Result<()> {
    let file = MADE_UP.file()?;
    let page = Page::new(Viewport::DESKTOP)?;
    page.open(&wizfi360_browser::file_url(file.path())?)?;
    let add = "() => {
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
        return window.ran === true;
    }";
    assert!(!page.call::<bool>(add, ())?, "it ran");
    let refused = |heard: &[String]| heard.iter().any(|it| it.contains("Content Security Policy"));
    assert!(refused(&page.heard()), "nothing was refused: {:?}", page.heard());
    Ok(())
}

#[test]
fn the_keyboard_alone_finds_and_opens_a_case() -> Result<()> {
    desktop(|page| {
        page.press(Key::Char('/'))?;
        page.type_text(&deviating()[0].id)?;
        let filtered = format!("of {} cases", formatted(MADE_UP.report.results.len()));
        let is_filtered = "(text) => document.getElementById('showing').textContent.includes(text)";
        page.wait_for("the search to filter", is_filtered, [filtered])?;
        let on_a_case = "document.activeElement.matches('.line')";
        for _ in 0..20 {
            page.press(Key::Tab)?;
            if page.eval(on_a_case)? {
                break;
            }
        }
        let ring: String = page.eval("getComputedStyle(document.activeElement).outlineStyle")?;
        assert_eq!(ring, "solid");
        page.press(Key::Enter)?;
        page.find(".inside").wait()
    })
}

#[test]
fn reading_on_draws_all_cases_and_a_filter_is_fast() -> Result<()> {
    desktop(|page| {
        let (all, mut drawn) = (MADE_UP.report.results.len(), 0);
        let read_on = "(drawn) => {
            document.getElementById('more').scrollIntoView();
            return document.querySelectorAll('.case').length > drawn;
        }";
        while drawn < all {
            page.wait_for("more cases to be drawn", read_on, [drawn])?;
            drawn = page.find(".case").count()?;
        }
        assert_eq!(drawn, all);
        page.wait_for("the end of the list", "() => document.getElementById('more').hidden", ())?;
        // CPU time: on a loaded machine the clock says little about the page.
        let before = page.cpu_time()?;
        page.find("#kind").select(&MADE_UP.report.results[0].kind)?;
        page.eval::<f64>("document.body.getBoundingClientRect().height")?;
        let took = page.cpu_time()?.saturating_sub(before);
        assert!(!took.is_zero() && took < Duration::from_secs(10), "{took:?}");
        Ok(())
    })
}

#[test]
fn on_a_phone_nothing_is_cut_off_small_or_pale_in_light_colours() -> Result<()> {
    fits_a_phone(Viewport::PHONE)
}

#[test]
fn on_a_phone_nothing_is_cut_off_small_or_pale_in_dark_colours() -> Result<()> {
    fits_a_phone(Viewport::PHONE.dark())
}

fn fits_a_phone(viewport: Viewport) -> Result<()> {
    let longest = |it: &CaseResult| it.dialogue.iter().map(|said| said.text.len()).max();
    let longest = MADE_UP.report.results.iter().max_by_key(|it| longest(it)).expect("a case");
    let not_run = MADE_UP.of(|it| matches!(it.verdict, Verdict::NotRun { .. }))[0];
    MADE_UP.opened(viewport, "", |page| {
        let dark: bool = page.eval("matchMedia('(prefers-color-scheme: dark)').matches")?;
        assert_eq!(dark, viewport.dark);
        for CaseResult { id, .. } in [hostile(), not_run, longest] {
            go_to(page, &format!("case={}", encode(id)), id)?;
            assert_fits_a_phone(page, id)?;
        }
        Ok(())
    })
}

fn desktop(attempt: impl FnOnce(&Page) -> Result<()>) -> Result<()> {
    MADE_UP.opened(Viewport::DESKTOP, "#result=", attempt)
}

fn shows(page: &Page, text: &str) -> Result<()> {
    page.find("#showing").shows(text)
}

fn open(page: &Page, id: &str) -> Result<()> {
    page.find(format!("{} .line", case(id))).click()
}

fn all() -> String {
    format!("All {} cases", formatted(MADE_UP.report.results.len()))
}

fn deviating() -> Vec<&'static CaseResult> {
    MADE_UP.of(|it| matches!(it.verdict, Verdict::Deviates { .. }))
}

fn hostile() -> &'static CaseResult {
    MADE_UP.of(|it| verdict(it).0 == report::HOSTILE)[0]
}

/// What the module says, and what the spec expects.
fn verdict(result: &CaseResult) -> (&str, &str) {
    match &result.verdict {
        Verdict::Deviates { actual, expected } => (actual, expected),
        _ => ("", ""),
    }
}

/// The name of a verdict in the page.
fn name(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::AsExpected => "as-expected",
        Verdict::Deviates { .. } => "deviates",
        Verdict::NotRun { .. } => "not-run",
    }
}
