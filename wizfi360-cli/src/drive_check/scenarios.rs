//! Which scenarios are played.

use crate::{
    args::DriveCheck,
    end::{Failure, Mistake},
};
use std::{fs, path::Path};
use wizfi360_reference::suggest::nearest;
use wizfi360_sim::scenario::Scenario;

/// Those that the arguments name, or all.
pub(super) fn chosen(args: &DriveCheck) -> Result<Vec<Scenario>, Failure> {
    let mut chosen = match args.scenario.as_slice() {
        [] => Scenario::built_in().to_vec(),
        names => names.iter().map(|name| one(name)).collect::<Result<_, _>>()?,
    };
    if let Some(firmware) = args.firmware {
        chosen.iter_mut().for_each(|scenario| scenario.world.firmware = firmware);
    }
    Ok(chosen)
}

/// The file of a built-in scenario.
pub(super) fn text(name: &str) -> Result<&'static str, Failure> {
    Scenario::text(name).ok_or_else(|| unknown(name))
}

fn one(name: &str) -> Result<Scenario, Failure> {
    if !name.ends_with(".ron") {
        let known = Scenario::built_in().iter().find(|scenario| scenario.name == name);
        return known.cloned().ok_or_else(|| unknown(name));
    }
    let text = fs::read_to_string(name).map_err(|error| Failure::file(Path::new(name), &error))?;
    Scenario::from_ron(name, &text).map_err(|error| {
        let way_out = "`wizfi360 drive-check --print join` prints one to begin with.";
        Failure::Wrong(vec![Mistake::new(error.to_string(), way_out)])
    })
}

fn unknown(name: &str) -> Failure {
    let names = Scenario::built_in().iter().map(|scenario| scenario.name.as_str());
    let way_out = match nearest(name, names).as_slice() {
        [] => "`wizfi360 drive-check --list` lists them. A file of your own ends in `.ron`.".to_string(),
        near => format!("Did you mean {}? `wizfi360 drive-check --list` lists all.", near.join(" or ")),
    };
    Failure::wrong(format!("no built-in scenario has the name `{name}`"), way_out)
}
