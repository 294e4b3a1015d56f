//! Forms in a state that forbids them: by the Wi-Fi mode, by `AT+CIPMUX`, by transparent transmission, by what has to come first.

use super::{Bench, Case, shortest};
use crate::{
    check::{CaseKind, Expect, Link, Needs, Of, Step, forms},
    edges,
};
use wizfi360_spec::{
    Spec,
    model::{Certainty, Mux, Source},
};

pub(super) fn add<'s>(
    spec: &'s Spec,
    requests: &[(Of<'s>, edges::Case<'s>)],
    bench: &Bench,
    cases: &mut Vec<Case<'s>>,
) {
    for (of, id, line) in shortest(requests) {
        let line = meant(of, line.to_vec(), bench);
        let needs = forms::needs(of, &line);
        for (how, title, needs) in states(spec, of, &line, &needs) {
            cases.push(Case {
                section: edges::section_of(of.name).into(),
                of: Some(of),
                command: of.name.name.clone(),
                kind: CaseKind::Forbidden,
                title: format!("{} ({}) is refused {title}.", of.name.name, of.kind()),
                positive: false,
                source: Source::Inference(format!(
                    "{} has it as a requirement; ERROR is for a command that fails (2.2)",
                    of.source()
                )),
                errata: of.command.errata.clone(),
                risks: Vec::new(),
                needs,
                steps: vec![Step::Ask { line: line.clone(), of: Some(of), expect: Expect::Refused }],
                id: format!("{id}/{how}"),
            });
        }
    }
}

/// A line that would succeed: to whom it connects is there.
fn meant(of: Of<'_>, line: Vec<u8>, bench: &Bench) -> Vec<u8> {
    let text = String::from_utf8_lossy(&line);
    let plain = |port: u16| text.replace("\"x\",1", &format!("\"{}\",{port}", bench.host)).into_bytes();
    match forms::first_name(of) {
        "AT+CIPSTART" if text.contains("\"SSL\"") => plain(bench.https),
        "AT+CIPSTART" => plain(bench.echo),
        "AT+MQTTCON" => plain(bench.broker),
        _ => line,
    }
}

/// The states that forbid a line: how they are called in the id and in words, and what they need.
fn states(spec: &Spec, of: Of<'_>, line: &[u8], needs: &Needs) -> Vec<(String, String, Needs)> {
    let mut states = Vec::new();
    let requires = || of.command.requires.iter().chain(&of.form.requires);
    let stated = requires().filter(|requirement| requirement.certainty == Certainty::Stated);
    for requirement in stated.filter(|requirement| requirement.when.is_empty()) {
        match requirement.state.as_str() {
            "mode" => {
                for (mode, number, name, words) in MODES {
                    if !requirement.allows(&mode.into()) {
                        let needs = Needs { mode: Some(number), joined: None, link: None, ..needs.clone() };
                        states.push((name.into(), words.into(), needs));
                    }
                }
            }
            "transmission" if requirement.allows(&"Transparent".into()) => {
                let needs = Needs { transparent: Some(false), ..needs.clone() };
                states.push(("in-normal-transmission".into(), "under AT+CIPMODE=0".into(), needs));
            }
            "transmission" if needs.mux != Some(true) => {
                let needs = Needs { transparent: Some(true), mux: Some(false), ..needs.clone() };
                states.push(("in-transparent-transmission".into(), "under AT+CIPMODE=1".into(), needs));
            }
            // A setting that is missing is a reason only for forms that can say so.
            "mqtt" | "topics" | "azure" | "pin mode" | "pin direction" if requirement.reason.is_some() => {
                states.extend(spec.command_that_sets(&requirement.state).and_then(|first| without(first, line, needs)));
            }
            _ => {}
        }
    }
    let stated = requires().any(|requirement| requirement.state == "mux" && requirement.when.is_empty());
    if let Some(mux) =
        needs.mux.filter(|_| stated || of.form.params.optional_first.as_ref().is_some_and(|lead| lead.mux.is_some()))
    {
        let other = if mux { Mux::Single } else { Mux::Multiple };
        let needs = Needs {
            mux: Some(!mux),
            transparent: needs.transparent.map(|_| false),
            server: None,
            // A link ID where there is a single connection does not say which.
            link: needs.link.map(|link| match link {
                Link::Discard(_) => Link::Discard(0),
                link => link,
            }),
            ..needs.clone()
        };
        let words = format!("under AT+CIPMUX={}", other.number());
        states.push((format!("mux-{}", other.number()), words, needs));
    }
    states
}

const MODES: [(&str, u8, &str, &str); 3] = [
    ("Station", 1, "in-station-mode", "in station mode"),
    ("SoftAp", 2, "in-softap-mode", "in SoftAP mode"),
    ("StationSoftAp", 3, "in-both-modes", "in station and SoftAP mode"),
];

/// The state in which a command has not come that has to come first.
fn without(command: &str, line: &[u8], needs: &Needs) -> Option<(String, String, Needs)> {
    let mut needs = needs.clone();
    match command {
        "AT+MQTTSET" => needs.mqtt = Some(false),
        "AT+MQTTTOPIC" => needs.topics = Some(false),
        "AT+AZSET" => needs.azure = Some(false),
        "AT+CIPSNTPCFG" => needs.sntp = Some(false),
        "AT+SYSIOSETCFG" => needs.before = vec![format!("AT+SYSIOSETCFG={},0,0", pin(line))],
        "AT+SYSGPIODIR" => {
            needs.before = vec![format!("AT+SYSIOSETCFG={},1,0", pin(line)), format!("AT+SYSGPIODIR={},0", pin(line))];
        }
        _ => return None,
    }
    let name = command.trim_start_matches("AT+").to_lowercase();
    Some((format!("without-{name}"), format!("before {command}"), needs))
}

fn pin(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(line);
    text.split(['=', ',']).nth(1).unwrap_or("12").into()
}
