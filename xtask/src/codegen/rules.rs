//! Rules across parameters as Rust: the function that holds a value against them.

use super::{
    names,
    out::Out,
    prose,
    types::{Field, FieldParam, Presence},
};
use crate::Failure;
use wizfi360_spec::{
    Spec,
    model::{DomainKind, Network, ParamRule, RuleKind, StateValue, Type},
};

/// A rule, and the fields that its parameters are in.
pub(crate) struct Checked<'s> {
    spec: &'s Spec,
    pub(crate) of: &'s ParamRule,
    /// The index of the field of each parameter, in the order in which the rule names them.
    pub(crate) fields: Vec<usize>,
}

/// A condition under which a rule is broken: all of these hold.
#[derive(Default)]
struct Condition {
    bindings: Vec<String>,
    holds: Vec<String>,
}

impl<'s> Checked<'s> {
    pub(crate) fn new(spec: &'s Spec, of: &'s ParamRule, fields: &[Field]) -> Result<Self, Failure> {
        let field = |name: &str| {
            let found = fields.iter().position(|field| field.params.iter().any(|param| param.name == name));
            found.ok_or_else(|| {
                Failure::new(format!(
                    "{}: <{name}> is in a choice; write in codegen/rules.rs how its value is found",
                    of.rule
                ))
            })
        };
        let fields = of.rule.params().into_iter().map(field).collect::<Result<_, _>>()?;
        Ok(Checked { spec, of, fields })
    }

    /// True if the check can run at compile time.
    pub(crate) fn is_const(&self, fields: &[Field]) -> bool {
        match &self.of.rule {
            RuleKind::Distinct(params) => {
                params.iter().zip(&self.fields).all(|(name, at)| self.number("", param(&fields[*at], name)).is_some())
            }
            _ => true,
        }
    }

    /// The conditions under which the rule is broken.
    fn broken(&self, fields: &[Field]) -> Vec<Condition> {
        let mut places = self.of.rule.params().into_iter().zip(&self.fields).map(|(name, at)| (&fields[*at], name));
        let mut next = || places.next().map(|(field, name)| (field, param(field, name)));
        let value = |condition: &mut Condition, (field, param): (&Field, Option<&FieldParam>)| {
            let mut place = format!("self.{}", field.ident);
            if field.presence != Presence::Required {
                let variable = field.ident.clone();
                let binding = format!("let Some({variable}) = {place}");
                if !condition.bindings.contains(&binding) {
                    condition.bindings.push(binding);
                }
                place = variable;
            }
            match param.and_then(|param| param.member.as_ref()) {
                Some(member) => format!("{place}.{member}"),
                None => place,
            }
        };
        let number = |condition: &mut Condition, (field, param): (&Field, Option<&FieldParam>)| {
            let place = value(condition, (field, param));
            self.number(&place, param).unwrap_or(place)
        };
        let mut condition = Condition::default();
        match &self.of.rule {
            RuleKind::Distinct(params) => {
                let places: Vec<_> = params.iter().filter_map(|_| next()).collect();
                let pairs =
                    places.iter().enumerate().flat_map(|(at, one)| places[..at].iter().map(move |two| (two, one)));
                let equal = |(one, other): (&_, &_)| {
                    let mut condition = Condition::default();
                    let (one, other) = (number(&mut condition, *one), number(&mut condition, *other));
                    condition.holds.push(format!("{one} == {other}"));
                    condition
                };
                return pairs.map(equal).collect();
            }
            RuleKind::RequiredIf(_, _, values) | RuleKind::OnlyIf(_, _, values) => {
                let (Some((field, _)), Some(by)) = (next(), next()) else { return Vec::new() };
                let is_required = matches!(self.of.rule, RuleKind::RequiredIf(..));
                let place = value(&mut condition, by);
                let has = self.has(&place, by.1, values);
                condition.holds.push(if is_required { has } else { format!("!{has}") });
                let is = if is_required { "is_none" } else { "is_some" };
                condition.holds.push(format!("self.{}.{is}()", field.ident));
            }
            RuleKind::EmptyIf(_, _, values) | RuleKind::FilledIf(_, _, values) => {
                let (Some(text), Some(by)) = (next(), next()) else { return Vec::new() };
                let place = value(&mut condition, by);
                condition.holds.push(self.has(&place, by.1, values));
                let place = value(&mut condition, text);
                let get = if matches!(text.1.map(|param| &param.ty), Some(Type::Domain(_))) { ".get()" } else { "" };
                let sign = if matches!(self.of.rule, RuleKind::EmptyIf(..)) { "!" } else { "" };
                condition.holds.push(format!("{sign}{place}{get}.is_empty()"));
            }
            RuleKind::Ordered(..) => {
                let (Some(one), Some(other)) = (next(), next()) else { return Vec::new() };
                let (one, other) = (number(&mut condition, one), number(&mut condition, other));
                condition.holds.push(format!("{one} > {other}"));
            }
            RuleKind::SameNetwork(params, Network::Params(..)) => {
                let all: Vec<_> = std::iter::from_fn(next).collect();
                let (inside, network) = all.split_at(params.len());
                let [address, netmask] = network else { return Vec::new() };
                let outside = |place: &_| {
                    let mut condition = Condition::default();
                    let [ip, address, netmask] =
                        [*place, *address, *netmask].map(|place| number(&mut condition, place));
                    condition.holds.push(format!("({ip} ^ {address}) & {netmask} != 0"));
                    condition
                };
                return inside.iter().map(outside).collect();
            }
            RuleKind::SameNetwork(_, Network::State(_)) => return Vec::new(),
        }
        vec![condition]
    }

