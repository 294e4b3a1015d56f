//! What surroundings a form makes sense in, what is to become of it there, and which of its lines come.

use super::{Link, Needs, case::Of, known::Known};
use wizfi360_spec::{
    Spec,
    interpret::{Interpreter, Value},
    model::{Data, Form, FormKind, Line, Lines, Mux, Outcome},
};

/// What is to become of a request that is well-formed, in the surroundings that it makes sense in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It succeeds.
    Succeeds,
    /// It is tried; whether that succeeds depends on whom it is about.
    Tried,
    /// It prompts for data.
    Prompts,
    /// No source tells.
    Unsaid,
}

/// What is to become of a well-formed request.
pub(super) fn fate(spec: &Spec, line: &[u8]) -> Fate {
    // What cannot be read is refused, whatever else holds.
    let Ok(request) = Interpreter::new(spec).read_request(line) else { return Fate::Succeeds };
    match &request.form.data {
        _ if spec.unspecified(&request).is_some() || requires_pem(spec, request.form) => Fate::Unsaid,
        Some(Data::Counted { .. } | Data::Transparent) => Fate::Prompts,
        Some(Data::Pem { when: (param, value), .. })
            if request.fields.iter().any(|field| field.name() == param && field.value == Value::Number(*value)) =>
        {
            Fate::Prompts
        }
        _ if request.form.outcome == Outcome::Tried => Fate::Tried,
        _ => Fate::Succeeds,
    }
}

/// True if a certificate or a key has to be stored first: cases of their own store one.
fn requires_pem(spec: &Spec, form: &Form) -> bool {
    let stores = |variable: &str| {
        let mut forms = spec.commands().flat_map(|(_, command)| &command.forms);
        forms.any(|form| {
            matches!(form.data, Some(Data::Pem { .. })) && form.sets.iter().any(|effect| effect.state == variable)
        })
    };
    form.requires.iter().any(|requirement| stores(&requirement.state))
}

/// The name of the command that stands first.
pub(super) fn first_name<'s>(of: Of<'s>) -> &'s str {
    of.command.names.first().map_or("", |name| &name.name)
}

/// The surroundings in which a request makes sense: nothing but the request itself decides then what becomes of it.
pub(super) fn needs(of: Of<'_>, line: &[u8]) -> Needs {
    let text = String::from_utf8_lossy(line);
    let params = text.split_once('=').map_or("", |(_, params)| params);
    let id = lead(of, params);
    let mut needs = required(of, id.is_some());
    let link = |of: fn(u8) -> Link| Some(of(id.unwrap_or(0)));
    match first_name(of) {
        "AT+CIPSTART" => {
            (needs.joined, needs.link, needs.transparent) = (Some(true), Some(Link::None), Some(false));
        }
        "AT+CIPDOMAIN" | "AT+PING" | "AT+CIUPDATE" | "AT+CIPSNTPTIME" => needs.joined = Some(true),
        "AT+CIPMUX" | "AT+CIPMODE" if of.form.kind == FormKind::Set => {
            (needs.link, needs.server) = (Some(Link::None), Some(false));
            (needs.transparent, needs.mux) = (Some(false), Some(false));
        }
        "AT+CIPSERVER" => {
            let deletes = params
                .split(',')
                .next()
                .map(unquoted)
                .is_some_and(|mode| !mode.is_empty() && mode.bytes().all(|digit| digit == b'0'));
            (needs.server, needs.link) = (Some(deletes), Some(Link::None));
        }
        "AT+CIPSERVERMAXCONN" => (needs.server, needs.link) = (Some(false), None),
        "AT+CIPSEND" if of.form.kind == FormKind::Execute => {
            (needs.joined, needs.link) = (Some(true), Some(Link::Discard(0)));
        }
        "AT+CIPSEND" | "AT+CIPSENDEX" | "AT+CIPSENDBUF" | "AT+CIPBUFRESET" | "AT+CIPBUFSTATUS" | "AT+CIPCHECKSEQ" => {
            needs.mux = needs.mux.or(Some(id.is_some()));
            (needs.joined, needs.link) = (Some(true), link(Link::Discard));
        }
        "AT+CIPCLOSE" => {
            (needs.joined, needs.link, needs.server) = (Some(true), link(Link::Discard), Some(false));
        }
        "AT+CIPSSLCCONF" | "AT+CIPSSLSIZE" | "AT+SAVETRANSLINK" => needs.link = Some(Link::None),
        "AT+MQTTSET" | "AT+MQTTTOPIC" | "AT+AZSET" if of.form.kind == FormKind::Set => needs.link = Some(Link::None),
        "AT+MQTTSET" => needs.mqtt = Some(true),
        "AT+MQTTTOPIC" => needs.topics = Some(true),
        "AT+MQTTCON" => {
            (needs.mqtt, needs.topics) = (Some(true), Some(true));
            (needs.joined, needs.link) = (Some(true), Some(Link::None));
            needs.mux = Some(id.is_some());
        }
        "AT+AWSCON" | "AT+AZCON" => {
            (needs.joined, needs.link) = (Some(true), Some(Link::None));
            needs.topics = Some(true);
            needs.mux = needs.mux.or(Some(false));
            needs.azure = (first_name(of) == "AT+AZCON").then_some(true);
        }
        "AT+MQTTPUB" | "AT+MQTTPUBSEND" | "AT+MQTTDIS" => {
            (needs.joined, needs.link) = (Some(true), Some(Link::Broker(0)));
            needs.mux = Some(false);
        }
        "AT+CWLAP" => needs.scan = true,
        "AT+CWHOSTNAME" => needs.mode = Some(1),
        // A station that is on its way to its own access point would be taken for one that was told it.
        "AT+CWSTARTSMART" | "AT+WIZ_NETCONFIG" | "AT+WPS" => needs.joined = Some(false),
        "AT+CWLIF" | "AT+CWDHCPS_CUR" => needs.mode = Some(3),
        "AT+SYSGPIODIR" | "AT+SYSGPIOREAD" => needs.before.extend(gpio(params)),
        "AT+SYSGPIOWRITE" => {
            needs.before.extend(gpio(params));
            needs.before.extend(pin(params).map(|pin| format!("AT+SYSGPIODIR={pin},1")));
        }
        _ => {}
    }
    if needs.joined == Some(true) && needs.mode.is_none() {
        needs.mode = Some(1);
    }
    needs
}

