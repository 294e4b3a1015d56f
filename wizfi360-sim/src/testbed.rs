//! A module on a desk: with a network, a clock, and a serial line that a test holds.

use crate::{
    Happening, Module, World,
    net::{Action, Connection, VirtualNetwork},
};
use std::{fmt, sync::Arc};

/// A module in a virtual network, in virtual time. Seconds of it pass in microseconds.
///
/// ```
/// use wizfi360_sim::{Testbed, World};
///
/// let mut desk = Testbed::new(World::built_in().clone());
/// desk.expect("ready\r\n", 1000).unwrap();
/// desk.write(b"ATE0\r\n");
/// desk.expect("\r\nOK\r\n", 0).unwrap();
/// desk.write(b"AT+CWMODE_CUR=1\r\n");
/// desk.expect("\r\nOK\r\n", 0).unwrap();
/// desk.write(b"AT+CWJAP_CUR=\"wizfi360\",\"password\"\r\n");
/// let said = desk.expect("\r\nOK\r\n", 20_000).unwrap();
/// assert_eq!(said, b"WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n");
/// ```
#[derive(Clone, Debug)]
pub struct Testbed {
    module: Module,
    network: VirtualNetwork,
    now: u64,
    /// What the module has said and nobody has read.
    said: Vec<u8>,
    /// All that passes, if somebody wants to know.
    passed: Option<Vec<(u64, Passed)>>,
}

/// Something that passes the module.
#[derive(Clone, Debug)]
pub(crate) enum Passed {
    /// Bytes from the host.
    Host(Vec<u8>),
    /// Bytes for the host.
    Module(Vec<u8>),
    /// What the module wants of its network.
    Action(Action),
}

/// What was expected did not come.
#[derive(Clone, PartialEq, Eq)]
pub struct Unexpected {
    /// What was expected.
    pub expected: Vec<u8>,
    /// What came instead.
    pub said: Vec<u8>,
}

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Unexpected { expected, said } = self;
        write!(f, "expected \"{}\"; the module said \"{}\"", expected.escape_ascii(), said.escape_ascii())
    }
}

impl fmt::Debug for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Unexpected {}

impl Testbed {
    /// A new module, switched on at time 0.
    pub fn new(world: impl Into<Arc<World>>) -> Testbed {
        let world = world.into();
        Testbed::with_module(Module::new(world))
    }

    /// A module that there is already, with the network of its world.
    pub fn with_module(module: Module) -> Testbed {
        let network = VirtualNetwork::new(module.world().clone());
        Testbed { module, network, now: 0, said: Vec::new(), passed: None }
    }

    /// What has passed since this was called last, with its times; the first call begins to take it down.
    pub(crate) fn passed(&mut self) -> Vec<(u64, Passed)> {
        self.passed.replace(Vec::new()).unwrap_or_default()
    }

    fn note(&mut self, passed: impl FnOnce() -> Passed) {
        if let Some(all) = &mut self.passed {
            all.push((self.now, passed()));
        }
    }

    /// Milliseconds since the module was switched on.
    pub fn now(&self) -> u64 {
        self.now
    }

    /// The module.
    pub fn module(&self) -> &Module {
        &self.module
    }

    /// The host writes bytes.
    pub fn write(&mut self, bytes: &[u8]) {
        self.note(|| Passed::Host(bytes.to_vec()));
        self.module.input(self.now, bytes);
        self.settle();
    }

    /// What the module has said since it was read last.
    pub fn read(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.said)
    }

    /// Lets so many milliseconds pass.
    pub fn pass(&mut self, milliseconds: u64) {
        let until = self.now.saturating_add(milliseconds);
        while let Some(at) = self.next_at().filter(|at| *at <= until) {
            self.now = self.now.max(at);
            self.module.advance(self.now);
            self.settle();
        }
        self.now = until;
        self.module.advance(until);
    }

    /// Reads up to the end of `text`, and waits up to so many milliseconds for it. What stands behind it is left to be read.
    ///
    /// # Errors
    ///
    /// It has not come: the error has what has. Nothing is read then.
    pub fn expect(&mut self, text: &str, milliseconds: u64) -> Result<Vec<u8>, Unexpected> {
        let until = self.now.saturating_add(milliseconds);
        loop {
            let found = self.said.windows(text.len().max(1)).position(|part| part == text.as_bytes());
            if let Some(at) = found {
                return Ok(self.said.drain(..at + text.len()).collect());
            }
            match self.next_at().filter(|at| *at <= until) {
                Some(at) => self.pass(at.saturating_sub(self.now)),
                None => {
                    self.pass(until.saturating_sub(self.now));
                    return Err(Unexpected { expected: text.into(), said: self.said.clone() });
                }
            }
        }
    }

    /// Lets something happen.
    pub fn happen(&mut self, happening: Happening) {
        self.module.happen(self.now, happening);
        self.settle();
    }

    /// The connections that the module has, as the network knows them.
    pub fn connections(&self) -> Vec<Connection> {
        self.network.connections().map(|(connection, _)| connection).collect()
    }

    /// A peer sends bytes. They arrive after the latency of the network.
    pub fn peer_says(&mut self, connection: Connection, bytes: &[u8]) {
        self.network.say(self.now, connection, bytes);
        self.settle();
    }

    /// A peer closes its connection.
    pub fn peer_closes(&mut self, connection: Connection) {
        self.network.close(self.now, connection);
        self.settle();
    }

    /// The network, for what the methods here do not do. Events that are due come at the next [`Testbed::pass`].
    pub fn network(&mut self) -> &mut VirtualNetwork {
        &mut self.network
    }

    /// When something happens next, if nothing comes before.
    pub(crate) fn next_at(&self) -> Option<u64> {
        [self.module.poll_at(), self.network.poll_at()].into_iter().flatten().min()
    }

    /// Carries actions to the network and events to the module until there are none.
    fn settle(&mut self) {
        loop {
            while let Some(action) = self.module.poll_action() {
                self.note(|| Passed::Action(action.clone()));
                self.network.perform(self.now, action);
            }
            let said = self.module.take_output();
            if !said.is_empty() {
                self.note(|| Passed::Module(said.clone()));
                self.said.extend(said);
            }
            match self.network.poll(self.now) {
                Some(event) => self.module.network(self.now, event),
                None if self.module.poll_at().is_some_and(|at| at <= self.now) => self.module.advance(self.now),
                None => break,
            }
        }
    }
}
