//! Whether what the module said is what the spec expects. The spec alone tells: its lines, results, words and messages, and where empty lines stand.

use super::{
    case::{Expect, Of},
    forms,
    known::Known,
    wire::Item,
};
use std::collections::VecDeque;
use wizfi360_spec::{
    Spec,
    interpret::{Interpreter, Reading},
    model::{About, Data, Final, Line, Reason},
};

/// What the module says to one line, as it comes.
#[derive(Debug)]
pub(super) struct Judge<'s> {
    spec: &'s Spec,
    of: Option<Of<'s>>,
    expect: Expect,
    /// The lines that were sent and are still to be echoed.
    echo: VecDeque<Vec<u8>>,
    heard: Vec<Heard<'s>>,
    /// How many empty lines have come since the last thing that was heard.
    empty: usize,
    /// How many bytes of data were sent, where the module may tell how many it has taken.
    sent: Option<usize>,
}

#[derive(Debug)]
struct Heard<'s> {
    /// How many empty lines stood before it.
    empty: usize,
    text: Vec<u8>,
    is: Is<'s>,
}

#[derive(Debug)]
enum Is<'s> {
    Echo,
    Answer(Reading<'s>),
    /// A line of the form that breaks a rule.
    Broken(String),
    Message(Reading<'s>),
    Packet,
    Reason(&'s Reason),
    Final(&'s Final),
    Prompt,
    Unknown,
}

impl<'s> Judge<'s> {
    /// `echo`: the lines that were sent, if they are echoed.
    pub(super) fn new(spec: &'s Spec, of: Option<Of<'s>>, expect: Expect, echo: Vec<Vec<u8>>) -> Self {
        Judge { spec, of, expect, echo: echo.into(), heard: Vec::new(), empty: 0, sent: None }
    }

    /// The same, for what comes of so many bytes of data.
    pub(super) fn of_data(self, sent: usize) -> Self {
        Judge { sent: Some(sent), ..self }
    }

    /// The messages that were heard, by their names.
    pub(super) fn messages(&self) -> impl Iterator<Item = &'s str> {
        self.heard.iter().filter_map(|heard| match &heard.is {
            Is::Message(message) => Some(message.line.name.as_str()),
            _ => None,
        })
    }

    /// True if the next thing may be a prompt.
    pub(super) fn prompt_is_due(&self) -> bool {
        self.of.is_some_and(|of| of.form.data.is_some())
            && !matches!(self.heard.last(), Some(Heard { is: Is::Prompt, .. }))
    }

    /// Something was said. Returns it as it was read, if it is a message or an answer line.
    pub(super) fn hear(&mut self, item: Item) -> Option<Reading<'s>> {
        let (text, is) = match item {
            Item::Line(text) if text.is_empty() => {
                self.empty += 1;
                return None;
            }
            Item::Line(text) => {
                let is = self.what(&text);
                (text, is)
            }
            Item::Prompt => (b">".to_vec(), Is::Prompt),
            Item::Packet(head, payload) => ([head, payload].concat(), Is::Packet),
        };
        let reading = match &is {
            Is::Message(reading) | Is::Answer(reading) => Some(reading.clone()),
            _ => None,
        };
        // However much is said, the first things tell what is wrong.
        if self.heard.len() < 1000 {
            self.heard.push(Heard { empty: std::mem::take(&mut self.empty), text, is });
        }
        reading
    }

    /// True if nothing more is to come: a result, or a prompt that was expected.
    pub(super) fn is_over(&self) -> bool {
        match &self.heard.last().map(|heard| &heard.is) {
            // Words of being busy belong to what was too many.
            Some(Is::Final(last)) if self.expect == Expect::Overrun => last.success,
            Some(Is::Final(_)) if self.expect == Expect::Twice => self.finals().count() > 1,
            Some(Is::Final(last)) => {
                !(last.text == "OK"
                    && self.accepted_first()
                    && matches!(self.expect, Expect::Prompts | Expect::PromptsAfter(_)))
            }
            Some(Is::Prompt) => true,
            _ => false,
        }
    }

    /// How it ended, if it did: the result's text, or `>`.
    pub(super) fn end(&self) -> Option<&str> {
        match &self.heard.last()?.is {
            Is::Final(last) => Some(&last.text),
            Is::Prompt => Some(">"),
            _ => None,
        }
    }

    /// True if `OK` may stand before the prompt.
    fn accepted_first(&self) -> bool {
        let data = self.of.and_then(|of| of.form.data.as_ref());
        matches!(data, Some(Data::Counted { ok_before_prompt: true, .. } | Data::Transparent))
    }

    fn what(&mut self, text: &[u8]) -> Is<'s> {
        // A message may have been on its way.
        let begins = self.heard.iter().all(|heard| matches!(heard.is, Is::Echo | Is::Message(_) | Is::Packet));
        if begins && self.echo.front().is_some_and(|line| line == text) {
            self.echo.pop_front();
            return Is::Echo;
        }
        if text.contains(&b'\r') || text.contains(&b'\n') {
            return Is::Broken("a line ends with CR LF, and neither stands in it alone".into());
        }
        let ends = |last: &Final| match self.of {
            // `CLOSED` is a message, but for the form that it ends.
            Some(of) => {
                last.ends_any || of.form.finals.contains(&last.text) || matches!(last.text.as_str(), "OK" | "ERROR")
            }
            None => last.text != "CLOSED",
        };
        let is_text =
            |one: &str, also: &[String]| one.as_bytes() == text || also.iter().any(|one| one.as_bytes() == text);
        let mut finals = self.spec.lexical.finals.iter();
        if let Some(last) = finals.find(|last| ends(last) && is_text(&last.text, &last.aliases)) {
            return Is::Final(last);
        }
        if let Some(reason) = self.spec.lexical.reasons.iter().find(|reason| is_text(&reason.text, &reason.aliases)) {
            return Is::Reason(reason);
        }
        let interpreter = Interpreter::new(self.spec);
        let event = match interpreter.read_event(text) {
            Some(Ok(reading)) => Some(reading),
            _ => None,
        };
        // Any line that holds an arrow may be a message of a broker.
        if let Some(event) =
            event.as_ref().filter(|event| !event.line.prefix.is_empty() || event.line.keyword.is_some())
        {
            return Is::Message(event.clone());
        }
        let answer = self.of.and_then(|of| interpreter.read_answer(of.command, of.form, text));
        match (answer, event) {
            (Some(Ok(reading)), _) => Is::Answer(reading),
            (_, Some(event)) => Is::Message(event),
            (Some(Err(refusal)), None) => Is::Broken(refusal.to_string()),
            (None, None) => Is::Unknown,
        }
    }

    /// Holds what was heard against what is expected.
    ///
    /// # Errors
    ///
    /// What the spec expects instead.
    pub(super) fn verdict(&self, known: &Known<'_>) -> Result<(), String> {
        match (self.framing(), self.content(known)) {
            (Ok(()), content) => content,
            (framing, Ok(())) => framing,
            // What is said weighs more than the empty lines around it.
            (Err(rule), Err(expects)) => Err(format!("{expects}; {rule}")),
        }
    }

    /// The lines are those that are expected, whatever empty lines stand between them.
    fn content(&self, known: &Known<'_>) -> Result<(), String> {
        if !self.echo.is_empty() {
            return Err("the line is sent back first: echo is on".into());
        }
        for heard in &self.heard {
            match &heard.is {
                // What lines these are, their pattern tells.
                Is::Broken(_) if matches!(self.expect, Expect::Matches(_) | Expect::Each(_)) => {}
                Is::Broken(rule) => return Err(format!("\"{}\": {rule}", heard.text.escape_ascii())),
                Is::Unknown => return Err(format!("no line like \"{}\"", heard.text.escape_ascii())),
                Is::Answer(reading) => self.canonical(reading, &heard.text)?,
                Is::Message(reading) => self.message(reading.line, known)?,
                Is::Packet if known.packet_can_come() => {}
                Is::Packet => return Err("no packet: no connection is open".into()),
                _ => {}
            }
        }
        self.result(known)
    }

    /// Empty lines stand where the spec says, and nowhere else.
    fn framing(&self) -> Result<(), String> {
        let mut before: Option<&Heard<'_>> = None;
        for heard in &self.heard {
            let due = match &heard.is {
                Is::Final(last) if last.text == "CLOSED" => 0,
                // The last line of some forms has no line end of its own.
                Is::Final(last) if last.success && before.is_some_and(|before| matches!(before.is, Is::Answer(_))) => {
                    usize::from(self.of.is_none_or(|of| of.form.no_line_ending.is_none()))
                }
                Is::Final(_) | Is::Prompt | Is::Packet => 1,
                Is::Message(message) => usize::from(message.line.blank_line_before.is_some()),
                _ => 0,
            };
            if heard.empty != due {
                let due = if due == 0 { "no empty line" } else { "one empty line" };
                return Err(format!("{due} before \"{}\"", heard.text.escape_ascii()));
            }
            before = Some(heard);
        }
        match self.empty {
            0 => Ok(()),
            _ => Err("no empty line at the end".into()),
        }
    }

    /// An answer has the name that was typed, and is written as the spec writes it.
    fn canonical(&self, reading: &Reading<'_>, text: &[u8]) -> Result<(), String> {
        let Some(of) = self.of else { return Ok(()) };
        if let (Some(scope), Some(typed)) = (reading.scope, of.name.scope)
            && scope != typed
            && reading.line.errata.iter().all(|erratum| erratum != "join-error-prefix")
        {
            return Err(format!("an answer that begins with the name as it was typed, {}", of.name.name));
        }
        let mut written = Interpreter::new(self.spec).write_line(reading);
        // Other prefixes that the line has are as good; so is a text without escapes where the line says so.
        let unescaped = reading
            .fields
            .iter()
            .any(|field| matches!(field.param, wizfi360_spec::interpret::FieldSpec::Param(param) if param.unescaped));
        let scope = reading.scope.map_or("", |scope| scope.suffix());
        let own = reading.line.prefix.replace("{scope}", scope);
        for also in &reading.line.aliases {
            let also = also.replace("{scope}", scope);
            if text.starts_with(also.as_bytes()) && !(also.len() < own.len() && text.starts_with(own.as_bytes())) {
                written.splice(..own.len(), also.bytes());
                break;
            }
        }
        match written == text || unescaped {
            true => Ok(()),
            false => Err(format!("\"{}\"", written.escape_ascii())),
        }
    }

    /// A message is one of the form's, or may come at any time.
    fn message(&self, line: &Line, known: &Known<'_>) -> Result<(), String> {
        let is_own = self.of.is_some_and(|of| of.form.messages.contains(&line.name));
        if !is_own && !known.can_come(line) {
            return Err(format!("no message {} here", line.name));
        }
        if let (Some(sent), "Recv") = (self.sent, line.name.as_str())
            && self.heard.iter().any(|heard| {
                matches!(&heard.is, Is::Message(other) if std::ptr::eq(other.line, line))
                    && heard.text != format!("Recv {sent} bytes").into_bytes()
            })
        {
            return Err(format!("Recv {sent} bytes"));
        }
        let count = |heard: &&Heard<'_>| matches!(&heard.is, Is::Message(other) if std::ptr::eq(other.line, line));
        let same: Vec<_> = self.heard.iter().filter(count).collect();
        if same.windows(2).any(|pair| pair[0].text == pair[1].text) && line.name != "MqttMessage" {
            return Err(format!("{} once", line.name));
        }
        Ok(())
    }

    fn result(&self, known: &Known<'_>) -> Result<(), String> {
        let expected = || self.expected(known);
        let last = match self.heard.last().map(|heard| &heard.is) {
            Some(Is::Final(last)) => Some(*last),
            _ => None,
        };
        let reasons: Vec<&Reason> = self
            .heard
            .iter()
            .filter_map(|heard| match heard.is {
                Is::Reason(reason) => Some(reason),
                _ => None,
            })
            .collect();
        let ended_well = last.is_some_and(|last| last.success) && reasons.is_empty() && self.lists(last);
        match &self.expect {
            Expect::Succeeds if ended_well => self.lines(known),
            Expect::Matches(patterns) if ended_well => {
                let told: Vec<_> = self.told().collect();
                let same = told.len() == patterns.len()
                    && told.iter().zip(patterns).all(|(line, pattern)| is_like(line, pattern.as_bytes()));
                if same { Ok(()) } else { Err(expected()) }
            }
            Expect::Each(pattern) if ended_well => {
                let told: Vec<_> = self.told().collect();
                let all = !told.is_empty() && told.iter().all(|line| is_like(line, pattern.as_bytes()));
                if all { Ok(()) } else { Err(expected()) }
            }
            Expect::Twice => {
                let finals: Vec<&Final> = self.finals().collect();
                let is_busy = |last: &&&Final| last.ends_any;
                match finals.as_slice() {
                    [_, _]
                        if finals.iter().filter(is_busy).count() <= 1
                            && finals.iter().all(|last| last.ends_any || last.text == "OK") =>
                    {
                        Ok(())
                    }
                    _ => Err(expected()),
                }
            }
            Expect::PromptsAfter(line) if matches!(self.heard.last(), Some(Heard { is: Is::Prompt, .. })) => {
                let told: Vec<_> = self.answers().map(|(_, text)| text).collect();
                if told == [line.clone()] { self.prompted() } else { Err(expected()) }
            }
            Expect::Overrun if last.is_some_and(|last| last.success) => Ok(()),
            Expect::With(names) if ended_well => {
                let own = |heard: &Heard<'_>| match &heard.is {
                    Is::Message(message) if self.of.is_some_and(|of| of.form.messages.contains(&message.line.name)) => {
                        Some(message.line.name.clone())
                    }
                    _ => None,
                };
                let told: Vec<String> = self.heard.iter().filter_map(own).collect();
                if told == *names { self.lines(known) } else { Err(expected()) }
            }
            Expect::Answers(lines) if ended_well => {
                let told: Vec<_> = self.answers().map(|(_, text)| text).collect();
                if lines.contains(&told) { Ok(()) } else { Err(expected()) }
            }
            Expect::Understood if ended_well => self.lines(known),
            Expect::Understood if last.is_some_and(|last| !last.success && !last.ends_any) => {
                let tried = reasons.iter().any(|reason| matches!(reason.about, About::Attempt | About::Peer));
                let own = |heard: &Heard<'_>| match &heard.is {
                    Is::Answer(_) => true,
                    Is::Message(message) => self.of.is_some_and(|of| of.form.messages.contains(&message.line.name)),
                    _ => false,
                };
                let sign = tried || self.heard.iter().any(own) || last.is_some_and(|last| last.text != "ERROR");
                if sign && self.are_own(&reasons) && self.lists(last) { Ok(()) } else { Err(expected()) }
            }
            Expect::Refused | Expect::Malformed | Expect::RefusedInParts
                if last.is_some_and(|last| last.text == "ERROR") =>
            {
                let own = |heard: &Heard<'_>| {
                    matches!(&heard.is, Is::Answer(_))
                        || matches!(&heard.is, Is::Message(message) if !known.can_come(message.line))
                };
                let silly = reasons.iter().any(|reason| match self.expect {
                    Expect::Refused => reason.about == About::Peer,
                    _ => reason.about != About::Request,
                });
                if self.heard.iter().any(own) || silly || !self.are_own(&reasons) { Err(expected()) } else { Ok(()) }
            }
            Expect::RefusedFor(text) if last.is_some_and(|last| !last.success) => {
                let same = matches!(reasons.as_slice(), [reason] if reason.text == *text);
                if same && last.is_some_and(|last| last.text == "ERROR") { Ok(()) } else { Err(expected()) }
            }
            Expect::Fails(line, end) if last.is_some_and(|last| last.text == *end) && reasons.is_empty() => {
                let told = self.heard.iter().filter(|heard| match &heard.is {
                    Is::Answer(_) => true,
                    Is::Message(message) => !known.can_come(message.line),
                    _ => false,
                });
                let told: Vec<_> = told.map(|heard| &heard.text).collect();
                if told == [line] { Ok(()) } else { Err(expected()) }
            }
            Expect::Prompts if matches!(self.heard.last(), Some(Heard { is: Is::Prompt, .. })) => self.prompted(),
            Expect::Nothing if self.heard.iter().all(|heard| matches!(heard.is, Is::Message(_) | Is::Packet)) => Ok(()),
            Expect::Ends(texts) if last.is_some_and(|last| texts.contains(&last.text)) && reasons.is_empty() => Ok(()),
            _ => Err(expected()),
        }
    }

    /// `OK`, if the form has one there, stands once before the prompt.
    fn prompted(&self) -> Result<(), String> {
        let oks = self.heard.iter().filter(|heard| matches!(heard.is, Is::Final(_))).count();
        let data = self.of.and_then(|of| of.form.data.as_ref());
        let due = match data {
            Some(Data::Counted { ok_before_prompt: accepted, .. }) => oks == usize::from(*accepted),
            // Erratum transparent-without-ok.
            Some(Data::Transparent) => oks <= 1,
            _ => oks == 0,
        };
        if due {
            self.lines(&Known::nothing(self.spec, None))
        } else {
            Err("`OK` once before the prompt where the form has one, and not elsewhere".into())
        }
    }

    /// True if the form lists this result.
    fn lists(&self, last: Option<&Final>) -> bool {
        match (self.of, last) {
            (Some(of), Some(last)) => of.form.finals.contains(&last.text) || last.ends_any,
            _ => true,
        }
    }

    /// True if the form lists all these words.
    fn are_own(&self, reasons: &[&Reason]) -> bool {
        reasons.iter().all(|reason| self.of.is_none_or(|of| of.form.reasons.contains(&reason.text)))
    }

    fn answers(&self) -> impl Iterator<Item = (&Reading<'s>, Vec<u8>)> {
        self.heard.iter().filter_map(|heard| match &heard.is {
            Is::Answer(reading) => Some((reading, heard.text.clone())),
            _ => None,
        })
    }

    fn finals(&self) -> impl Iterator<Item = &'s Final> {
        self.heard.iter().filter_map(|heard| match heard.is {
            Is::Final(last) => Some(last),
            _ => None,
        })
    }

    /// The lines that are, or should be, lines of the form.
    fn told(&self) -> impl Iterator<Item = &[u8]> {
        let is_line = |heard: &&Heard<'_>| matches!(heard.is, Is::Answer(_) | Is::Broken(_));
        self.heard.iter().filter(is_line).map(|heard| heard.text.as_slice())
    }

    /// The lines of the form are there, in their order, each as often as the spec has it.
    fn lines(&self, known: &Known<'_>) -> Result<(), String> {
        let Some(of) = self.of else { return Ok(()) };
        let told: Vec<&str> = self.answers().map(|(reading, _)| reading.line.name.as_str()).collect();
        forms::lines_fit(of, &told, known)
    }

    /// What is expected, in words.
    fn expected(&self, known: &Known<'_>) -> String {
        let good = || {
            let ends: Vec<&str> = match self.of {
                Some(of) => self
                    .spec
                    .lexical
                    .finals
                    .iter()
                    .filter(|last| last.success && of.form.finals.contains(&last.text))
                    .map(|last| last.text.as_str())
                    .collect(),
                None => vec!["OK"],
            };
            ends.join(" or ")
        };
        match &self.expect {
            Expect::Succeeds => match self.of.map(|of| forms::lines_in_words(of, known)) {
                Some(lines) if !lines.is_empty() => format!("{lines}, then {}", good()),
                _ => good(),
            },
            Expect::Answers(either) => {
                let quoted = |line: &Vec<u8>| format!("\"{}\"", line.escape_ascii());
                let lines = |lines: &Vec<Vec<u8>>| match lines.as_slice() {
                    [] => "no line".into(),
                    lines => lines.iter().map(quoted).collect::<Vec<_>>().join(", "),
                };
                let either: Vec<String> = either.iter().map(lines).collect();
                format!("{}, then {}", either.join(" or "), good())
            }
            Expect::Matches(patterns) => format!("lines like {}, then {}", patterns.join(", "), good()),
            Expect::Each(pattern) => format!("one line or more, each like {pattern}, then {}", good()),
            Expect::Twice => "two results: those of both lines, or one and a word of being busy".into(),
            Expect::PromptsAfter(line) => format!("\"{}\", then what Prompts", line.escape_ascii())
                .replace("what Prompts", if self.accepted_first() { "OK and the prompt" } else { "the prompt" }),
            Expect::With(names) => format!("the messages {}, then {}", names.join(", "), good()),
            Expect::Overrun => good(),
            Expect::Understood => "success, or a failure with a word of what was tried: the line is well-formed".into(),
            Expect::Refused => "ERROR, and nothing that tells of trying".into(),
            Expect::Malformed | Expect::RefusedInParts => {
                "ERROR, and no word that tells of the module's state or of trying".into()
            }
            Expect::RefusedFor(text) => format!("\"{text}\", then ERROR"),
            Expect::Fails(line, end) => format!("\"{}\", then {end}", line.escape_ascii()),
            Expect::Prompts => match self.accepted_first() {
                true => "OK, then the prompt".into(),
                false => "the prompt".into(),
            },
            Expect::Nothing => "no answer yet".into(),
            Expect::Ends(texts) => texts.join(" or "),
        }
    }
}

