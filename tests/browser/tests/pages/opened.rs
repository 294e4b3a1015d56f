//! Reports, opened in a browser, and what all tests of them demand.

use std::io::Write;
use tempfile::NamedTempFile;
use wizfi360_browser::{Error, Page, Result, Viewport, file_url};
use wizfi360_conformance::check::report::{CaseResult, Report, Sender, Verdict, html};

/// A report and the page that was written of it.
pub(crate) struct Written {
    pub(crate) report: Report,
    pub(crate) html: String,
}

impl Written {
    pub(crate) fn new(report: Report) -> Self {
        Written { html: html(&report), report }
    }

    /// Opens the page, runs what is to be tried, and demands that nothing was logged, thrown or
    /// fetched.
    pub(crate) fn opened(
        &self,
        viewport: Viewport,
        hash: &str,
        attempt: impl FnOnce(&Page) -> Result<()>,
    ) -> Result<()> {
        let file = self.file()?;
        let url = file_url(file.path())?;
        let page = Page::new(viewport)?;
        page.open(&format!("{url}{hash}"))?;
        let is_drawn = "() => document.querySelector('.case') !== null";
        let drawn = page.wait_for("the first case", is_drawn, ());
        // What the page complains of is the cause of what then fails.
        let tried = drawn.and_then(|()| attempt(&page));
        let mut odd = page.heard();
        let fetched = page.requests().into_iter().filter(|it| *it != url);
        odd.extend(fetched.map(|it| format!("fetched: {it}")));
        match (tried, odd.is_empty()) {
            (tried, true) => tried,
            (Ok(()), false) => Err(Error::new(odd.join("\n"))),
            (Err(error), false) => Err(Error::new(format!("{error}\n{}", odd.join("\n")))),
        }
    }

    /// Writes the page to a file of its own, so that tests do not share one.
    pub(crate) fn file(&self) -> Result<NamedTempFile> {
        let mut file = tempfile::Builder::new().prefix("report-").suffix(".html").tempfile()?;
        file.write_all(self.html.as_bytes())?;
        Ok(file)
    }

    /// Demands less than 2 MB.
    pub(crate) fn assert_is_small(&self) {
        let (cases, size) = (self.report.results.len(), self.html.len());
        println!("{} cases, {} bytes", formatted(cases), formatted(size));
        assert!(size < 2_000_000, "{size} bytes");
    }

    /// The cases of which something is true.
    pub(crate) fn of(&self, is: impl Fn(&CaseResult) -> bool) -> Vec<&CaseResult> {
        self.report.results.iter().filter(|result| is(result)).collect()
    }

    /// How many cases were run.
    pub(crate) fn ran(&self) -> usize {
        self.of(|it| !matches!(it.verdict, Verdict::NotRun { .. })).len()
    }

    /// What the list says of so many cases.
    pub(crate) fn some(&self, count: usize) -> String {
        format!("{} of {} cases", formatted(count), formatted(self.report.results.len()))
    }
}

/// The selector of a case, by its id.
pub(crate) fn case(id: &str) -> String {
    format!(r#"[data-id="{id}"]"#)
}

/// Opens a case by the address.
pub(crate) fn go_to(page: &Page, hash: &str, id: &str) -> Result<()> {
    page.call::<()>("(hash) => { location.hash = hash; }", [hash])?;
    page.find(format!("{} .inside", case(id))).wait()
}

/// Demands that the open case has each message of its dialogue in the list, and in the diagram
/// those that are not of its preparation.
pub(crate) fn assert_shows_its_exchange(page: &Page, one: &CaseResult) -> Result<()> {
    let texts: Vec<&str> = one.dialogue.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(page.find(".inside .dialogue code").texts()?, texts, "{}", one.id);
    let own = one.dialogue.iter().filter(|it| !it.is_setup);
    let by_module = own.clone().filter(|it| it.from == Sender::Module).count();
    assert_eq!(page.find(".inside .diagram g").count()?, own.count(), "{}", one.id);
    assert_eq!(page.find(".inside .diagram g.module").count()?, by_module, "{}", one.id);
    Ok(())
}

/// Demands that nothing on a phone is wider than the screen, small or pale.
pub(crate) fn assert_fits_a_phone(page: &Page, id: &str) -> Result<()> {
    let width: u32 = page.eval("document.documentElement.scrollWidth")?;
    assert_eq!(width, Viewport::PHONE.width, "the width with {id} open");
    assert_eq!(page.unreadable()?, [""; 0], "with {id} open");
    Ok(())
}

/// A number as the page writes it: `12,345`.
pub(crate) fn formatted(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(",")
}
