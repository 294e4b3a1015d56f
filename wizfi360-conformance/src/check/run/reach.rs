//! How a module is brought into the state that a case needs, and back to its senses after something unexpected.

use super::Runner;
use crate::check::{
    case::Case,
    needs::Link,
    plan::{self, Move},
    risks,
    wire::Item,
};
use std::io;
use wizfi360_spec::{interpret::Interpreter, state::Ending};

impl<'s> Runner<'_, 's> {
    /// Brings the module into the state that a case needs. The inner error says why that cannot be.
    pub(super) fn reach(&mut self, case: &Case<'s>) -> io::Result<Result<(), String>> {
        let needs = &case.needs;
        if (needs.fresh || !self.talk.known.answers)
            && let Err(why) = self.restart()?
        {
            return Ok(Err(why));
        }
        for _ in 0..Self::MOST_MOVES {
            // What has come meanwhile may have changed the state.
            self.drain()?;
            let Some(next) = plan::next(&self.talk.known, needs, self.bench) else {
                return self.before(case);
            };
            let line = match next {
                Move::Send(line) => line,
                Move::Restart => match self.restart()? {
                    Ok(()) => continue,
                    Err(why) => return Ok(Err(why)),
                },
            };
            let risks = risks::of_line(self.talk.spec, None, line.as_bytes());
            if let Some(risk) = risks.into_iter().find(|risk| !self.options.allow.contains(risk)) {
                if self.asks(&line)? {
                    continue;
                }
                return Ok(Err(format!(
                    "what it needs {}: {}; allow `{risk}` to run it",
                    risk.description(),
                    self.talk.shown(line.as_bytes())
                )));
            }
            if self.hopeless.get(&line).is_some_and(|times| *times >= 3) {
                return Ok(Err(format!("what it needs cannot be had: {} fails", self.talk.shown(line.as_bytes()))));
            }
            let (ended, end) = self.talk.command(&line)?;
            let multiple = self.talk.known.mux() == Some(true);
            let opens =
                needs.link.filter(|link| *link != Link::None && line == plan::open(*link, multiple, self.bench));
            match ended {
                Ending::Success => {
                    self.hopeless.remove(&line);
                    if let Some(link) = opens {
                        self.talk.known.opened(link);
                    }
                    if line.starts_with("AT+CWDHCP_CUR=2,1") {
                        self.reachable()?;
                    }
                }
                // What is to be closed may be closed already; what AT+WPS=0 answers is not known.
                _ if self.talk.known.undoes(&line) => {}
                _ => {
                    let times = self.hopeless.entry(line.clone()).or_insert(0);
                    *times = times.saturating_add(1);
                    self.recover()?;
                    return Ok(Err(format!(
                        "what it needs cannot be had: {} ends with {end}",
                        self.talk.shown(line.as_bytes())
                    )));
                }
            }
        }
        self.recover()?;
        Ok(Err("what it needs cannot be reached".into()))
    }

    /// Asks whether the module is already in the state that a line would bring about, which is not allowed. False if there is nothing to be learnt.
    fn asks(&mut self, line: &str) -> io::Result<bool> {
        let Some(command) = self.talk.known.question(line) else {
            // Nothing of its network can have been changed: a station that has joined by itself reaches it.
            let reaches = self.talk.known.joined() == Some(true) && !self.talk.known.reachable();
            if reaches {
                self.talk.known.reaches();
            }
            return Ok(reaches);
        };
        self.talk.command(&format!("{command}?"))?;
        // A station that joins by itself takes its time.
        let waits = self.talk.known.mode() != Some(2) && self.talk.known.joined() == Some(false);
        if waits && !std::mem::replace(&mut self.talk.known.settled, true) {
            self.pause(Self::JOIN)?;
            self.drain()?;
        }
        // Each question is asked once.
        Ok(self.talk.known.question(line) != Some(command))
    }

    /// DHCP is on: now the default DNS server, and the access point again.
    fn reachable(&mut self) -> io::Result<()> {
        self.talk.command("AT+CIPDNS_CUR=0")?;
        self.talk.known.reaches();
        Ok(())
    }

    /// The lines that a case has before its first step.
    fn before(&mut self, case: &Case<'s>) -> io::Result<Result<(), String>> {
        for line in &case.needs.before {
            let (ended, end) = self.talk.command(line)?;
            if ended != Ending::Success {
                return Ok(Err(format!(
                    "what it needs cannot be had: {} ends with {end}",
                    self.talk.shown(line.as_bytes())
                )));
            }
        }
        Ok(Ok(()))
    }

    /// Starts the module anew. The inner error says why that cannot be.
    fn restart(&mut self) -> io::Result<Result<(), String>> {
        if self.talk.known.boot_link() {
            self.talk.command(plan::NO_BOOT_LINK)?;
        }
        for _ in 0..2 {
            self.talk.write(b"AT+RST\r\n")?;
            if self.ready(Self::START)? {
                return Ok(Ok(()));
            }
            self.unblock()?;
        }
        self.silent = self.silent.saturating_add(1);
        // A module that does not tell its start has perhaps started all the same.
        if self.answers()? {
            self.talk.known.started();
            return Ok(Ok(()));
        }
        Ok(Err("the module does not start anew: AT+RST brings no `ready`".into()))
    }

    /// Waits for `ready`. What stands before it is not judged.
    pub(super) fn ready(&mut self, milliseconds: u64) -> io::Result<bool> {
        let until = self.talk.channel.now().saturating_add(milliseconds);
        loop {
            while let Some(item) = self.talk.wire.next(false) {
                // A byte of line noise may stand before it.
                if matches!(item, Item::Line(text) if text.ends_with(b"ready")) {
                    self.talk.known.started();
                    return Ok(true);
                }
            }
            let left = until.saturating_sub(self.talk.channel.now());
            if self.talk.is_flooded() || (!self.talk.read(left)? && left == 0) {
                return Ok(false);
            }
        }
    }

    /// Takes what has come without being asked for.
    pub(super) fn drain(&mut self) -> io::Result<()> {
        while self.talk.read(0)? && !self.talk.is_flooded() {}
        while let Some(item) = self.talk.wire.next(false) {
            if let Item::Line(text) = item
                && let Some(Ok(event)) = Interpreter::new(self.talk.spec).read_event(&text)
            {
                self.talk.known.heard(&event);
            }
        }
        Ok(())
    }

    /// After something unexpected: brings the module to answer again, and into a state that is known.
    pub(super) fn recover(&mut self) -> io::Result<()> {
        self.unblock()?;
        if self.restart()?.is_err() {
            self.talk.known.answers = false;
        }
        Ok(())
    }

    /// True if the module answers, perhaps once what it was waiting for is ended.
    pub(super) fn awake(&mut self) -> io::Result<bool> {
        self.unblock()?;
        self.answers()
    }

    /// Ends whatever the module may be waiting for.
    fn unblock(&mut self) -> io::Result<()> {
        const WAITED_FOR: [&[u8]; 4] =
            [b"\r\n", &[b'x'; 2048], b"\r\n-----END CERTIFICATE-----\r\n-----END RSA PRIVATE KEY-----\r\n", b"+++"];
        self.talk.wire.clear();
        for bytes in WAITED_FOR {
            if self.answers()? {
                return Ok(());
            }
            if bytes == b"+++" {
                self.pause(1100)?;
            }
            self.talk.write(bytes)?;
            self.pause(if bytes == b"+++" { 1500 } else { 100 })?;
            self.talk.wire.clear();
        }
        Ok(())
    }

    /// True if the module says something to `AT`, or to a query that says more than a result. What it says is not judged: cases do that.
    fn answers(&mut self) -> io::Result<bool> {
        Ok(self.says_more_than("AT")? || self.says_more_than("AT+GMR")?)
    }

    /// True if a line brings something else than itself.
    fn says_more_than(&mut self, line: &str) -> io::Result<bool> {
        self.talk.forgive();
        self.talk.write(format!("{line}\r\n").as_bytes())?;
        let until = self.talk.channel.now().saturating_add(1000);
        let mut said = Vec::new();
        loop {
            said.extend(self.talk.wire.take());
            if said.ends_with(b"\r\nOK\r\n") {
                return Ok(true);
            }
            let left = until.saturating_sub(self.talk.channel.now());
            if self.talk.is_flooded() {
                return Ok(false);
            }
            if !self.talk.read(left)? && left == 0 {
                let said = String::from_utf8_lossy(&said);
                return Ok(said.split_ascii_whitespace().any(|word| word != line));
            }
        }
    }

    /// Lets so many milliseconds pass.
    pub(super) fn pause(&mut self, milliseconds: u64) -> io::Result<()> {
        let until = self.talk.channel.now().saturating_add(milliseconds);
        loop {
            let left = until.saturating_sub(self.talk.channel.now());
            if left == 0 || self.talk.is_flooded() {
                return Ok(());
            }
            self.talk.read(left)?;
        }
    }
}
