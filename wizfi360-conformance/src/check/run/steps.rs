//! How the steps of a case are taken.

use super::Runner;
use crate::check::{
    case::{Awaited, Case, Expect, Of, Step},
    forms,
    judge::Judge,
    talk::{ended, timeout},
    wire::Item,
};
use std::io;
use wizfi360_spec::{interpret::Interpreter, model::Data, state::Ending};

impl<'s> Runner<'_, 's> {
    /// Takes the steps of a case. The inner error has what the module says and what the spec expects.
    pub(super) fn steps(&mut self, case: &Case<'s>) -> io::Result<Result<(), (String, String)>> {
        for step in &case.steps {
            let taken = match step {
                Step::Ask { line, of, expect } => self.ask(line, *of, expect)?,
                Step::Send { bytes, of, expect } => self.send(bytes, *of, expect)?,
                Step::Await { these, within } => self.wait_for(these, *within)?,
                Step::Pause(milliseconds) => {
                    self.pause(*milliseconds)?;
                    self.drain()?;
                    self.talk.wire.clear();
                    Ok(())
                }
                Step::Hand(deed) => match self.talk.channel.hand(deed)? {
                    true => Ok(()),
                    false => {
                        self.handless = true;
                        return Ok(Ok(()));
                    }
                },
            };
            if let Err(expects) = taken {
                let says = self.talk.last_said();
                let flooded = self.talk.is_flooded();
                return Ok(Err((
                    if flooded {
                        format!("more than is kept, beginning with {says}")
                    } else if says.is_empty() {
                        "nothing".into()
                    } else {
                        says
                    },
                    expects,
                )));
            }
        }
        // What is left of such lines may be answered as lines of their own.
        let loose = |step: &Step<'_>| match step {
            Step::Ask { expect, .. } | Step::Send { expect, .. } => {
                matches!(expect, Expect::RefusedInParts | Expect::Overrun | Expect::Twice)
            }
            _ => false,
        };
        let in_parts = case.steps.iter().any(loose);
        let synced = self.talk.sync()?;
        let is_result = |line: &[u8]| self.talk.spec.lexical.finals.iter().any(|last| last.text.as_bytes() == line);
        match synced {
            None => {
                let says = "nothing more: AT+CIPMUX? is not answered".into();
                Ok(Err((says, "an answer to the next command".into())))
            }
            Some(surplus) => {
                let surplus: Vec<_> = surplus.into_iter().filter(|line| !(in_parts && is_result(line))).collect();
                match surplus.first() {
                    None => Ok(Ok(())),
                    Some(line) if line.is_empty() => {
                        Ok(Err(("an empty line at the end".into(), "nothing more".into())))
                    }
                    Some(line) => Ok(Err((format!("{} on top", self.talk.shown(line)), "nothing more".into()))),
                }
            }
        }
    }

    /// Sends a line and judges the answer. The inner error has what the spec expects.
    fn ask(&mut self, line: &[u8], of: Option<Of<'s>>, expect: &Expect) -> io::Result<Result<(), String>> {
        let echo = if self.talk.known.echo() == Some(true) { vec![line.to_vec()] } else { Vec::new() };
        let mut judge = Judge::new(self.talk.spec, of, expect.clone(), echo);
        let before = self.talk.known.clone();
        self.talk.write(&[line, b"\r\n"].concat())?;
        self.talk.listen(&mut judge, timeout(self.talk.spec, of))?;
        let verdict = judge.verdict(&before);
        self.recent = judge.messages().collect();
        self.talk.known.learn(line, ended(&judge));
        if verdict.is_ok() && ended(&judge) == Ending::Success && of.is_some_and(forms::restarts) {
            return self.wait_for_one(&Awaited::Ready, Self::SLEEP);
        }
        Ok(verdict.map_err(|expects| self.and_whole(expects)))
    }

    /// Sends bytes behind a prompt and judges what comes of them.
    fn send(&mut self, bytes: &[u8], of: Option<Of<'s>>, expect: &Expect) -> io::Result<Result<(), String>> {
        // Data is not echoed; the lines of a certificate are.
        let lines =
            of.is_some_and(|of| matches!(of.form.data, Some(Data::Pem { .. }))) && self.talk.known.echo() == Some(true);
        let echo = if lines { forms::lines(bytes) } else { Vec::new() };
        // Data that is ended by NUL is counted without it.
        let sent = bytes
            .iter()
            .position(|byte| *byte == 0)
            .filter(|_| matches!(of.and_then(|of| of.form.data.as_ref()), Some(Data::Counted { until_nul: true, .. })));
        let mut judge = Judge::new(self.talk.spec, of, expect.clone(), echo);
        if *expect != Expect::Overrun {
            judge = judge.of_data(self.sent + sent.unwrap_or(bytes.len()));
        }
        self.sent = if *expect == Expect::Nothing { self.sent + bytes.len() } else { 0 };
        let before = self.talk.known.clone();
        self.talk.write(bytes)?;
        let wait = if *expect == Expect::Nothing { 0 } else { timeout(self.talk.spec, of) };
        if *expect != Expect::Nothing {
            self.talk.listen(&mut judge, wait)?;
        }
        self.recent = judge.messages().collect();
        Ok(judge.verdict(&before).map_err(|expects| self.and_whole(expects)))
    }

    /// A line that has not ended is not a line.
    fn and_whole(&self, expects: String) -> String {
        match self.talk.wire.rest() {
            [] => expects,
            _ => format!("{expects}; each line ends with CR LF"),
        }
    }

    /// Waits for what comes unasked.
    fn wait_for(&mut self, these: &[Awaited], within: u64) -> io::Result<Result<(), String>> {
        for awaited in these {
            if let Err(expects) = self.wait_for_one(awaited, within)? {
                return Ok(Err(expects));
            }
        }
        Ok(Ok(()))
    }

    fn wait_for_one(&mut self, awaited: &Awaited, within: u64) -> io::Result<Result<(), String>> {
        if let Awaited::Message(name) = awaited
            && let Some(at) = self.recent.iter().position(|recent| recent == name)
        {
            self.recent.remove(at);
            return Ok(Ok(()));
        }
        let until = self.talk.channel.now().saturating_add(within);
        let (mut payload, mut empty) = (Vec::new(), 0);
        let expected = match awaited {
            Awaited::Message(name) => format!("the message {name}"),
            Awaited::Line(line) => format!("\"{}\"", line.escape_ascii()),
            Awaited::Packet(heads, payload) => {
                let heads: Vec<_> =
                    heads.iter().map(|head| [head.as_slice(), payload].concat().escape_ascii().to_string()).collect();
                format!("an empty line, then {}", heads.join(" or "))
            }
            Awaited::Payload(bytes) => format!("packets with \"{}\"", bytes.escape_ascii()),
            Awaited::Bytes(bytes) => format!("\"{}\"", bytes.escape_ascii()),
            Awaited::Ready => "an empty line, then ready".into(),
        };
        loop {
            if let Awaited::Bytes(bytes) = awaited {
                payload.extend(self.talk.wire.take());
                if payload == *bytes {
                    return Ok(Ok(()));
                }
                if !bytes.starts_with(&payload) {
                    return Ok(Err(expected));
                }
            } else {
                while let Some(item) = self.talk.wire.next(false) {
                    match item {
                        Item::Line(text) if text.is_empty() => empty += 1,
                        Item::Line(text) => match self.is_it(awaited, &text, empty) {
                            Some(Ok(())) => return Ok(Ok(())),
                            Some(Err(rule)) => return Ok(Err(rule)),
                            None if self.talk.is_ambient(&text) => empty = 0,
                            None => return Ok(Err(expected)),
                        },
                        Item::Packet(head, bytes) => {
                            if let Awaited::Packet(heads, wanted) = awaited {
                                let same = heads.contains(&head) && bytes == *wanted && empty == 1;
                                return Ok(if same { Ok(()) } else { Err(expected) });
                            }
                            if let Awaited::Payload(wanted) = awaited {
                                payload.extend(bytes);
                                if empty != 1 {
                                    return Ok(Err("one empty line before a packet".into()));
                                }
                                if payload == *wanted {
                                    return Ok(Ok(()));
                                }
                                if !wanted.starts_with(&payload) {
                                    return Ok(Err(expected));
                                }
                            } else if !self.talk.known.packet_can_come() {
                                return Ok(Err(expected));
                            }
                            empty = 0;
                        }
                        Item::Prompt => {}
                    }
                }
            }
            let left = until.saturating_sub(self.talk.channel.now());
            if self.talk.is_flooded() || (!self.talk.read(left)? && left == 0) {
                return Ok(Err(expected));
            }
        }
    }

    /// Whether a line is what is waited for: `None` if it is something else, an error if it is framed wrongly.
    fn is_it(&mut self, awaited: &Awaited, text: &[u8], empty: usize) -> Option<Result<(), String>> {
        let framed = |due: usize| match (empty == due, due) {
            (true, _) => Ok(()),
            (false, 0) => Err("no empty line before the message".into()),
            (false, _) => Err("one empty line before the message".into()),
        };
        match awaited {
            Awaited::Ready => {
                // Erratum ready-noise.
                let text = text.strip_prefix(b"\xfc").unwrap_or(text);
                (text == b"ready").then(|| {
                    self.talk.known.started();
                    framed(1)
                })
            }
            Awaited::Message(_) | Awaited::Line(_) => {
                let event = Interpreter::new(self.talk.spec).read_event(text)?.ok()?;
                let same = match awaited {
                    Awaited::Message(name) => event.line.name == *name,
                    Awaited::Line(line) => line == text,
                    _ => false,
                };
                same.then(|| {
                    self.talk.known.heard(&event);
                    framed(usize::from(event.line.blank_line_before.is_some()))
                })
            }
            Awaited::Packet(..) | Awaited::Payload(_) | Awaited::Bytes(_) => None,
        }
    }
}
