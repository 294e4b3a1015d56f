//! The examples of the manual and of other sources, each as a dialogue: whom they join and connect to is the bench's.

use super::{Bench, Case, Subject, edges::behind_prompt};
use crate::{
    check::{
        Awaited, CaseKind, Deed, Expect, Needs, Of, Step,
        forms::{self, Fate, tokens},
        plan::quoted,
    },
    edges::section_of,
};
use wizfi360_spec::{
    interpret::Interpreter,
    model::{Command, Example, FormKind, Turn},
};

pub(super) fn add<'s>(subject: &'s Subject, bench: &Bench, cases: &mut Vec<Case<'s>>) {
    for (_, command) in subject.has.commands() {
        for (count, example) in (1..).zip(&command.examples) {
            cases.extend(Play { subject, bench }.case(command, example, count));
        }
    }
}

struct Play<'s, 'b> {
    subject: &'s Subject,
    bench: &'b Bench,
}

/// A line of the host with all that comes of it, up to its next line or data.
struct Exchange<'e> {
    line: &'e str,
    answers: Vec<&'e str>,
    data: Option<&'e str>,
    /// What comes of the data.
    behind: Vec<&'e str>,
}

fn exchanges(example: &Example) -> Vec<Exchange<'_>> {
    let mut all: Vec<Exchange<'_>> = Vec::new();
    for says in &example.dialogue {
        match (says, all.last_mut()) {
            (Turn::Host(line), _) => all.push(Exchange { line, answers: Vec::new(), data: None, behind: Vec::new() }),
            (Turn::Data(bytes), Some(last)) => last.data = Some(bytes),
            (Turn::Module(line), Some(last)) if last.data.is_some() => last.behind.push(line),
            (Turn::Module(line), Some(last)) => last.answers.push(line),
            (_, None) => {}
        }
    }
    all
}

