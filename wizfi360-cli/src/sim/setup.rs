//! From arguments to modules.

use super::{deviation, watch::Watcher, wrong};
use crate::{
    args::{Color, Net, Sim},
    end::{Failure, Mistake},
    paint,
    record::Record,
};
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};
use wizfi360_sim::{
    Faults, Flash, Module, World,
    net::VirtualNetwork,
    run::{Detour, HostNetwork, Network, Reach, Runner, load_flash, save_flash},
};
use wizfi360_spec::{Spec, model::Firmware};

/// What all modules share.
pub(super) struct Setup {
    world: Arc<World>,
    reach: Reach,
}

impl Setup {
    pub(super) fn read(args: &Sim, color: Color) -> Result<Setup, Failure> {
        let mut world = match &args.world {
            Some(path) => {
                let name = path.display().to_string();
                let text = fs::read_to_string(path).map_err(|error| wrong(&name, &error))?;
                World::from_ron(&name, &text)
                    .map_err(|error| Failure::Wrong(vec![Mistake::new(error.to_string(), "")]))?
            }
            None => World::clone(World::built_in()),
        };
        if let Some(firmware) = &args.firmware {
            world.firmware = firmware.parse().map_err(|error: String| Failure::Wrong(vec![Mistake::new(error, "")]))?;
        }
        tell_unknown(world.firmware, color).map_err(Failure::Output)?;
        world.by_the_manual |= args.by_the_manual;
        world.deviates.extend(deviation::named(&args.deviate)?);
        if let Some(text) = &args.faults {
            world.faults = faults(text)?;
        }
        world.faults.seed = args.seed.unwrap_or(world.faults.seed);
        if !args.map.is_empty() && args.net == Net::Virtual {
            let what = "`--map` says where real hosts lie; a virtual network has none";
            return Err(Failure::Wrong(vec![Mistake::new(what, "Add --net host.")]));
        }
        if args.speed > 1 && args.net == Net::Host {
            let what = "`--speed` lets the module's time run faster; real sockets keep real time";
            return Err(Failure::Wrong(vec![Mistake::new(what, "Leave one of the two out: --speed or --net host.")]));
        }
        let elsewhere = args.map.iter().map(|text| detour(text)).collect::<Result<_, _>>()?;
        Ok(Setup { world: Arc::new(world), reach: Reach { bind: args.bind, elsewhere } })
    }

    /// The module with this number.
    pub(super) fn module(&self, args: &Sim, index: u16, color: Color) -> Result<Runner, Failure> {
        let flash_path = args.flash.as_deref().map(|path| numbered(path, index));
        let flash = match &flash_path {
            Some(path) => self.kept(path, index)?,
            None => self.factory(index),
        };
        let record = match &args.record {
            Some(path) => {
                let head = ["what: a virtual module".into(), format!("firmware: {}", flash.firmware)];
                Some(Record::create(&numbered(path, index), &head)?)
            }
            None => None,
        };
        let watcher = Watcher::new(args, record, flash_path, color)?;
        let module = Module::with_flash(self.world.clone(), flash);
        let network = match args.net {
            Net::Virtual => Network::Virtual(Box::new(VirtualNetwork::new(self.world.clone()))),
            Net::Host => Network::Host(Box::new(HostNetwork::new(self.reach.clone()))),
        };
        Ok(Runner::new(module, network, watcher, args.baud).faster(args.speed))
    }

    /// The flash in this file, or that of a new module. It is written at once: what cannot be kept is not found out only when there is something to keep.
    fn kept(&self, path: &Path, index: u16) -> Result<Flash, Failure> {
        let kept = load_flash(path).map_err(|error| match error.kind() {
            // It names the file, with line and column.
            io::ErrorKind::InvalidData => {
                let way_out =
                    "--flash takes a file that it has written, or none yet: remove this one, or name another.";
                Failure::Wrong(vec![Mistake::new(error.to_string(), way_out)])
            }
            _ => wrong(&path.display().to_string(), &error),
        })?;
        let flash = kept.unwrap_or_else(|| self.factory(index));
        save_flash(path, &flash).map_err(|error| wrong(&format!("{}: cannot be written", path.display()), &error))?;
        Ok(flash)
    }

    /// No two modules have the same MAC address.
    fn factory(&self, index: u16) -> Flash {
        let mut world = World { mac: self.world.mac, firmware: self.world.firmware, ..World::default() };
        let [.., d, e, f] = &mut world.mac.0;
        let number = u32::from_be_bytes([0, *d, *e, *f]).wrapping_add(u32::from(index)).to_be_bytes();
        (*d, *e, *f) = (number[1], number[2], number[3]);
        Flash::factory(&world)
    }
}

/// The spec knows branches: what a firmware of another one has is a guess, and may be meant.
fn tell_unknown(firmware: Firmware, color: Color) -> io::Result<()> {
    let known = &Spec::embedded().lexical.branches.value;
    if known.0.iter().any(|version| version.branch == firmware.branch()) {
        return Ok(());
    }
    let is_newer = known.0.iter().all(|version| version.branch < firmware.branch());
    let than = if is_newer { "newer" } else { "older" };
    let what = format!("firmware {firmware} is of no branch that is known ({known})");
    writeln!(paint::stderr(color), "{what}; the module acts as if it were {than}")
}

/// The file of the module with this number.
fn numbered(path: &Path, index: u16) -> PathBuf {
    if index == 0 {
        return path.to_owned();
    }
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{index}"));
    path.with_file_name(name)
}

/// `some`, or the inside of a world's `faults: (..)`.
fn faults(text: &str) -> Result<Faults, Failure> {
    if text == "some" {
        return Ok(Faults::SOME);
    }
    wizfi360_spec::read_ron("--faults", &format!("({text})")).map_err(|error| {
        let way_out = "Write it as in a world file: --faults 'lost: 0.001, busy: 0.1', or --faults some.";
        Failure::Wrong(vec![Mistake::new(error.to_string(), way_out)])
    })
}

/// `HOST:PORT=HOST:PORT`.
fn detour(text: &str) -> Result<Detour, Failure> {
    let end = |text: &str| {
        let (host, port) = text.rsplit_once(':')?;
        Some((host.to_string(), port.parse().ok()?)).filter(|(host, _)| !host.is_empty())
    };
    let both = text.split_once('=').and_then(|(here, there)| Some(Detour { from: end(here)?, to: end(there)? }));
    both.ok_or_else(|| {
        let what = format!("`--map {text}`: `{text}` is not HOST:PORT=HOST:PORT");
        Failure::Wrong(vec![Mistake::new(what, "Write it as --map broker.example.com:8883=localhost:18883.")])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detour_has_two_ends() {
        let expected = Detour { from: ("a.b".into(), 1), to: ("localhost".into(), 2) };
        assert_eq!(detour("a.b:1=localhost:2").unwrap(), expected);
        for text in ["a:1", "a=b:1", "a:1=b", ":1=b:2", "a:99999=b:1"] {
            assert!(detour(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_second_module_has_a_file_of_its_own() {
        assert_eq!(numbered(Path::new("x/flash.ron"), 0), Path::new("x/flash.ron"));
        assert_eq!(numbered(Path::new("x/flash.ron"), 2), Path::new("x/flash.ron.2"));
    }
}
