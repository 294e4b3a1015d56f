//! Walks over the spec: parameter lists, lines, sources and texts, each with its place.

use super::Place;
use crate::{Spec, model::*};

/// Whose parameter list it is.
#[derive(Clone, Copy)]
pub(super) enum Owner<'s> {
    /// A form's: the host sends it.
    Form(&'s Command, &'s Form),
    /// A line's: the module sends it.
    Line(&'s Line),
}

/// All parameter lists.
pub(super) fn lists(spec: &Spec) -> Vec<(Place, &Shape, Owner<'_>)> {
    let forms = spec.commands().flat_map(|(path, command)| {
        command
            .forms
            .iter()
            .map(move |form| (Place::command(path, command).form(form.kind), &form.params, Owner::Form(command, form)))
    });
    let lines = lines(spec).into_iter().map(|(place, line, _)| (place, &line.params, Owner::Line(line)));
    forms.chain(lines).collect()
}

/// All lines from the module: answers with their command, then messages, then the heads of packets.
pub(super) fn lines(spec: &Spec) -> Vec<(Place, &Line, Option<&Command>)> {
    let answers = spec.commands().flat_map(|(path, command)| {
        let place = Place::command(path, command);
        command.lines.iter().map(move |line| (place.item("line", &line.name), line, Some(command)))
    });
    let events = Place::file("events");
    let messages = spec.events.messages.iter().map(|line| (events.item("message", &line.name), line, None));
    let heads = spec.events.packets.iter().map(|packet| (events.item("packet", &packet.head.name), &packet.head, None));
    answers.chain(messages).chain(heads).collect()
}

/// All dialogues: those of commands, then those of messages and packets.
pub(super) fn examples(spec: &Spec) -> Vec<(Place, &Example)> {
    let commands = spec.commands().flat_map(|(path, command)| {
        command.examples.iter().map(move |example| (Place::command(path, command), example))
    });
    let lines = lines(spec).into_iter();
    let lines = lines.flat_map(|(place, line, _)| line.examples.iter().map(move |example| (place.clone(), example)));
    commands.chain(lines).collect()
}

/// What a source is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A name of a command.
    Name,
    /// A form.
    Form,
    /// An answer line or a message.
    Line,
    /// A parameter, a value type or a value.
    Param,
    /// What is required, what changes, and what is to be known.
    Behaviour,
    /// A dialogue.
    Example,
    /// Errata, the alphabet, the state.
    Other,
}

/// All sources, each with its place and with what it is for.
pub(super) fn sources(spec: &Spec) -> Vec<(Place, &Source, Subject)> {
    let mut all = Vec::new();
    for (path, command) in spec.commands() {
        let place = Place::command(path, command);
        all.extend(command.names.iter().map(|name| (place.item("name", &name.name), &name.source, Subject::Name)));
        all.extend(
            command.notes.iter().filter_map(|note| Some((place.clone(), note.source.as_ref()?, Subject::Behaviour))),
        );
        all.extend(
            requirement_sources(&command.requires, &command.undecidable)
                .map(|source| (place.clone(), source, Subject::Behaviour)),
        );
        for form in &command.forms {
            let place = place.form(form.kind);
            all.extend(form.source.iter().map(|source| (place.clone(), source, Subject::Form)));
            all.extend(form.no_line_ending.iter().map(|source| (place.clone(), source, Subject::Other)));
            all.extend(form.timeout.iter().map(|timeout| (place.clone(), &timeout.source, Subject::Other)));
            all.extend(
                form.effects.iter().filter_map(|note| Some((place.clone(), note.source.as_ref()?, Subject::Behaviour))),
            );
            all.extend(
                requirement_sources(&form.requires, &form.undecidable)
                    .map(|source| (place.clone(), source, Subject::Behaviour)),
            );
            all.extend(
                form.sets
                    .iter()
                    .filter_map(|effect| Some((place.clone(), effect.source.as_ref()?, Subject::Behaviour))),
            );
            all.extend(form.rules.iter().map(|rule| (place.clone(), &rule.source, Subject::Behaviour)));
        }
    }
    for (place, line, _) in lines(spec) {
        all.extend(
            line.source.iter().chain(&line.blank_line_before).map(|source| (place.clone(), source, Subject::Line)),
        );
        all.extend(
            line.reports.iter().filter_map(|effect| Some((place.clone(), effect.source.as_ref()?, Subject::Behaviour))),
        );
    }
    all.extend(examples(spec).into_iter().map(|(place, example)| (place, &example.source, Subject::Example)));
    for (place, shape, _) in lists(spec) {
        for param in shape.params() {
            let place = place.param(&param.name);
            all.extend(
                param
                    .factory
                    .iter()
                    .filter_map(|factory| Some((place.clone(), factory.source.as_ref()?, Subject::Param))),
            );
            all.extend(param.source.iter().map(|source| (place.clone(), source, Subject::Param)));
        }
    }
    for (path, domain) in spec.all_domains() {
        let place = Place::file(path).item("domain", &domain.name);
        all.push((place.clone(), &domain.source, Subject::Param));
        let values: Vec<&Option<Source>> = match &domain.kind {
            DomainKind::Enum(values) => values.iter().map(|value| &value.source).collect(),
            DomainKind::Words { values, .. } => values.iter().map(|word| &word.source).collect(),
            DomainKind::Mask(bits) => bits.iter().map(|bit| &bit.source).collect(),
            DomainKind::Int { .. } | DomainKind::Str { .. } | DomainKind::UnicastMac => Vec::new(),
        };
        all.extend(values.into_iter().flatten().map(|source| (place.clone(), source, Subject::Param)));
    }
    let state = Place::file("state");
    let variables = spec.state.variables.iter();
    all.extend(variables.map(|variable| (state.item("variable", &variable.name), &variable.source, Subject::Other)));
    all.extend(
        spec.state.every_form.requires.iter().map(|requirement| (state.clone(), &requirement.source, Subject::Other)),
    );
    let events = Place::file("events");
    all.extend(
        spec.events
            .packets
            .iter()
            .map(|packet| (events.item("packet", &packet.head.name), &packet.max_source, Subject::Other)),
    );
    all.extend(
        facts(spec).map(|(name, source, ..)| (Place::file("lexical").item("fact", name), source, Subject::Other)),
    );
    let lexical = Place::file("lexical");
    all.extend(
        spec.lexical.notes.iter().filter_map(|note| Some((lexical.clone(), note.source.as_ref()?, Subject::Other))),
    );
    all.extend(
        spec.lexical.finals.iter().map(|known| (lexical.item("final", &known.text), &known.source, Subject::Other)),
    );
    all.extend(
        spec.lexical.reasons.iter().map(|known| (lexical.item("reason", &known.text), &known.source, Subject::Other)),
    );
    for erratum in &spec.errata.errata {
        let place = Place::file(&erratum.file).item("erratum", &erratum.id);
        all.push((place.clone(), &erratum.manual_source, Subject::Other));
        all.extend(erratum.evidence.iter().map(|source| (place.clone(), source, Subject::Other)));
    }
    all
}

