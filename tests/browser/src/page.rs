//! A page: what is opened, what runs in it, what is typed, and what it did.

use crate::{
    Browser, Error, Locator, PATIENCE, Result, Viewport,
    connection::{Event, text},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::{
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

/// The functions of [`Page::in_page`].
const IN_PAGE: &str = include_str!("in_page.js");

/// The pause between two looks at a condition in the page.
const PAUSE: Duration = Duration::from_millis(20);

/// The domains whose events are recorded.
const DOMAINS: [&str; 4] = ["Page", "Runtime", "Log", "Network"];

/// A page in a context of its own. It is closed when it is dropped.
pub struct Page {
    browser: Arc<Browser>,
    context: String,
    /// The ID of the main frame, which is that of the target.
    frame: String,
    session: String,
}

/// A key that is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The key of a character.
    Char(char),
    /// Enter.
    Enter,
    /// The tabulator.
    Tab,
}

impl Page {
    /// Opens an empty page in the browser that the running tests share.
    ///
    /// # Errors
    ///
    /// There is no browser, or it does not start.
    pub fn new(viewport: Viewport) -> Result<Page> {
        Browser::shared()?.page(viewport)
    }

    pub(crate) fn create(browser: Arc<Browser>, viewport: Viewport) -> Result<Page> {
        let context = browser.call("", "Target.createBrowserContext", json!({}))?;
        let context = text(&context["browserContextId"]);
        let mut page = Page { browser, context, frame: String::new(), session: String::new() };
        let target = json!({ "url": "about:blank", "browserContextId": page.context });
        let target = page.browser.call("", "Target.createTarget", target)?;
        page.frame = text(&target["targetId"]);
        let attach = json!({ "targetId": page.frame, "flatten": true });
        let session = page.browser.call("", "Target.attachToTarget", attach)?;
        page.session = text(&session["sessionId"]);
        for domain in DOMAINS {
            page.command(&format!("{domain}.enable"), json!({}))?;
        }
        page.command("Page.setLifecycleEventsEnabled", json!({ "enabled": true }))?;
        page.command("Performance.enable", json!({ "timeDomain": "threadTicks" }))?;
        // Pages beside this one have the focus too.
        page.command("Emulation.setFocusEmulationEnabled", json!({ "enabled": true }))?;
        page.resize(viewport)?;
        Ok(page)
    }

    /// Changes the screen.
    ///
    /// # Errors
    ///
    /// The browser has ended.
    pub fn resize(&self, viewport: Viewport) -> Result<()> {
        let Viewport { width, height, phone, dark } = viewport;
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
        self.command("Emulation.setDeviceMetricsOverride", size)?;
        self.command("Emulation.setTouchEmulationEnabled", json!({ "enabled": phone }))?;
        let scheme = if dark { "dark" } else { "light" };
        let scheme = json!({ "name": "prefers-color-scheme", "value": scheme });
        self.command("Emulation.setEmulatedMedia", json!({ "features": [scheme] }))?;
        Ok(())
    }

    /// Opens an address, and waits until it has loaded.
    ///
    /// # Errors
    ///
    /// It cannot be opened, or does not load in time.
    pub fn open(&self, url: &str) -> Result<()> {
        let answer = self.command("Page.navigate", json!({ "url": url }))?;
        if let Some(error) = answer["errorText"].as_str() {
            return Err(Error::new(format!("{url}: {error}")));
        }
        // Another fragment of the same document loads nothing.
        let Some(loader) = answer["loaderId"].as_str() else { return Ok(()) };
        self.loaded(url, |it| it == loader)
    }

    /// Loads the page again, and waits until it has loaded.
    ///
    /// # Errors
    ///
    /// It does not load in time.
    pub fn reload(&self) -> Result<()> {
        let seen: Vec<Value> =
            self.events().iter().map(|it| it.params["loaderId"].clone()).collect();
        self.command("Page.reload", json!({}))?;
        self.loaded("reload", |loader| !seen.contains(loader))
    }

    /// Waits until the document of a loader has loaded, with its images and scripts.
    fn loaded(&self, what: &str, is: impl Fn(&Value) -> bool) -> Result<()> {
        let loaded = |event: &Event| {
            let Event { method, params } = event;
            let ours = params["frameId"] == *self.frame && params["name"] == "load";
            (method == "Page.lifecycleEvent" && ours && is(&params["loaderId"])).then_some(())
        };
        self.browser.connection.event(&self.session, what, loaded)
    }

    /// Evaluates an expression and returns its value; that of a promise, once it has one.
    ///
    /// # Errors
    ///
    /// It throws, or the value has another type.
    pub fn eval<T: DeserializeOwned>(&self, expression: &str) -> Result<T> {
        let asked =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut answer = self.command("Runtime.evaluate", asked)?;
        if let Some(details) = answer.get("exceptionDetails") {
            return Err(Error::new(exception(details)));
        }
        let value = answer["result"]["value"].take();
        serde_json::from_value(value)
            .map_err(|error| Error::new(format!("the value of `{expression}`: {error}")))
    }

    /// Calls a JavaScript function with arguments, a list or a tuple, and returns its value.
    ///
    /// # Errors
    ///
    /// As [`eval`](Self::eval).
    pub fn call<T: DeserializeOwned>(
        &self,
        function: &str,
        arguments: impl Serialize,
    ) -> Result<T> {
        let arguments = serde_json::to_string(&arguments)
            .map_err(|error| Error::new(format!("arguments: {error}")))?;
        self.eval(&format!("({function})(...({arguments} ?? []))"))
    }

    /// Waits until a JavaScript function returns true. `what` is its description for the error.
    ///
    /// # Errors
    ///
    /// It throws, or does not return true in time.
    pub fn wait_for(&self, what: &str, function: &str, arguments: impl Serialize) -> Result<()> {
        self.until(|| match self.call(function, &arguments)? {
            true => Ok(()),
            false => Err(Error::new(format!("waiting for {what}"))),
        })
    }

    /// Returns the elements that a CSS selector matches, now or later.
    pub fn find(&self, selector: impl Into<String>) -> Locator<'_> {
        Locator::new(self, selector.into())
    }

    /// Returns which texts of the page are too small or too pale to be read, at WCAG AA.
    ///
    /// # Errors
    ///
    /// As [`eval`](Self::eval).
    pub fn unreadable(&self) -> Result<Vec<String>> {
        self.in_page("unreadable", ())
    }

    /// Presses a key and lets it go, wherever the focus is.
    ///
    /// # Errors
    ///
    /// The browser has ended.
    pub fn press(&self, key: Key) -> Result<()> {
        let character;
        let (name, text, code) = match key {
            Key::Enter => ("Enter", "\r", 13),
            Key::Tab => ("Tab", "", 9),
            Key::Char(it) => {
                character = it.to_string();
                (character.as_str(), character.as_str(), 0)
            }
        };
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { text } else { "" };
            let event =
                json!({ "type": kind, "key": name, "text": text, "windowsVirtualKeyCode": code });
            self.command("Input.dispatchKeyEvent", event)?;
        }
        Ok(())
    }

    /// Types a text, key by key.
    ///
    /// # Errors
    ///
    /// The browser has ended.
    pub fn type_text(&self, text: &str) -> Result<()> {
        text.chars().try_for_each(|letter| self.press(Key::Char(letter)))
    }

    /// Returns a PNG of the window, or of the whole page.
    ///
    /// # Errors
    ///
    /// The browser has ended.
    pub fn screenshot(&self, whole: bool) -> Result<Vec<u8>> {
        let mut asked = json!({ "format": "png", "captureBeyondViewport": whole });
        if whole {
            let size = self.command("Page.getLayoutMetrics", json!({}))?;
            let size = &size["cssContentSize"];
            let (width, height) = (&size["width"], &size["height"]);
            asked["clip"] = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        }
        let answer = self.command("Page.captureScreenshot", asked)?;
        BASE64_STANDARD
            .decode(text(&answer["data"]))
            .map_err(|error| Error::new(format!("the screenshot: {error}")))
    }

    /// Returns what the page has logged, thrown or reported: empty for a page without a fault.
    pub fn heard(&self) -> Vec<String> {
        self.events().iter().filter_map(heard).collect()
    }

    /// Returns the addresses that were requested, in order; not those that hold their own data.
    pub fn requests(&self) -> Vec<String> {
        let events = self.events().into_iter();
        let sent = events.filter(|event| event.method == "Network.requestWillBeSent");
        sent.map(|event| text(&event.params["request"]["url"]))
            .filter(|url| !url.starts_with("data:"))
            .collect()
    }

    /// Returns how long the page has computed so far, in scripts, styles and layout.
    ///
    /// # Errors
    ///
    /// The browser has ended.
    pub fn cpu_time(&self) -> Result<Duration> {
        let metrics = self.command("Performance.getMetrics", json!({}))?;
        let mut metrics = metrics["metrics"].as_array().into_iter().flatten();
        let time =
            metrics.find(|it| it["name"] == "ThreadTime").and_then(|it| it["value"].as_f64());
        time.map(Duration::from_secs_f64)
            .ok_or_else(|| Error::new("the browser does not measure ThreadTime"))
    }

    /// Sends a command of the DevTools protocol and returns its result.
    ///
    /// # Errors
    ///
    /// The browser refuses it, or has ended.
    pub fn command(&self, method: &str, params: Value) -> Result<Value> {
        self.browser.call(&self.session, method, params)
    }

    /// Calls a function of `in_page.js`.
    pub(crate) fn in_page<T: DeserializeOwned>(
        &self,
        name: &str,
        arguments: impl Serialize,
    ) -> Result<T> {
        self.call(&format!("{}.{name}", IN_PAGE.trim_end()), arguments)
    }

    /// Tries until it succeeds. After [`PATIENCE`], returns the last error.
    pub(crate) fn until<T>(&self, attempt: impl Fn() -> Result<T>) -> Result<T> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match attempt() {
                Err(error) if self.browser.connection.is_closed() => return Err(error),
                Err(_) if Instant::now() < deadline => thread::sleep(PAUSE),
                Err(error) => {
                    let waited = PATIENCE.as_secs();
                    return Err(Error::new(format!("{error}, still after {waited} s")));
                }
                found => return found,
            }
        }
    }

    fn events(&self) -> Vec<Event> {
        self.browser.connection.events(&self.session)
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let context = json!({ "browserContextId": self.context });
        // If the browser has ended, so has the page.
        let _ = self.browser.connection.send("", "Target.disposeBrowserContext", context);
    }
}

/// The complaint that an event is, if it is one.
fn heard(event: &Event) -> Option<String> {
    let params = &event.params;
    Some(match event.method.as_str() {
        "Runtime.consoleAPICalled" => {
            let arguments = params["args"].as_array().into_iter().flatten();
            let texts: Vec<_> =
                arguments.map(|it| text(it.get("value").unwrap_or(&it["description"]))).collect();
            format!("console.{}: {}", text(&params["type"]), texts.join(" "))
        }
        "Runtime.exceptionThrown" => format!("error: {}", exception(&params["exceptionDetails"])),
        "Log.entryAdded" => {
            let entry = &params["entry"];
            format!("{}: {} {}", text(&entry["level"]), text(&entry["text"]), text(&entry["url"]))
        }
        "Page.javascriptDialogOpening" => format!("dialog: {}", text(&params["message"])),
        _ => return None,
    })
}

/// What was thrown.
fn exception(details: &Value) -> String {
    let thrown = details.pointer("/exception/description");
    text(thrown.unwrap_or(&details["text"]))
}
