//! The line to the module under test: the virtual module's, or one to a module that is there already.

use super::{live::Live, stop::Stop, wanted::Wanted};
use crate::{args::Check, book::Book, end::Failure, layout::cut};
use std::io;
use wizfi360_conformance::check::{Channel, Deed};
use wizfi360_reference::text::readable;
use wizfi360_sim::{Testbed, World};

pub(super) enum Line {
    Virtual(Box<Desk>),
    Live(Box<Live>),
}

/// The virtual module, until the run is to end.
pub(super) struct Desk {
    module: Testbed,
    stop: Stop,
}

impl Line {
    /// Opens the line that the arguments name. Behind it a module answers.
    pub(super) fn open(args: &Check, wanted: &Wanted, book: &Book, stop: Stop) -> Result<Line, Failure> {
        if args.r#virtual {
            let mut world = World::clone(World::built_in());
            world.firmware = wanted.firmware;
            return Ok(Line::Virtual(Box::new(Desk { module: Testbed::new(world), stop })));
        }
        let mut live = Live::open(&args.wire, *book, stop)?;
        answers(&mut live)?;
        Ok(Line::Live(Box::new(live)))
    }

    /// What to do where the run has ended early.
    pub(super) fn way_out(&self) -> &'static str {
        match self {
            Line::Virtual(_) => "",
            Line::Live(live) => live.way_out(),
        }
    }

    pub(super) fn channel(&mut self) -> &mut dyn Channel {
        match self {
            Line::Virtual(desk) => desk.as_mut(),
            Line::Live(live) => live.as_mut(),
        }
    }
}

impl Channel for Desk {
    fn now(&self) -> u64 {
        Channel::now(&self.module)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stop.check()?;
        Channel::write(&mut self.module, bytes)
    }

    fn read(&mut self, milliseconds: u64) -> io::Result<Vec<u8>> {
        self.stop.check()?;
        Channel::read(&mut self.module, milliseconds)
    }

    fn hand(&mut self, deed: &Deed) -> io::Result<bool> {
        self.module.hand(deed)
    }
}

/// Finds out whether a module is there, before much is said to it.
fn answers(live: &mut Live) -> Result<(), Failure> {
    /// How often `AT` is asked, and how long each answer may take, in milliseconds.
    const ASKED: usize = 3;
    const PATIENCE: u64 = 1000;
    /// So much of what comes is kept.
    const KEPT: usize = 4096;
    let (mut heard, mut count) = (Vec::new(), 0);
    for _ in 0..ASKED {
        live.write(b"AT\r\n").map_err(|error| live.lost(&error))?;
        let until = live.now() + PATIENCE;
        while live.now() < until {
            let bytes = live.read(until.saturating_sub(live.now())).map_err(|error| live.lost(&error))?;
            count += bytes.len();
            heard.extend(bytes);
            // An `OK` may be cut in two.
            let end = heard.len().saturating_sub(KEPT);
            heard.drain(..end);
            if heard.windows(4).any(|part| part == b"OK\r\n") {
                return Ok(());
            }
        }
    }
    let name = live.name();
    if count == 0 {
        let way_out = match live.is_serial() {
            true => {
                "Check power, that TX and RX are crossed, and the speed: --baud, where AT+UART_DEF keeps another one."
            }
            false => "Is the other end a module? One program at a time is heard.",
        };
        let through = "If it is in transparent transmission, `:escape` in `wizfi360 shell` ends that.";
        return Err(Failure::wrong(
            format!("{name} does not answer: AT was sent three times, and nothing came"),
            format!("{way_out}\n{through}"),
        ));
    }
    let shown = cut(&readable(&heard), 60);
    let way_out = match live.is_serial() {
        true => "The speed may be another one: AT+UART_DEF keeps it over a restart. Try --baud.",
        false => "Is the other end a module?",
    };
    Err(Failure::wrong(format!("{name} does not answer AT by OK; {count} bytes came: {shown}"), way_out))
}
