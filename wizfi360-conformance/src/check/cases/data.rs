//! Data behind a prompt: exact, in parts, too much, ended early; and transparent transmission.

use super::{Bench, Case, Subject};
use crate::{
    check::{Awaited, CaseKind, Expect, Link, Needs, Of, Risk, Step, forms, plan},
    edges::section_of,
};
use wizfi360_spec::{interpret::Interpreter, model::Source};

pub(super) fn add<'s>(subject: &'s Subject, bench: &Bench, cases: &mut Vec<Case<'s>>) {
    let plan = Plan { subject, bench };
    for multiple in [false, true] {
        for name in ["AT+CIPSEND", "AT+CIPSENDEX"] {
            cases.extend(plan.sends(name, multiple));
        }
        cases.extend(plan.buffered(multiple));
    }
    cases.extend(plan.publishes());
    cases.extend(plan.transparent());
    for (name, title) in
        [("AT+CASEND", "CERTIFICATE"), ("AT+CLICASEND", "CERTIFICATE"), ("AT+AWSPKSEND", "RSA PRIVATE KEY")]
    {
        cases.extend(plan.stores(name, title));
    }
}

/// Bytes that are results, prompts, messages and heads of packets in any other place.
const TRICKY: &[u8] = b"\r\nOK\r\n\r\nERROR\r\n>+IPD,3:+++CLOSED\r\n\\\"";

struct Plan<'s, 'b> {
    subject: &'s Subject,
    bench: &'b Bench,
}