fn gpio(params: &str) -> Option<String> {
    pin(params).map(|pin| format!("AT+SYSIOSETCFG={pin},1,0"))
}

/// A value without quotes: a number in quotes is refused for them, not for what it means.
fn unquoted(value: &str) -> &str {
    value.trim_matches('"')
}

/// The pin that is meant, or one that there is.
fn pin(params: &str) -> Option<u8> {
    const PINS: [u8; 12] = [3, 6, 7, 9, 10, 11, 12, 13, 14, 16, 19, 20];
    let named = params.split(',').next().and_then(|pin| unquoted(pin).parse().ok());
    Some(named.filter(|pin| PINS.contains(pin)).unwrap_or(12))
}

/// The link ID that stands first, if one can stand there and does; what is no link ID takes the place of one as well.
fn lead(of: Of<'_>, params: &str) -> Option<u8> {
    let params = tokens(params);
    let first = params.first().map_or("", String::as_str);
    let is_number = unquoted(first).parse::<u32>().is_ok();
    let id = || Some(unquoted(first).parse().ok().filter(|id| *id <= 4).unwrap_or(0));
    // Told by the number of parameters, or by quotes (wizfi360-proto/docs/codec.md).
    match first_name(of) {
        "AT+CIPCLOSE" | "AT+CIPBUFRESET" | "AT+CIPBUFSTATUS" if of.form.kind == FormKind::Set => id(),
        "AT+CIPSTART" if !first.starts_with('"') || is_number => id(),
        "AT+MQTTCON" if params.len() >= 4 => id(),
        "AT+CIPSENDBUF" | "AT+CIPCHECKSEQ" if params.len() >= 2 => id(),
        "AT+CIPSEND" | "AT+CIPSENDEX" if of.form.params.optional_first.is_some() && params.len().is_multiple_of(2) => {
            id()
        }
        _ => None,
    }
}

/// The parameters of a list: commas in quotes, and behind a backslash there, are text.
pub(super) fn tokens(params: &str) -> Vec<String> {
    let (mut tokens, mut quoted, mut escaped) = (vec![String::new()], false, false);
    for letter in params.chars() {
        if letter == ',' && !quoted {
            tokens.push(String::new());
            continue;
        }
        quoted ^= letter == '"' && !escaped;
        escaped = letter == '\\' && quoted && !escaped;
        if let Some(token) = tokens.last_mut() {
            token.push(letter);
        }
    }
    tokens
}

