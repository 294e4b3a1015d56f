//! How fast the core of a module is: `cargo run --release -p wizfi360-sim --example throughput`.

use std::{hint::black_box, time::Instant};
use wizfi360_sim::{
    Module, Testbed, World,
    net::{Action, Connection, Event},
};

const CHUNK: usize = 64 * 1024;
const ROUNDS: usize = 8000;

fn main() {
    let (module, connection, now) = transparent();
    println!("a module takes {} bytes, besides what it has allocated", size_of::<Module>());

    let mut up = module.clone();
    // What a file looks like: a plus sign now and then, as it might be the escape.
    let payload: Vec<u8> = (0..CHUNK).map(|at| (at.wrapping_mul(31) >> 3) as u8).collect();
    report("from the host to the network, transparent", || {
        up.input(now, &payload);
        while let Some(action) = up.poll_action() {
            let Action::Send { bytes, .. } = action else { continue };
            black_box(bytes);
            up.network(now, Event::Sent { connection });
        }
    });

    let mut down = module;
    report("from the network to the host, transparent", || {
        down.network(now, Event::Received { connection, bytes: payload.clone(), from: None });
        black_box(down.output());
        down.consume(CHUNK);
    });
}

fn report(what: &str, mut chunk: impl FnMut()) {
    let start = Instant::now();
    (0..ROUNDS).for_each(|_| chunk());
    let seconds = start.elapsed().as_secs_f64();
    let megabytes = (CHUNK * ROUNDS) as f64 / 1e6;
    println!("{what}: {:.0} MB/s ({megabytes:.0} MB)", megabytes / seconds);
}

/// A module in transparent transmission, its connection, and the time.
fn transparent() -> (Module, Connection, u64) {
    let mut desk = Testbed::new(World::built_in().clone());
    desk.expect("ready\r\n", 1000).expect("the module starts");
    for (line, end) in [
        ("ATE0", "OK\r\n"),
        ("AT+CWMODE_CUR=1", "OK\r\n"),
        ("AT+CWJAP_CUR=\"open\",\"\"", "OK\r\n"),
        ("AT+CIPSTART=\"TCP\",\"10.0.0.2\",9", "OK\r\n"),
        ("AT+CIPMODE=1", "OK\r\n"),
        ("AT+CIPSEND", ">"),
    ] {
        desk.write(format!("{line}\r\n").as_bytes());
        desk.expect(end, 10_000).expect("the command is taken");
    }
    let connection = desk.connections()[0];
    (desk.module().clone(), connection, desk.now())
}
