//! A headless Chromium for tests of pages: of the conformance report, of the documentation.
//!
//! A small client of the DevTools protocol. It talks to the browser over a pair of pipes, so there
//! is no port to find and the browser ends with the process that started it. Messages stay JSON:
//! clients with generated types are large, and fail when a newer browser adds a value to an enum.
//!
//! ```no_run
//! use wizfi360_browser::{Page, Viewport};
//!
//! let page = Page::new(Viewport::PHONE)?;
//! page.open("file:///tmp/report.html")?;
//! page.find("#section").select("3.2.")?;
//! page.find("#showing").shows("12 of 34 cases")?;
//! assert_eq!(page.heard(), [""; 0]);
//! # Ok::<(), wizfi360_browser::Error>(())
//! ```
//!
//! Every wait ends as soon as its condition holds, and fails after [`PATIENCE`].

mod browser;
mod connection;
mod error;
mod locator;
mod page;
mod program;
mod url;
mod viewport;

pub use browser::Browser;
pub use error::{Error, Result};
pub use locator::{Bounds, Locator};
pub use page::{Key, Page};
pub use url::{encode, file_url};
pub use viewport::Viewport;

use std::time::Duration;

/// The timeout of every wait. Generous: a loaded machine makes a browser slow, not wrong.
pub const PATIENCE: Duration = Duration::from_secs(60);
