//! Patterns that match a little more or less.

use super::walk::range;
use std::ops::Range;
use syn::{
    Expr, Lit, Pat, RangeLimits,
    visit::{self, Visit},
};

/// A pattern that a mutant matches in the place of another.
pub(super) struct Variant {
    pub(super) text: String,
    pub(super) change: String,
}

/// Returns the variants of a pattern: one alternative left out, or one end of a range moved by one.
pub(super) fn variants(text: &str, pattern: &Pat) -> Vec<Variant> {
    let mut walk = Walk { text, whole: range(pattern), variants: Vec::new() };
    walk.visit_pat(pattern);
    walk.variants
}

struct Walk<'t> {
    text: &'t str,
    whole: Range<usize>,
    variants: Vec<Variant>,
}

impl Walk<'_> {
    fn add(&mut self, at: Range<usize>, with: &str, change: String) {
        let text = format!("{}{with}{}", &self.text[self.whole.start..at.start], &self.text[at.end..self.whole.end]);
        self.variants.push(Variant { text, change });
    }

    fn range(&mut self, of: &syn::ExprRange) {
        let inclusive = matches!(of.limits, RangeLimits::Closed(_));
        let ends = [of.start.as_deref(), of.end.as_deref()].map(|end| end.and_then(number));
        let [start, end] = ends.map(|end| end.map(|(value, _)| value));
        for (place, expression) in [of.start.as_deref(), of.end.as_deref()].into_iter().enumerate() {
            let Some((expression, (value, is_byte))) = expression.and_then(|end| Some((end, number(end)?))) else {
                continue;
            };
            for moved in [value.checked_sub(1), value.checked_add(1)].into_iter().flatten() {
                let (from, to) = if place == 0 { (Some(moved), end) } else { (start, Some(moved)) };
                let is_empty = from.zip(to).is_some_and(|(from, to)| from > to || from == to && !inclusive);
                if is_empty || is_byte && moved > u8::MAX.into() {
                    continue;
                }
                let shown = match u8::try_from(moved) {
                    Ok(byte) if is_byte => format!("b'{}'", byte.escape_ascii()),
                    _ => moved.to_string(),
                };
                let before = &self.text[range(expression)];
                self.add(range(expression), &shown, format!("the end {before} to {shown}"));
            }
        }
    }
}

impl<'a> Visit<'a> for Walk<'_> {
    fn visit_pat(&mut self, pattern: &'a Pat) {
        match pattern {
            Pat::Or(or) => {
                for (number, case) in or.cases.iter().enumerate() {
                    let others: Vec<_> = or
                        .cases
                        .iter()
                        .enumerate()
                        .filter(|(other, _)| *other != number)
                        .map(|(_, case)| case)
                        .collect();
                    let others: Vec<_> = others.into_iter().map(|case| &self.text[range(case)]).collect();
                    let change = format!("without {}", &self.text[range(case)]);
                    self.add(range(or), &others.join(" | "), change);
                }
            }
            Pat::Range(of) => self.range(of),
            _ => {}
        }
        visit::visit_pat(self, pattern);
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

/// The number that an end of a range is, and whether it is written as a byte.
fn number(end: &Expr) -> Option<(u64, bool)> {
    match end {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Byte(byte) => Some((byte.value().into(), true)),
            Lit::Int(number) => Some((number.base10_parse().ok()?, false)),
            _ => None,
        },
        _ => None,
    }
}
