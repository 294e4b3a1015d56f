//! Parameters: what they are, their values and limits, defaults.

use super::{
    Topic,
    subject::{Subject, occurrences},
};
use crate::{
    Spec,
    model::{Domain, DomainKind, Only, Param, PrintedParam, PrintedType, PrintedValue, Shape, Type},
};

/// A parameter where it occurs.
struct Occurrence<'s> {
    side: Only,
    word: Option<&'s str>,
    name: &'s str,
    /// The words of a choice, which is no parameter in the files of the commands.
    is: Result<&'s Param, Vec<&'s str>>,
}

pub(super) fn compare(topic: &mut Topic, subject: &Subject) {
    let all = in_spec(subject);
    let printed = &subject.section.params;
    for param in printed {
        let mine: Vec<&Occurrence> = all.iter().filter(|occurrence| describes(printed, param, occurrence)).collect();
        topic.same("name", &param.name, &param.name, if mine.is_empty() { "" } else { &param.name });
        for occurrence in &mine {
            compare_one(topic, subject.spec, param, occurrence);
        }
        if !mine.is_empty() {
            topic.same("firmware", &param.name, &span("", &param.since, &param.until), &firmware(&mine));
            topic.same("factory default", &param.name, &printed_factory(param), &spec_factory(&mine));
            topic.same("default", &param.name, param.default.as_deref().unwrap_or_default(), &default(&mine));
        }
    }
    for occurrence in &all {
        if !printed.iter().any(|param| describes(printed, param, occurrence)) {
            topic.same("name", occurrence.name, "", occurrence.name);
        }
    }
}

fn in_spec<'s>(subject: &Subject<'s>) -> Vec<Occurrence<'s>> {
    let mut shapes: Vec<(Only, &Shape)> = Vec::new();
    for form in subject.forms() {
        shapes.push((Only::Request, &form.params));
        shapes.extend(subject.answers(form).into_iter().map(|line| (Only::Answer, &line.params)));
        let named = subject.messages(form).into_iter().filter(|line| super::answers::is_printed(subject, line));
        shapes.extend(named.map(|line| (Only::Answer, &line.params)));
    }
    shapes.extend(subject.head.iter().map(|head| (Only::Answer, &head.params)));
    let mut all = Vec::new();
    for (side, shape) in shapes {
        for (word, found) in occurrences(shape) {
            let (name, is) = match found {
                Ok(param) => (param.name.as_str(), Ok(param)),
                Err((name, words)) => (name, Err(words)),
            };
            all.push(Occurrence { side: side.clone(), word, name, is });
        }
    }
    all
}

/// True if the description is about this occurrence; one with `only` goes before one without.
fn describes(all: &[PrintedParam], param: &PrintedParam, occurrence: &Occurrence) -> bool {
    let fits = |only: &Only| match only {
        Only::With(word) => occurrence.word == Some(word),
        side => *side == occurrence.side,
    };
    if param.name != occurrence.name {
        return false;
    }
    match &param.only {
        Some(only) => fits(only),
        None => !all.iter().any(|other| other.name == param.name && other.only.as_ref().is_some_and(&fits)),
    }
}

fn compare_one(topic: &mut Topic, spec: &Spec, param: &PrintedParam, occurrence: &Occurrence) {
    let name = &param.name;
    let found = match &occurrence.is {
        Ok(found) => found,
        Err(words) => {
            topic.same("kind", name, kind(param.kind), kind(PrintedType::Text));
            let printed: Vec<_> = param.values.iter().map(|value| value.value.as_str()).collect();
            topic.same("values", name, &printed.join(", "), &words.join(", "));
            return;
        }
    };
    let domain = match &found.ty {
        Type::Domain(name) => spec.domain(name),
        _ => None,
    };
    // An answer is not checked for what a request may set.
    let printed = match (param.kind, &occurrence.side) {
        (PrintedType::UnicastMac, Only::Answer) => PrintedType::Mac,
        (kind, _) => kind,
    };
    topic.same("kind", name, kind(printed), kind(kind_of(&found.ty, domain)));
    // What is read is open: only a type of its own has limits there.
    let is_open = occurrence.side == Only::Answer && domain.is_none();
    if !is_open {
        let (range, length, unit) = limits(domain);
        topic.same("range", name, &printed_range(param), &range);
        topic.same("length", name, &printed_length(param), &length);
        topic.same("unit", name, param.unit.as_deref().unwrap_or_default(), &unit);
        // Values besides a range are but explained.
        if param.min.is_none() && param.max.is_none() {
            let spec = values(domain);
            topic.same("values", name, &printed_values(&param.values, &spec), &shown_values(&spec));
        }
    }
}

fn kind(ty: PrintedType) -> &'static str {
    match ty {
        PrintedType::Number => "a number",
        PrintedType::Mask => "a mask",
        PrintedType::Text => "a text",
        PrintedType::Word => "a word",
        PrintedType::Ip => "an IP address",
        PrintedType::Mac => "a MAC address",
        PrintedType::UnicastMac => "a unicast MAC address",
        PrintedType::Rest => "the rest of the line",
    }
}