    /// A parameter as a number, if it is one.
    fn number(&self, place: &str, param: Option<&FieldParam>) -> Option<String> {
        match &param?.ty {
            Type::Ip | Type::BareIp => Some(format!("{place}.to_bits()")),
            Type::U8 | Type::U16 | Type::U32 | Type::I16 => Some(place.into()),
            Type::Domain(name) => match self.spec.domain(name)?.kind {
                DomainKind::Int { .. } => Some(format!("{place}.get()")),
                DomainKind::Enum(_) => Some(format!("{place} as u32")),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a parameter has one of these values.
    fn has(&self, place: &str, param: Option<&FieldParam>, values: &[StateValue]) -> String {
        let domain = match param.map(|param| &param.ty) {
            Some(Type::Domain(name)) => self.spec.domain(name),
            _ => None,
        };
        let (place, each): (String, Vec<String>) = match domain {
            Some(domain) if matches!(domain.kind, DomainKind::Enum(_) | DomainKind::Words { .. }) => (
                place.into(),
                values.iter().map(|value| format!("{}::{}", domain.name, names::camel(&value.0))).collect(),
            ),
            Some(_) => (format!("{place}.get()"), values.iter().map(ToString::to_string).collect()),
            None => (place.into(), values.iter().map(ToString::to_string).collect()),
        };
        format!("matches!({place}, {})", each.join(" | "))
    }

    /// The rule as the value that an error refers to.
    fn literal(&self) -> String {
        let rule = &self.of.rule;
        format!(
            "&Rule {{ kind: RuleKind::{}, params: &{:?}, text: \"{}\" }}",
            rule.name(),
            rule.params(),
            self.of.to_string().replace('\\', "\\\\").replace('"', "\\\""),
        )
    }

    /// The rule for a doc comment: parameters as code.
    pub(crate) fn doc(&self) -> String {
        prose::rule(self.of)
    }
}

/// The function `check`, which every constructor that can break a rule calls, and reading.
pub(crate) fn emit(fields: &[Field], rules: &[Checked<'_>], out: &mut Out) {
    out.docs(&["Holds the value against the rules across its parameters.".into()]);
    let is_const = if rules.iter().all(|rule| rule.is_const(fields)) { "const " } else { "" };
    out.block(format!("{is_const}fn check(self) -> Result<Self, RuleViolation>"), |out| {
        for rule in rules {
            for Condition { bindings, holds } in rule.broken(fields) {
                let all: Vec<_> = bindings.into_iter().chain(holds).collect();
                out.block(format!("if {}", all.join(" && ")), |out| {
                    out.line(format!("return Err(RuleViolation::of({}));", rule.literal()));
                });
            }
        }
        out.line("Ok(self)");
    });
}

fn param<'f>(field: &'f Field, name: &str) -> Option<&'f FieldParam> {
    field.params.iter().find(|param| param.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::commands;
    use wizfi360_spec::model::FormKind;

    /// The module of a command whose set form has this rule in place of its own, in one line.
    fn emitted(name: &str, rule: RuleKind) -> String {
        let mut spec = Spec::embedded().clone();
        let mut commands = spec.families.iter_mut().flat_map(|file| &mut file.family.commands);
        let command = commands.find(|command| command.names.iter().any(|known| known.name == name));
        let set = command.and_then(|command| command.forms.iter_mut().find(|form| form.kind == FormKind::Set));
        let source = wizfi360_spec::model::Source::Inference("a test".into());
        let rule = ParamRule { rule, since: Default::default(), until: Default::default(), source };
        set.expect("a set form").rules = vec![rule];
        let (_, command, _) = spec.command(name).expect("the command");
        let mut out = Out::default();
        commands::emit(&spec, command, &mut out).unwrap_or_else(|failure| panic!("{failure}"));
        let text = out.finish();
        syn::parse_file(&text).expect("it is Rust");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_kind_of_rule_is_a_condition_and_whatever_can_break_it_returns_a_result() {
        let [pwd, ecn] = ["pwd", "ecn"].map(String::from);
        let open = || vec!["OPEN".into()];
        let table = [
            (
                "AT+CWSAP_CUR",
                RuleKind::EmptyIf(pwd.clone(), ecn.clone(), open()),
                "if matches!(self.ecn, SoftApEcn::Open) && !self.pwd.get().is_empty() {",
                "ecn: SoftApEcn) -> Result<Self, RuleViolation>",
            ),
            (
                "AT+CWSAP_CUR",
                RuleKind::OnlyIf("ssid hidden".into(), ecn.clone(), open()),
                "if !matches!(self.ecn, SoftApEcn::Open) && self.ssid_hidden.is_some() {",
                "max_conn: MaxConn, ssid_hidden: SsidHidden) -> Result<Self, RuleViolation>",
            ),
            (
                "AT+CWSAP_CUR",
                RuleKind::Ordered("max conn".into(), "chl".into()),
                "if let Some(max_conn) = self.max_conn && max_conn.get() > self.chl.get() {",
                "with_max_conn(mut self, max_conn: MaxConn) -> Result<Self, RuleViolation>",
            ),
            (
                "AT+CIPSNTPCFG",
                RuleKind::Distinct(vec!["SNTP server0".into(), "SNTP server2".into()]),
                "&& let Some(sntp_server2) = self.sntp_server2 && sntp_server0 == sntp_server2 {",
                // Texts are not compared when a program is compiled.
                "pub fn with_sntp_server2(",
            ),
        ];
        for (name, rule, condition, signature) in table {
            let text = emitted(name, rule);
            assert!(text.contains(condition) && text.contains(signature), "{condition}\n{signature}\n{text}");
        }
    }

    #[test]
    fn what_cannot_break_a_rule_returns_no_result() {
        let text = emitted("AT+CWSAP_CUR", RuleKind::OnlyIf("ssid hidden".into(), "ecn".into(), vec!["OPEN".into()]));
        assert!(text.contains("with_max_conn(mut self, max_conn: MaxConn) -> Self"), "{text}");
        assert!(text.contains("ecn: SoftApEcn) -> Self"), "{text}");
    }
}