fn requirement_sources<'s>(
    requires: &'s [Requirement],
    undecidable: &'s [Undecidable],
) -> impl Iterator<Item = &'s Source> {
    let stated = requires.iter().map(|requirement| &requirement.source);
    stated.chain(undecidable.iter().map(|precondition| &precondition.source))
}

/// The single facts of `lexical.ron`: key, source, doc, errata.
pub(super) fn facts(spec: &Spec) -> impl Iterator<Item = (&'static str, &Source, &str, &[String])> {
    fn fact<'s, T>(name: &'static str, fact: &'s Fact<T>) -> (&'static str, &'s Source, &'s str, &'s [String]) {
        (name, &fact.source, &fact.doc, &fact.errata)
    }
    let known = &spec.lexical;
    [
        fact("line_end", &known.line_ending),
        fact("escaped", &known.escape_set),
        fact("forbidden", &known.forbidden_bytes),
        fact("prompt", &known.prompt),
        fact("escape_sequence", &known.escape_sequence),
        fact("timeout_ms", &known.timeout_ms),
        fact("longest_line", &known.max_line_length),
        fact("undocumented", &known.undocumented),
        fact("absent", &known.unsupported),
        fact("branches", &known.branches),
    ]
    .into_iter()
}

/// All texts that are written for readers, docs and notes.
pub(super) fn texts(spec: &Spec) -> Vec<(Place, &str)> {
    let mut all: Vec<(Place, &str)> = Vec::new();
    for file in &spec.families {
        all.push((Place::file(&file.path), &file.family.doc));
    }
    for (file, doc) in [
        ("domains", &spec.domains.doc),
        ("events", &spec.events.doc),
        ("errata", &spec.errata.doc),
        ("manual", &spec.manual.title),
    ] {
        all.push((Place::file(file), doc));
    }
    let state = Place::file("state");
    let variables = spec.state.variables.iter();
    all.extend(variables.map(|variable| (state.item("variable", &variable.name), variable.doc.as_str())));
    all.extend(transcribed(spec));
    let manual = Place::file("manual");
    all.extend(spec.manual.misprints.iter().map(|slip| (manual.item("misprint", slip.kind.name()), slip.why.as_str())));
    for (path, command) in spec.commands() {
        let place = Place::command(path, command);
        all.push((place.clone(), &command.title));
        all.extend(command.search_terms.iter().map(|alias| (place.clone(), alias.as_str())));
        all.extend(command.notes.iter().map(|note| (place.clone(), note.text.as_str())));
        all.extend(words(&command.undecidable).map(|text| (place.clone(), text)));
        for form in &command.forms {
            let place = place.form(form.kind);
            all.push((place.clone(), &form.doc));
            all.extend(form.no_example.iter().map(|reason| (place.clone(), reason.as_str())));
            all.extend(words(&form.undecidable).map(|text| (place.clone(), text)));
            all.extend(form.unspecified.iter().map(|case| (place.clone(), case.why.as_str())));
            all.extend(form.effects.iter().map(|note| (place.clone(), note.text.as_str())));
        }
    }
    for (place, line, _) in lines(spec) {
        all.push((place.clone(), &line.doc));
        all.extend(line.when.iter().map(|when| (place.clone(), when.as_str())));
    }
    all.extend(examples(spec).into_iter().filter_map(|(place, example)| Some((place, example.doc.as_deref()?))));
    for (place, shape, _) in lists(spec) {
        all.extend(shape.params().into_iter().map(|param| (place.param(&param.name), param.doc.as_str())));
        all.extend(groups(shape).map(|(name, doc)| (place.param(name), doc)));
    }
    for (path, domain) in spec.all_domains() {
        let place = Place::file(path).item("domain", &domain.name);
        all.push((place.clone(), &domain.doc));
        match &domain.kind {
            DomainKind::Enum(values) => all.extend(values.iter().map(|value| (place.clone(), value.doc.as_str()))),
            DomainKind::Words { values, .. } => {
                all.extend(values.iter().map(|word| (place.clone(), word.doc.as_str())))
            }
            DomainKind::Mask(bits) => all.extend(bits.iter().map(|bit| (place.clone(), bit.doc.as_str()))),
            DomainKind::Int { .. } | DomainKind::Str { .. } | DomainKind::UnicastMac => {}
        }
    }
    let lexical = Place::file("lexical");
    all.extend(facts(spec).map(|(name, _, doc, _)| (lexical.item("fact", name), doc)));
    all.extend(spec.lexical.notes.iter().map(|note| (lexical.clone(), note.text.as_str())));
    all.extend(spec.lexical.finals.iter().map(|known| (lexical.item("final", &known.text), known.doc.as_str())));
    all.extend(spec.lexical.reasons.iter().map(|known| (lexical.item("reason", &known.text), known.doc.as_str())));
    for erratum in &spec.errata.errata {
        let place = Place::file(&erratum.file).item("erratum", &erratum.id);
        let texts = [&erratum.manual_says, &erratum.module_does, &erratum.consequence];
        all.extend(texts.map(|text| (place.clone(), text.as_str())));
    }
    for (path, check) in spec.checks() {
        let place = Place::check(path, check);
        all.push((place.clone(), &check.title));
        all.extend(check.source.iter().map(|source| (place.clone(), source_text(source))));
    }
    all.extend(sources(spec).into_iter().map(|(place, source, _)| (place, source_text(source))));
    all
}