impl<'s> Play<'s, '_> {
    fn case(&self, command: &'s Command, example: &'s Example, count: usize) -> Option<Case<'s>> {
        let (mut steps, mut needs) = (Vec::new(), Needs::default());
        let (mut last, mut positive) = (None, true);
        let mut set = false;
        for exchange in exchanges(example) {
            let line = self.adapted(&exchange);
            let of = self.of(&line)?;
            merge(&mut needs, forms::needs(of, line.as_bytes()));
            let expect = self.expect(of, &line, &exchange, &mut needs, set);
            // From here on what the query tells is what the example itself has set.
            set |= of.form.kind == FormKind::Set;
            positive = !matches!(expect, Expect::Refused | Expect::RefusedFor(_) | Expect::Fails(..));
            let prompts = expect == Expect::Prompts;
            steps.extend(self.stored(of, &exchange).into_iter().flatten());
            steps.push(Step::Ask { line: line.clone().into_bytes(), of: Some(of), expect });
            if prompts {
                steps.extend(self.data(of, &line, &exchange));
            }
            steps.extend(self.told(&exchange));
            last = Some(of);
        }
        let of = last?;
        let mut errata: Vec<String> = example.errata.iter().chain(&of.command.errata).cloned().collect();
        errata.sort();
        errata.dedup();
        let name = command.names.first()?;
        let what = example.doc.as_deref().unwrap_or("As its source shows it, in the surroundings of the bench.");
        Some(Case {
            id: format!("{}/example-{count}", section_of(name)),
            section: section_of(name).into(),
            of: Some(of),
            command: name.name.clone(),
            kind: CaseKind::Example,
            title: format!("Example {count} of {}: {what}", name.name),
            positive,
            source: example.source.clone(),
            errata,
            risks: Vec::new(),
            needs,
            steps,
        })
    }

    fn of(&self, line: &str) -> Option<Of<'s>> {
        let request = Interpreter::new(&self.subject.has).read_request(line.as_bytes()).ok()?;
        Some(Of { command: request.command, name: request.name, form: request.form })
    }

    /// The line with the bench's names and hosts instead of those of the example.
    fn adapted(&self, exchange: &Exchange<'_>) -> String {
        let Bench { ssid, password, host, name, no_name, nobody, echo, closed, https, broker, .. } = self.bench;
        let Some((command, params)) = exchange.line.split_once('=') else { return exchange.line.into() };
        let params = tokens(params);
        let says = |text: &str| exchange.answers.iter().any(|line| line.ends_with(text));
        let peer =
            |text: &str| if text.bytes().any(|byte| byte.is_ascii_lowercase()) { quoted(name) } else { quoted(host) };
        let changed = match command {
            "AT+CWJAP_CUR" | "AT+CWJAP_DEF" | "AT+CWJAP" => {
                let password = if says("FAIL") { "not the password" } else { password };
                vec![quoted(ssid), quoted(password)]
            }
            "AT+CWLAP" => [quoted(ssid)].into_iter().chain(params.into_iter().skip(1)).collect(),
            "AT+CIPSTART" => {
                let at = usize::from(!params[0].starts_with('"'));
                let port = if says("CONNECT FAIL") {
                    closed
                } else if params[at] == "\"SSL\"" {
                    https
                } else {
                    echo
                };
                let mut changed = params.clone();
                (changed[at + 1], changed[at + 2]) = (peer(&params[at + 1]), port.to_string());
                changed
            }
            "AT+MQTTCON" => {
                let mut changed = params.clone();
                let end = changed.len();
                (changed[end - 2], changed[end - 1]) = (quoted(host), broker.to_string());
                changed
            }
            "AT+PING" if says("+timeout") => vec![quoted(nobody)],
            "AT+PING" => vec![quoted(name)],
            "AT+CIPDOMAIN" if says("DNS Fail") => vec![quoted(no_name)],
            "AT+CIPDOMAIN" => vec![quoted(name)],
            _ => return exchange.line.into(),
        };
        format!("{command}={}", changed.join(","))
    }

    /// What is expected of a line. What a query tells is set before, where that can be, so that it tells just what the example has.
    fn expect(&self, of: Of<'s>, line: &str, exchange: &Exchange<'_>, needs: &mut Needs, set: bool) -> Expect {
        let is_reason = |text: &&&str| self.subject.has.lexical.reasons.iter().any(|reason| reason.text == **text);
        let end = exchange.answers.iter().rfind(|line| matches!(**line, "OK" | "ERROR" | "FAIL" | "CLOSED" | ">"));
        match end {
            Some(&">") => Expect::Prompts,
            Some(&"ERROR") => {
                let failed = exchange.answers.iter().find(|line| line.ends_with("CONNECT FAIL"));
                match (exchange.answers.iter().find(is_reason), failed) {
                    (Some(reason), _) => {
                        prepare_refusal(of, line, reason, needs);
                        Expect::RefusedFor((*reason).to_string())
                    }
                    (None, Some(failed)) => Expect::Fails(failed.as_bytes().into(), "ERROR".into()),
                    (None, None) => {
                        prepare_refusal(of, line, "", needs);
                        Expect::Refused
                    }
                }
            }
            Some(&"FAIL") => {
                Expect::Fails(exchange.answers.first().map_or(Vec::new(), |line| line.as_bytes().into()), "FAIL".into())
            }
            _ if forms::fate(&self.subject.has, line.as_bytes()) == Fate::Tried => Expect::Understood,
            _ => {
                let told: Vec<&str> =
                    exchange.answers.iter().copied().take_while(|line| !line.is_empty() && *line != "OK").collect();
                match (!set).then(|| self.setting(of, &told)).flatten() {
                    Some(before) => {
                        for line in &before {
                            if let Some(of) = self.of(line) {
                                merge(needs, forms::needs(of, line.as_bytes()));
                            }
                        }
                        needs.before.extend(before);
                        let written = told.iter().map(|line| line.as_bytes().to_vec()).collect();
                        Expect::Answers(vec![written])
                    }
                    None => Expect::Succeeds,
                }
            }
        }
    }

    /// A certificate or a key is stored before it is shown.
    fn stored(&self, of: Of<'s>, exchange: &Exchange<'_>) -> Option<[Step<'s>; 2]> {
        let text: Vec<&str> = exchange.answers.iter().copied().take_while(|line| !line.is_empty()).collect();
        if of.form.kind != FormKind::Query || !text.first()?.starts_with("-----BEGIN") {
            return None;
        }
        let line = format!("{}=1", of.name.name);
        let create = self.of(&line);
        let bytes = format!("{}\r\n", text.join("\r\n")).into_bytes();
        let ask = Step::Ask { line: line.into_bytes(), of: create, expect: Expect::Prompts };
        Some([ask, Step::Send { bytes, of: create, expect: Expect::Ends(vec!["OK".into()]) }])
    }

    /// The lines that set what a query is to tell. `None` if the command cannot set it.
    fn setting(&self, of: Of<'s>, told: &[&str]) -> Option<Vec<String>> {
        let name = of.name.name.as_str();
        if of.form.kind != FormKind::Query || told.is_empty() {
            return None;
        }
        let values: Vec<&str> = told
            .iter()
            .map(|line| {
                line.rsplit_once(":\"").map_or_else(
                    || line.split_once(':').map_or(*line, |(_, value)| value),
                    |(_, value)| &line[line.len() - value.len() - 1..],
                )
            })
            .collect();
        let params = match forms::first_name(of) {
            // What these tell is the module's own, or nobody's here.
            "AT+CWJAP_CUR" | "AT+CIPAPMAC_CUR" | "AT+CIPSNTPCFG" | "AT+CIPSNTPTIME" | "AT+MQTTSET" | "AT+MQTTTOPIC" => {
                return None;
            }
            "AT+CWDHCP_CUR" => match values[0] {
                "1" => return Some(vec![format!("{name}=0,1"), format!("{name}=1,0")]),
                _ => return None,
            },
            "AT+CWDHCPS_CUR" => format!("1,{}", told[0].split_once(':')?.1),
            "AT+CIPDNS_CUR" => format!("1,\"{}\"", values.join("\",\"")),
            "AT+CIPDINFO" => {
                if values[0] == "TRUE" {
                    "1".into()
                } else {
                    "0".into()
                }
            }
            "AT+CWHOSTNAME" => quoted(values[0]),
            "AT+MQTTQOS" => values[0].trim_matches('"').into(),
            "AT+CIPSTA_CUR" | "AT+CIPAP_CUR" | "AT+CIPSTAMAC_CUR" => values.join(","),
            _ => told[0].split_once(':').map_or(told[0], |(_, value)| value).into(),
        };
        let line = format!("{name}={params}");
        self.of(&line).map(|_| vec![line])
    }

    /// The data behind a prompt, and what comes of it.
    fn data(&self, of: Of<'s>, line: &str, exchange: &Exchange<'_>) -> Vec<Step<'s>> {
        let Some(bytes) = exchange.data else { return behind_prompt(of, line.as_bytes()) };
        let send = |expect| Step::Send { bytes: bytes.as_bytes().into(), of: Some(of), expect };
        match exchange.behind.last() {
            Some(last) if last.ends_with(",SEND OK") => {
                vec![
                    send(Expect::Nothing),
                    Step::Await { these: vec![Awaited::Message("SegmentSent".into())], within: 10_000 },
                ]
            }
            Some(&"OK") if !of.form.finals.contains(&"SEND OK".into()) => vec![send(Expect::Ends(vec!["OK".into()]))],
            _ => vec![send(Expect::Succeeds)],
        }
    }

    /// What SmartConfig and the web server say behind the result, once somebody tells them an access point.
    fn told(&self, exchange: &Exchange<'_>) -> Vec<Step<'s>> {
        if !exchange.answers.iter().any(|line| line.starts_with("smartconfig type:")) {
            return Vec::new();
        }
        let Bench { ssid, password, .. } = self.bench;
        let line = |text: String| Awaited::Line(text.into_bytes());
        let these =
            exchange.answers.iter().skip_while(|line| !line.starts_with("smartconfig type:")).map(|text| match *text {
                text if text.starts_with("ssid:") => line(format!("ssid:{ssid}")),
                // Which way is open to the firmware, not to the example.
                text if text.starts_with("smartconfig type:") => Awaited::Message("SmartConfigType".into()),
                text if text.starts_with("password:") => line(format!("password:{password}")),
                text => line(text.into()),
            });
        let mut steps = vec![
            Step::Hand(Deed::Provision { ssid: ssid.clone(), password: password.clone() }),
            Step::Await { these: these.collect(), within: 20_000 },
        ];
        let stop = "AT+CWSTOPSMART";
        steps.push(Step::Ask { line: stop.into(), of: self.of(stop), expect: Expect::Succeeds });
        steps
    }
}

