//! A check's line to a module that is there already.

use super::stop::Stop;
use crate::{
    args::Wire,
    book::Book,
    end::Failure,
    link::{Incoming, Link, baud},
};
use std::{
    io,
    sync::mpsc::{Receiver, RecvTimeoutError, sync_channel},
    time::{Duration, Instant},
};
use wizfi360_conformance::check::Channel;

/// So many reads wait for being asked for. Then nothing more is read, and the other end has to wait.
const UNREAD: usize = 16;

/// How soon an interrupt is noticed.
const SOON: Duration = Duration::from_millis(50);

pub(super) struct Live {
    link: Link,
    incoming: Receiver<Incoming>,
    opened: Instant,
    stop: Stop,
    /// Knows the requests that change the speed of the line.
    book: Book,
    /// The speed that the module has once it has said `OK`, and the end of what it has said since.
    turning: Option<(u32, Vec<u8>)>,
}

impl Live {
    pub(super) fn open(wire: &Wire, book: Book, stop: Stop) -> Result<Live, Failure> {
        let (sender, incoming) = sync_channel(UNREAD);
        let link = Link::open(wire, Box::new(move |incoming| sender.send(incoming).is_ok()))?;
        Ok(Live { link, incoming, opened: Instant::now(), stop, book, turning: None })
    }

    pub(super) fn name(&self) -> &str {
        &self.link.name
    }

    pub(super) fn is_serial(&self) -> bool {
        self.link.is_serial
    }

    /// What to do where the connection was lost.
    pub(super) fn way_out(&self) -> &'static str {
        self.link.way_out()
    }

    /// Where the connection was lost.
    pub(super) fn lost(&self, error: &io::Error) -> Failure {
        self.link.lost(Some(error))
    }

    /// The serial port follows the module, which answers at the old speed and hears at the new one.
    fn follow(&mut self, said: &[u8]) -> io::Result<()> {
        const OK: &[u8] = b"\r\nOK\r\n";
        let Some((rate, heard)) = &mut self.turning else { return Ok(()) };
        heard.extend(said);
        if heard.windows(OK.len()).any(|part| part == OK) {
            self.link.set_baud(*rate)?;
            self.turning = None;
        } else {
            heard.drain(..heard.len().saturating_sub(OK.len()));
        }
        Ok(())
    }
}

impl Channel for Live {
    fn now(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stop.check()?;
        if self.link.is_serial {
            self.turning = baud(&self.book, bytes).map(|rate| (rate, Vec::new()));
        }
        self.link.write(bytes)
    }

    fn read(&mut self, milliseconds: u64) -> io::Result<Vec<u8>> {
        let until = Instant::now() + Duration::from_millis(milliseconds);
        loop {
            self.stop.check()?;
            let left = until.saturating_duration_since(Instant::now());
            match self.incoming.recv_timeout(left.min(SOON)) {
                Ok(Incoming::Bytes(bytes)) => {
                    self.follow(&bytes)?;
                    return Ok(bytes);
                }
                Ok(Incoming::Lost(error)) => {
                    return Err(error.unwrap_or_else(|| {
                        io::Error::new(io::ErrorKind::UnexpectedEof, "the other end has closed it")
                    }));
                }
                Err(RecvTimeoutError::Timeout) if left > SOON => {}
                Err(RecvTimeoutError::Timeout) => return Ok(Vec::new()),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the other end has closed it"));
                }
            }
        }
    }
}
