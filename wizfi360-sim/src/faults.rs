//! What goes wrong: bytes on the line, and events at the worst moment. Seeded, so that the same run goes wrong in the same way.

use crate::{Module, task::Timer, world::AccessPoint};
use serde::{Deserialize, Deserializer, de::Error};
use std::ops::Range;

/// How often what goes wrong. A chance is a number from 0, never, to 1, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Faults {
    /// Where the random numbers begin.
    pub seed: u64,
    /// A byte is lost, on its way to the host or from it.
    #[serde(deserialize_with = "chance")]
    pub lost: f64,
    /// A byte comes twice.
    #[serde(deserialize_with = "chance")]
    pub doubled: f64,
    /// A bit of a byte is wrong.
    #[serde(deserialize_with = "chance")]
    pub corrupted: f64,
    /// A command is turned away as if another were running.
    #[serde(deserialize_with = "chance")]
    pub busy: f64,
    /// What the module says waits for [`Faults::delay_ms`], from a command on.
    #[serde(deserialize_with = "chance")]
    pub delay: f64,
    /// How long, in milliseconds.
    pub delay_ms: u64,
    /// The module restarts in the place of a command.
    #[serde(deserialize_with = "chance")]
    pub restart: f64,
    /// A byte of line noise, 0xFC, stands before `ready`, as after the restarts of real modules.
    #[serde(deserialize_with = "chance")]
    pub noise: f64,
    /// A peer closes its link, at a command.
    #[serde(deserialize_with = "chance")]
    pub link: f64,
    /// The access point goes for five seconds, at a command.
    #[serde(deserialize_with = "chance")]
    pub access_point: f64,
    /// When a link or an access point goes: the chance that its messages stand inside the echo of the command, or right before its prompt, and not behind its answer.
    #[serde(deserialize_with = "chance")]
    pub inside: f64,
    /// Whether scans find access points whose SSIDs hold quotes, commas, line ends, and what looks like an answer.
    pub hostile: bool,
}

impl Faults {
    /// Some of everything, for a driver that is to bear it.
    pub const SOME: Faults = Faults {
        seed: 0,
        lost: 0.0005,
        doubled: 0.0005,
        corrupted: 0.0005,
        busy: 0.05,
        delay: 0.05,
        delay_ms: 700,
        restart: 0.01,
        noise: 0.5,
        link: 0.05,
        access_point: 0.01,
        inside: 0.5,
        hostile: true,
    };

    fn damages(&self) -> bool {
        self.lost > 0.0 || self.doubled > 0.0 || self.corrupted > 0.0
    }
}

/// Reads a chance.
fn chance<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let chance = f64::deserialize(deserializer)?;
    match (0.0..=1.0).contains(&chance) {
        true => Ok(chance),
        false => Err(D::Error::custom(format!("{chance} is no chance; write a number from 0, never, to 1, always"))),
    }
}

/// How long an access point stays away.
const AWAY: u64 = 5000;

/// Faults that go on. Each direction and the module's own have random numbers of their own, so none depends on how bytes are cut.
#[derive(Clone, Debug)]
pub(crate) struct Going {
    faults: Faults,
    to_host: fastrand::Rng,
    from_host: fastrand::Rng,
    own: fastrand::Rng,
}

impl Going {
    pub(crate) fn new(faults: Faults) -> Option<Box<Going>> {
        let rng = |n: u64| fastrand::Rng::with_seed(faults.seed.wrapping_mul(3).wrapping_add(n));
        let none = faults == Faults { seed: faults.seed, ..Faults::default() };
        (!none).then(|| Box::new(Going { faults, to_host: rng(0), from_host: rng(1), own: rng(2) }))
    }

    /// Bytes of the host, as they arrive.
    pub(crate) fn damage_input(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        self.faults.damages().then(|| damage(&self.faults, &mut self.from_host, bytes))
    }

    /// Bytes for the host, as they arrive.
    pub(crate) fn damage_output(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        self.faults.damages().then(|| damage(&self.faults, &mut self.to_host, bytes))
    }

    fn happens(&mut self, chance: f64) -> bool {
        // Without a chance no number is drawn: what else goes wrong stays the same.
        chance > 0.0 && self.own.f64() < chance
    }
}

