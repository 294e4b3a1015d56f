//! What can be told of a parameter list without a line at hand.

use crate::{
    Spec,
    interpret::wire::wire,
    model::{Choice, Domain, Shape, Type},
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
        TokenParity { odd: true, even: false } => LeadRule::EvenCount,
        TokenParity { odd: false, even: true } => LeadRule::OddCount,
        _ => LeadRule::FirstIsBare,
    }
}

impl Spec {
    /// True if a parameter of the list is a password or a key.
    pub fn holds_secret(&self, shape: &Shape) -> bool {
        shape
            .params()
            .into_iter()
            .any(|param| param.secret || self.domain_of(&param.ty).is_some_and(|domain| domain.secret))
    }

    fn domain_of(&self, ty: &Type) -> Option<&Domain> {
        match ty {
            Type::Domain(name) => self.domain(name),
            _ => None,
        }
    }
}

/// The words of a choice as a rule: `one of "TCP", "UDP", "SSL"`.
pub(crate) fn tags(choice: &Choice) -> String {
    one_of(&choice.variants, |variant| format!("\"{}\"", variant.tag))
}

/// Which parities the number of tokens can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TokenParity {
    odd: bool,
    even: bool,
}

impl TokenParity {
    const NONE: TokenParity = TokenParity { odd: false, even: false };
    const ZERO: TokenParity = TokenParity { odd: false, even: true };
    const ONE: TokenParity = TokenParity { odd: true, even: false };
    const ANY: TokenParity = TokenParity { odd: true, even: true };

    fn or(self, other: TokenParity) -> TokenParity {
        TokenParity { odd: self.odd || other.odd, even: self.even || other.even }
    }

    fn plus(self, other: TokenParity) -> TokenParity {
        TokenParity {
            odd: self.odd && other.even || self.even && other.odd,
            even: self.even && other.even || self.odd && other.odd,
        }
    }
}

fn without_lead(spec: &Spec, shape: &Shape) -> TokenParity {
    let params = shape.list.iter().map(|param| {
        if wire(spec, &param.ty).is_rest_of_line() {
            TokenParity::ANY
        } else if param.may_be_omitted || param.mask_bit.is_some() {
            TokenParity::ONE.or(TokenParity::ZERO)
        } else {
            TokenParity::ONE
        }
    });
    let choice = shape.choice.iter().map(|choice| {
        let variants = choice.variants.iter().map(|variant| with_lead(spec, &variant.params));
        TokenParity::ONE.plus(variants.fold(TokenParity::NONE, TokenParity::or))
    });
    let tail = shape.tail.iter().map(|tail| TokenParity::ZERO.or(with_lead(spec, &tail.params)));
    params.chain(choice).chain(tail).fold(TokenParity::ZERO, TokenParity::plus)
}

fn with_lead(spec: &Spec, shape: &Shape) -> TokenParity {
    let counts = without_lead(spec, shape);
    match shape.optional_first {
        Some(_) => counts.or(counts.plus(TokenParity::ONE)),
        None => counts,
    }
}
