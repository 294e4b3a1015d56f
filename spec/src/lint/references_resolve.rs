//! What is named elsewhere exists.

use super::{
    Finding, Place,
    walk::{Owner, examples, facts, lines, lists, sources},
};
use crate::{
    Spec,
    model::*,
    near::{near, one_of},
};

/// The rule's name.
pub const RULE: &str = "references_resolve";

/// Domains, bits, answers, finals, reasons, messages, errata, parameters, commands and sections that are named
/// somewhere are there, and every `also` has an erratum that explains it.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let mut references = References { spec, findings: Vec::new() };
    references.commands();
    references.lines();
    references.params();
    references.errata();
    references.packets();
    references.sections();
    references.findings
}

struct References<'s> {
    spec: &'s Spec,
    findings: Vec<Finding>,
}

impl<'s> References<'s> {
    fn commands(&mut self) {
        let spec = self.spec;
        for (path, command) in spec.commands() {
            let place = Place::command(path, command);
            let answers: Vec<_> = command.lines.iter().map(|line| line.name.as_str()).collect();
            for form in &command.forms {
                let place = place.form(form.kind);
                self.all(&place, "the command's `lines`", &form.answers, &answers);
                let finals: Vec<_> = spec.lexical.finals.iter().map(|known| known.text.as_str()).collect();
                self.all(&place, "the finals of lexical.ron", &form.finals, &finals);
                let reasons: Vec<_> = spec.lexical.reasons.iter().map(|known| known.text.as_str()).collect();
                self.all(&place, "the reasons of lexical.ron", &form.reasons, &reasons);
                self.all(&place, "events.ron", &form.messages, &self.events());
                self.data(&place, form, &answers);
            }
            for line in &command.lines {
                if !command.forms.iter().any(|form| form.answers.contains(&line.name)) {
                    let message = format!("a line answers a form; no form names {} in its `answers`", line.name);
                    self.report(place.item("line", &line.name), message, "name it there, or remove it".into());
                }
            }
        }
    }

