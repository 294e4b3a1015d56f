//! How a struct is built that cannot be written down field by field: its constructors and setters.
//!
//! A setter of an optional parameter takes those that precede it, so that no list has a gap. Rules across
//! parameters become arguments where a parameter is required, and a `Result` where values decide.

use super::{
    names,
    rules::Checked,
    types::{Field, Presence, Side},
};
use crate::Failure;
use std::collections::BTreeSet;
use wizfi360_spec::{
    Spec,
    model::{DomainKind, ParamRule, RuleKind, Type},
};

/// The constructors and setters of a struct, and the rules that they keep.
pub(crate) struct Construction<'s> {
    pub(crate) constructors: Vec<Constructor>,
    pub(crate) setters: Vec<Setter>,
    /// The rules of which its fields decide.
    pub(crate) rules: Vec<Checked<'s>>,
}

/// A function that makes a value.
pub(crate) struct Constructor {
    pub(crate) name: String,
    /// The fields that it takes, by index.
    pub(crate) takes: Vec<usize>,
    /// A field whose value the name says: its index and the variant of its enum.
    pub(crate) fixed: Option<(usize, String)>,
    pub(crate) is_fallible: bool,
}

/// A function that adds an optional parameter.
pub(crate) struct Setter {
    /// What it is about, by index.
    pub(crate) field: usize,
    /// What precedes it and is given with it, in the order of the wire.
    pub(crate) before: Vec<usize>,
    /// What may follow it and is removed: the list ends with the parameter, so that what is known of a list that
    /// a setter returns depends on its arguments alone.
    pub(crate) after: Vec<usize>,
    pub(crate) is_fallible: bool,
}