fn damage(faults: &Faults, rng: &mut fastrand::Rng, bytes: &[u8]) -> Vec<u8> {
    let mut damaged = Vec::with_capacity(bytes.len() + 4);
    for byte in bytes {
        let draw = rng.f64();
        if draw < faults.lost {
        } else if draw < faults.lost + faults.doubled {
            damaged.extend([*byte, *byte]);
        } else if draw < faults.lost + faults.doubled + faults.corrupted {
            damaged.push(byte ^ (1 << rng.u8(..8)));
        } else {
            damaged.push(*byte);
        }
    }
    damaged
}

/// What a fault does in the place of a command.
pub(crate) enum Instead {
    Busy,
    Restart,
}

impl Module {
    /// Whether something else happens than what a command asks for.
    pub(crate) fn fault_instead(&mut self) -> Option<Instead> {
        let going = self.faults.as_mut()?;
        let faults = going.faults;
        if going.happens(faults.restart) {
            Some(Instead::Restart)
        } else if going.happens(faults.busy) {
            Some(Instead::Busy)
        } else {
            None
        }
    }

    /// Whether line noise stands before `ready`.
    pub(crate) fn fault_noise(&mut self) -> bool {
        self.faults.as_mut().is_some_and(|going| going.happens(going.faults.noise))
    }

    /// What goes wrong at a command that has been answered: `echo` and `answer` are where its echo and its answer stand in the output.
    pub(crate) fn fault_behind(&mut self, echo: Range<usize>, answer: Range<usize>) {
        let Some(going) = &mut self.faults else { return };
        let faults = going.faults;
        let (link, access_point) = (going.happens(faults.link), going.happens(faults.access_point));
        let (inside, delayed) = (going.happens(faults.inside), going.happens(faults.delay));
        // Inside the echo, or right before the prompt, where there is one.
        let places: Vec<usize> = echo.skip(1).chain(self.output.before_prompt(answer.end)).collect();
        let place = if inside { going.own.choice(places) } else { None };
        if link {
            self.lose_a_link();
        }
        if access_point {
            self.lose_the_access_point();
        }
        if let Some(place) = place {
            self.output.move_back(answer.end, place);
        }
        if delayed {
            self.output.hold(answer.start);
            self.after(faults.delay_ms, Timer::Release);
        }
    }

    /// A peer closes its link.
    fn lose_a_link(&mut self) {
        let open: Vec<_> = (0..self.ram.links.len()).filter(|slot| self.open_link(*slot).is_some()).collect();
        if let Some(slot) = self.faults.as_mut().and_then(|going| going.own.choice(open)) {
            self.link_closes(slot);
        }
    }

    fn lose_the_access_point(&mut self) {
        if let Some(ssid) = self.joined_ssid() {
            self.access_point_goes(&ssid);
            self.after(AWAY, Timer::Back(ssid));
        }
    }

    /// Access points that nobody would want to find.
    pub(crate) fn hostile_access_points(&self) -> Vec<AccessPoint> {
        const SSIDS: [&[u8]; 5] = [
            b"\",-1,\"00:00:00:00:00:00\",1,1)",
            b"\r\nOK\r\n",
            b"a,b\"c\\",
            b"\r\nready\r\n+IPD,5:",
            b"\xff\xfe\x00\x01",
        ];
        let hostile = self.faults.as_ref().is_some_and(|going| going.faults.hostile);
        let ssids = SSIDS.iter().take(if hostile { SSIDS.len() } else { 0 });
        ssids.zip(0..).map(|(ssid, number)| AccessPoint::stranger(ssid, number)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_damages_the_same_bytes_however_they_are_cut() {
        let faults = Faults { seed: 9, lost: 0.1, doubled: 0.1, corrupted: 0.1, ..Faults::default() };
        let bytes: Vec<u8> = (0..=255).collect();
        let mut whole = Going::new(faults).unwrap();
        let mut cut = Going::new(faults).unwrap();
        let all = whole.damage_output(&bytes).unwrap();
        let parts: Vec<u8> = bytes.chunks(7).flat_map(|part| cut.damage_output(part).unwrap()).collect();
        assert_eq!(all, parts);
        assert_ne!(all, bytes);
        assert!(Going::new(Faults { seed: 9, ..Faults::default() }).is_none());
    }
}
