//! What goes wrong on purpose.

use super::{joined, started, talk, world};
use wizfi360_sim::{Faults, Happening, Module, Testbed, World};

const NONE: Faults = Faults {
    seed: 0,
    lost: 0.0,
    doubled: 0.0,
    corrupted: 0.0,
    busy: 0.0,
    delay: 0.0,
    delay_ms: 0,
    restart: 0.0,
    noise: 0.0,
    link: 0.0,
    access_point: 0.0,
    inside: 0.0,
    hostile: false,
};

fn with(faults: Faults) -> Testbed {
    let mut desk = Testbed::new(World { faults, ..world() });
    desk.expect("ready\r\n", 1000).unwrap();
    desk
}

#[test]
fn commands_are_turned_away_delayed_or_met_by_a_restart() {
    let mut desk = with(Faults { busy: 1.0, ..NONE });
    talk(&mut desk, &[("AT", "\r\nbusy p...\r\n")]);
    let mut desk = with(Faults { restart: 1.0, ..NONE });
    talk(&mut desk, &[("AT", "\r\nready\r\n")]);
    let mut desk = with(Faults { delay: 1.0, delay_ms: 700, ..NONE });
    desk.write(b"AT\r\nAT\r\n");
    assert_eq!(desk.read(), b"AT\r\n");
    desk.pass(699);
    assert_eq!(desk.read(), b"");
    desk.pass(1);
    assert_eq!(desk.read(), b"\r\nOK\r\nAT\r\n\r\nOK\r\n");
}

#[test]
fn a_restart_ends_neither_a_delay_nor_the_absence_of_an_access_point() {
    let faults = Faults { delay: 1.0, delay_ms: 700, ..NONE };
    let mut module = Module::new(World { faults, happenings: vec![(1100, Happening::Restart)], ..world() });
    module.advance(1000);
    assert_eq!(module.take_output(), b"\r\nready\r\n");
    module.input(1000, b"AT\r\n");
    assert_eq!(module.take_output(), b"AT\r\n");
    module.advance(3000);
    assert_eq!(module.take_output(), b"\r\nOK\r\n\r\nready\r\n");

    let (mut module, now) = (joined().module().clone(), 100_000);
    module.set_faults(Faults { access_point: 1.0, ..NONE });
    module.input(now, b"AT+CWMODE_DEF=1\r\n");
    module.set_faults(NONE);
    module.happen(now, Happening::Restart);
    module.advance(now + 6000);
    module.take_output();
    module.input(now + 6000, b"AT+CWLAP\r\n");
    module.advance(now + 12_000);
    let said = String::from_utf8(module.take_output()).unwrap();
    assert!(said.contains("\"home\""), "{said}");
}

#[test]
fn line_noise_stands_before_ready_at_each_start() {
    let mut desk = Testbed::new(World { faults: Faults { noise: 1.0, ..NONE }, ..world() });
    desk.pass(1000);
    assert_eq!(desk.read(), b"\xfc\r\nready\r\n");
    desk.write(b"AT+RST\r\n");
    desk.pass(1000);
    assert_eq!(desk.read(), b"AT+RST\r\n\r\nOK\r\n\xfc\r\nready\r\n");
}

#[test]
fn messages_stand_inside_an_echo_and_right_before_a_prompt() {
    let (mut in_echo, mut before_prompt) = (0, 0);
    for seed in 0..60 {
        let mut desk = joined();
        for (line, end) in [("ATE1", "OK\r\n"), ("AT+CIPSTART=\"TCP\",\"10.0.0.2\",9", "CONNECT\r\n\r\nOK\r\n")] {
            desk.write(format!("{line}\r\n").as_bytes());
            desk.expect(end, 1000).unwrap();
        }
        let now = desk.now();
        let mut module = desk.module().clone();
        module.set_faults(Faults { seed, link: 1.0, inside: 1.0, ..NONE });
        module.input(now, b"AT+CIPSEND=3\r\n");
        let said = String::from_utf8(module.take_output()).unwrap();
        assert_eq!(said.replacen("CLOSED\r\n", "", 1), "AT+CIPSEND=3\r\n\r\nOK\r\n\r\n>", "{said:?}");
        before_prompt += usize::from(said.ends_with("\r\nOK\r\nCLOSED\r\n\r\n>"));
        in_echo += usize::from(said.starts_with("AT") && said.find("CLOSED").is_some_and(|at| at < 14));
    }
    assert!(in_echo > 0 && before_prompt > 0, "{in_echo} {before_prompt}");
}

