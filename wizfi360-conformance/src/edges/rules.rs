//! Rules across the parameters of a request: whether a list keeps them, and lists that break one each.
//!
//! A plain value is right for its parameter alone. Where a list of plain values and one edge breaks a rule, the others
//! make room for the edge; if they cannot, the module is to refuse it.

use super::{
    run::{Part, runs},
    slug,
    value::{Writer, plain},
};
use std::net::Ipv4Addr;
use wizfi360_spec::model::{DomainKind, Form, Network, Param, ParamRule, RuleKind, Shape, StateValue};

/// Parameters of a request and how each stands on the wire.
#[derive(Clone, Debug)]
pub(super) struct List<'s> {
    pub(super) parts: Vec<Part<'s>>,
    pub(super) tokens: Vec<Vec<u8>>,
}

/// A list, the form whose rules it keeps if it is a request's, and what its values are written by.
#[derive(Clone, Copy)]
pub(super) struct Rules<'s> {
    pub(super) writer: Writer<'s>,
    pub(super) shape: &'s Shape,
    pub(super) form: Option<&'s Form>,
}

impl<'s> Rules<'s> {
    fn rules(&self) -> impl Iterator<Item = &'s ParamRule> + use<'s> {
        self.form.into_iter().flat_map(Form::rules_of_all_firmware)
    }

    /// The list with other values where they would break a rule, or with more of them; what is at `edge` stays.
    /// `None` if no such list keeps the rules.
    pub(super) fn fit(&self, mut list: List<'s>, edge: Option<usize>) -> Option<List<'s>> {
        for _ in 0..=self.rules().count() {
            match self.rules().find(|rule| self.is_broken(&rule.rule, &list)) {
                None => return Some(list),
                Some(rule) => self.make_room(&rule.rule, &mut list, edge),
            }
        }
        None
    }

    /// For each rule, the shortest list that breaks it: what it is, its parameter, and the list.
    pub(super) fn breaches(&self) -> Vec<(String, &'s str, List<'s>)> {
        let breach = |rule: &'s ParamRule| {
            let name = rule.rule.params().first().copied()?;
            let param = self.lists().find_map(|list| list.find(name).map(|at| list.parts[at].name()))?;
            let list = self.breach(&rule.rule)?;
            Some((format!("rules/{}-{}", slug(rule.rule.name()), slug(param)), param, list))
        };
        self.rules().filter_map(breach).collect()
    }

