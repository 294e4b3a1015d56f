//! The runner: puts cases to a module.

use super::{
    Bench, Channel, Risk,
    case::{Awaited, Case, Expect, Of, Step},
    cases::{self, Subject},
    forms,
    judge::Judge,
    plan::{self, Move},
    report::{CaseResult, Report, Said, Verdict},
    sections,
    state::{Ended, Link},
    talk::{Talk, ended, timeout},
    wire::Item,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, io,
    time::{Instant, SystemTime},
};
use wizfi360_spec::{
    Spec,
    interpret::Interpreter,
    model::{Data, Firmware},
};

/// What is run.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Only cases whose ids begin so, up to a `/` or a dot, or that are of this command; all if there is none: `3.3`, `3.2.3/set`, `AT+CWJAP_CUR`.
    pub only: Vec<String>,
    /// What may be done to the module.
    pub allow: BTreeSet<Risk>,
    /// The module's firmware; without it, the module is asked.
    pub firmware: Option<Firmware>,
    /// How the module is called in the report: `virtual`.
    pub module: String,
    /// How what is allowed is called in the report: `safe`.
    pub profile: String,
}

impl Options {
    /// True if this case is run, or told to be forbidden.
    pub fn chooses(&self, case: &Case<'_>) -> bool {
        let begins = |prefix: &String| {
            let rest = case.id.strip_prefix(prefix.as_str());
            rest.is_some_and(|rest| {
                rest.is_empty() || rest.starts_with(['/', '.', '-']) || prefix.ends_with(['/', '.', '-'])
            }) || case.command.eq_ignore_ascii_case(prefix)
        };
        self.only.is_empty() || self.only.iter().any(begins)
    }
}

/// The run has ended early: the line is lost, or the module does not answer any more.
#[derive(Debug)]
pub struct Failure {
    /// Why, and the way out.
    pub why: String,
    /// What was found until then.
    pub report: Box<Report>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for Failure {}

/// Puts all cases that the options choose to the module. `progress` is called behind each: how many are done, how many there are, and what became of it.
///
/// The module is restarted at the beginning, and where its state is not known any more.
///
/// # Errors
///
/// The line is lost, or the module has not answered for several cases. What was found until then is in the error.
pub fn run(
    spec: &Spec,
    bench: &Bench,
    options: &Options,
    channel: &mut dyn Channel,
    progress: &mut dyn FnMut(usize, usize, &CaseResult),
) -> Result<Report, Failure> {
    let (began, since) = (Instant::now(), SystemTime::now().duration_since(SystemTime::UNIX_EPOCH));
    let mut report = Report {
        version: 1,
        module: options.module.clone(),
        firmware: options.firmware.map_or_else(|| "unknown".into(), |firmware| firmware.to_string()),
        profile: options.profile.clone(),
        began: since.map_or(0, |since| since.as_secs()),
        took_ms: 0,
        early: None,
        sections: sections::all(spec, &[]),
        results: Vec::new(),
    };
    let firmware = match options.firmware.map_or_else(|| ask_firmware(spec, bench, channel), Ok) {
        Ok(firmware) => firmware,
        Err(why) => return Err(Failure { why, report: Box::new(report) }),
    };
    let subject = Subject::new(spec.clone(), firmware);
    let cases = cases::all(&subject, bench);
    report.firmware = firmware.to_string();
    report.sections = sections::all(spec, &cases);
    let chosen: Vec<(usize, &Case<'_>)> = cases.iter().enumerate().filter(|(_, case)| options.chooses(case)).collect();
    let total = chosen.len();
    let mut results: BTreeMap<usize, CaseResult> = BTreeMap::new();
    let mut runner = Runner {
        talk: Talk::new(&subject.has, bench, channel),
        bench,
        options,
        hopeless: BTreeMap::new(),
        silent: 0,
        recent: Vec::new(),
        handless: false,
        sent: 0,
    };
    let mut why = match runner.awake() {
        Ok(true) => None,
        Ok(false) => Some("the module does not answer AT; check power, line and baud rate".into()),
        Err(error) => Some(lost(&error)),
    };
    for (place, case) in in_order(chosen) {
        if let Some(why) = &why {
            let verdict = Verdict::NotRun { why: format!("not reached: {why}") };
            results.insert(place, result(case, verdict, Vec::new()));
            continue;
        }
        match runner.case(case) {
            Ok((verdict, dialogue)) => {
                let result = result(case, verdict, dialogue);
                progress(results.len() + 1, total, &result);
                results.insert(place, result);
            }
            Err(error) => {
                let (said, text) = (runner.talk.dialogue(), lost(&error));
                let verdict = Verdict::NotRun { why: format!("not ended: {text}") };
                results.insert(place, result(case, verdict, said));
                why = Some(text);
            }
        }
        if why.is_none() && runner.silent >= Runner::MOST_SILENT {
            let text =
                "the module does not answer any more, nor does it start anew; check power and line, and run again";
            why = Some(text.into());
        }
    }
    report.results = results.into_values().collect();
    report.took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    report.early.clone_from(&why);
    match why {
        None => Ok(report),
        Some(why) => Err(Failure { why, report: Box::new(report) }),
    }
}

/// Why the line can be used no more.
fn lost(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::Interrupted => "the run was interrupted".into(),
        _ => format!("the line to the module is lost: {error}"),
    }
}

/// So that few changes of the state are needed: those with echo first, as it is after a start, those that restart the module last, and behind them those that may replace
/// its firmware.
fn in_order<'c, 's>(mut cases: Vec<(usize, &'c Case<'s>)>) -> Vec<(usize, &'c Case<'s>)> {
    let restarts = |case: &Case<'_>| {
        let step = |step: &Step<'_>| matches!(step, Step::Ask { of: Some(of), .. } if forms::restarts(*of));
        case.needs.fresh || case.steps.iter().any(step)
    };
    cases.sort_by_key(|(place, case)| {
        (case.risks.contains(&Risk::Update), restarts(case), !case.needs.echo, case.needs.clone(), *place)
    });
    cases
}

