//! A walk over a parameter list.

use super::{Choice, Param, Shape, Tail, Variant};

impl Shape {
    /// Returns all parameters in the order of the wire, those of alternatives and tails included.
    pub fn params(&self) -> Vec<&Param> {
        let params = self.items().into_iter().filter_map(|item| match item.part {
            ShapePart::Param(param) => Some(param),
            _ => None,
        });
        params.collect()
    }

    /// Returns all parts in the order of the wire, those of alternatives and tails included.
    pub fn items(&self) -> Vec<ShapeItem<'_>> {
        let mut all = Vec::new();
        collect(self, None, &mut all);
        all
    }
}

/// A part of a parameter list, and the alternative to which it belongs.
#[derive(Clone, Copy, Debug)]
pub struct ShapeItem<'s> {
    /// The innermost alternative that contains the part.
    pub variant: Option<&'s Variant>,
    /// The part.
    pub part: ShapePart<'s>,
}

/// A part of a parameter list.
#[derive(Clone, Copy, Debug)]
pub enum ShapePart<'s> {
    /// A parameter.
    Param(&'s Param),
    /// The word that tells alternatives apart. Its alternatives follow.
    Choice(&'s Choice),
    /// An alternative. Its parameters follow, and belong to it.
    Variant(&'s Choice, &'s Variant),
    /// A tail: what follows is optional.
    Tail(&'s Tail),
}

fn collect<'s>(shape: &'s Shape, variant: Option<&'s Variant>, all: &mut Vec<ShapeItem<'s>>) {
    let item = |part| ShapeItem { variant, part };
    all.extend(shape.optional_first.iter().chain(&shape.list).map(ShapePart::Param).map(item));
    if let Some(choice) = &shape.choice {
        all.push(item(ShapePart::Choice(choice)));
        for variant in &choice.variants {
            all.push(item(ShapePart::Variant(choice, variant)));
            collect(&variant.params, Some(variant), all);
        }
    }
    if let Some(tail) = &shape.tail {
        all.push(item(ShapePart::Tail(tail)));
        collect(&tail.params, variant, all);
    }
}