    fn breach(&self, rule: &RuleKind) -> Option<List<'s>> {
        let names = match rule {
            RuleKind::RequiredIf(_, by, _) => vec![by.as_str()],
            rule => rule.params(),
        };
        let has_all = |list: &List<'s>| names.iter().all(|name| list.find(name).is_some());
        let mut list = self.lists().filter(has_all).min_by_key(|list| list.parts.len())?;
        let mut set = |name: &str, token: Option<Vec<u8>>| {
            if let (Some(at), Some(token)) = (list.find(name), token) {
                list.tokens[at] = token;
            }
        };
        let ip = |text: &str| Some(self.writer.quoted(text.as_bytes()));
        let listed = |by: &str, is_wanted: &dyn Fn(&StateValue) -> bool| {
            self.values(by).into_iter().find(|(name, _)| is_wanted(name)).map(|(_, token)| token)
        };
        match rule {
            // Plain values of one type are equal.
            RuleKind::Distinct(_) => {}
            RuleKind::RequiredIf(_, by, values) | RuleKind::EmptyIf(_, by, values) => {
                set(by, listed(by, &|value| values.contains(value)));
            }
            RuleKind::OnlyIf(_, by, values) => set(by, listed(by, &|value| !values.contains(value))),
            RuleKind::FilledIf(param, by, values) => {
                set(by, listed(by, &|value| values.contains(value)));
                set(param, Some(self.writer.quoted(b"")));
            }
            RuleKind::Ordered(param, other) => {
                set(param, ip("192.168.1.3"));
                set(other, ip("192.168.1.2"));
            }
            RuleKind::SameNetwork(params, Network::Params(address, netmask)) => {
                set(address, ip("192.168.1.2"));
                set(netmask, ip("255.255.255.0"));
                set(params.first()?, ip("192.168.2.1"));
            }
            RuleKind::SameNetwork(_, Network::State(_)) => return None,
        }
        self.is_broken(rule, &list).then_some(list)
    }

    /// Changes what is not at the edge, so that the list keeps the rule.
    fn make_room(&self, rule: &RuleKind, list: &mut List<'s>, edge: Option<usize>) {
        let free = |name: &str, list: &List<'s>| list.find(name).filter(|at| Some(*at) != edge);
        match rule {
            RuleKind::RequiredIf(param, ..) => {
                let longer = self.lists().find(|longer| longer.starts_with(list) && longer.find(param).is_some());
                if let Some(longer) = longer {
                    let from = list.parts.len();
                    list.parts.extend(&longer.parts[from..]);
                    list.tokens.extend(longer.tokens[from..].iter().cloned());
                }
            }
            RuleKind::Distinct(params) => {
                for (number, at) in (3..).zip(params.iter().filter_map(|name| free(name, list)).collect::<Vec<_>>()) {
                    list.tokens[at] = self.writer.quoted(format!("192.168.1.{number}").as_bytes());
                }
            }
            RuleKind::Ordered(..) | RuleKind::SameNetwork(_, Network::Params(..)) => {
                let mut names = rule.params();
                if let RuleKind::SameNetwork(..) = rule {
                    names.pop();
                }
                let places: Vec<_> = names.iter().filter_map(|name| list.find(name)).collect();
                let from = edge.filter(|at| places.contains(at)).or(places.first().copied());
                let Some(token) = from.map(|at| list.tokens[at].clone()) else { return };
                places.into_iter().for_each(|at| list.tokens[at].clone_from(&token));
            }
            RuleKind::OnlyIf(_, by, values) | RuleKind::EmptyIf(_, by, values) | RuleKind::FilledIf(_, by, values) => {
                let wants = matches!(rule, RuleKind::OnlyIf(..));
                let other = self.values(by).into_iter().find(|(name, _)| values.contains(name) == wants);
                if let (Some(at), Some((_, token))) = (free(by, list), other) {
                    list.tokens[at] = token;
                }
            }
            RuleKind::SameNetwork(_, Network::State(_)) => {}
        }
    }

    fn is_broken(&self, rule: &RuleKind, list: &List<'s>) -> bool {
        let text = |name: &String| list.find(name).map(|at| unquoted(&list.tokens[at]));
        let ip = |name: &String| std::str::from_utf8(text(name)?).ok()?.parse::<Ipv4Addr>().ok();
        let has = |by: &String, values: &[StateValue]| {
            let token = list.find(by).map(|at| &list.tokens[at]);
            self.values(by).iter().any(|(name, known)| values.contains(name) && token == Some(known))
        };
        match rule {
            RuleKind::Distinct(params) => {
                let given: Vec<_> = params.iter().filter_map(text).collect();
                given.iter().enumerate().any(|(at, one)| given[..at].contains(one))
            }
            RuleKind::RequiredIf(param, by, values) => text(param).is_none() && has(by, values),
            RuleKind::OnlyIf(param, by, values) => text(param).is_some() && !has(by, values),
            RuleKind::EmptyIf(param, by, values) => text(param).is_some_and(|text| !text.is_empty()) && has(by, values),
            RuleKind::FilledIf(param, by, values) => text(param) == Some(b"") && has(by, values),
            RuleKind::Ordered(param, other) => match (ip(param), ip(other)) {
                (Some(one), Some(other)) => one > other,
                _ => number(text(param)) > number(text(other)) && text(other).is_some(),
            },
            RuleKind::SameNetwork(params, Network::Params(address, netmask)) => {
                let mask = ip(netmask).map_or(0, u32::from);
                let network = |of: Ipv4Addr| u32::from(of) & mask;
                let own = ip(address).map(network);
                own.is_some() && params.iter().filter_map(ip).any(|ip| Some(network(ip)) != own)
            }
            RuleKind::SameNetwork(_, Network::State(_)) => false,
        }
    }

    /// The values of a parameter by name, as they stand on the wire.
    fn values(&self, name: &str) -> Vec<(StateValue, Vec<u8>)> {
        let param = self.lists().find_map(|list| list.find(name).map(|at| list.parts[at]));
        let Some(Part::Param(Param { ty, .. })) = param else { return Vec::new() };
        match &self.writer.domain(ty) {
            Some(DomainKind::Enum(values)) => {
                values.iter().map(|value| (value.name.as_str().into(), value.value.to_string().into_bytes())).collect()
            }
            Some(DomainKind::Words { quoted, values }) => values
                .iter()
                .map(|word| {
                    let text = word.text.as_bytes();
                    (word.name().into(), if *quoted { self.writer.quoted(text) } else { text.to_vec() })
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// For each parameter the shortest list of plain values that has it.
    fn lists(&self) -> impl Iterator<Item = List<'s>> + use<'s> {
        let writer = self.writer;
        runs(self.shape).into_iter().map(move |run| {
            let tokens = run.parts.iter().map(|part| part.token(writer)).collect();
            List { parts: run.parts, tokens }
        })
    }
}

impl<'s> List<'s> {
    /// All parameters by name, with the plain text of each value.
    pub(super) fn values(&self, writer: Writer<'_>) -> Vec<(String, Vec<u8>)> {
        let value = |(part, token): (&Part<'s>, &Vec<u8>)| {
            let text = match part {
                Part::Param(param) if part.token(writer) == *token => plain(writer, &param.ty).1,
                _ => unquoted(token).to_vec(),
            };
            (part.name().to_string(), text)
        };
        self.parts.iter().zip(&self.tokens).map(value).collect()
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.parts.iter().position(|part| part.name() == name)
    }

    /// True if it begins with the parameters of another list, whatever their values are.
    fn starts_with(&self, other: &List<'s>) -> bool {
        let mut names = self.parts.iter().map(Part::name);
        self.parts.len() > other.parts.len() && other.parts.iter().all(|part| names.next() == Some(part.name()))
    }
}

fn unquoted(token: &[u8]) -> &[u8] {
    token.strip_prefix(b"\"").and_then(|token| token.strip_suffix(b"\"")).unwrap_or(token)
}

fn number(text: Option<&[u8]>) -> Option<i64> {
    std::str::from_utf8(text?).ok()?.parse().ok()
}