fn kind_of(ty: &Type, domain: Option<&Domain>) -> PrintedType {
    match (ty, domain.map(|domain| &domain.kind)) {
        (Type::U8 | Type::U16 | Type::U32 | Type::I16, _) => PrintedType::Number,
        (Type::Ip | Type::BareIp, _) => PrintedType::Ip,
        (Type::Mac | Type::BareMac, _) => PrintedType::Mac,
        (Type::Text | Type::BareText, _) => PrintedType::Text,
        (Type::Rest, _) => PrintedType::Rest,
        (Type::Domain(_), Some(DomainKind::UnicastMac)) => PrintedType::UnicastMac,
        (Type::Domain(_), Some(DomainKind::Mask(_))) => PrintedType::Mask,
        (Type::Domain(_), Some(DomainKind::Str { .. } | DomainKind::Words { quoted: true, .. })) => PrintedType::Text,
        (Type::Domain(_), Some(DomainKind::Words { quoted: false, .. })) => PrintedType::Word,
        (Type::Domain(_), Some(DomainKind::Int { .. } | DomainKind::Enum(_)) | None) => PrintedType::Number,
    }
}

/// Range, length and unit.
fn limits(domain: Option<&Domain>) -> (String, String, String) {
    // What the manual prints is what is known to be accepted.
    match &domain.map(Domain::known_values) {
        Some(DomainKind::Int { min, max, unit }) => {
            (format!("{min} to {max}"), String::new(), unit.clone().unwrap_or_default())
        }
        Some(DomainKind::Str { min, max, or_empty, .. }) => {
            let or_empty = if *or_empty { "0 or " } else { "" };
            (String::new(), format!("{or_empty}{min} to {max}"), String::new())
        }
        _ => Default::default(),
    }
}

fn printed_range(param: &PrintedParam) -> String {
    match (param.min, param.max) {
        (None, None) => String::new(),
        (min, max) => {
            let shown = |bound: Option<i64>| bound.map_or("?".into(), |bound| bound.to_string());
            format!("{} to {}", shown(min), shown(max))
        }
    }
}

fn printed_length(param: &PrintedParam) -> String {
    param.length.map_or(String::new(), |(min, max)| format!("{min} to {max}"))
}

/// The values of a type on the wire, and their names.
fn values(domain: Option<&Domain>) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = match domain.map(|domain| &domain.kind) {
        Some(DomainKind::Enum(values)) => {
            values.iter().map(|value| (value.value.to_string(), value.name.clone())).collect()
        }
        Some(DomainKind::Words { values, .. }) => {
            values.iter().map(|word| (word.text.clone(), word.name().to_string())).collect()
        }
        Some(DomainKind::Mask(bits)) => bits.iter().map(|bit| (bit.bit.to_string(), bit.name.clone())).collect(),
        _ => Vec::new(),
    };
    sort(&mut all);
    all
}

fn sort(values: &mut [(String, String)]) {
    values.sort_by_cached_key(|(value, _)| (value.parse::<i64>().ok(), value.clone()));
}

fn shown_values(values: &[(String, String)]) -> String {
    values.iter().map(|(value, name)| format!("{value} {name}")).collect::<Vec<_>>().join(", ")
}

/// The printed values with the names of the spec where these are stated or are what is printed, else with the meaning.
fn printed_values(printed: &[PrintedValue], spec: &[(String, String)]) -> String {
    let named = |value: &PrintedValue| {
        let name = spec.iter().find(|(known, _)| *known == value.value).map(|(_, name)| name);
        match (&value.name, name) {
            (Some(stated), _) => stated.clone(),
            (None, Some(name)) if [&value.value, &value.meaning].map(|text| squash(text)).contains(&squash(name)) => {
                name.clone()
            }
            _ => format!("({})", value.meaning),
        }
    };
    let mut all: Vec<_> = printed.iter().map(|value| (value.value.clone(), named(value))).collect();
    sort(&mut all);
    shown_values(&all)
}

/// Letters and digits alone: `Wpa2Psk` is `WPA2_PSK`.
fn squash(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

fn printed_factory(param: &PrintedParam) -> String {
    let all = param.factory.iter().map(|factory| span(or_empty(&factory.value), &factory.since, &factory.until));
    sorted(all.collect())
}

fn spec_factory(occurrences: &[&Occurrence]) -> String {
    let params = occurrences.iter().filter_map(|occurrence| occurrence.is.as_ref().ok());
    let all = params.flat_map(|param| &param.factory);
    sorted(all.map(|factory| span(or_empty(plain(&factory.value)), &factory.since, &factory.until)).collect())
}

fn firmware(occurrences: &[&Occurrence]) -> String {
    let params = occurrences.iter().filter_map(|occurrence| occurrence.is.as_ref().ok());
    sorted(params.map(|param| span("", &param.since, &param.until)).filter(|span| !span.is_empty()).collect())
}

fn default(occurrences: &[&Occurrence]) -> String {
    let params = occurrences.iter().filter_map(|occurrence| occurrence.is.as_ref().ok());
    sorted(params.filter_map(|param| param.default.as_deref()).map(|default| plain(default).to_string()).collect())
}

fn plain(written: &str) -> &str {
    written.trim_matches('"')
}

/// An empty default is one, too.
fn or_empty(is: &str) -> &str {
    if is.is_empty() { "empty" } else { is }
}

fn span(is: &str, since: &crate::model::Versions, until: &crate::model::Versions) -> String {
    let bound = |word: &str, versions: &crate::model::Versions| {
        if versions.is_empty() { String::new() } else { format!(" {word} {versions}") }
    };
    format!("{is}{}{}", bound("since", since), bound("until", until)).trim_start().to_string()
}

fn sorted(mut all: Vec<String>) -> String {
    all.sort();
    all.dedup();
    all.join(", ")
}