/// The firmware that the module tells.
fn ask_firmware(spec: &Spec, bench: &Bench, channel: &mut dyn Channel) -> Result<Firmware, String> {
    let mut talk = Talk::new(spec, bench, channel);
    talk.begin();
    let asked = (0..3).find_map(|_| match talk.command("AT+GMR") {
        Ok(_) if talk.last_said().contains("AT version:") => Some(Ok(())),
        Ok(_) => None,
        Err(error) => Some(Err(lost(&error))),
    });
    match asked {
        Some(Err(error)) => return Err(error),
        None => {
            return Err(
                "the module does not answer AT+GMR; check power, line and baud rate, or say which firmware it has: `--firmware 1.1.1.7`"
                    .into(),
            );
        }
        Some(Ok(())) => {}
    }
    let said = talk.last_said();
    let version = said
        .split("AT version:")
        .nth(1)
        .map(|rest| rest.chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect::<String>());
    version.and_then(|version| version.parse().ok()).ok_or_else(|| {
        format!(
            "AT+GMR tells no version that is known: \"{said}\"; say which firmware the module has: `--firmware 1.1.1.7`"
        )
    })
}

fn result(case: &Case<'_>, verdict: Verdict, dialogue: Vec<Said>) -> CaseResult {
    CaseResult {
        id: case.id.clone(),
        section: case.section.clone(),
        command: case.command.clone(),
        about: case.about.name().into(),
        title: case.title.clone(),
        positive: case.positive,
        source: case.source.clone(),
        errata: case.errata.clone(),
        verdict,
        dialogue,
    }
}

struct Runner<'a, 's> {
    talk: Talk<'a, 's>,
    bench: &'a Bench,
    options: &'a Options,
    /// How often a line of a plan has failed.
    hopeless: BTreeMap<String, u8>,
    /// How often in a row the module could not be brought to answer.
    silent: u8,
    /// The messages that came with the last answer, and were not awaited yet.
    recent: Vec<&'s str>,
    /// True once a deed of a case could not be done.
    handless: bool,
    /// How many bytes of data were sent of which nothing was answered yet.
    sent: usize,
}

