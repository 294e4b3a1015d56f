//! The edges of whole lists: as short and as long as can be, cut short, one too many.

use super::{
    rules::{List, Rules},
    run::Part,
    slug,
    value::Writer,
};
use wizfi360_spec::{
    interpret::ErrorKind,
    model::{Param, Shape, Type},
};

/// A list that is as short or as long as can be, or shorter or longer.
#[derive(Clone, Debug)]
pub(super) struct ListEdge<'s> {
    /// Branches, and what it is: `shortest`, `tcp/longest`, `without-ssid`.
    pub(super) name: String,
    /// Its parameters as they stand on the wire.
    pub(super) tokens: Vec<Vec<u8>>,
    /// The parameter that is missing.
    pub(super) param: Option<&'s str>,
    /// Why it is refused; `None` if it is taken.
    pub(super) refused: Option<ErrorKind>,
}

/// The edges of a list.
///
/// With a lead, a list that is cut short may be another whole one: then there are only those that are taken.
pub(super) fn list_edges<'s>(rules: Rules<'s>) -> Vec<ListEdge<'s>> {
    let mut wholes = Vec::new();
    walk(rules.shape, Whole::default(), &mut wholes);
    wholes.into_iter().flat_map(|whole| whole.edges(rules)).collect()
}

/// The lists of one branch.
#[derive(Clone, Debug, Default)]
struct Whole<'s> {
    branches: String,
    shortest: Vec<Part<'s>>,
    longest: Vec<Part<'s>>,
    /// True if a lead can stand in it.
    can_lead: bool,
}

impl<'s> Whole<'s> {
    fn push(&mut self, part: Part<'s>) {
        if !matches!(part, Part::Param(param) if param.may_be_omitted) {
            self.shortest.push(part);
        }
        self.longest.push(part);
    }

    fn edges(self, rules: Rules<'s>) -> Vec<ListEdge<'s>> {
        let writer = rules.writer;
        let tokens = |parts: &[Part<'s>]| {
            let tokens = parts.iter().map(|part| part.token(writer)).collect();
            let list = List { parts: parts.to_vec(), tokens };
            rules.fit(list.clone(), None).unwrap_or(list).tokens
        };
        let edge = |name: &str, tokens, param, refused| ListEdge {
            name: format!("{}{name}", self.branches),
            tokens,
            param,
            refused,
        };
        let mut edges = vec![edge("shortest", tokens(&self.shortest), None, None)];
        if self.longest.len() > self.shortest.len() {
            edges.push(edge("longest", tokens(&self.longest), None, None));
        }
        if self.can_lead || self.longest.is_empty() {
            return edges;
        }
        for (at, part) in self.shortest.iter().enumerate().filter(|(_, part)| is_needed(part)) {
            let name = format!("without-{}", slug(part.name()));
            edges.push(edge(&name, tokens(&self.shortest[..at]), Some(part.name()), Some(ErrorKind::Missing)));
        }
        if writer.separator == "," && !self.longest.last().is_some_and(|last| takes_the_rest(writer, last)) {
            let mut more = tokens(&self.longest);
            more.push(b"1".to_vec());
            edges.push(edge("one-more", more, None, Some(ErrorKind::TrailingData)));
        }
        edges
    }
}

/// Adds the branches of a list to those that stand before it.
fn walk<'s>(shape: &'s Shape, before: Whole<'s>, wholes: &mut Vec<Whole<'s>>) {
    let mut starts = vec![before];
    if let Some(lead) = &shape.optional_first {
        starts[0].can_lead = true;
        let mut with = starts[0].clone();
        with.branches += &format!("with-{}/", slug(&lead.name));
        with.push(Part::Param(lead));
        starts.push(with);
    }
    for mut start in starts {
        shape.list.iter().for_each(|param| start.push(Part::Param(param)));
        let mut branches = Vec::new();
        match &shape.choice {
            None => branches.push(start),
            Some(choice) => {
                for variant in &choice.variants {
                    let mut branch = start.clone();
                    branch.branches += &format!("{}/", slug(&variant.tag));
                    branch.push(Part::Tag(choice, variant));
                    walk(&variant.params, branch, &mut branches);
                }
            }
        }
        for mut branch in branches {
            if let Some(tail) = &shape.tail {
                longest(&tail.params, &mut branch.longest);
            }
            wholes.push(branch);
        }
    }
}

/// Adds all that can stand in a tail; of a choice the first alternative.
fn longest<'s>(shape: &'s Shape, parts: &mut Vec<Part<'s>>) {
    parts.extend(shape.optional_first.iter().chain(&shape.list).map(Part::Param));
    if let Some(choice) = &shape.choice
        && let Some(variant) = choice.variants.first()
    {
        parts.push(Part::Tag(choice, variant));
        longest(&variant.params, parts);
    }
    if let Some(tail) = &shape.tail {
        longest(&tail.params, parts);
    }
}

/// True if a list that ends before it is too short.
fn is_needed(part: &Part<'_>) -> bool {
    let may_be_empty = |param: &Param| matches!(param.ty, Type::BareText | Type::Rest);
    match part {
        Part::Param(param) => !(may_be_empty(param) || param.mask_bit.as_ref().is_some_and(|when| when.may_be_absent)),
        Part::Tag(..) => true,
    }
}

fn takes_the_rest(writer: Writer<'_>, part: &Part<'_>) -> bool {
    matches!(part, Part::Param(param) if writer.takes_the_rest(&param.ty))
}
