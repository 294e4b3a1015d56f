//! The runner: puts cases to a module.

mod reach;
mod steps;

use super::{
    Bench, Channel, Risk,
    case::{Case, Step},
    cases::{self, Subject},
    forms,
    report::{CaseResult, DialogueEntry, Report, SCHEMA, Verdict, links},
    sections,
    talk::Talk,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, io,
    time::{Instant, SystemTime},
};
use wizfi360_spec::{Spec, model::Firmware};

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
        // An empty text is what a variable that was not set expands to; messages have an empty command.
        let is_said = |prefix: &&String| !prefix.trim().is_empty();
        self.only.is_empty() || self.only.iter().filter(is_said).any(begins)
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
        version: SCHEMA,
        tool: concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).into(),
        spec: format!("{} {}", spec.manual.title, spec.manual.edition),
        module: options.module.clone(),
        firmware: options.firmware.map_or_else(|| "unknown".into(), |firmware| firmware.to_string()),
        profile: options.profile.clone(),
        started_at: since.map_or(0, |since| since.as_secs()),
        sections: sections::all(spec, &[]),
        ..Report::default()
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
    report.not_chosen = cases.len() - total;
    let mut results: BTreeMap<usize, CaseResult> = BTreeMap::new();
    let mut runner = Runner {
        talk: Talk::new(&subject.has, Some(firmware), bench, channel),
        bench,
        options,
        hopeless: BTreeMap::new(),
        silent: 0,
        recent: Vec::new(),
        handless: false,
        sent: 0,
    };
    let mut why = match runner.awake() {
        Ok(true) => runner.version_text().map(|text| report.version_text = text).err().map(|error| lost(&error)),
        Ok(false) => Some("the module does not answer AT; check power, line and baud rate".into()),
        Err(error) => Some(lost(&error)),
    };
    for (place, case) in in_order(chosen) {
        if let Some(why) = &why {
            let verdict = Verdict::NotRun { reason: format!("not reached: {why}") };
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
                let verdict = Verdict::NotRun { reason: format!("not ended: {text}") };
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
    report.links = links(spec, &report.results);
    report.took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    report.aborted.clone_from(&why);
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
    let mut talk = Talk::new(spec, None, bench, channel);
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

fn result(case: &Case<'_>, verdict: Verdict, dialogue: Vec<DialogueEntry>) -> CaseResult {
    CaseResult {
        id: case.id.clone(),
        section: case.section.clone(),
        command: case.command.clone(),
        kind: case.kind.name().into(),
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
    /// How long a station takes to join by itself after a start, in milliseconds.
    const JOIN: u64 = 5_000;
    /// The same as a start, behind the longest sleep.
    const SLEEP: u64 = 66_000 + Self::START;

    /// The lines by which the module answers AT+GMR.
    fn version_text(&mut self) -> io::Result<String> {
        self.talk.begin();
        self.talk.command("AT+GMR")?;
        let said = self.talk.last_said().replace("\\r\\n", "\n");
        let lines = said.lines().filter(|line| !matches!(*line, "" | "OK" | "ERROR" | "AT+GMR"));
        Ok(lines.collect::<Vec<_>>().join("\n"))
    }

    /// What becomes of a case, and what was said.
    fn case(&mut self, case: &Case<'s>) -> io::Result<(Verdict, Vec<DialogueEntry>)> {
        let not_run = |reason: String| Ok((Verdict::NotRun { reason }, Vec::new()));
        if let Some(risk) = case.risks.iter().find(|risk| !self.options.allow.contains(risk)) {
            return not_run(format!("it {}; allow `{risk}` to run it", risk.description()));
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
            Err((actual, expected)) => {
                self.recover()?;
                Verdict::Deviates { actual, expected: self.talk.masked(&expected) }
            }
        };
        Ok((verdict, dialogue))
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
        let failure = run(Spec::embedded(), &Bench::default(), &options, &mut module, &mut |_, _, _| {});
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
