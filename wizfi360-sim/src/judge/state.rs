//! What is known of the module's state from the dialogue, and what it forbids.

use super::{Finding, Known, Rule, finding::finding};
use std::collections::BTreeSet;
use wizfi360_spec::{
    interpret::{Request, Value},
    model::{At, FormKind, Mux, Requirement, Scope, Values},
};

/// Who finds out within so many milliseconds what the module has said had no time to.
const GRACE: u64 = 100;

/// The module's state, as far as the dialogue tells it.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    now: Settings,
    /// What AT+CWMODE_DEF has set.
    kept_mode: Option<&'static str>,
    /// What was before the module restarted without being asked to, and when that was.
    lost: Option<(u64, Settings)>,
}

/// What a restart loses.
#[derive(Clone, Debug, Default)]
struct Settings {
    mode: Option<&'static str>,
    mux: Option<Mux>,
    transparent: Option<bool>,
    links: [Link; 5],
    /// The commands that have succeeded; `None` if there may have been others before.
    done: Option<BTreeSet<String>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Link {
    is: Is,
    udp: bool,
    /// SEND FAIL has ended the last block.
    failed: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Is {
    /// It may have been opened before.
    #[default]
    Unknown,
    NeverOpened,
    Open,
    /// Since then.
    Closed(u64),
}

impl State {
    /// A module that is switched on with what the factory has set.
    pub(super) fn at_power_up() -> State {
        let mode = Some("SoftAp");
        State { now: Settings::at_start(mode), kept_mode: mode, lost: None }
    }

    /// The module has started anew.
    pub(super) fn restarted(&mut self, now: u64, asked: bool) {
        let before = std::mem::replace(&mut self.now, Settings::at_start(self.kept_mode));
        self.lost = (!asked).then_some((now, before));
    }

    /// A request has succeeded.
    pub(super) fn succeeded(&mut self, now: u64, request: &Request<'_>) {
        let number = |name: &str| match request.fields.iter().find(|field| field.name() == name)?.value {
            Value::Number(number) => Some(number),
            _ => None,
        };
        let settings = &mut self.now;
        let name = request.name.base();
        match (name, request.form.kind) {
            ("AT+CWMODE", FormKind::Set) => {
                settings.mode = match number("mode") {
                    Some(1) => Some("Station"),
                    Some(2) => Some("SoftAp"),
                    Some(3) => Some("StationSoftAp"),
                    _ => None,
                };
                if request.name.scope != Some(Scope::Current) {
                    self.kept_mode = settings.mode;
                }
            }
            ("AT+CIPMUX", FormKind::Set) => {
                settings.mux = Some(if number("mode") == Some(0) { Mux::Single } else { Mux::Multiple });
            }
            ("AT+CIPMODE", FormKind::Set) => settings.transparent = Some(number("mode") == Some(1)),
            ("AT+CIPSTART", FormKind::Set) => {
                let udp = request.fields.iter().any(|field| matches!(&field.value, Value::Word(word) if word == "UDP"));
                settings.links[link_of(request)] = Link { is: Is::Open, udp, failed: false };
            }
            ("AT+CIPCLOSE", FormKind::Execute) => self.closed(now, 0),
            ("AT+CIPCLOSE", _) => match number("link ID") {
                Some(5) => (0..5).for_each(|link| self.closed(now, link)),
                _ => self.closed(now, link_of(request)),
            },
            _ => {}
        }
        if let Some(done) = &mut self.now.done {
            match name {
                "AT+MQTTDIS" => done.retain(|name| !matches!(name.as_str(), "AT+MQTTCON" | "AT+AZCON" | "AT+AWSCON")),
                "AT+CIPSERVER" if number("mode") == Some(0) => _ = done.remove(name),
                _ if request.form.kind != FormKind::Query => _ = done.insert(name.into()),
                _ => {}
            }
        }
    }

    pub(super) fn opened(&mut self, link: usize) {
        if let Some(link) = self.now.links.get_mut(link) {
            *link = Link { is: Is::Open, udp: link.udp, failed: false };
        }
    }

    pub(super) fn closed(&mut self, now: u64, link: usize) {
        if let Some(link) = self.now.links.get_mut(link)
            && !matches!(link.is, Is::Closed(_))
        {
            link.is = Is::Closed(now);
        }
    }

    /// SEND FAIL has ended this request.
    pub(super) fn send_failed(&mut self, request: &Request<'_>) {
        self.now.links[link_of(request)].failed = true;
    }

    /// What forbids this request, of which the first byte came at `began`.
    pub(super) fn forbids(&self, known: &Known, request: &Request<'_>, line: &[u8], began: u64) -> Option<Finding> {
        let broken = self.now.forbids(known, request, line, began)?;
        let Some((lost_at, before)) = &self.lost else { return Some(broken) };
        if before.forbids(known, request, line, began).is_some() {
            return Some(broken);
        }
        // What was sent before `ready` could be heard was on its way.
        if began < lost_at + GRACE {
            return None;
        }
        let what = format!("the module has started anew (`ready`), and so {}", broken.actual);
        let way_out = "take `ready` as the end of all that was set and opened: turn the echo off, set AT+CWMODE_CUR, AT+CIPMUX and AT+CIPMODE, join and open again";
        let says = "what is not kept in flash, and every connection, is lost by a restart";
        let source = known.spec.command("AT+RST").map(|(_, _, name)| &name.source);
        Some(finding(Rule::ResetNotNoticed, line, what, says, source).with_help(way_out))
    }
}

impl Settings {
    fn at_start(mode: Option<&'static str>) -> Settings {
        Settings {
            mode,
            mux: Some(Mux::Single),
            transparent: Some(false),
            links: [Link { is: Is::NeverOpened, ..Link::default() }; 5],
            done: Some(BTreeSet::new()),
        }
    }

    fn forbids(&self, known: &Known, request: &Request<'_>, line: &[u8], began: u64) -> Option<Finding> {
        let requires = known.spec.requirements_of(request).into_iter();
        let by_requirement = requires.filter_map(|requirement| self.breaks(known, request, line, requirement)).next();
        by_requirement.or_else(|| self.lead(request, line)).or_else(|| self.link(known, request, line, began))
    }

    fn breaks(&self, known: &Known, request: &Request<'_>, line: &[u8], requirement: &Requirement) -> Option<Finding> {
        let name = &request.name.name;
        let source = Some(&requirement.source);
        let help = known.spec.line_that_sets(requirement).map(|line| format!("send {line} before"));
        let values = known.spec.state.variable(&requirement.state).map(|variable| &variable.values);
        match requirement.state.as_str() {
            "mode" => {
                let mode = self.mode.filter(|mode| !requirement.allows(&(*mode).into()))?;
                let what = format!("the Wi-Fi mode is {}", mode_words(mode));
                let says = format!(
                    "{name} needs {}",
                    requirement.is.iter().map(|mode| mode_words(&mode.0)).collect::<Vec<_>>().join(" or ")
                );
                Some(finding(Rule::ForbiddenByMode, line, what, says, source).with_help(help?))
            }
            "mux" => {
                let mux = requirement.mux()?;
                self.mux(mux, line, format!("{name} in this form needs AT+CIPMUX={}", mux.number()), source)
            }
            "transmission" => {
                let on = requirement.allows(&"Transparent".into());
                self.transparent.filter(|is| *is != on)?;
                let (is, needs) = (u8::from(!on), u8::from(on));
                let says = format!("{name} in this form needs AT+CIPMODE={needs}");
                let finding = finding(Rule::ForbiddenByTransmission, line, format!("AT+CIPMODE is {is}"), says, source);
                Some(finding.with_help(format!("send AT+CIPMODE={needs} before, or the other form of {name}")))
            }
            // A session with a broker, or a server, that has to begin later.
            "link" if requirement.at == At::Every && requirement.when.is_empty() => {
                self.too_late(known, name, line, requirement, "MQTT")
            }
            "server" if requirement.when.is_empty() => self.too_late(known, name, line, requirement, "true"),
            "pin mode" | "pin direction" | "sntp" => self.order(known, name, line, requirement),
            _ if values == Some(&Values::Text) => self.order(known, name, line, requirement),
            _ => None,
        }
    }

    /// A command that sets the variable to `value`, which this request does not allow, has come before it.
    fn too_late(
        &self,
        known: &Known,
        name: &str,
        line: &[u8],
        requirement: &Requirement,
        value: &str,
    ) -> Option<Finding> {
        if requirement.allows(&value.into()) {
            return None;
        }
        let later = known.spec.commands_that_set(&requirement.state, &value.into());
        let later = later.into_iter().find(|later| self.has_done(known, later) == Some(true))?;
        let actual = format!("{later} was sent before it");
        let expected = format!("{name} comes before {later}");
        let finding = finding(Rule::OrderReversed, line, actual, expected, Some(&requirement.source));
        Some(finding.with_help(format!("send it before {later}")))
    }

    /// A setting that has to be made first, and was not.
    fn order(&self, known: &Known, name: &str, line: &[u8], requirement: &Requirement) -> Option<Finding> {
        let first = known.spec.command_that_sets(&requirement.state)?;
        if self.has_done(known, first)? {
            return None;
        }
        let actual = format!("{first} has not succeeded before it");
        let expected = format!("{name} comes after {first}");
        let finding = finding(Rule::ForbiddenByOrder, line, actual, expected, Some(&requirement.source));
        Some(finding.with_help(format!("send {first} first, and see that it is answered with `OK`")))
    }

    /// Whether a command has succeeded; `None` if that cannot be known.
    fn has_done(&self, known: &Known, name: &str) -> Option<bool> {
        let names = known.spec.command(name).map(|(_, command, _)| &command.names);
        let is_done = |done: &BTreeSet<String>| names.into_iter().flatten().any(|name| done.contains(name.base()));
        self.done.as_ref().map(is_done)
    }

    fn mux(
        &self,
        needs: Mux,
        line: &[u8],
        says: String,
        source: Option<&wizfi360_spec::model::Source>,
    ) -> Option<Finding> {
        let is = self.mux.filter(|mux| *mux != needs)?;
        let finding = finding(Rule::ForbiddenByMux, line, format!("AT+CIPMUX is {}", is.number()), says, source);
        let way_out = match needs {
            Mux::Single => "leave the link ID out, or send AT+CIPMUX=0 before",
            Mux::Multiple => "name the link, or send AT+CIPMUX=1 before",
        };
        Some(finding.with_help(way_out))
    }

    /// A link ID stands where `AT+CIPMUX` wants none, or the other way round.
    fn lead(&self, request: &Request<'_>, line: &[u8]) -> Option<Finding> {
        let lead = request.form.params.optional_first.as_ref()?;
        let with = lead.mux?;
        let there = request.fields.iter().any(|field| field.name() == lead.name);
        let needs = if there { with } else { with.other() };
        let source = request.form.source.as_ref().or(Some(&request.name.source));
        let says = match there {
            true => format!("<{}> stands there under AT+CIPMUX={}", lead.name, with.number()),
            false => format!("<{}> is left out under AT+CIPMUX={}", lead.name, with.other().number()),
        };
        self.mux(needs, line, says, source)
    }

    /// Data for a link that is not there.
    fn link(&self, known: &Known, request: &Request<'_>, line: &[u8], began: u64) -> Option<Finding> {
        let number = link_of(request);
        let link = &self.links[number];
        let name = request.name.base();
        let opens = known.spec.command("AT+CIPSTART").map(|(_, _, name)| &name.source);
        if name == "AT+CIPSTART" && link.is == Is::Open {
            let expected = "the answer is `ALREADY CONNECTED` and `ERROR`";
            let finding = finding(Rule::LinkAlreadyOpen, line, format!("link {number} is open"), expected, opens);
            return Some(finding.with_help("close it by AT+CIPCLOSE before, or take another link ID"));
        }
        if !matches!(name, "AT+CIPSEND" | "AT+CIPSENDEX" | "AT+CIPSENDBUF") {
            return None;
        }
        let source = request.form.source.as_ref().or(Some(&request.name.source));
        let says = "the connection is open; otherwise the answer is `ERROR`";
        let way_out = "open it by AT+CIPSTART, and send then what did not arrive";
        let finding = |rule, actual: String| Some(finding(rule, line, actual, says, source).with_help(way_out));
        match link.is {
            Is::Closed(_) if link.failed && !link.udp => finding(
                Rule::SendFailIgnored,
                format!("link {number} was closed while the last block was sent, and SEND FAIL said so"),
            ),
            Is::Closed(at) if began >= at + GRACE => finding(
                Rule::ClosedNotNoticed,
                format!("link {number} is closed: the module said so {} ms before", began - at),
            ),
            Is::NeverOpened => finding(Rule::LinkNotOpen, format!("link {number} was never opened")),
            _ => None,
        }
    }
}

/// The link that a request names, or the only one.
fn link_of(request: &Request<'_>) -> usize {
    let id = request.fields.iter().find(|field| field.name() == "link ID");
    match id.map(|field| &field.value) {
        Some(Value::Number(id)) => usize::try_from(*id).unwrap_or(0).min(4),
        _ => 0,
    }
}

/// The mode of this name, in words.
fn mode_words(mode: &str) -> &'static str {
    match mode {
        "Station" => "station (1)",
        "SoftAp" => "SoftAP (2)",
        _ => "station and SoftAP (3)",
    }
}
