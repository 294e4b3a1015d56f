//! Rules: what is wrong in a dialogue.
//!
//! [`Checker`] compares events with the spec. What a log may have left out is a note, never an error.
//!
//! ```
//! use std::ops::ControlFlow;
//! use wizfi360_spec::Spec;
//! use wizfi360_trace::{Mode, Options, Session, rules::{Checker, Rule}};
//!
//! let spec = Spec::embedded();
//! let mut session = Session::new(spec, Mode::Live, &Options::default());
//! let mut checker = Checker::new(spec);
//! let mut rules = Vec::new();
//! let mut sink = |event: wizfi360_trace::Event| {
//!     rules.extend(checker.event(&event).into_iter().map(|finding| finding.rule));
//!     ControlFlow::Continue(())
//! };
//! let _ = session.host(b"AT+CWMODE_CUR=9\r\n", &mut sink);
//! let _ = session.module(b"\r\nOK\r\n", &mut sink);
//! assert_eq!(rules, [Rule::OutOfRange, Rule::RefusedAccepted]);
//! ```

mod checker;
mod empty_lines;
mod expectations;
mod finding;
mod lengths;
mod pending;
mod rule;
mod words;

pub use checker::Checker;
pub use expectations::Expectations;
pub use finding::Finding;
pub use rule::{Rule, Severity};

use crate::event::Event;
use wizfi360_spec::{
    Spec,
    model::{Decision, Erratum},
};

/// Returns the errata that concern an event.
pub fn errata_of<'e>(spec: &'static Spec, event: &'e Event) -> impl Iterator<Item = &'static Erratum> + use<'e> {
    event.errata.iter().filter_map(|id| spec.errata.errata.iter().find(|known| known.id == *id))
}

/// Returns the errata that explain how an event is written. Where the manual is right, there is nothing to explain.
pub(crate) fn explaining<'e>(
    spec: &'static Spec,
    event: &'e Event,
) -> impl Iterator<Item = &'static Erratum> + use<'e> {
    errata_of(spec, event).filter(|known| explains(known, event))
}

/// True if an erratum explains how an event is written.
pub fn explains(known: &Erratum, event: &Event) -> bool {
    match known.decision {
        Decision::FollowModule => true,
        Decision::AcceptBoth => event.is_nonstandard,
        Decision::FollowManual | Decision::Undecided => false,
    }
}
