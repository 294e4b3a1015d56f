//! Forms in a state that forbids them: by the Wi-Fi mode, by `AT+CIPMUX`, by transparent transmission, by what has to come first.

use super::{Bench, Case, shortest};
use crate::{
    check::{About, Expect, Link, Needs, Of, Step, forms},
    edges,
};
use wizfi360_spec::model::{Mode, Mux, Requirement, Source};

pub(super) fn add<'s>(requests: &[(Of<'s>, edges::Case<'s>)], bench: &Bench, cases: &mut Vec<Case<'s>>) {
    for (of, id, line) in shortest(requests) {
        let line = meant(of, line.to_vec(), bench);
        let needs = forms::needs(of, &line);
        for (how, title, needs) in states(of, &line, &needs) {
            cases.push(Case {
                section: edges::section_of(of.name).into(),
                of: Some(of),
                command: of.name.name.clone(),
                about: About::Forbidden,
                title: format!("{} ({}) is refused {title}.", of.name.name, of.kind()),
                positive: false,
                source: Source::Inference(format!(
                    "{} has it as a requirement; ERROR is for a command that fails (2.2)",
                    of.source()
                )),
                errata: of.command.errata.clone(),
                risks: forms::risks(of, &line),
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
fn states(of: Of<'_>, line: &[u8], needs: &Needs) -> Vec<(String, String, Needs)> {
    let mut states = Vec::new();
    for requirement in of.command.requires.iter().chain(&of.form.requires) {
        match requirement {
            Requirement::Mode(modes) => {
                for (mode, number, name, words) in MODES {
                    if !modes.contains(&mode) {
                        let needs = Needs { mode: Some(number), joined: None, link: None, ..needs.clone() };
                        states.push((name.into(), words.into(), needs));
                    }
                }
            }
            Requirement::Transparent(true) => {
                let needs = Needs { transparent: Some(false), ..needs.clone() };
                states.push(("in-normal-transmission".into(), "under AT+CIPMODE=0".into(), needs));
            }
            Requirement::Transparent(false) if needs.mux != Some(true) => {
                let needs = Needs { transparent: Some(true), mux: Some(false), ..needs.clone() };
                states.push(("in-transparent-transmission".into(), "under AT+CIPMODE=1".into(), needs));
            }
            Requirement::After(command) => states.extend(without(command, line, needs)),
            Requirement::Mux(_) | Requirement::Transparent(false) | Requirement::Before(_) | Requirement::Rule(_) => {}
        }
    }
    let stated = of
        .command
        .requires
        .iter()
        .chain(&of.form.requires)
        .any(|requirement| matches!(requirement, Requirement::Mux(_)));
    if let Some(mux) =
        needs.mux.filter(|_| stated || of.form.takes.lead.as_ref().is_some_and(|lead| lead.mux.is_some()))
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

const MODES: [(Mode, u8, &str, &str); 3] = [
    (Mode::Station, 1, "in-station-mode", "in station mode"),
    (Mode::SoftAp, 2, "in-softap-mode", "in SoftAP mode"),
    (Mode::StationSoftAp, 3, "in-both-modes", "in station and SoftAP mode"),
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
