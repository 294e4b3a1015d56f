//! What can be told of a parameter list without a line at hand.

use crate::{
    Spec,
    interpret::wire::wire,
    model::{Choice, Domain, Param, Shape, Type},
    near::one_of,
};

/// How the presence of a lead is told from the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LeadRule {
    /// There exactly when the number of tokens is even (and not 0).
    EvenCount,
    /// There exactly when the number of tokens is odd.
    OddCount,
    /// There exactly when the first token is bare.
    FirstIsBare,
}

/// How the presence of this shape's lead is told.
pub(crate) fn lead_rule(spec: &Spec, shape: &Shape) -> LeadRule {
    match without_lead(spec, shape) {
        Counts { odd: true, even: false } => LeadRule::EvenCount,
        Counts { odd: false, even: true } => LeadRule::OddCount,
        _ => LeadRule::FirstIsBare,
    }
}

impl Spec {
    /// True if a parameter of the list is a password or a key.
    pub fn holds_secret(&self, shape: &Shape) -> bool {
        params(shape)
            .into_iter()
            .any(|param| param.secret || self.domain_of(&param.ty).is_some_and(|domain| domain.secret))
    }

    fn domain_of(&self, ty: &Type) -> Option<&Domain> {
        match ty {
            Type::Of(name) => self.domain(name),
            _ => None,
        }
    }
}

/// All parameters, each once for each place where it stands, in the order of the wire.
pub(crate) fn params(shape: &Shape) -> Vec<&Param> {
    let mut all = Vec::new();
    collect(shape, &mut all);
    all
}

fn collect<'s>(shape: &'s Shape, all: &mut Vec<&'s Param>) {
    all.extend(&shape.lead);
    all.extend(&shape.params);
    for variant in shape.choice.iter().flat_map(|choice| &choice.of) {
        collect(&variant.takes, all);
    }
    if let Some(tail) = &shape.tail {
        collect(&tail.takes, all);
    }
}

/// The words of a choice as a rule: `one of "TCP", "UDP", "SSL"`.
pub(crate) fn tags(choice: &Choice) -> String {
    one_of(&choice.of, |variant| format!("\"{}\"", variant.tag))
}

/// Which parities the number of tokens can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Counts {
    odd: bool,
    even: bool,
}

impl Counts {
    const NONE: Counts = Counts { odd: false, even: false };
    const ZERO: Counts = Counts { odd: false, even: true };
    const ONE: Counts = Counts { odd: true, even: false };
    const ANY: Counts = Counts { odd: true, even: true };

    fn or(self, other: Counts) -> Counts {
        Counts { odd: self.odd || other.odd, even: self.even || other.even }
    }

    fn plus(self, other: Counts) -> Counts {
        Counts {
            odd: self.odd && other.even || self.even && other.odd,
            even: self.even && other.even || self.odd && other.odd,
        }
    }
}

fn without_lead(spec: &Spec, shape: &Shape) -> Counts {
    let params = shape.params.iter().map(|param| {
        if wire(spec, &param.ty).takes_the_rest() {
            Counts::ANY
        } else if param.skip || param.when.is_some() {
            Counts::ONE.or(Counts::ZERO)
        } else {
            Counts::ONE
        }
    });
    let choice = shape.choice.iter().map(|choice| {
        let variants = choice.of.iter().map(|variant| with_lead(spec, &variant.takes));
        Counts::ONE.plus(variants.fold(Counts::NONE, Counts::or))
    });
    let tail = shape.tail.iter().map(|tail| Counts::ZERO.or(with_lead(spec, &tail.takes)));
    params.chain(choice).chain(tail).fold(Counts::ZERO, Counts::plus)
}

fn with_lead(spec: &Spec, shape: &Shape) -> Counts {
    let counts = without_lead(spec, shape);
    match shape.lead {
        Some(_) => counts.or(counts.plus(Counts::ONE)),
        None => counts,
    }
}