/// The texts of the transcription.
fn transcribed(spec: &Spec) -> Vec<(Place, &str)> {
    let mut all: Vec<(Place, &str)> = Vec::new();
    for section in &spec.manual.sections {
        let place = Place::section(section);
        let texts = section.params.iter().flat_map(|param| &param.defect);
        let texts =
            texts.chain(section.params.iter().flat_map(|param| param.values.iter().map(|value| &value.meaning)));
        let texts = texts.chain(section.requires.iter().map(|requirement| &requirement.words));
        let texts = texts.chain(section.rules.iter().map(|rule| &rule.words));
        let texts = texts.chain(section.effects.iter().map(|effect| &effect.words));
        let texts = texts.chain(section.differs.iter().flat_map(|difference| &difference.why));
        all.extend(texts.chain([&section.title]).map(|text| (place.clone(), text.as_str())));
    }
    all
}

/// The names and docs of choices, their alternatives, and tails.
fn groups(shape: &Shape) -> impl Iterator<Item = (&str, &str)> {
    shape.items().into_iter().filter_map(|item| match item.part {
        ShapePart::Param(_) => None,
        ShapePart::Choice(choice) => Some((choice.name.as_str(), choice.doc.as_str())),
        ShapePart::Variant(_, variant) => Some((variant.tag.as_str(), variant.doc.as_str())),
        ShapePart::Tail(tail) => Some((tail.name.as_str(), tail.doc.as_str())),
    })
}

/// What the preconditions that no dialogue decides say, and why none does.
fn words(undecidable: &[Undecidable]) -> impl Iterator<Item = &str> {
    undecidable.iter().flat_map(|precondition| [precondition.text.as_str(), precondition.why.as_str()])
}

/// What a source names.
pub(super) fn source_text(source: &Source) -> &str {
    match source {
        Source::Manual(text, _)
        | Source::Capture(text)
        | Source::Vendor(text)
        | Source::Driver(text)
        | Source::Inference(text) => text,
    }
}
