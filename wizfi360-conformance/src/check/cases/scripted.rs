//! Scripted test cases: those of the `.checks.ron` files of the spec.

use super::{Bench, Case, Subject};
use crate::{
    check::{Awaited, CaseKind, Deed, Expect, Link, Needs, Of, Step, plan},
    edges::{section_of, slug},
};
use wizfi360_spec::{
    checks::Variant,
    interpret::Interpreter,
    model::{self, At, Check, CheckKind, Expectation, Line, Peer, Precondition, Versioned},
};

pub(super) fn add<'s>(subject: &'s Subject, bench: &Bench, cases: &mut Vec<Case<'s>>) {
    for (_, check) in subject.whole.checks().filter(|(_, check)| check.span().contains(subject.firmware)) {
        for variant in check.variants() {
            cases.extend(Script { subject, bench, check, variant }.case());
        }
    }
}

/// How long to wait for what is awaited, in milliseconds, unless the test case says otherwise.
const WITHIN_MS: u32 = 20_000;

struct Script<'s, 'b> {
    subject: &'s Subject,
    bench: &'b Bench,
    check: &'s Check,
    variant: Variant<'s>,
}

impl<'s> Script<'s, '_> {
    /// The test case. `None` if this firmware does not have what it sends, or its message.
    fn case(&self) -> Option<Case<'s>> {
        let check = self.check;
        let about = self.of(&self.request(check.request()?)?)?;
        let message = check.message.as_ref().map(|name| self.message(name));
        let message = if check.message.is_some() { Some(message??) } else { None };
        let own = message.map_or_else(|| Some(about.source()), |line| line.source.as_ref());
        let section = message.and(own).and_then(model::Source::section).unwrap_or_else(|| section_of(about.name));
        let steps = self.steps(about)?;
        let (id, kind) = match (message, check.kind) {
            (Some(line), _) => (format!("{}/{}", slug(&line.name), check.id), CaseKind::Message),
            (None, CheckKind::Data) => {
                let link = if self.variant.link.is_some() { "with-link-id/" } else { "" };
                (format!("{}/data/{link}{}", about.kind(), check.id), CaseKind::Data)
            }
            (None, kind) => (format!("{}/{}", about.kind(), check.id), case_kind(kind)),
        };
        let title = self.text(&check.title)?;
        Some(Case {
            id: format!("{section}/{id}"),
            section: section.into(),
            of: Some(about).filter(|_| message.is_none()),
            command: if message.is_some() { String::new() } else { about.name.name.clone() },
            title: match kind {
                CaseKind::Data => format!("{} ({}): {title}", about.name.name, about.kind()),
                _ => title,
            },
            positive: message.is_some() || !is_refusal(&check.steps),
            source: check.source.as_ref().or(own)?.clone(),
            errata: message.map_or(&about.command.errata, |line| &line.errata).clone(),
            risks: Vec::new(),
            needs: self.needs()?,
            kind,
            steps,
        })
    }

    fn message(&self, name: &str) -> Option<&'s Line> {
        let events = &self.subject.has.events;
        let heads = events.packets.iter().map(|packet| &packet.head);
        events.messages.iter().chain(heads).find(|line| line.name == name)
    }

    fn of(&self, line: &str) -> Option<Of<'s>> {
        let request = Interpreter::new(&self.subject.has).read_request(line.as_bytes()).ok()?;
        Some(Of { command: request.command, name: request.name, form: request.form })
    }

    fn steps(&self, about: Of<'s>) -> Option<Vec<Step<'s>>> {
        let mut under_way = Some(about);
        let mut steps = Vec::new();
        for step in &self.check.steps {
            steps.push(match step {
                model::Step::Host(line, expectation) => {
                    let line = self.request(line)?;
                    let (of, expect) = (self.of(&line), self.expect(expectation)?);
                    // Only what is to be refused is no request.
                    if of.is_none() && !matches!(expect, Expect::Refused | Expect::RefusedFor(_)) {
                        return None;
                    }
                    under_way = of;
                    Step::Ask { line: line.into(), of: of.or(Some(about)), expect }
                }
                model::Step::Data(bytes, expectation) => {
                    Step::Send { bytes: bytes.as_bytes().into(), of: under_way, expect: self.expect(expectation)? }
                }
                model::Step::Await(these) => Step::Await {
                    these: these.iter().map(|awaited| self.awaited(awaited)).collect::<Option<_>>()?,
                    within: self.check.within_ms.unwrap_or(WITHIN_MS).into(),
                },
                model::Step::Pause(ms) => Step::Pause((*ms).into()),
                model::Step::Provision(ssid, password) => {
                    Step::Hand(Deed::Provision { ssid: self.text(ssid)?, password: self.text(password)? })
                }
                model::Step::WpsFails => Step::Hand(Deed::WpsFails),
            });
        }
        Some(steps)
    }

    fn expect(&self, expectation: &Expectation) -> Option<Expect> {
        let texts = |texts: &[String]| texts.iter().map(|text| self.text(text)).collect::<Option<Vec<_>>>();
        Some(match expectation {
            Expectation::Succeeds => Expect::Succeeds,
            Expectation::Answers(lines) => {
                Expect::Answers(vec![texts(lines)?.into_iter().map(String::into_bytes).collect()])
            }
            Expectation::Matches(patterns) => Expect::Matches(texts(patterns)?),
            Expectation::Each(pattern) => Expect::Each(self.text(pattern)?),
            Expectation::With(messages) => Expect::With(messages.clone()),
            Expectation::Refused => Expect::Refused,
            Expectation::RefusedFor(reason) => Expect::RefusedFor(reason.clone()),
            Expectation::Fails(line, result) => Expect::Fails(self.text(line)?.into(), result.clone()),
            Expectation::Prompts => Expect::Prompts,
            Expectation::PromptsAfter(line) => Expect::PromptsAfter(self.text(line)?.into()),
            Expectation::Ends(results) => Expect::Ends(results.clone()),
            Expectation::Overrun => Expect::Overrun,
            Expectation::Twice => Expect::Twice,
            Expectation::Nothing => Expect::Nothing,
        })
    }

    fn awaited(&self, awaited: &model::Awaited) -> Option<Awaited> {
        Some(match awaited {
            model::Awaited::Message(name) => Awaited::Message(name.clone()),
            model::Awaited::Line(line) => Awaited::Line(self.text(line)?.into()),
            model::Awaited::Packet(heads, payload) => {
                let heads = heads.iter().map(|head| self.text(head).map(String::into_bytes)).collect::<Option<_>>()?;
                Awaited::Packet(heads, payload.as_bytes().into())
            }
            model::Awaited::Payload(payload) => Awaited::Payload(payload.as_bytes().into()),
            model::Awaited::Bytes(bytes) => Awaited::Bytes(bytes.as_bytes().into()),
        })
    }

    /// A text with the values of the bench. The lints of the spec know all placeholders.
    fn text(&self, text: &str) -> Option<String> {
        self.variant.fill(text, |name| self.bench.value(name)).ok()
    }

    /// A request with the values of the bench, as they are escaped in one.
    fn request(&self, line: &str) -> Option<String> {
        self.variant.fill(line, |name| self.bench.value(name).map(|value| plan::escaped(&value))).ok()
    }

    fn needs(&self) -> Option<Needs> {
        let before = self.check.before.iter().map(|line| self.request(line)).collect::<Option<_>>()?;
        let preconditions = self.check.preconditions(&self.subject.whole.setups.setups, self.variant);
        Some(Needs { fresh: self.check.fresh, before, ..needs(&preconditions) })
    }
}