impl<'s> Plan<'s, '_> {
    fn of(&self, line: &str) -> Option<Of<'s>> {
        let request = Interpreter::new(&self.subject.has).read_request(line.as_bytes()).ok()?;
        Some(Of { command: request.command, name: request.name, form: request.form })
    }

    fn ask(&self, line: &str, expect: Expect) -> Step<'s> {
        Step::Ask { line: line.into(), of: self.of(line), expect }
    }

    fn case(
        &self,
        line: &str,
        id: String,
        title: &str,
        source: Source,
        needs: Needs,
        steps: Vec<Step<'s>>,
    ) -> Option<Case<'s>> {
        let of = self.of(line)?;
        let mut risks: Vec<Risk> = forms::risks(&self.subject.has, of, line.as_bytes());
        risks.sort();
        Some(Case {
            id: format!("{}/{}/data/{id}", section_of(of.name), of.kind()),
            section: section_of(of.name).into(),
            of: Some(of),
            command: of.name.name.clone(),
            kind: CaseKind::Data,
            title: format!("{} ({}): {title}", of.name.name, of.kind()),
            positive: true,
            source,
            errata: of.command.errata.clone(),
            risks,
            needs,
            steps,
        })
    }

    /// AT+CIPSEND and AT+CIPSENDEX.
    fn sends(&self, name: &'static str, multiple: bool) -> Vec<Case<'s>> {
        let line = |length: usize| if multiple { format!("{name}=2,{length}") } else { format!("{name}={length}") };
        let needs =
            |link: Link| Needs { mux: Some(multiple), link: Some(link), sender: Some(false), ..Needs::joined() };
        let id = |id: &str| if multiple { format!("with-link-id/{id}") } else { id.to_string() };
        let of = self.of(&line(1));
        let send = |bytes: &[u8], expect| Step::Send { bytes: bytes.to_vec(), of, expect };
        let echoed = |bytes: &[u8]| Step::Await { these: vec![Awaited::Payload(bytes.to_vec())], within: 10_000 };
        let recorded = || Source::Capture("tcp-send-receive".into());
        let head = |length: usize| if multiple { format!("+IPD,2,{length}:") } else { format!("+IPD,{length}:") };
        let packet = |bytes: &[u8]| Step::Await {
            these: vec![Awaited::Packet(vec![head(bytes.len()).into()], bytes.to_vec())],
            within: 10_000,
        };
        let (section, page) = if name == "AT+CIPSEND" { ("3.3.7", 46) } else { ("3.3.8", 47) };
        let manual = || Source::Manual(section.into(), page);
        let cases = [
            self.case(
                &line(5),
                id("exact"),
                "as many bytes as the length says are sent, and come back from the echo.",
                recorded(),
                needs(Link::Echo(2)),
                vec![self.ask(&line(5), Expect::Prompts), send(b"hello", Expect::Succeeds), packet(b"hello")],
            ),
            self.case(
                &line(5),
                id("recv"),
                "the module tells how many bytes it has taken.",
                recorded(),
                needs(Link::Discard(2)),
                vec![self.ask(&line(5), Expect::Prompts), send(b"hello", Expect::With(vec!["Recv".into()]))],
            ),
            self.case(
                &line(TRICKY.len()),
                id("tricky"),
                "bytes that look like answers are data.",
                manual(),
                needs(Link::Echo(2)),
                vec![self.ask(&line(TRICKY.len()), Expect::Prompts), send(TRICKY, Expect::Succeeds), echoed(TRICKY)],
            ),
            self.case(
                &line(5),
                id("short"),
                "fewer bytes than the length says: the module waits for the rest.",
                manual(),
                needs(Link::Echo(2)),
                vec![
                    self.ask(&line(5), Expect::Prompts),
                    send(b"he", Expect::Nothing),
                    Step::Pause(300),
                    send(b"llo", Expect::Succeeds),
                    echoed(b"hello"),
                ],
            ),
            self.case(
                &line(5),
                id("long"),
                "of more bytes than the length says, as many as it says are sent.",
                Source::Inference(format!("{section} counts the bytes; what is left over is no data")),
                needs(Link::Echo(2)),
                vec![self.ask(&line(5), Expect::Prompts), send(b"helloAT\r\n", Expect::Overrun), Step::Pause(300)],
            ),
            self.case(
                &line(5),
                id("closed"),
                "the peer closes before the data is there: sending it fails.",
                manual(),
                Needs { link: Some(Link::None), ..needs(Link::None) },
                vec![
                    self.ask(&self.open(self.bench.closing, multiple), Expect::Succeeds),
                    self.ask(&line(5), Expect::Prompts),
                    Step::Await { these: vec![Awaited::Message("Closed".into())], within: 10_000 },
                    send(b"hello", Expect::Ends(vec!["SEND FAIL".into(), "ERROR".into()])),
                ],
            ),
            self.case(
                &line(5),
                id("ended-by-nul"),
                "NUL ends the data early.",
                Source::Inference("erratum sendex-nul: whether it is the byte or its name is not known".into()),
                needs(Link::Echo(2)),
                vec![self.ask(&line(5), Expect::Prompts), send(b"hel\0", Expect::Succeeds), echoed(b"hel")],
            )
            .filter(|_| name == "AT+CIPSENDEX"),
            self.case(
                &line(5),
                id("with-nul"),
                "NUL is data.",
                manual(),
                needs(Link::Echo(2)),
                vec![self.ask(&line(5), Expect::Prompts), send(b"a\0b\0c", Expect::Succeeds), echoed(b"a\0b\0c")],
            )
            .filter(|_| name == "AT+CIPSEND"),
        ];
        cases.into_iter().flatten().collect()
    }

    /// The line that opens TCP to a port, as link 2 if there are several.
    fn open(&self, port: u16, multiple: bool) -> String {
        let id = if multiple { "2," } else { "" };
        format!("AT+CIPSTART={id}\"TCP\",\"{}\",{port}", self.bench.host)
    }

    /// AT+CIPSENDBUF: segments are counted and confirmed.
    fn buffered(&self, multiple: bool) -> Vec<Case<'s>> {
        let id = if multiple { "2," } else { "" };
        let alone = if multiple { "=2" } else { "" };
        let line = |length: usize| format!("AT+CIPSENDBUF={id}{length}");
        let needs = Needs { mux: Some(multiple), ..Needs::joined() };
        let name = |name: &str| if multiple { format!("with-link-id/{name}") } else { name.to_string() };
        let of = self.of(&line(1));
        let send = |bytes: &[u8]| Step::Send { bytes: bytes.to_vec(), of, expect: Expect::Nothing };
        let sent = |segment: u8| Step::Await {
            these: vec![Awaited::Line(format!("{id}{segment},SEND OK").into())],
            within: 10_000,
        };
        let open = || self.ask(&self.open(self.bench.discard, multiple), Expect::Succeeds);
        let tells = |line: String, answer: String| self.ask(&line, Expect::Answers(vec![vec![answer.into_bytes()]]));
        let manual = |page| Source::Manual("3.3.9".into(), page);
        let cases = [
            self.case(
                &line(5),
                name("exact"),
                "each write is a segment, counted from 1, which is confirmed once it is sent.",
                manual(48),
                needs.clone(),
                vec![
                    open(),
                    self.ask(&line(5), Expect::PromptsAfter(format!("{id}1,0").into())),
                    send(b"hello"),
                    sent(1),
                    self.ask(&line(3), Expect::PromptsAfter(format!("{id}2,1").into())),
                    send(b"abc"),
                    sent(2),
                    tells(format!("AT+CIPCHECKSEQ={id}2"), format!("{id}2,TRUE")),
                    self.ask(&format!("AT+CIPBUFRESET{alone}"), Expect::Succeeds),
                    self.ask(&line(1), Expect::Prompts),
                    send(b"x"),
                    sent(1),
                ],
            ),
            self.case(
                &line(5),
                name("short"),
                "fewer bytes than the length says: the module waits for the rest.",
                manual(48),
                needs.clone(),
                vec![open(), self.ask(&line(5), Expect::Prompts), send(b"he"), Step::Pause(300), send(b"llo"), sent(1)],
            ),
            self.case(
                &line(5),
                name("aborted"),
                "+++ drops what was entered and ends the form.",
                manual(48),
                needs,
                vec![open(), self.ask(&line(5), Expect::Prompts), send(b"+++"), Step::Pause(1100)],
            ),
        ];
        cases.into_iter().flatten().collect()
    }

    fn publishes(&self) -> Vec<Case<'s>> {
        let line = |length: usize| format!("AT+MQTTPUBSEND={length}");
        let needs = Needs {
            mode: Some(1),
            joined: Some(true),
            mux: Some(false),
            link: Some(Link::Broker(0)),
            mqtt: Some(true),
            topics: Some(true),
            ..Needs::default()
        };
        let of = self.of(&line(1));
        let send = |bytes: &[u8], expect| Step::Send { bytes: bytes.to_vec(), of, expect };
        let back = |text: &str| Step::Await {
            these: vec![Awaited::Line(format!("wizfi360/check -> {text}").into())],
            within: 10_000,
        };
        let manual = || Source::Manual("3.3.34".into(), 63);
        let cases = [
            self.case(
                &line(5),
                "exact".into(),
                "a message of this length is published, and comes back to a subscriber.",
                manual(),
                needs.clone(),
                vec![self.ask(&line(5), Expect::Prompts), send(b"hello", Expect::Succeeds), back("hello")],
            ),
            self.case(
                &line(5),
                "short".into(),
                "fewer bytes than the length says: the module waits for the rest.",
                manual(),
                needs.clone(),
                vec![
                    self.ask(&line(5), Expect::Prompts),
                    send(b"he", Expect::Nothing),
                    Step::Pause(300),
                    send(b"llo", Expect::Succeeds),
                    back("hello"),
                ],
            ),
            self.case(
                &line(5),
                "long".into(),
                "of more bytes than the length says, as many as it says are published.",
                Source::Inference("3.3.34 counts the bytes; what is left over is no data".into()),
                needs.clone(),
                vec![self.ask(&line(5), Expect::Prompts), send(b"helloAT\r\n", Expect::Overrun), Step::Pause(300)],
            ),
            self.case(
                "AT+MQTTPUB=\"x\"",
                "quotes".into(),
                "the message reaches from the first to the last quote, and no escape is undone.",
                Source::Capture("mqtt-publish; erratum mqttpub-quotes".into()),
                needs,
                vec![self.ask(r#"AT+MQTTPUB="a"b\c,d""#, Expect::Succeeds), back(r#"a"b\c,d"#)],
            ),
        ];
        cases.into_iter().flatten().collect()
    }

    fn transparent(&self) -> Vec<Case<'s>> {
        let needs = |link| Needs { transparent: Some(true), link: Some(link), ..Needs::joined() };
        let of = self.of("AT+CIPSEND");
        let send = |bytes: &[u8]| Step::Send { bytes: bytes.to_vec(), of, expect: Expect::Nothing };
        let bytes = |bytes: &[u8]| Step::Await { these: vec![Awaited::Bytes(bytes.to_vec())], within: 10_000 };
        let leave = || [Step::Pause(1100), send(b"+++"), Step::Pause(1100)];
        let cases = [
            self.case(
                "AT+CIPSEND",
                "through".into(),
                "in transparent transmission bytes go through both ways, whatever they are, until +++.",
                Source::Manual("3.3.7".into(), 45),
                needs(Link::Echo(0)),
                {
                    let mut steps = vec![
                        self.ask("AT+CIPSEND", Expect::Prompts),
                        send(b"hello"),
                        bytes(b"hello"),
                        send(b"AT\r\n"),
                        bytes(b"AT\r\n"),
                    ];
                    steps.extend(leave());
                    steps
                },
            ),
            self.case(
                "AT+CIPSEND",
                "breaks-tcp".into(),
                "leaving transparent transmission closes a TCP connection.",
                Source::Manual("2.4".into(), 7),
                needs(Link::Discard(0)),
                {
                    let mut steps = vec![self.ask("AT+CIPSEND", Expect::Prompts)];
                    steps.extend(leave());
                    steps.push(self.ask(&plan::open(Link::Discard(0), false, self.bench), Expect::Succeeds));
                    steps
                },
            ),
            self.case(
                "AT+CIPSEND",
                "over-udp".into(),
                "UDP goes through as well.",
                Source::Manual("3.3.3".into(), 43),
                needs(Link::Udp(0)),
                {
                    let mut steps = vec![self.ask("AT+CIPSEND", Expect::Prompts), send(b"hello"), bytes(b"hello")];
                    steps.extend(leave());
                    steps
                },
            ),
        ];
        cases.into_iter().flatten().collect()
    }

    /// Certificates and keys: stored, shown line by line, deleted.
    fn stores(&self, name: &str, title: &str) -> Vec<Case<'s>> {
        let lines = [
            format!("-----BEGIN {title}-----"),
            "MIIBszCCAVmgAwIBAgIUCheck+/=".into(),
            "AAAA".into(),
            format!("-----END {title}-----"),
        ];
        let text: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
        let other = text.replace("AAAA", "BBBB");
        let (create, query, delete) = (format!("{name}=1"), format!("{name}?"), format!("{name}=0"));
        let of = self.of(&create);
        let send = |bytes: &str, expect| Step::Send { bytes: bytes.into(), of, expect };
        let stored = || Expect::Ends(vec!["OK".into()]);
        let shown = |text: &str| self.ask(&query, Expect::Answers(vec![forms::lines(text.as_bytes())]));
        let source = || of.map_or(Source::Inference(String::new()), |of| of.source().clone());
        let case = |line: &str, id: &str, title: &str, needs: Needs, steps| {
            let mut case = self.case(line, id.into(), title, source(), needs, steps)?;
            case.risks = vec![Risk::Flash];
            Some(case)
        };
        let cases = [
            case(
                &create,
                "exact",
                "a text is stored from its BEGIN to its END line.",
                Needs::default(),
                vec![self.ask(&create, Expect::Prompts), send(&text, stored()), shown(&text)],
            ),
            case(
                &query,
                "shown",
                "what is stored is shown line by line.",
                Needs::default(),
                vec![self.ask(&create, Expect::Prompts), send(&other, stored()), shown(&other)],
            ),
            case(&create, "by-lines", "the lines may come one by one.", Needs::default(), {
                let mut steps = vec![self.ask(&create, Expect::Prompts)];
                for (at, line) in lines.iter().enumerate() {
                    let last = at + 1 == lines.len();
                    steps.push(send(&format!("{line}\r\n"), if last { stored() } else { Expect::Nothing }));
                    steps.extend((!last).then_some(Step::Pause(100)));
                }
                steps.push(shown(&text));
                steps
            }),
            case(
                &create,
                "echoed",
                "the lines are echoed if echo is on.",
                Needs { echo: true, ..Needs::default() },
                vec![self.ask(&create, Expect::Prompts), send(&text, stored())],
            ),
            case(
                &create,
                "kept",
                "what is stored is there after a restart.",
                Needs::default(),
                vec![
                    self.ask(&create, Expect::Prompts),
                    send(&text, stored()),
                    self.ask("AT+RST", Expect::Succeeds),
                    shown(&text),
                ],
            ),
            case(
                &delete,
                "deleted",
                "what is deleted cannot be shown.",
                Needs::default(),
                vec![
                    self.ask(&create, Expect::Prompts),
                    send(&text, stored()),
                    self.ask(&delete, Expect::Succeeds),
                    self.ask(&query, Expect::Refused),
                ],
            ),
        ];
        cases.into_iter().flatten().collect()
    }
}
