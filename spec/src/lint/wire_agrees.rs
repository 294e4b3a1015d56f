//! The second entry of the wire agrees with the files: what the manual's tables do not print of forms, lines, types
//! and words.

use super::{
    Finding,
    behaviour_agrees::{compare_lists, conditions, listed, place, span},
    walk::lines,
};
use crate::{
    Spec,
    model::{
        About, Data, Domain, DomainKind, Form, Known, Line, Lines, Name, Network, Param, RuleKind, Shape, ShapeItem,
        ShapePart, Type,
    },
};

/// The rule's name.
pub const RULE: &str = "wire_agrees";

/// Data phases, alternatives, rules across parameters, other spellings, secrets and lists of words must be what
/// `manual/wire.ron` says.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let second = &spec.manual.behaviour.wire;
    if second.is_empty() {
        return Vec::new();
    }
    compare_lists(RULE, "manual/wire", "what is on the wire", second, &of_spec(spec))
}

/// The same of the files. What has nothing of this is left out.
pub fn of_spec(spec: &Spec) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for (_, command) in spec.commands() {
        let Some(first) = command.names.first() else { continue };
        all.extend(command.names.iter().filter(|name| !is_printed(spec, name)).map(of_name));
        all.extend(command.forms.iter().map(|form| (format!("{}, {:?}", first.name, form.kind), of_form(form))));
    }
    for (_, line, command) in lines(spec) {
        let first = command.and_then(|command| command.names.first());
        let name = first.map_or(line.name.clone(), |first| format!("{}, {}", first.name, line.name));
        all.push((name, of_line(line)));
    }
    for packet in &spec.events.packets {
        let at_most = format!("at most {} bytes, counted by <{}>", packet.max, packet.length);
        all.push((format!("{}, payload", packet.head.name), vec![at_most]));
    }
    for (_, domain) in spec.all_domains() {
        let mut facts = Vec::new();
        facts.extend(domain.secret.then(|| "secret".to_string()));
        facts.extend(domain.known.as_ref().map(|known| beyond_known(domain, known)));
        let mut dated = |name: &str, since: &_, until: &_| {
            let span = span(since, until);
            facts.extend((!span.is_empty()).then(|| format!("{name}{span}")));
        };
        match &domain.kind {
            DomainKind::Enum(values) => values.iter().for_each(|value| dated(&value.name, &value.since, &value.until)),
            DomainKind::Words { values, .. } => {
                values.iter().for_each(|word| dated(word.name(), &word.since, &word.until))
            }
            DomainKind::Mask(bits) => bits.iter().for_each(|bit| dated(&bit.name, &bit.since, &bit.until)),
            DomainKind::Int { .. } | DomainKind::Str { .. } | DomainKind::UnicastMac => {}
        }
        all.push((format!("type {}", domain.name), facts));
    }
    all.extend(of_lexical(spec));
    all.retain(|(_, facts)| !facts.is_empty());
    all
}

fn is_printed(spec: &Spec, name: &Name) -> bool {
    spec.manual.sections.iter().any(|section| section.command == name.name)
}

fn of_name(name: &Name) -> (String, Vec<String>) {
    let scope = name.scope.map_or("no scope".to_string(), |scope| format!("{scope:?}").to_lowercase());
    let persist = format!("{:?}", name.persist).to_lowercase();
    let facts = vec![format!("{scope}, persistence {persist}{}", span(&name.since, &name.until))];
    (format!("name {}", name.name), facts)
}