/// What preconditions mean to the planner.
fn needs(preconditions: &[Precondition]) -> Needs {
    let mut needs = Needs::default();
    for precondition in preconditions {
        let is = |value: &str| match precondition.is.as_slice() {
            [] => !precondition.is_not.iter().any(|not| not.0 == value),
            values => values.iter().any(|allowed| allowed.0 == value),
        };
        let of_two = |yes: &str| Some(is(yes));
        match precondition.state.as_str() {
            "mode" => {
                let modes = [(1, "Station"), (2, "SoftAp"), (3, "StationSoftAp")];
                needs.mode = modes.into_iter().find(|(_, mode)| is(mode)).map(|(number, _)| number);
            }
            "joined" => needs.joined = of_two("true"),
            "mux" => needs.mux = of_two("Multiple"),
            "transmission" => needs.transparent = of_two("Transparent"),
            "server" => needs.server = of_two("true"),
            "sntp" => needs.sntp = of_two("Enable"),
            "sender" => needs.sender = of_two("Show"),
            "echo" => needs.echo = is("On"),
            "scan options" => needs.scan = is("unset"),
            // What was ever set is what the planner sets.
            "mqtt" => needs.mqtt = Some(!is("unset")),
            "topics" => needs.topics = Some(!is("unset")),
            "azure" => needs.azure = Some(!is("unset")),
            "link" => {
                let id = if let At::Only(id) = precondition.at { id } else { 0 };
                let links = [
                    ("closed", Link::None),
                    ("TCP", if precondition.peer == Some(Peer::Echo) { Link::Echo(id) } else { Link::Discard(id) }),
                    ("UDP", Link::Udp(id)),
                    ("SSL", Link::Ssl(id)),
                    ("MQTT", Link::Broker(id)),
                ];
                needs.link = links.into_iter().find(|(value, _)| is(value)).map(|(_, link)| link);
            }
            _ => {}
        }
    }
    needs
}

fn case_kind(kind: CheckKind) -> CaseKind {
    match kind {
        CheckKind::Reported => CaseKind::Reported,
        CheckKind::Forbidden => CaseKind::Forbidden,
        CheckKind::Volatile => CaseKind::Volatile,
        CheckKind::Data => CaseKind::Data,
        CheckKind::Echo => CaseKind::Echo,
    }
}

/// True if a test case is about a refusal or a failure alone.
fn is_refusal(steps: &[model::Step]) -> bool {
    use Expectation::{Fails, Refused, RefusedFor};
    matches!(steps, [model::Step::Host(_, Refused | RefusedFor(_) | Fails(..))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use wizfi360_spec::checks::PLACEHOLDERS;

    #[test]
    fn every_placeholder_is_a_value_of_the_bench() {
        let bench = Bench::default();
        for (name, _) in PLACEHOLDERS {
            assert!(bench.value(name).is_some(), "{name}");
        }
    }
}
