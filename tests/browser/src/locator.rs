//! Elements of a page by a CSS selector. What acts on one waits until there is exactly one.

use crate::{Error, Key, Page, Result};
use serde::Deserialize;
use serde_json::json;

/// The elements that a CSS selector matches, looked up anew with each call.
#[derive(Clone)]
pub struct Locator<'p> {
    page: &'p Page,
    selector: String,
}

/// Where an element is in the window, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub struct Bounds {
    /// Its left edge.
    pub x: f64,
    /// Its upper edge.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

#[derive(Deserialize)]
struct Point {
    x: f64,
    y: f64,
}

impl<'p> Locator<'p> {
    pub(crate) fn new(page: &'p Page, selector: String) -> Self {
        Locator { page, selector }
    }

    /// Returns the number of elements there are now.
    ///
    /// # Errors
    ///
    /// The browser has ended, or the selector is wrong.
    pub fn count(&self) -> Result<usize> {
        self.page.in_page("count", [&self.selector])
    }

    /// Returns the texts of the elements there are now.
    ///
    /// # Errors
    ///
    /// As [`count`](Self::count).
    pub fn texts(&self) -> Result<Vec<String>> {
        self.page.in_page("texts", [&self.selector])
    }

    /// Waits for the element.
    ///
    /// # Errors
    ///
    /// There is none in time, or more than one.
    pub fn wait(&self) -> Result<()> {
        self.text().map(|_| ())
    }

    /// Waits for the element and returns its text.
    ///
    /// # Errors
    ///
    /// As [`wait`](Self::wait).
    pub fn text(&self) -> Result<String> {
        self.page.until(|| self.page.in_page("text", [&self.selector]))
    }

    /// Waits until the text of the element is this one.
    ///
    /// # Errors
    ///
    /// It is another one, still when time is up.
    pub fn shows(&self, text: &str) -> Result<()> {
        self.page.until(|| {
            let shown: String = self.page.in_page("text", [&self.selector])?;
            if shown == text {
                return Ok(());
            }
            Err(Error::new(format!("{} shows {shown:?}, not {text:?}", self.selector)))
        })
    }

    /// Waits for the element and returns one of its attributes.
    ///
    /// # Errors
    ///
    /// As [`wait`](Self::wait).
    pub fn attribute(&self, name: &str) -> Result<Option<String>> {
        self.page.until(|| self.page.in_page("attribute", [&self.selector, name]))
    }

    /// Waits for the element and returns where it is.
    ///
    /// # Errors
    ///
    /// As [`wait`](Self::wait).
    pub fn bounds(&self) -> Result<Bounds> {
        self.page.until(|| self.page.in_page("bounds", [&self.selector]))
    }

    /// Moves the mouse to the element, once it rests and nothing covers it.
    ///
    /// # Errors
    ///
    /// As [`wait`](Self::wait); or it moves or is covered.
    pub fn hover(&self) -> Result<()> {
        self.mouse_to().map(|_| ())
    }

    /// Clicks the element, once it rests and nothing covers it.
    ///
    /// # Errors
    ///
    /// As [`hover`](Self::hover).
    pub fn click(&self) -> Result<()> {
        let Point { x, y } = self.mouse_to()?;
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 });
            self.page.command("Input.dispatchMouseEvent", event)?;
        }
        Ok(())
    }

    /// Checks a box or a radio button by a click.
    ///
    /// # Errors
    ///
    /// As [`hover`](Self::hover); or it is not checked then.
    pub fn check(&self) -> Result<()> {
        self.click()?;
        self.page.until(|| match self.page.in_page("isChecked", [&self.selector])? {
            true => Ok(()),
            false => Err(Error::new(format!("{} is not checked", self.selector))),
        })
    }

    /// Replaces the text of a field.
    ///
    /// # Errors
    ///
    /// As [`wait`](Self::wait); or the field does not take it.
    pub fn fill(&self, text: &str) -> Result<()> {
        self.focus()?;
        self.page.command("Input.insertText", json!({ "text": text }))?;
        self.page.until(|| {
            let value: String = self.page.in_page("value", [&self.selector])?;
            if value == text {
                return Ok(());
            }
            Err(Error::new(format!("{} holds {value:?}, not {text:?}", self.selector)))
        })
    }

    /// Chooses an option by its value.
    ///
    /// # Errors
    ///
    /// As [`wait`](Self::wait); or there is no such option.
    pub fn select(&self, value: &str) -> Result<()> {
        self.page.until(|| self.page.in_page("select", [&self.selector, value]))
    }

    /// Gives the element the focus and presses a key.
    ///
    /// # Errors
    ///
    /// As [`wait`](Self::wait); or it takes no focus.
    pub fn press(&self, key: Key) -> Result<()> {
        self.focus()?;
        self.page.press(key)
    }

    fn focus(&self) -> Result<()> {
        self.page.until(|| self.page.in_page("focus", [&self.selector]))
    }

    fn mouse_to(&self) -> Result<Point> {
        let point: Point = self.page.until(|| self.page.in_page("target", [&self.selector]))?;
        let event = json!({ "type": "mouseMoved", "x": point.x, "y": point.y });
        self.page.command("Input.dispatchMouseEvent", event)?;
        Ok(point)
    }
}