    fn events(&self) -> Vec<&'s str> {
        let heads = self.spec.events.packets.iter().map(|packet| &packet.head);
        self.spec.events.messages.iter().chain(heads).map(|line| line.name.as_str()).collect()
    }

    fn data(&mut self, place: &Place, form: &Form, answers: &[&str]) {
        let params: Vec<_> = form.params.params().iter().map(|param| param.name.as_str()).collect();
        match &form.data {
            Some(Data::Counted { length, receipt, .. }) => {
                self.one(place.clone(), "the form's parameters", length, &params);
                if let Some(receipt) = receipt {
                    let known: Vec<_> = self.events().into_iter().chain(answers.iter().copied()).collect();
                    self.one(place.clone(), "events.ron and the command's `lines`", receipt, &known);
                }
            }
            Some(Data::Pem { when: (param, _), .. }) => {
                self.one(place.clone(), "the form's parameters", param, &params);
            }
            Some(Data::Transparent) | None => {}
        }
    }

    fn lines(&mut self) {
        for (place, line, command) in lines(self.spec) {
            let scoped = command.is_some_and(|command| command.names.iter().any(|name| name.scope.is_some()));
            if line.prefix.contains("{scope}") && !scoped {
                let message = "`{scope}` in a prefix stands for a scope of the command's names; they have none".into();
                self.report(place.clone(), message, "give the names a `scope`, or write the prefix without it".into());
            }
            self.also(place, &line.aliases, &line.errata);
        }
        let lexical = Place::file("lexical");
        for known in &self.spec.lexical.finals {
            self.also(lexical.item("final", &known.text), &known.aliases, &known.errata);
        }
        for known in &self.spec.lexical.reasons {
            self.also(lexical.item("reason", &known.text), &known.aliases, &known.errata);
        }
    }

    fn also(&mut self, place: Place, also: &[String], errata: &[String]) {
        if let ([first, ..], []) = (also, errata) {
            let message =
                format!("an `also` is read because sources disagree, so an erratum explains it; {first:?} has none");
            self.report(place, message, "name its erratum in `errata`".into());
        }
    }

    fn params(&mut self) {
        let domains: Vec<_> = self.spec.all_domains().map(|(_, domain)| domain.name.as_str()).collect();
        for (place, shape, owner) in lists(self.spec) {
            for param in shape.params() {
                let place = place.param(&param.name);
                if let Type::Domain(name) = &param.ty {
                    self.one(place.clone(), "the domains", name, &domains);
                }
                match (&param.mask_bit, owner) {
                    (Some(when), Owner::Line(_)) => self.bit(place, when),
                    // That it stands in a request, another rule says.
                    (Some(_), Owner::Form(..)) | (None, _) => {}
                }
            }
        }
    }

    fn bit(&mut self, place: Place, when: &MaskBit) {
        let masks = self.spec.all_domains().filter_map(|(_, domain)| match &domain.kind {
            DomainKind::Mask(bits) => Some((domain.name.as_str(), bits)),
            _ => None,
        });
        let masks: Vec<_> = masks.collect();
        match masks.iter().find(|(name, _)| *name == when.mask) {
            Some((_, bits)) => {
                let bits: Vec<_> = bits.iter().map(|bit| bit.name.as_str()).collect();
                self.one(place, &format!("the bits of {}", when.mask), &when.bit, &bits);
            }
            None => {
                let masks: Vec<_> = masks.iter().map(|(name, _)| *name).collect();
                self.one(place, "the mask domains", &when.mask, &masks);
            }
        }
    }

    fn errata(&mut self) {
        let spec = self.spec;
        let known: Vec<_> = spec.errata.errata.iter().map(|erratum| erratum.id.as_str()).collect();
        let mut all: Vec<(Place, &[String])> = Vec::new();
        for (path, command) in spec.commands() {
            let place = Place::command(path, command);
            all.push((place, &command.errata));
        }
        all.extend(examples(spec).into_iter().map(|(place, example)| (place, example.errata.as_slice())));
        all.extend(lines(spec).into_iter().map(|(place, line, _)| (place, line.errata.as_slice())));
        for (path, domain) in spec.all_domains() {
            all.push((Place::file(path).item("domain", &domain.name), &domain.errata));
        }
        let lexical = Place::file("lexical");
        all.extend(facts(spec).map(|(name, _, _, errata)| (lexical.item("fact", name), errata)));
        all.extend(
            spec.lexical.finals.iter().map(|final_| (lexical.item("final", &final_.text), final_.errata.as_slice())),
        );
        all.extend(
            spec.lexical.reasons.iter().map(|reason| (lexical.item("reason", &reason.text), reason.errata.as_slice())),
        );
        for (place, ids) in all {
            self.all(&place, "errata.ron", ids, &known);
        }
    }

    fn packets(&mut self) {
        for packet in &self.spec.events.packets {
            let params: Vec<_> = packet.head.params.params().iter().map(|param| param.name.as_str()).collect();
            let place = Place::file("events").item("packet", &packet.head.name);
            self.one(place, "the parameters of the head", &packet.length, &params);
        }
    }

    /// Sections of the command reference, and pages on which they stand.
    fn sections(&mut self) {
        let sections = &self.spec.manual.sections;
        for (place, source, _) in sources(self.spec) {
            let Source::Manual(number, page) = source else { continue };
            // The chapters before the command reference are not listed.
            if sections.is_empty() || !number.starts_with("3.") || number.matches('.').count() < 2 {
                continue;
            }
            let Some(at) = sections.iter().position(|section| section.number == *number) else {
                let numbers: Vec<_> = sections.iter().map(|section| section.number.as_str()).collect();
                self.one(place, "the sections of manual/", number, &numbers);
                continue;
            };
            let first = sections[at].page;
            let last = sections.get(at + 1).map_or(self.spec.manual.pages, |next| next.page);
            if !(first..=last.max(first)).contains(page) {
                let message = format!(
                    "a source's page is one of its section; {number} stands on pages {first} to {last}, not {page}"
                );
                self.report(place, message, "correct the page or the section".into());
            }
        }
    }

    fn all(&mut self, place: &Place, home: &str, names: &[String], known: &[&str]) {
        for name in names {
            self.one(place.clone(), home, name, known);
        }
    }

    fn one(&mut self, place: Place, home: &str, name: &str, known: &[&str]) {
        if known.contains(&name) {
            return;
        }
        let near = near(name, known.iter().copied());
        let help = match near.as_slice() {
            [] => "add it there, or correct the name".to_string(),
            near => format!("did you mean {}?", one_of(near, |name| format!("`{name}`"))),
        };
        self.report(place, format!("what is named exists; `{name}` is not among {home}"), help);
    }

    fn report(&mut self, place: Place, message: String, help: String) {
        self.findings.push(Finding { rule: RULE, place, message, help });
    }
}
