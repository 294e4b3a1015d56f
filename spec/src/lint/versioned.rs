//! Walks over all that is there for some firmware only.

use super::{
    Place,
    walk::{Owner, lines, lists},
};
use crate::{Spec, model::*};

/// All that is there for some firmware only, with its span and that of what encloses it. What says nothing is left out.
pub(crate) fn versioned(spec: &Spec) -> Vec<(Place, Span, Span)> {
    let mut all: Vec<(Place, Span, Span)> = Vec::new();
    for (path, command) in spec.commands() {
        let place = Place::command(path, command);
        let around = of_command(command);
        all.extend(command.names.iter().map(|name| (place.item("name", &name.name), name.span(), Span::default())));
        all.extend(command.notes.iter().map(|note| (place.clone(), note.span(), around.clone())));
        for form in &command.forms {
            let place = place.form(form.kind);
            let inside = form.span().or(&around);
            all.extend(form.effects.iter().map(|note| (place.clone(), note.span(), inside.clone())));
            all.push((place, form.span(), around.clone()));
        }
    }
    for (place, line, command) in lines(spec) {
        all.push((place, line.span(), command.map(of_command).unwrap_or_default()));
    }
    for (place, shape, owner) in lists(spec) {
        let around = match owner {
            Owner::Form(command, form) => form.span().or(&of_command(command)),
            Owner::Line(line) => line.span(),
        };
        for param in shape.params() {
            let place = place.param(&param.name);
            let inside = param.span().or(&around);
            all.extend(
                param
                    .factory
                    .iter()
                    .map(|factory| (place.item("factory default", &factory.value), factory.span(), inside.clone())),
            );
            all.push((place, param.span(), around.clone()));
        }
        for item in shape.items() {
            if let ShapePart::Variant(_, variant) = item.part {
                all.push((place.param(&variant.tag), variant.span(), around.clone()));
            }
        }
    }
    for (path, domain) in spec.all_domains() {
        let place = Place::file(path).item("domain", &domain.name);
        match &domain.kind {
            DomainKind::Enum(values) => {
                all.extend(values.iter().map(|value| (place.param(&value.name), value.span(), Span::default())));
            }
            DomainKind::Words { values, .. } => {
                all.extend(values.iter().map(|word| (place.param(word.name()), word.span(), Span::default())));
            }
            DomainKind::Mask(bits) => {
                all.extend(bits.iter().map(|bit| (place.param(&bit.name), bit.span(), Span::default())))
            }
            DomainKind::Int { .. } | DomainKind::Str { .. } | DomainKind::UnicastMac => {}
        }
    }
    let lexical = Place::file("lexical");
    all.extend(spec.lexical.notes.iter().map(|note| (lexical.clone(), note.span(), Span::default())));
    all.retain(|(_, span, _)| !span.is_unbounded());
    all
}

/// The same of behaviour, whose parts have no name: what is required, what no source decides, rules
/// across parameters; and of test cases, which are no part of a firmware.
pub(crate) fn versioned_behaviour(spec: &Spec) -> Vec<(Place, Span, Span)> {
    let mut all: Vec<(Place, Span, Span)> = Vec::new();
    for (path, command) in spec.commands() {
        let place = Place::command(path, command);
        let around = of_command(command);
        all.extend(command.requires.iter().map(|part| (place.clone(), part.span(), around.clone())));
        for form in &command.forms {
            let place = place.form(form.kind);
            let inside = form.span().or(&around);
            all.extend(form.requires.iter().map(|part| (place.clone(), part.span(), inside.clone())));
            all.extend(form.unspecified.iter().map(|part| (place.clone(), part.span(), inside.clone())));
            all.extend(form.rules.iter().map(|part| (place.clone(), part.span(), inside.clone())));
        }
    }
    all.extend(spec.checks().map(|(path, check)| (Place::check(path, check), check.span(), Span::default())));
    all.retain(|(_, span, _)| !span.is_unbounded());
    all
}

fn of_command(command: &Command) -> Span {
    command.names.first().map(Versioned::span).unwrap_or_default()
}