#[test]
fn the_same_seed_has_the_same_run_however_it_is_cut() {
    let run = |seed, length: usize| {
        let mut module = Module::new(World { faults: Faults { seed, ..Faults::SOME }, ..world() });
        module.advance(400);
        let host = b"AT\r\nAT+GMR\r\nAT+CWMODE_CUR=1\r\nAT+CIFSR\r\n".repeat(40);
        host.chunks(length).for_each(|part| module.input(400, part));
        // What is kept back is as long in each.
        let mut said = vec![module.take_output()];
        module.advance(100_000);
        said.push(module.take_output());
        said
    };
    for (seed, length) in (1..40).flat_map(|seed| [(seed, 1), (seed, 3), (seed, 50)]) {
        assert_eq!(run(seed, length), run(seed, 1600), "seed {seed}, cuts of {length}");
    }
    assert_ne!(run(1, 100), run(2, 100));
}

#[test]
fn hostile_networks_are_found_and_a_planned_loss_comes_when_it_is_due() {
    let mut desk = with(Faults { hostile: true, ..NONE });
    desk.write(b"ATE0\r\nAT+CWMODE_CUR=1\r\nAT+CWLAP\r\n");
    desk.pass(5000);
    let said = desk.read();
    assert!(said.windows(10).any(|part| part == b"\"a,b\"c\\\",-"), "{}", said.escape_ascii());

    let mut desk = started(World { happenings: vec![(60_000, Happening::LinkCloses(0))], ..world() });
    talk(&mut desk, &[("AT+CIPSTART=\"TCP\",\"10.0.0.2\",9", "CONNECT\r\n\r\nOK\r\n")]);
    desk.pass(60_000);
    assert_eq!(desk.read(), b"CLOSED\r\n");
}

#[test]
fn what_is_planned_for_a_command_happens_at_it_and_once() {
    let plan = |occasions: &str| {
        let text = format!("(occasions: [{occasions}], latencies: (network: 20))");
        let planned = World::from_ron("plan", &text).unwrap();
        let mut desk = started(World { occasions: planned.occasions, ..world() });
        for (line, end) in [
            ("AT+CWMODE_CUR=1", "OK\r\n"),
            ("AT+CWJAP_CUR=\"home\",\"12345678\"", "OK\r\n"),
            ("AT+CIPSTART=\"TCP\",\"10.0.0.2\",9", "CONNECT\r\n\r\nOK\r\n"),
        ] {
            desk.write(format!("{line}\r\n").as_bytes());
            desk.expect(end, 10_000).unwrap();
        }
        desk
    };
    let prompt = "\r\nOK\r\n\r\n>";
    let mut desk = plan("(at: \"AT+CIPSEND\", nth: 2, does: Busy)");
    talk(&mut desk, &[("AT+CIPSEND=1", prompt), ("x", "\r\nRecv 1 bytes\r\n\r\nSEND OK\r\n")]);
    talk(&mut desk, &[("AT+CIPSEND=1", "\r\nbusy p...\r\n"), ("AT+CIPSEND=1", prompt)]);

    let mut desk = plan("(at: \"AT+CIPSEND\", does: Then(0, LinkCloses(0)))");
    talk(&mut desk, &[("AT+CIPSEND=1", "\r\nOK\r\n\r\n>CLOSED\r\n"), ("x", "\r\nRecv 1 bytes\r\n\r\nSEND FAIL\r\n")]);

    let mut desk = plan("(at: \"AT+CIPSEND\", does: BehindData(LinkCloses(0)))");
    talk(&mut desk, &[("AT+CIPSEND=1", prompt), ("x", "\r\nRecv 1 bytes\r\nCLOSED\r\n\r\nSEND FAIL\r\n")]);

    let mut desk = plan("(at: \"AT+GMR\", does: Restart), (at: \"AT+CIFSR\", does: Delay(500))");
    talk(&mut desk, &[("AT+GMR", "\r\nready\r\n")]);
    desk.write(b"AT+CIFSR\r\n");
    assert_eq!(desk.read(), b"AT+CIFSR\r\n");
    desk.pass(499);
    assert_eq!(desk.read(), b"");
    desk.pass(1);
    assert!(desk.read().ends_with(b"\r\n\r\nOK\r\n"));
}
