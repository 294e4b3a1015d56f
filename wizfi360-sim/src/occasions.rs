//! What the world has planned for a command, and when it is due.

use crate::{
    Module,
    faults::Instead,
    task::Timer,
    world::{Effect, Happening, Occasion},
};

/// What is still to come of the world's occasions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pending {
    /// How many lines each occasion has seen.
    seen: Vec<u32>,
    /// What happens when the data of the command under way has come.
    behind_data: Vec<Happening>,
}

impl Module {
    /// What is planned for this line, which no command under way turns away.
    pub(crate) fn occasions(&mut self, line: &[u8]) -> Vec<Effect> {
        let all = &self.world.occasions;
        let seen = &mut self.occasions.seen;
        seen.resize(all.len(), 0);
        let mut due = Vec::new();
        let matching = all.iter().zip(seen).filter(|(occasion, _)| line.starts_with(occasion.at.as_bytes()));
        for (Occasion { nth, does, .. }, seen) in matching {
            *seen = seen.saturating_add(1);
            if seen == nth {
                due.push(does.clone());
            }
        }
        due
    }

    /// What stands in the command's place.
    pub(crate) fn occasion_instead(effects: &[Effect]) -> Option<Instead> {
        effects.iter().find_map(|effect| match effect {
            Effect::Busy => Some(Instead::Busy),
            Effect::Restart => Some(Instead::Restart),
            _ => None,
        })
    }

    /// What follows a command that has been answered, from this place in the output on.
    pub(crate) fn occasion_behind(&mut self, effects: Vec<Effect>, answer: usize) {
        self.occasions.behind_data.clear();
        for effect in effects {
            match effect {
                Effect::Busy | Effect::Restart => {}
                Effect::Delay(ms) => {
                    self.output.hold(answer);
                    self.after(ms, Timer::Release);
                }
                Effect::Then(0, happening) => self.on_happening(&happening),
                Effect::Then(ms, happening) => self.after(ms, Timer::Planned(happening)),
                Effect::BehindData(happening) => self.occasions.behind_data.push(happening),
            }
        }
    }

    /// All data of a command has come.
    pub(crate) fn occasion_behind_data(&mut self) {
        for happening in std::mem::take(&mut self.occasions.behind_data) {
            self.on_happening(&happening);
        }
    }
}
