//! `since` and `until` can be read, and agree with what stands around them.

use super::{Finding, Place, versioned, walk};
use crate::{
    Spec,
    model::{Firmware, Span, Version, Versioned, Versions},
};

/// The rule's name.
pub const RULE: &str = "versions_valid";

/// Versions are of known branches, one for each, in order; they lie within what they bound and what encloses them;
/// the names of a command are of the same firmware, and factory defaults one for each firmware.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let mut lint = Lint { branches: &spec.lexical.branches.value, findings: Vec::new() };
    for (place, span, around) in versioned::versioned(spec).into_iter().chain(versioned::versioned_behaviour(spec)) {
        let before = lint.findings.len();
        lint.versions(&place, &span.since);
        lint.versions(&place, &span.until);
        if lint.findings.len() == before {
            lint.within(&place, &span, &around);
        }
    }
    lint.names(spec);
    lint.factory(spec);
    lint.findings
}

struct Lint<'s> {
    branches: &'s Versions,
    findings: Vec<Finding>,
}

impl Lint<'_> {
    fn versions(&mut self, place: &Place, versions: &Versions) {
        for version in &versions.0 {
            if !self.branches.0.iter().any(|known| known.branch == version.branch) {
                let message = format!("firmware has the branches {}; {version} is of none of them", self.branches);
                self.report(place, message, "correct the version, or add its branch to `branches` in lexical.ron");
            }
        }
        if !versions.0.is_sorted_by(|one, next| one.branch < next.branch) {
            let message = format!("versions are listed one for each branch, the older first; {versions} breaks that");
            self.report(place, message, "keep one of each branch, in ascending order");
        }
    }

    /// What is listed is meant: each version is a firmware of the span, and of what encloses it.
    fn within(&mut self, place: &Place, span: &Span, around: &Span) {
        if let Some(since) = span.since.0.iter().find(|since| !span.contains(since.first())) {
            let message = format!("`since` comes before `until`; {since} is later than {}", span.until);
            return self.report(place, message, "swap them, or list one for each branch");
        }
        if let Some(until) = span.until.0.iter().find(|until| !span.contains(until.last())) {
            let message = format!("`since` comes before `until`; {until} is earlier than {}", span.since);
            return self.report(place, message, "swap them, or list one for each branch");
        }
        let inside = |version: &&Version| around.contains(version.first()) || around.contains(version.last());
        if let Some(outside) = span.since.0.iter().chain(&span.until.0).find(|version| !inside(version)) {
            let message = format!("a part is there no longer than what encloses it; {outside} is not ({around})");
            self.report(place, message, "correct the version, or leave it out");
        }
    }

    fn names(&mut self, spec: &Spec) {
        for (path, command) in spec.commands() {
            let mut names = command.names.iter();
            let Some(first) = names.next() else { continue };
            for name in names.filter(|name| name.span() != first.span()) {
                let message = format!(
                    "the names of a command are of the same firmware; {} and {} are not",
                    first.name, name.name
                );
                self.report(&Place::command(path, command), message, "make it a command of its own");
            }
        }
    }

    fn factory(&mut self, spec: &Spec) {
        for (place, shape, _) in walk::lists(spec) {
            for param in shape.params() {
                let spans: Vec<Span> = param.factory.iter().map(Versioned::span).collect();
                let first = spans.iter().flat_map(|span| span.since.0.iter().map(|version| version.first()));
                let last = spans.iter().flat_map(|span| span.until.0.iter().map(|version| version.last()));
                let twice = |firmware: &Firmware| spans.iter().filter(|span| span.contains(*firmware)).count() > 1;
                let newest = Firmware([u16::MAX; 4]);
                if first.chain(last).chain([newest]).any(|firmware| twice(&firmware)) {
                    let message = "a firmware has one factory default of a parameter; here two overlap".into();
                    self.report(&place.param(&param.name), message, "part them with `since` and `until`");
                }
            }
        }
    }

    fn report(&mut self, place: &Place, message: String, help: &str) {
        self.findings.push(Finding { rule: RULE, place: place.clone(), message, help: help.into() });
    }
}