/// The state in which a line is refused for this reason.
fn prepare_refusal(of: Of<'_>, line: &str, reason: &str, needs: &mut Needs) {
    use crate::check::Link;
    match (forms::first_name(of), reason) {
        (_, "ALREADY CONNECTED") => needs.link = Some(Link::Discard(0)),
        (_, "UNLINK") => needs.link = Some(Link::None),
        (_, "NOT GPIO MODE!") => {
            needs.before = vec![format!("AT+SYSIOSETCFG={},0,0", line.split(['=', ',']).nth(1).unwrap_or("12"))]
        }
        ("AT+CASEND" | "AT+CLICASEND" | "AT+AWSPKSEND", _) => needs.before = vec![format!("{}=0", of.name.name)],
        _ => {}
    }
}

/// Adds what a later line needs, where that does not matter to those before it.
fn merge(needs: &mut Needs, more: Needs) {
    fn or<T>(one: &mut Option<T>, other: Option<T>) {
        if one.is_none() {
            *one = other;
        }
    }
    or(&mut needs.mode, more.mode);
    or(&mut needs.joined, more.joined);
    or(&mut needs.mux, more.mux);
    or(&mut needs.transparent, more.transparent);
    or(&mut needs.server, more.server);
    or(&mut needs.link, more.link);
    or(&mut needs.mqtt, more.mqtt);
    or(&mut needs.topics, more.topics);
    or(&mut needs.azure, more.azure);
    or(&mut needs.sntp, more.sntp);
    needs.scan |= more.scan;
    if needs.before.is_empty() {
        needs.before = more.before;
    }
}
