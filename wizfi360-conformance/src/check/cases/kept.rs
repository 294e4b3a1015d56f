//! What was set is read back: under each name, and over a restart where it is kept, and not where it is lost.

use super::{Case, Subject};
use crate::{
    check::{CaseKind, Expect, Needs, Of, Step},
    edges::section_of,
};
use wizfi360_spec::{
    interpret::Interpreter,
    model::{Command, FormKind, Name, Persist, Scope, Source},
};

pub(super) fn add<'s>(subject: &'s Subject, cases: &mut Vec<Case<'s>>) {
    for pair in pairs() {
        let Some((_, command, _)) = subject.has.command(pair.command) else { continue };
        for name in &command.names {
            let reader = Reader { subject, pair: &pair, command };
            for (value, _) in pair.values {
                cases.extend(reader.read_back(name, value));
            }
            cases.extend(reader.over_restart(name));
            cases.extend(reader.lost_as_unkept(name));
        }
        cases.extend(Reader { subject, pair: &pair, command }.scopes());
    }
}

/// A command that sets something and a query that tells it.
struct Pair {
    /// The first name of the command.
    command: &'static str,
    /// The query is this command with this parameter, if it is not the command's own: `AT+SYSIOGETCFG=12`.
    query: Option<&'static str>,
    /// What is set, and the lines that tell it, `{scope}` for the name's suffix. Lines behind a `|` are as good.
    values: &'static [(&'static str, &'static str)],
    /// The Wi-Fi mode in which both forms are there.
    mode: Option<u8>,
    before: &'static [&'static str],
}

fn pair(command: &'static str, mode: Option<u8>, values: &'static [(&'static str, &'static str)]) -> Pair {
    Pair { command, query: None, values, mode, before: &[] }
}