impl<'s> Runner<'_, 's> {
    /// The run ends when the module could not be brought to answer so often in a row.
    const MOST_SILENT: u8 = 3;
    /// No state is farther away.
    const MOST_MOVES: usize = 40;
    /// How long a start takes at most, in milliseconds.
    const START: u64 = 10_000;
    /// The same, behind the longest sleep.
    const SLEEP: u64 = 66_000 + Self::START;

    /// What becomes of a case, and what was said.
    fn case(&mut self, case: &Case<'s>) -> io::Result<(Verdict, Vec<Said>)> {
        let not_run = |why: String| Ok((Verdict::NotRun { why }, Vec::new()));
        if let Some(risk) = case.risks.iter().find(|risk| !self.options.allow.contains(risk)) {
            return not_run(format!("it {}; allow `{risk}` to run it", risk.does()));
        }
        self.talk.begin();
        if let Err(why) = self.reach(case)? {
            return not_run(why);
        }
        self.talk.is_prepared();
        self.recent.clear();
        self.sent = 0;
        let steps = self.steps(case)?;
        let dialogue = self.talk.dialogue();
        let verdict = match steps {
            Ok(()) if std::mem::take(&mut self.handless) => {
                self.recover()?;
                return not_run(
                    "somebody has to do something to the surroundings, and this line has no hand for it".into(),
                );
            }
            Ok(()) => {
                self.silent = 0;
                Verdict::AsExpected
            }
            Err((says, expects)) => {
                self.recover()?;
                Verdict::Deviates { says, expects: self.talk.masked(&expects) }
            }
        };
        Ok((verdict, dialogue))
    }

    /// Brings the module into the state that a case needs. The inner error says why that cannot be.
    fn reach(&mut self, case: &Case<'s>) -> io::Result<Result<(), String>> {
        let needs = &case.needs;
        if (needs.fresh || self.talk.state.echo.is_none())
            && let Err(why) = self.restart()?
        {
            return Ok(Err(why));
        }
        for _ in 0..Self::MOST_MOVES {
            // What has come meanwhile may have changed the state.
            self.drain()?;
            let Some(next) = plan::next(&self.talk.state, needs, self.bench) else {
                return self.before(case);
            };
            let line = match next {
                Move::Send(line) => line,
                Move::Restart => match self.restart()? {
                    Ok(()) => continue,
                    Err(why) => return Ok(Err(why)),
                },
            };
            let name = line.split(['=', '?']).next().unwrap_or(&line);
            if name == "AT+CIPSSLCCONF" && self.talk.spec.command(name).is_none() {
                // Older firmware checks nothing.
                self.talk.state.no_certificates = true;
                continue;
            }
            if let Some(risk) = plan::risk(&line).filter(|risk| !self.options.allow.contains(risk)) {
                return Ok(Err(format!(
                    "what it needs {}: {}; allow `{risk}` to run it",
                    risk.does(),
                    self.talk.shown(line.as_bytes())
                )));
            }
            if self.hopeless.get(&line).is_some_and(|times| *times >= 3) {
                return Ok(Err(format!("what it needs cannot be had: {} fails", self.talk.shown(line.as_bytes()))));
            }
            let (ended, end) = self.talk.command(&line)?;
            let multiple = self.talk.state.mux == Some(true);
            let opens =
                needs.link.filter(|link| *link != Link::None && line == plan::open(*link, multiple, self.bench));
            match ended {
                Ended::Good => {
                    self.hopeless.remove(&line);
                    if let Some(link) = opens {
                        self.talk.state.link = Some(link);
                    }
                    if line.starts_with("AT+CWDHCP_CUR=2,1") {
                        self.reachable()?;
                    }
                }
                // What is to be closed may be closed already.
                Ended::Error if line.starts_with("AT+CIPCLOSE") || line == "AT+MQTTDIS" => {
                    self.talk.state.link = Some(Link::None);
                }
                Ended::Error if line == "AT+CIPSERVER=0" => self.talk.state.server = Some(false),
                // What AT+WPS=0 answers is not known.
                _ if line == "AT+WPS=0" => {}
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

    /// DHCP is on: now the default DNS server, and the access point again.
    fn reachable(&mut self) -> io::Result<()> {
        self.talk.command("AT+CIPDNS_CUR=0")?;
        self.talk.state.reachable = true;
        self.talk.state.joined = None;
        Ok(())
    }

    /// The lines that a case has before its first step.
    fn before(&mut self, case: &Case<'s>) -> io::Result<Result<(), String>> {
        for line in &case.needs.before {
            let (ended, end) = self.talk.command(line)?;
            if ended != Ended::Good {
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
        if self.talk.state.boot_link {
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
            self.talk.state = self.talk.state.started();
            return Ok(Ok(()));
        }
        Ok(Err("the module does not start anew: AT+RST brings no `ready`".into()))
    }

    /// Waits for `ready`. What stands before it is not judged.
    fn ready(&mut self, milliseconds: u64) -> io::Result<bool> {
        let until = self.talk.channel.now().saturating_add(milliseconds);
        loop {
            while let Some(item) = self.talk.wire.next(false) {
                // A byte of line noise may stand before it.
                if matches!(item, Item::Line(text) if text.ends_with(b"ready")) {
                    self.talk.state = self.talk.state.started();
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
    fn drain(&mut self) -> io::Result<()> {
        while self.talk.read(0)? && !self.talk.is_flooded() {}
        while let Some(item) = self.talk.wire.next(false) {
            if let Item::Line(text) = item
                && let Some(Ok(event)) = Interpreter::new(self.talk.spec).read_event(&text)
            {
                self.talk.state.heard(&event.line.name);
            }
        }
        Ok(())
    }

    /// After something unexpected: brings the module to answer again, and into a state that is known.
    fn recover(&mut self) -> io::Result<()> {
        self.unblock()?;
        if self.restart()?.is_err() {
            self.talk.state.echo = None;
        }
        Ok(())
    }

    /// True if the module answers, perhaps once what it was waiting for is ended.
    fn awake(&mut self) -> io::Result<bool> {
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
    fn pause(&mut self, milliseconds: u64) -> io::Result<()> {
        let until = self.talk.channel.now().saturating_add(milliseconds);
        loop {
            let left = until.saturating_sub(self.talk.channel.now());
            if left == 0 || self.talk.is_flooded() {
                return Ok(());
            }
            self.talk.read(left)?;
        }
    }

    /// Takes the steps of a case. The inner error has what the module says and what the spec expects.
    fn steps(&mut self, case: &Case<'s>) -> io::Result<Result<(), (String, String)>> {
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
        let echo = if self.talk.state.echo == Some(true) { vec![line.to_vec()] } else { Vec::new() };
        let mut judge = Judge::new(self.talk.spec, of, expect.clone(), echo);
        let before = self.talk.state.clone();
        self.talk.write(&[line, b"\r\n"].concat())?;
        self.talk.listen(&mut judge, timeout(self.talk.spec, of))?;
        let verdict = judge.verdict(&before);
        self.recent = judge.messages().collect();
        self.talk.state.learn(line, ended(&judge));
        if verdict.is_ok() && ended(&judge) == Ended::Good && of.is_some_and(forms::restarts) {
            return self.wait_for_one(&Awaited::Ready, Self::SLEEP);
        }
        Ok(verdict.map_err(|expects| self.and_whole(expects)))
    }

    /// Sends bytes behind a prompt and judges what comes of them.
    fn send(&mut self, bytes: &[u8], of: Option<Of<'s>>, expect: &Expect) -> io::Result<Result<(), String>> {
        // Data is not echoed; the lines of a certificate are.
        let lines =
            of.is_some_and(|of| matches!(of.form.data, Some(Data::Pem { .. }))) && self.talk.state.echo == Some(true);
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
        let before = self.talk.state.clone();
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
                            } else if self.talk.state.link == Some(Link::None) {
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
                    self.talk.state = self.talk.state.started();
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
                    self.talk.state.heard(&event.line.name);
                    framed(usize::from(event.line.apart.is_some()))
                })
            }
            Awaited::Packet(..) | Awaited::Payload(_) | Awaited::Bytes(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that says the same whatever it is sent, once each millisecond.
    struct Says {
        what: Vec<u8>,
        now: u64,
        said: u64,
    }

    impl Channel for Says {
        fn now(&self) -> u64 {
            self.now
        }
        fn write(&mut self, _: &[u8]) -> io::Result<()> {
            Ok(())
        }
        fn read(&mut self, milliseconds: u64) -> io::Result<Vec<u8>> {
            match self.what.is_empty() {
                true => self.now += milliseconds,
                false => self.now += 1,
            }
            self.said += u64::try_from(self.what.len()).unwrap_or(u64::MAX);
            Ok(self.what.clone())
        }
    }

    fn run_with(what: &[u8], firmware: Option<&str>) -> (Failure, Says) {
        let mut module = Says { what: what.into(), now: 0, said: 0 };
        let options = Options {
            firmware: firmware.map(|text| text.parse().unwrap()),
            allow: Risk::ALL.into(),
            ..Options::default()
        };
        let failure = run(&Spec::embedded(), &Bench::default(), &options, &mut module, &mut |_, _, _| {});
        (failure.expect_err("nothing can be run"), module)
    }

    #[test]
    fn a_module_that_says_nothing_ends_the_run_in_seconds() {
        let (failure, module) = run_with(b"", Some("1.1.1.9"));
        assert!(failure.why.contains("does not answer AT"), "{failure}");
        assert!(module.now < 20_000, "{} ms", module.now);
        let (failure, module) = run_with(b"", None);
        assert!(failure.why.contains("AT+GMR"), "{failure}");
        assert!(module.now < 20_000, "{} ms", module.now);
    }

    #[test]
    fn a_module_that_floods_the_line_ends_the_run() {
        // Lines without end, a line without end, empty lines without end.
        for what in [&b"x\r\n".repeat(10_000)[..], &[b'x'; 20_000], &b"\r\n".repeat(10_000)] {
            let (failure, module) = run_with(what, Some("1.1.1.9"));
            assert!(failure.why.contains("does not answer"), "{failure}");
            assert!(module.said < 500 << 20, "{} bytes were read", module.said);
        }
    }

    #[test]
    fn a_module_that_says_ok_to_all_is_found_out() {
        let (failure, _) = run_with(b"\r\nOK\r\n", Some("1.1.1.9"));
        assert!(failure.why.contains("does not answer any more"), "{failure}");
    }
}
