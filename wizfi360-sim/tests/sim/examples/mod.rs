//! The examples of the spec, most of them the manual's, played to a module: it gives the documented answers, byte for byte.

mod setups;

use setups::{Setup, fresh, setups};
use wizfi360_sim::{Testbed, World};
use wizfi360_spec::{
    Spec,
    model::{Example, Turn},
};

#[test]
fn every_example_gives_the_documented_answer() {
    let spec = Spec::embedded();
    let setups = setups();
    let mut used = vec![0; setups.len()];
    let (mut played, mut differ, mut failures) = (0, 0, Vec::new());
    let of_commands = spec.commands().map(|(_, command)| (command.names[0].name.as_str(), &*command.examples));
    let messages = spec.events.messages.iter().chain(spec.events.packets.iter().map(|packet| &packet.head));
    for (name, examples) in of_commands.chain(messages.map(|line| (line.name.as_str(), &line.examples))) {
        for example in examples {
            let place = setups.iter().position(|setup| setup.fits(example));
            let setup = place.map_or_else(
                || fresh(""),
                |place| {
                    used[place] += 1;
                    setups[place].clone()
                },
            );
            played += 1;
            differ += usize::from(setup.differs.is_some());
            match (play(example, &setup), setup.differs) {
                (Ok(()), None) | (Err(_), Some(_)) => {}
                (Ok(()), Some(reason)) => {
                    failures.push(format!("{name}: plays as it stands; remove \"{reason}\""));
                }
                (Err(failure), None) => failures.push(format!("{name}: {failure}")),
            }
        }
    }
    println!("{played} examples: {} as documented, {differ} differ for a reason that is named", played - differ);
    assert!(failures.is_empty(), "{} of {played}:\n{}", failures.len(), failures.join("\n"));
    let idle: Vec<_> = setups.iter().zip(used).filter(|(_, used)| *used == 0).map(|(setup, _)| setup.first).collect();
    assert!(idle.is_empty(), "no example begins so any more: {idle:?}");
    assert!(played > 150, "{played} examples");
}

fn play(example: &Example, setup: &Setup) -> Result<(), String> {
    let mut world: World =
        World::from_ron("examples.ron", include_str!("../worlds/examples.ron")).map_err(|e| e.to_string())?;
    (setup.world)(&mut world);
    let mut desk = Testbed::new(world);
    desk.pass(1000);
    desk.write(b"ATE0\r\n");
    for line in &setup.before {
        desk.write(format!("{line}\r\n").as_bytes());
        desk.pass(10_000);
    }
    for happening in setup.happens_before.iter().cloned() {
        desk.happen(happening);
        desk.pass(1000);
    }
    desk.read();
    let mut rest = &example.dialogue[..];
    while let [first, ..] = rest {
        match first {
            Turn::Host(line) => desk.write(format!("{line}\r\n").as_bytes()),
            Turn::Data(bytes) => desk.write(bytes.as_bytes()),
            // What comes unasked.
            Turn::Module(_) => {}
        }
        let behind = if matches!(first, Turn::Module(_)) { rest } else { &rest[1..] };
        let end = behind.iter().position(|says| !matches!(says, Turn::Module(_))).unwrap_or(behind.len());
        let (answers, next) = behind.split_at(end);
        rest = next;
        if let (Some(peer), false) = (desk.connections().first(), setup.peer_says.is_empty()) {
            desk.peer_says(*peer, setup.peer_says.as_bytes());
        }
        for happening in setup.happens.iter().cloned() {
            desk.happen(happening);
        }
        let expected: String = answers.iter().map(text).collect();
        let mut said = desk.read();
        for _ in 0..40_000 {
            if said.len() >= expected.len() {
                break;
            }
            desk.pass(10);
            said.extend(desk.read());
        }
        if said != expected.as_bytes() {
            return Err(format!("{first:?}: \"{}\" instead of \"{}\"", said.escape_ascii(), expected.escape_debug()));
        }
    }
    Ok(())
}

/// A line of the module as it stands on the wire.
fn text(says: &Turn) -> String {
    match says {
        Turn::Module(line) if line == ">" || line.starts_with("+IPD,") => line.clone(),
        Turn::Module(line) => format!("{line}\r\n"),
        _ => String::new(),
    }
}
