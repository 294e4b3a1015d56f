//! A module that runs: on a serial line that another program holds, in real time (feature `run`).
//!
//! [`Runner`] drives one [`Module`] over anything that reads and writes, in a virtual network or one of real sockets. It needs a tokio runtime with time and I/O.

mod clock;
mod flash_file;
mod host;
mod pace;
#[cfg(unix)]
mod terminal;

pub use flash_file::{load_flash, save_flash};
pub use host::{Detour, HostNetwork, Reach};
#[cfg(unix)]
pub use terminal::Terminal;

use crate::{
    Flash, Module,
    net::{Action, Event, VirtualNetwork},
};
use clock::Clock;
use pace::Pace;
use std::{future::Future, io};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    time::{Instant, sleep_until},
};

/// More than so many bytes that the host has not read keep the network waiting.
const MOST_UNREAD: usize = 64 * 1024;

/// More than so many keep the host itself waiting: it does not read what it asks for.
const MOST_UNREAD_ANSWERS: usize = 1024 * 1024;

/// The network of a module that runs.
#[derive(Debug)]
pub enum Network {
    /// Hosts that stand in the world.
    Virtual(Box<VirtualNetwork>),
    /// Real sockets.
    Host(Box<HostNetwork>),
}

/// Sees what goes over the serial line, and what is written to flash.
pub trait Watch: Send {
    /// The host has sent bytes, so many milliseconds after the module was switched on.
    fn host(&mut self, now: u64, bytes: &[u8]) {
        let _ = (now, bytes);
    }

    /// The module has sent bytes.
    fn module(&mut self, now: u64, bytes: &[u8]) {
        let _ = (now, bytes);
    }

    /// The module wants something of its network.
    fn action(&mut self, now: u64, action: &Action) {
        let _ = (now, action);
    }

    /// The flash has changed.
    ///
    /// # Errors
    ///
    /// It could not be kept: the module stops running.
    fn flash(&mut self, flash: &Flash) -> io::Result<()> {
        let _ = flash;
        Ok(())
    }
}

/// Sees nothing.
impl Watch for () {}

/// A module in real time.
pub struct Runner {
    module: Module,
    network: Network,
    watch: Box<dyn Watch>,
    clock: Clock,
    pace: Pace,
    kept: Flash,
}

impl Runner {
    /// Switches a module on. `paced` makes its serial line as slow as a real one of its rate.
    pub fn new(module: Module, network: Network, watch: impl Watch + 'static, paced: bool) -> Runner {
        let serial = module.flash().settings.serial;
        let kept = module.flash().clone();
        let pace = Pace::new(paced.then_some(serial));
        Runner { module, network, watch: Box::new(watch), clock: Clock::new(1), pace, kept }
    }

    /// Switches it on again with a time of its own that runs so many times as fast: starts, scans, sleeps and time limits are over so much sooner.
    /// The serial line and real sockets keep real time.
    #[must_use]
    pub fn faster(self, speed: u32) -> Runner {
        Runner { clock: Clock::new(speed), ..self }
    }

    /// The module.
    pub fn module(&self) -> &Module {
        &self.module
    }

    /// Runs the module on a serial line, until the other end closes it.
    ///
    /// # Errors
    ///
    /// The serial line is broken, or the flash could not be kept.
    pub async fn drive(&mut self, serial: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> io::Result<()> {
        let (mut reader, mut writer) = tokio::io::split(serial);
        let mut buffer = vec![0; 4096];
        loop {
            self.turn()?;
            let Runner { module, network, watch, clock, pace, .. } = self;
            let now = || clock.now();
            let next = next_at(module, network).map(|at| clock.when(at));
            let (may_write, may_read) = (pace.may_write(), pace.may_read());
            let output = module.output();
            let unread = output.len();
            let part = &output[..unread.min(pace.portion())];
            tokio::select! {
                written = writer.write(part), if unread > 0 && may_write.is_none() => {
                    let written = written?;
                    if written == 0 {
                        return Ok(());
                    }
                    watch.module(now(), &part[..written]);
                    pace.wrote(written);
                    module.consume(written);
                }
                read = reader.read(&mut buffer[..pace.portion().min(4096)]), if may_read.is_none() && unread < MOST_UNREAD_ANSWERS && module.takes_input() => {
                    let read = read?;
                    if read == 0 {
                        return Ok(());
                    }
                    watch.host(now(), &buffer[..read]);
                    pace.read(read);
                    module.input(now(), &buffer[..read]);
                }
                event = event(network), if unread < MOST_UNREAD => module.network(now(), event),
                () = until(next) => {}
                () = until(may_write), if unread > 0 => {}
                () = until(may_read) => {}
            }
        }
    }

    /// Runs the module while nobody holds its serial line, until something else is done. What it says is lost.
    ///
    /// # Errors
    ///
    /// The flash could not be kept.
    pub async fn wait<T>(&mut self, done: impl Future<Output = T>) -> io::Result<T> {
        tokio::pin!(done);
        loop {
            self.turn()?;
            self.module.take_output();
            let Runner { module, network, clock, .. } = self;
            let next = next_at(module, network).map(|at| clock.when(at));
            tokio::select! {
                done = &mut done => return Ok(done),
                event = event(network) => module.network(clock.now(), event),
                () = until(next) => {}
            }
        }
    }

    /// Does what is due, and carries actions to the network.
    fn turn(&mut self) -> io::Result<()> {
        let now = self.clock.now();
        self.module.advance(now);
        loop {
            while let Some(action) = self.module.poll_action() {
                self.watch.action(now, &action);
                match (action, &mut self.network) {
                    (Action::Serial(serial), _) => self.pace.set(serial),
                    (action, Network::Virtual(network)) => network.perform(now, action),
                    (action, Network::Host(network)) => network.perform(action),
                }
            }
            match &mut self.network {
                Network::Virtual(network) => match network.poll(now) {
                    Some(event) => self.module.network(now, event),
                    None => break,
                },
                Network::Host(_) => break,
            }
        }
        if self.kept != *self.module.flash() {
            self.watch.flash(self.module.flash())?;
            self.kept.clone_from(self.module.flash());
        }
        Ok(())
    }
}

fn next_at(module: &Module, network: &Network) -> Option<u64> {
    let network = match network {
        Network::Virtual(network) => network.poll_at(),
        Network::Host(_) => None,
    };
    [module.poll_at(), network].into_iter().flatten().min()
}

/// The next event of real sockets; a virtual network's are polled.
async fn event(network: &mut Network) -> Event {
    match network {
        Network::Virtual(_) => std::future::pending().await,
        Network::Host(network) => network.event().await,
    }
}

async fn until(when: Option<Instant>) {
    match when {
        Some(when) => sleep_until(when).await,
        None => std::future::pending().await,
    }
}