/// What the spec has as data of what a form requires.
pub(super) fn required(of: Of<'_>, with_lead: bool) -> Needs {
    let mut needs = Needs::default();
    let stated = of.command.requires.iter().chain(&of.form.requires);
    for requirement in stated.filter(|requirement| requirement.when.is_empty()) {
        let allows = |value: &str| requirement.allows(&value.into());
        let number = |name: &str| match name {
            "Station" => 1,
            "StationSoftAp" => 3,
            _ => 2,
        };
        match requirement.state.as_str() {
            // Few changes of mode: a station, or both.
            "mode" => {
                needs.mode = ["Station", "StationSoftAp", "SoftAp"].into_iter().find(|mode| allows(mode)).map(number)
            }
            "transmission" => needs.transparent = Some(allows("Transparent")),
            "mqtt" => needs.mqtt = Some(true),
            "topics" => needs.topics = Some(true),
            "azure" => needs.azure = Some(true),
            "sntp" => needs.sntp = Some(true),
            _ => {}
        }
    }
    needs.mux = of.command.mux(of.form, with_lead).map(|mux| mux == Mux::Multiple);
    needs
}

/// True if the module restarts after the form has succeeded.
pub(super) fn restarts(of: Of<'_>) -> bool {
    of.form.restarts
}

/// The line of a command with this name.
fn line<'s>(of: Of<'s>, name: &str) -> Option<&'s Line> {
    of.command.lines.iter().find(|line| line.name == name)
}

/// Holds the names of the lines that came against those that the form has.
///
/// # Errors
///
/// What is expected instead.
pub(super) fn lines_fit(of: Of<'_>, told: &[&str], known: &Known<'_>) -> Result<(), String> {
    let wrong = || Err(lines_in_words(of, known));
    // 3.3.21: four steps.
    if first_name(of) == "AT+CIUPDATE" && told.len() != 4 {
        return Err("four lines, one for each step of the update".into());
    }
    match of.form.lines {
        Lines::OnFailure if told.is_empty() => Ok(()),
        Lines::OnFailure => wrong(),
        Lines::OneOf => match told {
            [name] if line(of, name).is_some_and(|line| known.is_due(line) != Some(false)) => Ok(()),
            _ => wrong(),
        },
        Lines::All => {
            let mut rest = told;
            for name in &of.form.answers {
                let Some(line) = line(of, name) else { continue };
                let count = rest.iter().take_while(|told| *told == name).count();
                let fits = match known.is_due(line) {
                    Some(false) => count == 0,
                    Some(true) => count == 1 || (line.repeats && count > 0),
                    None if line.repeats => true,
                    None if line.when.is_some() => count <= 1,
                    None => count == 1,
                };
                if !fits {
                    return wrong();
                }
                rest = &rest[count..];
            }
            if rest.is_empty() { Ok(()) } else { wrong() }
        }
    }
}

/// Which lines come, in words.
pub(super) fn lines_in_words(of: Of<'_>, known: &Known<'_>) -> String {
    let due: Vec<String> = of
        .form
        .answers
        .iter()
        .filter_map(|name| line(of, name))
        .filter(|line| known.is_due(line) != Some(false))
        .map(|line| {
            let often = if line.repeats { "as often as there is one: " } else { "" };
            let scope = of.name.scope.map_or("", |scope| scope.suffix());
            format!("{often}{} ({}...)", line.name, line.prefix.replace("{scope}", scope))
        })
        .collect();
    match of.form.lines {
        Lines::OnFailure => "no line".into(),
        Lines::OneOf => due.join(" or "),
        Lines::All => due.join(", "),
    }
}

/// The data that a prompt asks for by a line, and how the form ends with it.
pub(super) fn data(of: Of<'_>, line: &[u8]) -> Option<Vec<u8>> {
    match of.form.data.as_ref()? {
        Data::Counted { .. } => {
            let text = String::from_utf8_lossy(line);
            let (_, params) = text.split_once('=')?;
            let at = usize::from(lead(of, params).is_some());
            let params = tokens(params);
            Some(vec![b'x'; params.get(at)?.parse().ok()?])
        }
        Data::Pem { begin, end, .. } => Some(format!("{begin}\r\nMIIB\r\n{end}\r\n").into_bytes()),
        Data::Transparent => None,
    }
}

/// The lines of a text whose lines end with CR LF.
pub(super) fn lines(text: &[u8]) -> Vec<Vec<u8>> {
    let text = String::from_utf8_lossy(text);
    text.split_terminator("\r\n").map(|line| line.as_bytes().to_vec()).collect()
}
