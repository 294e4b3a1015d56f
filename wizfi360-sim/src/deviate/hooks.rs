//! The places where a module deviates.

use super::{Before, Hook, Sets};
use crate::{
    Module, World,
    facts::Known,
    net::Action,
    task::{Handled, Next, Refusal},
};
use std::borrow::Cow;
use wizfi360_proto::{Command, DataPhase, Scope, device::End};
use wizfi360_spec::model::{Firmware, Requirement};

impl Module {
    /// The line that this one is taken for.
    pub(crate) fn taken_for<'l>(&self, line: &'l [u8]) -> Cow<'l, [u8]> {
        self.hooks().fold(Cow::Borrowed(line), |line, hook| match hook {
            Hook::Reads(reads) => {
                str::from_utf8(&line).ok().and_then(reads).map_or(line, |text| text.into_bytes().into())
            }
            _ => line,
        })
    }

    pub(crate) fn skips(&self, requirement: &Requirement) -> bool {
        self.hooks().any(|hook| matches!(hook, Hook::Skips(skips) if skips(requirement)))
    }

    /// What has become of a command, if it is not refused for this.
    pub(crate) fn forgiven(&self, handled: Handled) -> Handled {
        match handled {
            Err(Refusal(Some(reason))) if self.hooks().any(|hook| matches!(hook, Hook::Forgives(of) if of(reason))) => {
                Ok(Next::Ok)
            }
            handled => handled,
        }
    }

    /// What there is before a command is performed, if that is asked for behind it.
    pub(crate) fn before(&self, line: &[u8]) -> Option<Box<Before>> {
        self.hooks().any(|hook| matches!(hook, Hook::Behind(_))).then(|| {
            let line = String::from_utf8_lossy(line).into_owned();
            Box::new(Before { line, ram: self.ram.clone(), flash: self.flash.clone() })
        })
    }

    /// A command has been performed.
    pub(crate) fn behind(&mut self, before: Option<Box<Before>>) {
        let Some(before) = before else { return };
        let world = self.world.clone();
        for deviation in &world.deviates {
            if let Hook::Behind(behind) = deviation.hook {
                behind(self, &before);
            }
        }
    }

    /// Whether a setting by such a name holds now, and whether it is kept.
    pub(crate) fn sets(&self, scope: Scope) -> (bool, bool) {
        let told = self.hooks().find_map(|hook| match hook {
            Hook::Sets(sets) => sets(scope),
            _ => None,
        });
        told.map_or((true, scope != Scope::Current), |Sets { now, kept }| (now, kept))
    }

    /// The name as whose a query by this one answers.
    pub(crate) fn tells(&self, scope: Scope) -> Scope {
        self.hooks().fold(scope, |scope, hook| match hook {
            Hook::Tells(tells) => tells(scope),
            _ => scope,
        })
    }

    /// The data that comes.
    pub(crate) fn collects(&self, command: &'static Command, phase: DataPhase) -> (&'static Command, DataPhase) {
        self.hooks().fold((command, phase), |(command, phase), hook| match hook {
            Hook::Collects(collects) => collects(command, phase),
            _ => (command, phase),
        })
    }

    pub(crate) fn is_deaf_to(&self, end: End) -> bool {
        self.hooks().any(|hook| matches!(hook, Hook::DeafTo(deaf) if *deaf == end))
    }

    /// True if the line of PEM text that has come is the last one; then the next begins a command.
    pub(crate) fn ends_pem_early(&mut self) -> bool {
        let ends = self.hooks().any(|hook| matches!(hook, Hook::EndsPem));
        if ends {
            self.abandon_data();
        }
        ends
    }

    /// What is wanted of the network, if anything.
    pub(crate) fn does(&self, action: Action) -> Option<Action> {
        self.hooks().try_fold(action, |action, hook| match hook {
            Hook::Does(does) => does(action),
            _ => Some(action),
        })
    }

    /// What was said from this place on is said otherwise.
    pub(crate) fn say_otherwise(&mut self, from: usize) {
        self.write_otherwise(from, |hook, said| match hook {
            Hook::Says(says) => says(said),
            _ => None,
        });
    }

    /// What has answered a line, from this place on, is said otherwise.
    pub(crate) fn answer_otherwise(&mut self, line: &[u8], from: usize) {
        self.write_otherwise(from, |hook, said| match hook {
            Hook::Answers(answers) => answers(str::from_utf8(line).ok()?, said),
            _ => None,
        });
    }

    fn write_otherwise(&mut self, from: usize, write: impl Fn(&Hook, &str) -> Option<String>) {
        if self.world.deviates.is_empty() {
            return;
        }
        for deviation in &self.world.deviates {
            let said = str::from_utf8(self.output.behind(from)).unwrap_or_default();
            if let Some(text) = Some(said).filter(|said| !said.is_empty()).and_then(|said| write(&deviation.hook, said))
            {
                self.output.replace(from, text.as_bytes());
            }
        }
    }

    /// What is known of this firmware, or of all.
    pub(crate) fn known_of(world: &World, firmware: Firmware) -> &'static Known {
        let any = world.deviates.iter().any(|deviation| matches!(deviation.hook, Hook::AnyFirmware));
        Known::of((!any).then_some(firmware))
    }

    fn hooks(&self) -> impl Iterator<Item = &Hook> {
        self.world.deviates.iter().map(|deviation| &deviation.hook)
    }
}