impl<'s> Construction<'s> {
    /// How a struct of these fields is built; `None` if its fields are public.
    pub(crate) fn of(
        spec: &'s Spec,
        side: Side,
        fields: &[Field],
        rules: &[&'s ParamRule],
    ) -> Result<Option<Self>, Failure> {
        let rules: Vec<_> = rules.iter().map(|rule| Checked::new(spec, rule, fields)).collect::<Result<_, _>>()?;
        if !is_closed(side, fields, !rules.is_empty()) {
            return Ok(None);
        }
        let constructors = constructors(spec, fields, &rules)?;
        let setters = setters(fields, &rules);
        Ok(Some(Construction { constructors, setters, rules }))
    }

    /// The function that builds a value in which these fields have a value; `is` is what the variant of a field is.
    pub(crate) fn constructor(&self, is: impl Fn(usize) -> Option<String>) -> Option<&Constructor> {
        self.constructors
            .iter()
            .find(|known| known.fixed.as_ref().is_none_or(|(field, variant)| is(*field).as_ref() == Some(variant)))
    }

    /// The name of a field's getter.
    pub(crate) fn getter(&self, field: &Field) -> String {
        let is_taken = self.constructors.iter().any(|known| known.name == field.ident);
        if is_taken { format!("get_{}", field.ident) } else { field.ident.clone() }
    }
}

impl Setter {
    /// Its name: `with_bssid`.
    pub(crate) fn name(&self, fields: &[Field]) -> String {
        format!("with_{}", fields[self.field].ident.trim_start_matches("r#"))
    }
}

/// True if the fields are private: a request that has something optional or a rule, a line in which a gap could be.
pub(crate) fn is_closed(side: Side, fields: &[Field], has_rules: bool) -> bool {
    let in_a_row = fields.iter().filter(|field| field.presence == Presence::Tail).count();
    has_rules
        || match side {
            Side::Request => fields.iter().any(|field| field.presence != Presence::Required),
            Side::Line => in_a_row > 1,
        }
}

fn constructors(spec: &Spec, fields: &[Field], rules: &[Checked<'_>]) -> Result<Vec<Constructor>, Failure> {
    let required: Vec<_> = indices(fields, |field| field.presence == Presence::Required);
    let Some(by) = deciding(fields, rules)? else {
        let is_fallible = can_break(rules, &required, &required);
        return Ok(vec![Constructor { name: "new".into(), takes: required, fixed: None, is_fallible }]);
    };
    let values = match &fields[by].params.first().map(|param| &param.ty) {
        Some(Type::Domain(name)) => match spec.domain(name).map(|domain| &domain.kind) {
            Some(DomainKind::Enum(values)) => values.iter().map(|value| value.name.as_str()).collect::<Vec<_>>(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    if values.is_empty() {
        return Err(Failure::new(format!(
            "<{}> decides which parameters are required, and is no enum: write in codegen/construct.rs how such a request is built",
            fields[by].ident
        )));
    }
    let constructor = |value: &str| {
        let last = rules.iter().filter_map(|rule| match &rule.of.rule {
            RuleKind::RequiredIf(_, _, of) if of.contains(&value.into()) => rule.fields.first().copied(),
            _ => None,
        });
        let last = last.max();
        let mut takes: Vec<_> = required.iter().copied().filter(|at| *at != by).collect();
        takes.extend(
            indices(fields, |field| field.presence == Presence::Tail).into_iter().filter(|at| Some(*at) <= last),
        );
        let given: Vec<_> = takes.iter().copied().chain([by]).collect();
        let is_fallible = can_break(rules, &given, &given);
        let fixed = Some((by, names::camel(value)));
        Constructor { name: names::field(value), takes, fixed, is_fallible }
    };
    Ok(values.into_iter().map(constructor).collect())
}

/// The field whose value decides which optional parameters are required.
fn deciding(fields: &[Field], rules: &[Checked<'_>]) -> Result<Option<usize>, Failure> {
    let mut by = BTreeSet::new();
    for rule in rules.iter().filter(|rule| matches!(rule.of.rule, RuleKind::RequiredIf(..))) {
        match rule.fields.as_slice() {
            [param, decides]
                if fields[*param].presence == Presence::Tail && fields[*decides].presence == Presence::Required =>
            {
                by.insert(*decides);
            }
            _ => return Err(unclear(rule)),
        }
    }
    match by.into_iter().collect::<Vec<_>>().as_slice() {
        [] => Ok(None),
        [only] => Ok(Some(*only)),
        _ => Err(Failure::new(
            "several parameters decide which others are required: write in codegen/construct.rs how such a request is built",
        )),
    }
}

fn unclear(rule: &Checked<'_>) -> Failure {
    Failure::new(format!(
        "{}: it is not known how a constructor keeps this rule; write it in codegen/construct.rs",
        rule.of.rule
    ))
}

fn setters(fields: &[Field], rules: &[Checked<'_>]) -> Vec<Setter> {
    let tail = indices(fields, |field| field.presence == Presence::Tail);
    let setter = |(field, of): (usize, &Field)| {
        let (before, after) = match of.presence {
            Presence::Required | Presence::Bit => return None,
            Presence::Lead | Presence::Skip => (Vec::new(), Vec::new()),
            Presence::Tail => {
                let (before, from): (Vec<usize>, Vec<usize>) = tail.iter().copied().partition(|at| *at < field);
                (before, from.into_iter().filter(|at| *at != field).collect())
            }
        };
        let set: Vec<_> = before.iter().copied().chain([field]).collect();
        let given = indices(fields, |_| true).into_iter().filter(|at| !after.contains(at)).collect::<Vec<_>>();
        let is_fallible = can_break(rules, &set, &given);
        Some(Setter { field, before, after, is_fallible })
    };
    fields.iter().enumerate().filter_map(setter).collect()
}

/// True if a function that sets these fields can break a rule, when those of `given` can have values.
fn can_break(rules: &[Checked<'_>], set: &[usize], given: &[usize]) -> bool {
    rules.iter().any(|rule| {
        let is_given = |at: &&usize| given.contains(at);
        let enough = match &rule.of.rule {
            // Constructors take what is required.
            RuleKind::RequiredIf(..) => return false,
            RuleKind::Distinct(_) => rule.fields.iter().filter(is_given).count() > 1,
            RuleKind::SameNetwork(params, _) => {
                let (params, network) = rule.fields.split_at(params.len());
                params.iter().any(|at| is_given(&at)) && network.iter().all(|at| is_given(&at))
            }
            _ => rule.fields.iter().all(|at| is_given(&at)),
        };
        enough && rule.fields.iter().any(|at| set.contains(at))
    })
}

fn indices(fields: &[Field], is_one: impl Fn(&Field) -> bool) -> Vec<usize> {
    fields.iter().enumerate().filter(|(_, field)| is_one(field)).map(|(at, _)| at).collect()
}
