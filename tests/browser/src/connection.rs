//! The DevTools protocol over a pair of pipes: JSON messages, a NUL byte after each.

use crate::{Error, PATIENCE, Result};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read, Write},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// A line to the browser. Pages share it; each has a session of its own.
pub(crate) struct Connection {
    input: Mutex<Box<dyn Write + Send>>,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    last_id: u64,
    /// The commands whose response is awaited, and the responses that have come.
    responses: HashMap<u64, Option<Value>>,
    /// All events of a session, in order.
    events: HashMap<String, Vec<Event>>,
    closed: bool,
}

/// An event of a session.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) method: String,
    pub(crate) params: Value,
}

impl Connection {
    /// Takes over the pipes. A thread reads until the browser closes its end.
    pub(crate) fn new(
        input: impl Write + Send + 'static,
        output: impl Read + Send + 'static,
    ) -> Self {
        let shared = Arc::<Shared>::default();
        let reader = Arc::clone(&shared);
        thread::spawn(move || read(BufReader::new(output), &reader));
        Connection { input: Mutex::new(Box::new(input)), shared }
    }

    /// Sends a command and returns its result. `session` is empty for the browser itself.
    pub(crate) fn call(&self, session: &str, method: &str, params: Value) -> Result<Value> {
        let id = self.state().next_id();
        self.state().responses.insert(id, None);
        let answer = self.write(id, session, method, params).and_then(|()| {
            self.wait(PATIENCE, method, |state| state.responses.get_mut(&id)?.take())
        });
        self.state().responses.remove(&id);
        let mut answer = answer?;
        match answer.pointer("/error/message") {
            Some(message) => Err(Error::new(format!("{method}: {}", text(message)))),
            None => Ok(answer["result"].take()),
        }
    }

    /// Sends a command whose result is not awaited.
    pub(crate) fn send(&self, session: &str, method: &str, params: Value) -> Result<()> {
        let id = self.state().next_id();
        self.write(id, session, method, params)
    }

    /// Waits for an event of a session for which `wanted` returns something.
    pub(crate) fn event<T>(
        &self,
        session: &str,
        what: &str,
        wanted: impl Fn(&Event) -> Option<T>,
    ) -> Result<T> {
        self.wait(PATIENCE, what, |state| state.events.get(session)?.iter().find_map(&wanted))
    }

    /// Returns all events of a session so far.
    pub(crate) fn events(&self, session: &str) -> Vec<Event> {
        self.state().events.get(session).cloned().unwrap_or_default()
    }

    /// Returns true if the browser has closed its end.
    pub(crate) fn is_closed(&self) -> bool {
        self.state().closed
    }

    /// Waits until the browser has closed its end. Returns false if it did not in time.
    pub(crate) fn closes_within(&self, limit: Duration) -> bool {
        let closed = self.wait(limit, "the end", |state| state.closed.then_some(()));
        closed.is_ok()
    }

    fn write(&self, id: u64, session: &str, method: &str, params: Value) -> Result<()> {
        let mut message = json!({ "id": id, "method": method, "params": params });
        if !session.is_empty() {
            message["sessionId"] = session.into();
        }
        let bytes = format!("{message}\0");
        let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
        let written = input.write_all(bytes.as_bytes()).and_then(|()| input.flush());
        written.map_err(|error| Error::new(format!("{method}: the browser has ended ({error})")))
    }

    fn wait<T>(
        &self,
        limit: Duration,
        what: &str,
        mut ready: impl FnMut(&mut State) -> Option<T>,
    ) -> Result<T> {
        let deadline = Instant::now() + limit;
        let mut state = self.state();
        loop {
            if let Some(found) = ready(&mut state) {
                return Ok(found);
            }
            if state.closed {
                return Err(Error::new(format!("{what}: the browser has ended")));
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let waited = limit.as_secs();
                return Err(Error::new(format!("{what}: no answer within {waited} s")));
            }
            let changed = self.shared.changed.wait_timeout(state, left);
            state = changed.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state()
    }
}

impl Shared {
    // A test that fails in one thread must not fail the others: what the lock guards stays whole.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    fn take(&mut self, mut message: Value) {
        if let Some(id) = message["id"].as_u64() {
            if let Some(response) = self.responses.get_mut(&id) {
                *response = Some(message);
            }
        } else if let Some(session) = message["sessionId"].as_str() {
            let events = self.events.entry(session.into()).or_default();
            let method = text(&message["method"]);
            events.push(Event { method, params: message["params"].take() });
        }
    }
}

/// Reads messages until the browser closes its end.
fn read(mut output: impl BufRead, shared: &Shared) {
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let ended = !matches!(output.read_until(0, &mut bytes), Ok(1..));
        let message = serde_json::from_slice(bytes.strip_suffix(&[0]).unwrap_or(&bytes));
        let mut state = shared.state();
        if let Ok(message) = message {
            state.take(message);
        }
        state.closed = ended;
        shared.changed.notify_all();
        if ended {
            return;
        }
    }
}

/// The text of a JSON value, without quotes.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn events_go_to_their_session_and_the_end_is_noticed() {
        let output = concat!(
            r#"{"method":"A.b","params":{"n":1},"sessionId":"one"}"#,
            "\0",
            r#"{"method":"A.b","params":{"n":2},"sessionId":"two"}"#,
            "\0not JSON\0",
            r#"{"id":7,"result":{}}"#,
            "\0"
        );
        let connection = Connection::new(io::sink(), output.as_bytes());
        let n = |event: &Event| event.params["n"].as_u64();
        assert_eq!(connection.event("two", "n", n).unwrap(), 2);
        assert_eq!(connection.event("one", "n", n).unwrap(), 1);
        assert!(connection.closes_within(PATIENCE));
        let error = connection.call("", "Browser.getVersion", json!({})).unwrap_err();
        assert_eq!(error.to_string(), "Browser.getVersion: the browser has ended");
    }
}