fn pairs() -> Vec<Pair> {
    let query = |query, pair| Pair { query: Some(query), ..pair };
    vec![
        pair(
            "AT+UART_CUR",
            None,
            &[("115200,8,2,0,0", "+UART{scope}:115200,8,2,0,0"), ("115200,8,1,0,0", "+UART{scope}:115200,8,1,0,0")],
        ),
        pair("AT+SLEEP", Some(1), &[("0", "+SLEEP:0"), ("1", "+SLEEP:1"), ("2", "+SLEEP:2")]),
        query(
            "AT+SYSIOGETCFG=12",
            pair(
                "AT+SYSIOSETCFG",
                None,
                &[
                    ("12,1,0", "+SYSIOGETCFG:12,1,0"),
                    ("12,1,1", "+SYSIOGETCFG:12,1,1"),
                    ("12,0,0", "+SYSIOGETCFG:12,0,0"),
                ],
            ),
        ),
        Pair {
            before: &["AT+SYSIOSETCFG=12,1,0", "AT+SYSGPIODIR=12,1"],
            ..query(
                "AT+SYSGPIOREAD=12",
                pair("AT+SYSGPIOWRITE", None, &[("12,1", "+SYSGPIOREAD:12,1,1"), ("12,0", "+SYSGPIOREAD:12,1,0")]),
            )
        },
        Pair {
            before: &["AT+SYSIOSETCFG=12,1,1"],
            ..query("AT+SYSGPIOREAD=12", pair("AT+SYSGPIODIR", None, &[("12,0", "+SYSGPIOREAD:12,0,1")]))
        },
        pair("AT+CWMODE_CUR", None, &[("1", "+CWMODE{scope}:1"), ("3", "+CWMODE{scope}:3"), ("2", "+CWMODE{scope}:2")]),
        pair("AT+CWAUTOCONN", Some(1), &[("1", "+CWAUTOCONN:1"), ("0", "+CWAUTOCONN:0")]),
        pair(
            "AT+CWHOSTNAME",
            Some(1),
            &[
                ("\"one\"", "+CWHOSTNAME:one|+CWHOSTNAME:\"one\""),
                ("\"the other\"", "+CWHOSTNAME:the other|+CWHOSTNAME:\"the other\""),
            ],
        ),
        // Policy 1: the code stays as it is set.
        pair(
            "AT+CWCOUNTRY_CUR",
            Some(1),
            &[("1,\"US\",1", "+CWCOUNTRY{scope}:1,\"US\",1"), ("1,\"KR\",1", "+CWCOUNTRY{scope}:1,\"KR\",1")],
        ),
        pair(
            "AT+CWSAP_CUR",
            Some(3),
            &[
                ("\"WizFi360\",\"12345678\",5,3,4,0", "+CWSAP{scope}:\"WizFi360\",\"12345678\",5,3,4,0"),
                // Escapes are undone once: what is meant is `a\b` and `c,"d`. How the SSID is told again, with escapes or without, is open.
                (
                    r#""a\\b","1234\,\"78",13,2,1,1"#,
                    r#"+CWSAP{scope}:"a\\b","1234\,\"78",13,2,1,1|+CWSAP{scope}:"a\b","1234\,\"78",13,2,1,1"#,
                ),
                ("\"open\",\"\",1,0", "+CWSAP{scope}:\"open\",\"\",1,0,4,0"),
            ],
        ),
        pair(
            "AT+CWDHCP_CUR",
            Some(3),
            &[
                ("2,0", "+CWDHCP{scope}:0"),
                ("0,1", "+CWDHCP{scope}:1"),
                ("2,1", "+CWDHCP{scope}:3"),
                ("0,0", "+CWDHCP{scope}:2"),
            ],
        ),
        pair(
            "AT+CWDHCPS_CUR",
            Some(3),
            &[
                ("1,60,\"192.168.36.20\",\"192.168.36.30\"", "+CWDHCPS{scope}:60,\"192.168.36.20\",\"192.168.36.30\""),
                (
                    "1,2880,\"192.168.36.2\",\"192.168.36.101\"",
                    "+CWDHCPS{scope}:2880,\"192.168.36.2\",\"192.168.36.101\"",
                ),
            ],
        ),
        pair(
            "AT+CIPSTAMAC_CUR",
            Some(1),
            &[
                ("\"00:08:dc:11:22:33\"", "+CIPSTAMAC{scope}:\"00:08:dc:11:22:33\""),
                ("\"00:08:DC:AA:BB:CC\"", "+CIPSTAMAC{scope}:\"00:08:dc:aa:bb:cc\""),
            ],
        ),
        pair(
            "AT+CIPSTA_CUR",
            Some(1),
            &[
                (
                    "\"192.168.1.77\",\"192.168.1.1\",\"255.255.255.0\"",
                    "+CIPSTA{scope}:ip:\"192.168.1.77\"\n+CIPSTA{scope}:gateway:\"192.168.1.1\"\n+CIPSTA{scope}:netmask:\"255.255.255.0\"",
                ),
                (
                    "\"10.0.0.7\",\"10.0.0.1\",\"255.0.0.0\"",
                    "+CIPSTA{scope}:ip:\"10.0.0.7\"\n+CIPSTA{scope}:gateway:\"10.0.0.1\"\n+CIPSTA{scope}:netmask:\"255.0.0.0\"",
                ),
            ],
        ),
        pair(
            "AT+CIPAP_CUR",
            Some(3),
            &[
                (
                    "\"192.168.4.1\",\"192.168.4.1\",\"255.255.0.0\"",
                    "+CIPAP{scope}:ip:\"192.168.4.1\"\n+CIPAP{scope}:gateway:\"192.168.4.1\"\n+CIPAP{scope}:netmask:\"255.255.0.0\"",
                ),
                (
                    "\"192.168.36.1\",\"192.168.36.1\",\"255.255.255.0\"",
                    "+CIPAP{scope}:ip:\"192.168.36.1\"\n+CIPAP{scope}:gateway:\"192.168.36.1\"\n+CIPAP{scope}:netmask:\"255.255.255.0\"",
                ),
            ],
        ),
        pair(
            "AT+CIPDNS_CUR",
            None,
            &[
                (
                    "1,\"1.1.1.1\",\"8.8.8.8\"",
                    "+CIPDNS{scope}:1.1.1.1\n+CIPDNS{scope}:8.8.8.8|+CIPDNS{scope}: 1.1.1.1\n+CIPDNS{scope}: 8.8.8.8",
                ),
                ("1,\"9.9.9.9\"", "+CIPDNS{scope}:9.9.9.9|+CIPDNS{scope}: 9.9.9.9"),
            ],
        ),
        pair("AT+CIPMUX", None, &[("1", "+CIPMUX:1"), ("0", "+CIPMUX:0")]),
        pair("AT+CIPMODE", None, &[("1", "+CIPMODE:1"), ("0", "+CIPMODE:0")]),
        pair("AT+CIPSERVERMAXCONN", None, &[("1", "+CIPSERVERMAXCONN:1"), ("4", "+CIPSERVERMAXCONN:4")]),
        pair("AT+CIPSTO", None, &[("0", "+CIPSTO:0"), ("7200", "+CIPSTO:7200"), ("180", "+CIPSTO:180")]),
        pair(
            "AT+CIPSSLCCONF",
            None,
            &[("2", "+CIPSSLCCONF:2"), ("1", "+CIPSSLCCONF:1"), ("3", "+CIPSSLCCONF:3"), ("0", "+CIPSSLCCONF:0")],
        ),
        pair("AT+CIPSSLSIZE", None, &[("4096", "+CIPSSLSIZE:4096"), ("2048", "+CIPSSLSIZE:2048")]),
        pair("AT+CIPDINFO", None, &[("1", "+CIPDINFO:TRUE"), ("0", "+CIPDINFO:FALSE")]),
        // How many servers are told is erratum sntp-server-count.
        pair(
            "AT+CIPSNTPCFG",
            None,
            &[
                (
                    "1,-11,\"a.example\",\"b.example\"",
                    "+CIPSNTPCFG:1,-11,\"a.example\",\"b.example\"|+CIPSNTPCFG:1,-11,\"a.example\"|+CIPSNTPCFG:1,-11",
                ),
                ("1,13,\"a.example\"", "+CIPSNTPCFG:1,13,\"a.example\"|+CIPSNTPCFG:1,13"),
            ],
        ),
        // Errata mqtt-query-prefix and mqttqos-quotes.
        pair(
            "AT+MQTTSET",
            None,
            &[
                (
                    "\"wiznet\",\"12345678\",\"wiznet-01\",60",
                    "\"wiznet\",\"12345678\",\"wiznet-01\",60|wiznet,12345678,wiznet-01,60|+MQTTSET:\"wiznet\",\"12345678\",\"wiznet-01\",60",
                ),
                ("\"\",\"\",\"id\",300", "\"\",\"\",\"id\",300|,,id,300|+MQTTSET:\"\",\"\",\"id\",300"),
            ],
        ),
        pair(
            "AT+MQTTTOPIC",
            None,
            &[
                ("\"up\",\"down\"", "\"up\",\"down\"|up,down|+MQTTTOPIC:\"up\",\"down\""),
                ("\"u\",\"1\",\"2\",\"3\"", "\"u\",\"1\",\"2\",\"3\"|u,1,2,3|+MQTTTOPIC:\"u\",\"1\",\"2\",\"3\""),
                (
                    "\"u\",\"1\",\"2\",\"3\",\"4\",\"5\"",
                    "\"u\",\"1\",\"2\",\"3\",\"4\",\"5\"|u,1,2,3,4,5|+MQTTTOPIC:\"u\",\"1\",\"2\",\"3\",\"4\",\"5\"",
                ),
            ],
        ),
        pair(
            "AT+MQTTQOS",
            None,
            &[("2", "\"2\"|2|+MQTTQOS:2"), ("1", "\"1\"|1|+MQTTQOS:1"), ("0", "\"0\"|0|+MQTTQOS:0")],
        ),
    ]
}

