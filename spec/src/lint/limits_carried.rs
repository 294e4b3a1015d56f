//! Every limit that the manual prints stands in the spec.

use super::{Finding, Place, Share, walk::texts};
use crate::{
    Spec,
    model::{Bound, Command, Domain, Is, Limit, Line, Param, Shape, Type},
    shapes,
};

/// The rule's name.
pub const RULE: &str = "limits_carried";

/// Each limit of `manual.ron` is that of a parameter of its name in its section, or an erratum tells why it is another; one that only words
/// can say stands in a text about its command.
pub fn run(spec: &Spec) -> Vec<Finding> {
    spec.manual.limits.iter().filter_map(|limit| finding(spec, limit)).collect()
}

/// How many limits a section prints, and how many of them stand in the spec.
pub(super) fn share(spec: &Spec, section: &str) -> Share {
    let printed: Vec<_> = spec.manual.limits.iter().filter(|limit| limit.section == section).collect();
    let found = printed.iter().filter(|limit| finding(spec, limit).is_none()).count();
    Share { printed: printed.len(), found }
}

fn finding(spec: &Spec, limit: &Limit) -> Option<Finding> {
    let Limit { section, of, is, erratum } = limit;
    let report = |message: String, help: &str| {
        let place = Place::file("manual").item("limit", section).param(of);
        Some(Finding { rule: RULE, place, message, help: help.into() })
    };
    let about = About::new(spec, section);
    if let Bound::Text(words) = is {
        let message = format!("what only words can say stands in a text about its command; {words:?} does not");
        return if about.says(words) { None } else { report(message, "add a note, or correct the words") };
    }
    let params: Vec<_> = about.params().into_iter().filter(|param| is_about(is, of, param)).collect();
    if params.is_empty() {
        let message = format!("a limit is about a parameter of its section; {of} is none of {section}");
        return report(message, "correct the name, or add the parameter");
    }
    let is_carried = match is {
        Bound::Count(most) => about.most_of(of) == *most,
        Bound::Defaults(row) => about.has_defaults(of, row),
        _ => params.iter().any(|param| carries(spec, param, is)),
    };
    match erratum {
        None if is_carried => None,
        None => {
            let message = format!("a printed limit is that of its parameter; no {of} of {section} has {is:?}");
            report(message, "correct the domain, or name the erratum that tells why it is another")
        }
        Some(_) if is_carried => {
            let message = format!("an erratum tells why a limit is another; {of} of {section} has the printed one");
            report(message, "drop the erratum from the limit")
        }
        Some(id) if about.has_erratum(id) => None,
        Some(id) => {
            let message = format!("an erratum stands where its limit does; `{id}` is not among those of {section}");
            report(message, "add it to the command, or correct the id")
        }
    }
}

/// What a section is about: a command with its answers and messages, or the head of a packet. Other sections have texts only.
struct About<'s> {
    spec: &'s Spec,
    command: Option<&'s Command>,
    shapes: Vec<&'s Shape>,
}

impl<'s> About<'s> {
    fn new(spec: &'s Spec, section: &str) -> Self {
        let known = spec.manual.sections.iter().find(|known| known.number == section);
        let command = known.and_then(|known| spec.command(&known.command)).map(|(_, command, _)| command);
        let mut shapes = Vec::new();
        if let Some(command) = command {
            shapes.extend(command.forms.iter().map(|form| &form.takes));
            shapes.extend(command.lines.iter().map(|line| &line.takes));
            let named = |line: &&Line| command.forms.iter().any(|form| form.messages.contains(&line.name));
            shapes.extend(spec.events.messages.iter().filter(named).map(|line| &line.takes));
        } else {
            let heads = spec.events.packets.iter().map(|packet| &packet.head);
            let here = |head: &&Line| head.source.as_ref().and_then(|source| source.section()) == Some(section);
            shapes.extend(heads.filter(here).map(|head| &head.takes));
        }
        About { spec, command, shapes }
    }

    fn params(&self) -> Vec<&'s Param> {
        self.shapes.iter().flat_map(|shape| shapes::params(shape)).collect()
    }

    /// How many parameters whose names begin so one list can have.
    fn most_of(&self, begin: &str) -> usize {
        let count = |shape: &Shape| shapes::params(shape).iter().filter(|param| param.name.starts_with(begin)).count();
        self.shapes.iter().map(|shape| count(shape)).max().unwrap_or(0)
    }

    /// True if the parameters of one list, from the first named so on, have these defaults.
    fn has_defaults(&self, first: &str, row: &[String]) -> bool {
        self.shapes.iter().any(|shape| {
            let params: Vec<_> = shapes::params(shape).into_iter().skip_while(|param| param.name != first).collect();
            params.len() >= row.len() && params.iter().zip(row).all(|(param, is)| has_default(param, is))
        })
    }

    fn has_erratum(&self, id: &str) -> bool {
        self.command.is_some_and(|command| command.errata.iter().any(|known| known == id))
    }

    /// True if a text has these words: one about the command or the types of its parameters; without a command, one about the format or
    /// the messages.
    fn says(&self, words: &str) -> bool {
        let types: Vec<_> = self.params().into_iter().filter_map(|param| domain(self.spec, param)).collect();
        let is_here = |place: &Place| match self.command {
            Some(command) => {
                place.command.as_ref() == command.names.first().map(|name| &name.name)
                    || matches!(&place.item, Some(("domain", of)) if types.iter().any(|domain| domain.name == *of))
            }
            None => ["lexical.ron", "events.ron"].contains(&place.file.as_str()),
        };
        texts(self.spec).iter().any(|(place, text)| is_here(place) && text.contains(words))
    }
}

fn is_about(bound: &Bound, of: &str, param: &Param) -> bool {
    match bound {
        Bound::Count(_) => param.name.starts_with(of),
        _ => param.name == of,
    }
}

fn domain<'s>(spec: &'s Spec, param: &Param) -> Option<&'s Domain> {
    match &param.ty {
        Type::Of(name) => spec.domain(name),
        _ => None,
    }
}

fn carries(spec: &Spec, param: &Param, bound: &Bound) -> bool {
    let is = domain(spec, param).map(Domain::known_values);
    match (bound, &is) {
        (Bound::Range(least, most), Some(Is::Int { min, max, .. })) => min == least && max == most,
        (Bound::Most(most), Some(Is::Int { max, .. })) => max == most,
        (Bound::Length(shortest, longest), Some(Is::Str { min, max, .. })) => min == shortest && max == longest,
        (Bound::Longest(longest), Some(Is::Str { max, .. })) => max == longest,
        (Bound::AllBits(all), Some(Is::Mask(bits))) => bits.iter().fold(0, |all, bit| all | 1_u32 << bit.bit) == *all,
        (Bound::Values(listed), Some(Is::Enum(values))) => {
            listed.len() == values.len() && values.iter().all(|value| listed.contains(&value.value))
        }
        (Bound::NoGroup, Some(Is::UnicastMac)) => true,
        (Bound::Default(default), _) => has_default(param, default),
        _ => false,
    }
}

fn has_default(param: &Param, is: &str) -> bool {
    param.default.iter().chain(param.factory.iter().map(|factory| &factory.is)).any(|default| default == is)
}