fn of_form(form: &Form) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(match form.lines {
        Lines::All => None,
        Lines::OneOf => Some("one of its answer lines".to_string()),
        Lines::OnFailure => Some("an answer line on failure".to_string()),
    });
    facts.extend(form.data.as_ref().map(of_data));
    if form.finals != ["OK", "ERROR"] {
        facts.push(format!("ends: {}", form.finals.join(", ")));
    }
    facts.extend(form.no_line_ending.as_ref().map(|_| "no empty line before the result".to_string()));
    facts.extend(form.no_equals.then(|| "its parameters follow the name without =".to_string()));
    let scopes: Vec<_> = form.scopes.iter().map(|scope| format!("{scope:?}")).collect();
    facts.extend((!scopes.is_empty()).then(|| format!("only of names: {}", scopes.join(", "))));
    let own = span(&form.since, &form.until);
    facts.extend((!own.is_empty()).then(|| format!("form{own}")));
    facts.extend(form.unspecified.iter().map(|case| {
        let span = span(&case.since, &case.until);
        format!("undecided{}{span}", conditions(&case.when))
    }));
    facts.extend(form.rules.iter().map(|rule| format!("{}{}", of_rule(&rule.rule), span(&rule.since, &rule.until))));
    of_shape(&form.params, &mut facts);
    if form.answers.len() > 1 {
        facts.push(format!("answers: {}", form.answers.join(", ")));
    }
    facts
}

fn of_data(data: &Data) -> String {
    match data {
        Data::Counted { length, ok_before_prompt: accepted, until_nul, until_escape: until_plus, receipt } => {
            let mut text = format!("data counted by <{length}>");
            text += if *accepted { ", OK before the prompt" } else { "" };
            text += if *until_nul { ", \\0 ends it" } else { "" };
            text += if *until_plus { ", +++ drops it" } else { "" };
            text + &receipt.as_ref().map(|receipt| format!(", {receipt} counts it")).unwrap_or_default()
        }
        Data::Pem { begin, end, when: (param, value) } => {
            format!("data from {begin} to {end} if <{param}> is {value}")
        }
        Data::Transparent => "all that follows is data".into(),
    }
}

fn of_rule(rule: &RuleKind) -> String {
    match rule {
        RuleKind::RequiredIf(one, other, values) => format!("<{one}> is given if <{other}> is {}", listed(values)),
        RuleKind::OnlyIf(one, other, values) => format!("<{one}> is given only if <{other}> is {}", listed(values)),
        RuleKind::EmptyIf(one, other, values) => format!("<{one}> is empty if <{other}> is {}", listed(values)),
        RuleKind::FilledIf(one, other, values) => format!("<{one}> is not empty if <{other}> is {}", listed(values)),
        RuleKind::Distinct(params) => format!("{} differ", params.join(", ")),
        RuleKind::Ordered(one, other) => format!("<{one}> is not after <{other}>"),
        RuleKind::SameNetwork(params, network) => {
            let of = match network {
                Network::Params(ip, netmask) => format!("<{ip}> under <{netmask}>"),
                Network::State(variable) => variable.clone(),
            };
            format!("{} in the network of {of}", params.join(", "))
        }
    }
}

fn of_line(line: &Line) -> Vec<String> {
    let mut facts = Vec::new();
    let parts = [&line.prefix, line.keyword.as_ref().unwrap_or(&line.ending)];
    let written: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect();
    facts.push(format!("written {}", written.join(" ... ")));
    facts.extend(line.aliases.iter().map(|also| format!("also {also}")));
    facts.extend((line.separator != ",").then(|| format!("separated by {}", line.separator)));
    facts.extend(line.repeats.then(|| "repeats".to_string()));
    facts.extend(line.blank_line_before.as_ref().map(|_| "an empty line before it".to_string()));
    let own = span(&line.since, &line.until);
    facts.extend((!own.is_empty()).then(|| format!("line{own}")));
    let tests = line.present_if.iter();
    facts.extend(tests.map(|test| format!("only if {}{} is {}", test.state, place(&test.at), listed(&test.is))));
    of_shape(&line.params, &mut facts);
    facts
}

