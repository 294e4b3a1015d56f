//! What the shell's own commands do, and Ctrl-C.

use super::{
    console::{Console, Done, Woke},
    own::{self, Own},
    waiting::time,
};
use crate::{
    end::{Failure, Mistake},
    explain,
};
use std::time::{Duration, Instant};
use wizfi360_proto::{
    DataKind, DataPhase,
    host::{Escape, EscapeAction},
};

/// How long the line is quiet before `+++`: more than the 20 ms in which the module sends what it has.
const GUARD: Duration = Duration::from_millis(50);

/// How long `:wait` waits if it is not told.
const WAIT: Duration = Duration::from_secs(10);

impl Console {
    pub(super) fn own(&mut self, own: Own) -> Result<Done, Failure> {
        match own {
            Own::Help => self.output.text(&own::help())?,
            Own::Explain(name) => match explain::pages(&self.book, &name) {
                Ok(pages) => self.output.text(&pages)?,
                Err(failure) => return self.refused(failure),
            },
            Own::Timeout(limit) => {
                self.timeout = limit;
                let text = match limit {
                    Some(limit) => format!("Each command has {} for its end.", time(limit)),
                    None => "Each command has the time that the spec advises.".into(),
                };
                self.output.note(&text)?;
            }
            Own::Baud(_) if !self.link.is_serial => {
                return self.refused(Failure::wrong("a TCP connection has no speed", ""));
            }
            Own::Baud(rate) => self.set_baud(rate)?,
            Own::Wait { time, text } => return self.wait(time, text),
            Own::Escape => return self.escape(),
            Own::Quit => return Ok(Done::Quit),
            Own::File(_) | Own::Hex(_) | Own::Raw(_) => {
                let way_out =
                    "First comes the command, such as AT+CIPSEND=5; when the module waits, data is asked for.";
                return self.refused(Failure::wrong("no data is due", way_out));
            }
        }
        Ok(Done::Fine)
    }

    /// The speed of the serial port from now on.
    pub(super) fn set_baud(&mut self, rate: u32) -> Result<(), Failure> {
        match self.link.set_baud(rate) {
            Ok(()) => Ok(self.output.note(&format!("The serial port has {rate} Bd from now on."))?),
            Err(error) => {
                let mistake = Mistake::new(format!("the serial port does not take {rate} Bd: {error}"), "");
                Ok(self.output.mistake(&mistake)?)
            }
        }
    }

    fn wait(&mut self, limit: Option<Duration>, text: Option<String>) -> Result<Done, Failure> {
        let Some(text) = text else {
            if self.session.pending().is_some() && self.session.data_phase() == DataPhase::None {
                return self.finish(limit);
            }
            // Nothing is due: what comes is shown.
            self.pump(Some(Instant::now() + limit.unwrap_or(WAIT)), |_| false)?;
            return Ok(Done::Fine);
        };
        let limit = limit.or(self.timeout).unwrap_or(WAIT);
        let wanted = text.clone();
        match self.pump(Some(Instant::now() + limit), move |console| console.heard.has(&wanted))? {
            Woke::Met => {
                self.heard.forget_through(&text);
                Ok(Done::Fine)
            }
            Woke::Late => {
                let way_out = "It is looked for in what the module says, since the last command or the last `:wait`.";
                self.refused(Failure::wrong(format!("`{text}` has not come within {}", time(limit)), way_out))
            }
            Woke::Interrupted | Woke::Answered(_) => Ok(Done::Failed),
        }
    }

    /// Ends transparent transmission.
    fn escape(&mut self) -> Result<Done, Failure> {
        let start = Instant::now();
        let mut escape = Escape::new(GUARD);
        loop {
            let now = start.elapsed();
            match escape.poll(now) {
                EscapeAction::Wait(until) => {
                    self.pump(Some(start + until), |_| false)?;
                }
                EscapeAction::Write(plus) => {
                    self.write(plus)?;
                    escape.written(now);
                }
                _ => break,
            }
        }
        if self.session.data_phase() == DataPhase::Transparent {
            self.show_sent(b"+++")?;
        } else {
            self.output.note(
                "+++ is sent, though no transparent transmission was known of. `AT` asks whether the module listens.",
            )?;
        }
        Ok(Done::Fine)
    }

    /// Ctrl-C on a line that was typed.
    pub(super) fn given_up(&mut self) -> Result<Done, Failure> {
        match self.session.data_phase() {
            DataPhase::None => {}
            DataPhase::Transparent => self.output.note("Transparent transmission goes on; `:escape` ends it.")?,
            _ => {
                let early = match self.data_kind() {
                    DataKind::Counted { until_nul: true, .. } => "`\\0` at the end of a text ends it early. ",
                    DataKind::Counted { until_escape: true, .. } => "`+++` gives up what was sent. ",
                    _ => "",
                };
                let text = format!(
                    "The module still waits for data: all that it gets is taken for that. {early}`:quit` leaves all the same."
                );
                self.output.note(&text)?;
            }
        }
        Ok(Done::Fine)
    }
}