/// True if a text is like a pattern: `*` stands for any text, `?` for any byte.
fn is_like(text: &[u8], pattern: &[u8]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) => (0..=text.len()).any(|at| is_like(&text[at..], rest)),
        (Some((b'?', rest)), Some((_, behind))) => is_like(behind, rest),
        (Some((letter, rest)), Some((byte, behind))) => letter == byte && is_like(behind, rest),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_weighs_more_than_the_empty_lines_around_it() {
        let spec = Spec::embedded();
        let verdict = |expect: Expect, empty: bool, line: &str| {
            let mut judge = Judge::new(spec, None, expect, Vec::new());
            let lines = [&b""[..], line.as_bytes()].into_iter().skip(usize::from(!empty));
            lines.for_each(|line| _ = judge.hear(Item::Line(line.to_vec())));
            judge.verdict(&Known::nothing(spec, None))
        };
        assert_eq!(verdict(Expect::Refused, true, "ERROR"), Ok(()));
        assert_eq!(verdict(Expect::Malformed, true, "ERROR"), Ok(()));
        let framing = "one empty line before \"ERROR\"".to_owned();
        assert_eq!(verdict(Expect::Refused, false, "ERROR"), Err(framing.clone()));
        assert_eq!(verdict(Expect::Succeeds, true, "ERROR"), Err("OK".into()));
        assert_eq!(verdict(Expect::Succeeds, false, "ERROR"), Err(format!("OK; {framing}")));
    }

    #[test]
    fn a_word_about_the_state_shows_that_a_malformed_request_was_understood() {
        let spec = Spec::embedded();
        let Some((_, command, name)) = spec.command("AT+WPS") else { panic!("AT+WPS is in the spec") };
        let lists = |form: &&wizfi360_spec::model::Form| form.reasons.iter().any(|text| text == "wps enable fail");
        let Some(form) = command.forms.iter().find(lists) else { panic!("a form lists the word") };
        let of = Of { command, name, form };
        let passes = |expect: Expect, word: &str| {
            let mut judge = Judge::new(spec, Some(of), expect, Vec::new());
            for line in [word, "", "ERROR"] {
                judge.hear(Item::Line(line.into()));
            }
            judge.verdict(&Known::nothing(spec, None))
        };
        assert_eq!(passes(Expect::Malformed, "wps command error"), Ok(()));
        assert!(passes(Expect::Malformed, "wps enable fail").is_err());
        assert_eq!(passes(Expect::Refused, "wps enable fail"), Ok(()));
    }
}
