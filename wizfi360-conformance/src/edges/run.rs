//! Which parameters a list can have, and what has to stand with each.

use super::{
    rules::List,
    slug,
    value::{Writer, plain},
};
use wizfi360_spec::model::{Choice, Param, Shape, Variant};

/// One parameter of a list, or the word that makes a choice.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part<'s> {
    Param(&'s Param),
    Tag(&'s Choice, &'s Variant),
}

impl<'s> Part<'s> {
    /// The manual's word for it.
    pub(super) fn name(&self) -> &'s str {
        match self {
            Part::Param(param) => &param.name,
            Part::Tag(choice, _) => &choice.tag,
        }
    }

    /// A plain value, as it stands on the wire.
    pub(super) fn token(&self, writer: Writer<'_>) -> Vec<u8> {
        match self {
            Part::Param(param) => plain(writer, &param.ty).0,
            Part::Tag(_, variant) => format!("\"{}\"", variant.tag).into_bytes(),
        }
    }
}

/// A list with one parameter that the case is about.
#[derive(Clone, Debug)]
pub(super) struct Run<'s> {
    /// The branches that lead there: a lead that is there, the words of choices.
    branches: Vec<String>,
    /// What stands in the list, in the order of the wire.
    pub(super) parts: Vec<Part<'s>>,
    /// Which of them it is about.
    pub(super) at: usize,
    /// True if the list can begin with a lead.
    can_lead: bool,
}

impl<'s> Run<'s> {
    pub(super) fn target(&self) -> Part<'s> {
        self.parts[self.at]
    }

    pub(super) fn id(&self, of: &str, edge: &str) -> String {
        let branches: String = self.branches.iter().map(|branch| format!("{branch}/")).collect();
        format!("{of}/{branches}{}/{edge}", slug(self.target().name()))
    }

    /// True if quotes around the parameter may tell whether the list begins with a lead.
    pub(super) fn may_tell_lead(&self) -> bool {
        self.can_lead && self.at == 0
    }

    /// The whole list, with this token at the edge.
    pub(super) fn list(&self, writer: Writer<'_>, token: &[u8]) -> List<'s> {
        let parts = self.parts.iter().enumerate();
        let tokens = parts.map(|(at, part)| if at == self.at { token.to_vec() } else { part.token(writer) }).collect();
        List { parts: self.parts.clone(), tokens }
    }
}

/// For each parameter the shortest list that has it: once without the lead and once with it, and once in each alternative of a choice
/// in which it stands.
pub(super) fn runs(shape: &Shape) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let nothing = Run { branches: Vec::new(), parts: Vec::new(), at: 0, can_lead: shape.optional_first.is_some() };
    walk(shape, &nothing, &mut runs);
    runs
}

/// Adds the runs of the parameters of `shape`. `before` is what stands before them.
fn walk<'s>(shape: &'s Shape, before: &Run<'s>, runs: &mut Vec<Run<'s>>) {
    let mut starts = vec![before.clone()];
    if let Some(lead) = &shape.optional_first {
        let mut run = before.clone();
        run.at = run.parts.len();
        run.parts.push(Part::Param(lead));
        let mut start = run.clone();
        start.branches.push(format!("with-{}", slug(&lead.name)));
        starts.push(start);
        run.parts.extend(shape.list.iter().map(Part::Param));
        shortest_choice(shape, &mut run.parts);
        runs.push(run);
    }
    for start in starts {
        let first = start.parts.len();
        let mut list = start;
        list.parts.extend(shape.list.iter().map(Part::Param));
        let mut shortest = list.clone();
        shortest_choice(shape, &mut shortest.parts);
        runs.extend((first..list.parts.len()).map(|at| Run { at, ..shortest.clone() }));
        if let Some(choice) = &shape.choice {
            runs.push(Run { at: list.parts.len(), ..shortest.clone() });
            for variant in &choice.variants {
                let mut run = list.clone();
                run.branches.push(slug(&variant.tag));
                run.parts.push(Part::Tag(choice, variant));
                walk(&variant.params, &run, runs);
            }
        }
        if let Some(tail) = &shape.tail {
            walk(&tail.params, &shortest, runs);
        }
    }
}

/// The first alternative of a choice, without what is optional in it.
fn shortest_choice<'s>(shape: &'s Shape, parts: &mut Vec<Part<'s>>) {
    if let Some(choice) = &shape.choice
        && let Some(variant) = choice.variants.first()
    {
        parts.push(Part::Tag(choice, variant));
        parts.extend(variant.params.list.iter().map(Part::Param));
        shortest_choice(&variant.params, parts);
    }
}