struct Reader<'s, 'p> {
    subject: &'s Subject,
    pair: &'p Pair,
    command: &'s Command,
}

impl<'s> Reader<'s, '_> {
    /// Set, and asked by the same name.
    fn read_back(&self, name: &'s Name, value: &str) -> Option<Case<'s>> {
        let steps = vec![self.set(name, value)?, self.tells(name, value)?];
        let title = format!("What {}={value} sets is told again.", name.name);
        let id = format!("read-back/{}", super::slug(value));
        self.case(name, id, CaseKind::ReadBack, title, name.source.clone(), self.needs(), steps)
    }

    /// Two names: what one keeps, the other does not change; what it keeps holds at once; and both are the same after a restart.
    fn scopes(&self) -> Vec<Case<'s>> {
        let by = |scope: Scope| self.command.names.iter().find(|name| name.scope == Some(scope));
        let [(one, _), (other, _), ..] = self.pair.values else { return Vec::new() };
        let (Some(now), Some(kept)) = (by(Scope::Current), by(Scope::Default)) else { return Vec::new() };
        let all = |steps: [Option<Step<'s>>; 3]| steps.into_iter().collect::<Option<Vec<_>>>();
        let apart = all([self.set(kept, one), self.set(now, other), self.tells(kept, one)]);
        let apart = apart.and_then(|steps| {
            let title = format!("{} does not change what {} keeps.", now.name, kept.name);
            self.case(
                now,
                "read-back/not-in-flash".into(),
                CaseKind::ReadBack,
                title,
                now.source.clone(),
                self.needs(),
                steps,
            )
        });
        let both = all([self.set(kept, other), self.set(kept, one), self.tells(now, one)]).and_then(|steps| {
            let title = format!("What {} sets holds at once.", kept.name);
            let source = kept.source.clone();
            self.case(kept, "read-back/at-once".into(), CaseKind::ReadBack, title, source, self.needs(), steps)
        });
        let back = all([self.set(kept, one), self.set(now, other), self.restart()]).and_then(|mut steps| {
            steps.extend(self.again(now));
            steps.push(self.tells(now, one)?);
            let title =
                format!("What {} has set is lost by a restart: what {} keeps holds again.", now.name, kept.name);
            self.case(now, "lost".into(), CaseKind::Volatile, title, now.source.clone(), self.needs(), steps)
        });
        apart.into_iter().chain(both).chain(back).collect()
    }

    /// What a name keeps is there after a restart: two values, for one of them may be the factory's.
    fn over_restart(&self, name: &'s Name) -> Vec<Case<'s>> {
        let ([(one, _), (other, _), ..], Persist::Flash) = (self.pair.values, name.persist) else { return Vec::new() };
        let kept = |first: &str, last: &str, id: &str| {
            // First another value, so that what is told after the restart can only be what was kept.
            let mut steps = vec![self.set(name, first)?, self.set(name, last)?, self.restart()?];
            steps.extend(self.again(name));
            steps.push(self.tells(name, last)?);
            let title = format!("What {}={last} sets is there after a restart.", name.name);
            self.case(name, id.into(), CaseKind::Persistent, title, name.source.clone(), self.needs(), steps)
        };
        [kept(other, one, "kept"), kept(one, other, "kept-another")].into_iter().flatten().collect()
    }

    /// What no name keeps is as after any start.
    fn lost_as_unkept(&self, name: &'s Name) -> Option<Case<'s>> {
        let at_start = ["AT+CIPMUX", "AT+CIPMODE", "AT+CIPSERVERMAXCONN", "AT+CIPSTO", "AT+MQTTQOS", "AT+SLEEP"];
        let is_lost = at_start.contains(&name.name.as_str());
        let ([(one, _), ..], Some((last, _))) = (self.pair.values, self.pair.values.last().filter(|_| is_lost)) else {
            return None;
        };
        let mut steps = vec![self.set(name, one)?, self.restart()?];
        steps.extend(self.pair.mode.and_then(|mode| self.ask(&format!("AT+CWMODE_CUR={mode}"), Expect::Succeeds)));
        steps.push(self.tells(name, last)?);
        let title = format!("What {} sets is lost by a restart: {last} is told.", name.name);
        let source = Source::Inference("what no section says to be kept in flash is lost by AT+RST".into());
        self.case(name, "lost".into(), CaseKind::Volatile, title, source, self.needs(), steps)
    }

    fn needs(&self) -> Needs {
        let first = self.command.names.first().map_or("", |name| &name.name);
        let before = self.pair.before.iter().map(|line| (*line).to_string()).collect();
        let mut needs = Needs { mode: self.pair.mode, before, ..Needs::default() };
        match first {
            "AT+CIPSTA_CUR" | "AT+CIPSTAMAC_CUR" => needs.joined = Some(false),
            "AT+CIPMUX" | "AT+CIPMODE" => {
                needs.link = Some(super::super::Link::None);
                (needs.mux, needs.transparent, needs.server) = (Some(false), Some(false), Some(false));
            }
            "AT+CIPSERVERMAXCONN" => needs.server = Some(false),
            "AT+CIPSSLCCONF" | "AT+CIPSSLSIZE" | "AT+MQTTSET" | "AT+MQTTTOPIC" => {
                needs.link = Some(super::super::Link::None)
            }
            _ => {}
        }
        needs
    }

    /// The Wi-Fi mode in which a query is there, after a restart.
    fn again(&self, name: &Name) -> Option<Step<'s>> {
        let mode = self.pair.mode.filter(|_| name.persist != Persist::Unstated)?;
        self.ask(&format!("AT+CWMODE_CUR={mode}"), Expect::Succeeds)
    }

    fn set(&self, name: &Name, value: &str) -> Option<Step<'s>> {
        self.ask(&format!("{}={value}", name.name), Expect::Succeeds)
    }

    fn restart(&self) -> Option<Step<'s>> {
        self.ask("AT+RST", Expect::Succeeds)
    }

    fn tells(&self, name: &Name, value: &str) -> Option<Step<'s>> {
        let (_, told) = self.pair.values.iter().find(|(set, _)| *set == value)?;
        let told = told.replace("{scope}", name.scope.map_or("", Scope::suffix));
        let lines = |lines: &str| lines.split('\n').map(|line| line.as_bytes().to_vec()).collect();
        let query = self.pair.query.map_or_else(|| format!("{}?", name.name), String::from);
        self.ask(&query, Expect::Answers(told.split('|').map(lines).collect()))
    }

    fn ask(&self, line: &str, expect: Expect) -> Option<Step<'s>> {
        let request = Interpreter::new(&self.subject.has).read_request(line.as_bytes()).ok()?;
        let of = Of { command: request.command, name: request.name, form: request.form };
        Some(Step::Ask { line: line.into(), of: Some(of), expect })
    }

    #[allow(clippy::too_many_arguments, reason = "they are what a case is")]
    fn case(
        &self,
        name: &'s Name,
        id: String,
        kind: CaseKind,
        title: String,
        source: Source,
        needs: Needs,
        steps: Vec<Step<'s>>,
    ) -> Option<Case<'s>> {
        let form = self.command.forms.iter().find(|form| form.kind == FormKind::Set && form.applies_to(name))?;
        let of = Of { command: self.command, name, form };
        let errata = self.command.errata.clone();
        Some(Case {
            id: format!("{}/set/{id}", section_of(name)),
            section: section_of(name).into(),
            of: Some(of),
            command: name.name.clone(),
            kind,
            title,
            positive: true,
            source,
            errata,
            risks: Vec::new(),
            needs,
            steps,
        })
    }
}