/// What is to be known of parameters besides kind and limits.
fn of_shape(shape: &Shape, facts: &mut Vec<String>) {
    for ShapeItem { variant, part } in shape.items() {
        match part {
            ShapePart::Param(param) => {
                let attributes = of_param(param);
                if !attributes.is_empty() {
                    let of = variant.map(|variant| format!(" of {}", variant.tag)).unwrap_or_default();
                    facts.push(format!("<{}>{of}: {}", param.name, attributes.join(", ")));
                }
            }
            ShapePart::Variant(_, variant) => {
                let own = span(&variant.since, &variant.until);
                facts.extend((!own.is_empty()).then(|| format!("{}{own}", variant.tag)));
            }
            ShapePart::Choice(_) | ShapePart::Tail(_) => {}
        }
    }
}

fn of_param(param: &Param) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(param.default.as_ref().map(|default| format!("default {default}")));
    facts.extend(param.may_be_omitted.then(|| "may be skipped".to_string()));
    facts.extend(param.mux.map(|mux| format!("there if mux is {}", mux.value_name())));
    let bit = |when: &crate::model::MaskBit| {
        let or = if when.may_be_absent { ", may be missing" } else { "" };
        format!("there by {} {}{or}", when.mask, when.bit)
    };
    facts.extend(param.mask_bit.as_ref().map(bit));
    facts.extend(param.open.then(|| "any text".to_string()));
    facts.extend(param.unescaped.then(|| "without escapes".to_string()));
    facts.extend(param.secret.then(|| "secret".to_string()));
    facts.extend(matches!(param.ty, Type::U8 | Type::U32 | Type::I16).then(|| format!("{:?}", param.ty)));
    let own = span(&param.since, &param.until);
    facts.extend((!own.is_empty()).then(|| own.trim_start_matches(", ").to_string()));
    facts
}

/// What a type accepts beyond what is known, and how sure that is.
fn beyond_known(domain: &Domain, known: &Known) -> String {
    let (min, max) = match domain.kind {
        DomainKind::Int { min, max, .. } => (min, max),
        DomainKind::Str { min, max, .. } => (min.into(), max.into()),
        _ => (0, 0),
    };
    let from = known.min.map(|min| format!(" from {min}")).unwrap_or_default();
    let to = known.max.map(|max| format!(" up to {max}")).unwrap_or_default();
    format!("takes {min} to {max}, known{from}{to}, {:?}", known.certainty).to_lowercase()
}

fn of_lexical(spec: &Spec) -> Vec<(String, Vec<String>)> {
    let lexical = &spec.lexical;
    let mut all = Vec::new();
    for known in &lexical.finals {
        let mut facts = vec![if known.success { "success".to_string() } else { "failure".into() }];
        facts.extend(known.ends_any.then(|| "after any request".to_string()));
        facts.extend(known.aliases.iter().map(|also| format!("also {also}")));
        all.push((format!("result {}", known.text), facts));
    }
    for known in &lexical.reasons {
        let about = match known.about {
            About::Request => None,
            About::State => Some("about the state".to_string()),
            About::Attempt => Some("about an attempt".into()),
            About::Peer => Some("about others".into()),
        };
        let also = known.aliases.iter().map(|also| format!("also {also}"));
        all.push((format!("reason {}", known.text), about.into_iter().chain(also).collect()));
    }
    let shown = |text: &str| text.escape_default().to_string();
    let bytes: Vec<_> = lexical.forbidden_bytes.value.iter().map(|byte| format!("byte {byte} in no text")).collect();
    all.push(("alphabet".into(), bytes));
    let (sequence, guard) = &lexical.escape_sequence.value;
    let facts = [
        format!("a line ends with {}", shown(&lexical.line_ending.value)),
        format!("escaped: {}", lexical.escape_set.value),
        format!("prompt {}", lexical.prompt.value),
        format!("{sequence} ends transparent transmission, {guard} ms"),
        format!("a result is waited for {} ms", lexical.timeout_ms.value),
        format!("a line has at most {} bytes", lexical.max_line_length.value),
        format!("branches {}", lexical.branches.value),
    ];
    all.push(("lines".into(), facts.into()));
    all.push(("undocumented commands".into(), lexical.undocumented.value.clone()));
    all.push(("commands of others".into(), lexical.unsupported.value.clone()));
    all
}
