//! Virtual modules: on every kind of line, with what is kept, recorded and explained.

use crate::{
    run::{self, Folder, code, command, ended, err, feed, interrupt, out, program, run},
    running::Running,
};
use std::{
    fs,
    io::{Read, Write},
    net::TcpListener,
    path::PathBuf,
    process::Stdio,
    time::{Duration, Instant},
};

/// Says a line byte by byte, and reads up to the end of the answer.
fn talk(line: &mut (impl Read + Write), says: &str, until: &str) -> String {
    for byte in says.bytes().chain(*b"\r\n") {
        line.write_all(&[byte]).unwrap();
    }
    let mut said = Vec::new();
    while !said.ends_with(until.as_bytes()) {
        let mut byte = [0];
        line.read_exact(&mut byte).unwrap_or_else(|error| panic!("{error}: {}", said.escape_ascii()));
        said.push(byte[0]);
    }
    String::from_utf8(said).unwrap()
}

/// A folder with a world in which nothing takes time.
fn folder() -> (Folder, String) {
    let folder = run::folder();
    let world = folder.join("world.ron");
    fs::write(
        &world,
        "(access_points: [(ssid: \"home\", password: \"secret12\", bssid: \"64:e5:99:00:00:01\")], \
        latencies: (boot: 0, associate: 1, address: 1))",
    )
    .unwrap();
    let world = world.display().to_string();
    (folder, world)
}

#[test]
fn a_line_over_tcp_is_held_by_one_program_after_another() {
    let (_folder, world) = folder();
    let running = Running::start(&["--tcp", "127.0.0.1:0", "--world", &world], 1);
    let mut line = running.tcp(0);
    assert_eq!(talk(&mut line, "ATE0", "OK\r\n"), "ATE0\r\n\r\nOK\r\n");
    drop(line);
    assert_eq!(talk(&mut running.tcp(0), "AT", "OK\r\n"), "\r\nOK\r\n");
}

#[test]
fn several_modules_have_ports_and_addresses_of_their_own() {
    let (_folder, world) = folder();
    let running = Running::start(&["--tcp", "127.0.0.1:0", "--count", "3", "--world", &world], 3);
    for (index, last) in ["13", "14", "15"].into_iter().enumerate() {
        let said = talk(&mut running.tcp(index), "AT+CIPSTAMAC_CUR?", "OK\r\n");
        assert!(said.contains(&format!("\"00:08:dc:11:12:{last}\"")), "{said}");
    }
}

#[test]
#[cfg_attr(not(unix), ignore = "needs sh and its limits (Unix)")]
fn more_modules_run_than_files_are_open_by_default() {
    let (_folder, world) = folder();
    let mut shell = program("sh");
    shell.args(["-c", "ulimit -S -n 64 && exec \"$@\"", "sh"]).arg(command().get_program());
    let args = ["--tcp", "127.0.0.1:0", "--count", "100", "--world", &world];
    let running = Running::spawn(shell.arg("sim").args(args), 100);
    let mut lines: Vec<_> = (0..100).map(|index| running.tcp(index)).collect();
    lines.iter_mut().for_each(|line| assert_eq!(talk(line, "ATE0", "OK\r\n"), "ATE0\r\n\r\nOK\r\n"));
}

#[test]
#[cfg_attr(not(unix), ignore = "needs pseudo-terminals (Unix)")]
fn a_terminal_is_opened_like_a_serial_port_and_is_gone_afterwards() {
    let (_folder, world) = folder();
    let running = Running::start(&["--pty", "--world", &world], 1);
    let path = PathBuf::from(&running.names[0]);
    for _ in 0..2 {
        let mut line = fs::File::options().read(true).write(true).open(&path).unwrap();
        assert!(talk(&mut line, "AT+CWMODE_CUR?", "OK\r\n").ends_with("+CWMODE_CUR:2\r\n\r\nOK\r\n"));
    }
    // Another terminal may have its name by now; what is open is hung up.
    let mut line = fs::File::open(&path).unwrap();
    drop(running);
    while matches!(line.read(&mut [0; 64]), Ok(1..)) {}
}

#[test]
fn standard_input_and_output_are_a_line_that_ends() {
    let (_folder, world) = folder();
    let output = feed(&["sim", "--stdio", "--world", &world], b"");
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert_eq!(out(&output), "\r\nready\r\n");
}

#[test]
#[cfg_attr(not(unix), ignore = "needs signals (Unix)")]
fn an_interrupt_ends_each_kind_of_line() {
    let (_folder, world) = folder();
    for line in [&["--stdio"][..], &["--pty"], &["--tcp", "127.0.0.1:0"]] {
        let mut running = command();
        let running = running.args(["sim", "--world", &world]).args(line).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut running = running.spawn().unwrap();
        // It can be interrupted as soon as it has said something. The input stays open.
        running.stdout.as_mut().unwrap().read_exact(&mut [0; 4]).unwrap();
        interrupt(&running);
        assert_eq!(ended(&mut running).code(), Some(0), "{line:?}");
    }
}

#[test]
fn what_a_module_keeps_outlives_the_program() {
    let (folder, world) = folder();
    let flash = folder.join("flash.ron").display().to_string();
    let args = ["--tcp", "127.0.0.1:0", "--world", &world, "--flash", &flash];
    let running = Running::start(&args, 1);
    let mut line = running.tcp(0);
    talk(&mut line, "AT+CWMODE_DEF=1", "OK\r\n");
    talk(&mut line, "AT+CWJAP_DEF=\"home\",\"secret12\"", "OK\r\n");
    talk(&mut line, "AT+CWMODE_CUR=3", "OK\r\n");
    drop(running);
    let running = Running::start(&args, 1);
    let mut line = running.tcp(0);
    assert!(talk(&mut line, "AT+CWMODE_CUR?", "OK\r\n").contains("+CWMODE_CUR:1\r\n"));
    fs::write(&flash, "(firmware: 7)").unwrap();
    let output = run(&[&["sim"], &args[..]].concat());
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("flash.ron:1:"), "{}", err(&output));
}

#[test]
fn a_dialogue_is_recorded_so_that_it_can_be_decoded() {
    let (folder, world) = folder();
    let log = folder.join("log.txt").display().to_string();
    let running = Running::start(&["--tcp", "127.0.0.1:0", "--world", &world, "--record", &log], 1);
    let mut line = running.tcp(0);
    talk(&mut line, "AT+CWMODE_CUR=1", "OK\r\n");
    talk(&mut line, "AT+CWJAP_CUR=\"home\",\"secret12\"", "OK\r\n");
    // What was said before the last answer is in the file by now.
    talk(&mut line, "AT", "OK\r\n");
    drop(running);
    let text = fs::read_to_string(&log).unwrap();
    assert!(text.contains("WIFI GOT IP"), "{text}");
    let output = run(&["decode", &log]);
    assert_eq!(code(&output), 0, "{}", out(&output));
    assert!(out(&output).contains("WIFI CONNECTED") && !out(&output).contains("secret12"), "{}", out(&output));
}

#[test]
fn a_dialogue_is_explained_without_its_secrets() {
    let (_folder, world) = folder();
    let mut running = Running::start(&["--tcp", "127.0.0.1:0", "--world", &world, "--trace"], 1);
    let mut line = running.tcp(0);
    talk(&mut line, "ATE0", "OK\r\n");
    talk(&mut line, "AT+CWMODE_CUR=1", "OK\r\n");
    talk(&mut line, "AT+CWJAP_CUR=\"home\",\"secret12\"", "OK\r\n");
    talk(&mut line, "AT", "OK\r\n");
    let mut explained = running.child.stderr.take().unwrap();
    drop(running);
    let mut text = String::new();
    explained.read_to_string(&mut text).unwrap();
    assert!(text.contains("WIFI GOT IP") && text.contains("mode 1 Station"), "{text}");
    assert!(!text.contains("secret12"), "{text}");
}

#[test]
fn time_runs_faster_on_demand() {
    let (_folder, world) = folder();
    let running = Running::start(&["--tcp", "127.0.0.1:0", "--world", &world, "--speed", "50"], 1);
    let mut line = running.tcp(0);
    talk(&mut line, "ATE0", "OK\r\n");
    let start = Instant::now();
    assert_eq!(talk(&mut line, "AT+GSLP=60000", "ready\r\n"), "\r\nOK\r\n\r\nready\r\n");
    // A minute of the module: fifty times as fast it takes 1.2 s, and more on a busy machine.
    let took = start.elapsed();
    assert!(took >= Duration::from_millis(1200) && took < Duration::from_secs(60), "{took:?}");
}

#[test]
fn a_mistake_is_answered_with_the_way_out() {
    let (folder, world) = folder();
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = other.local_addr().unwrap().to_string();
    let nowhere = folder.join("no-such-folder").join("flash.ron").display().to_string();
    for (args, says) in [
        (vec!["--tcp", "127.0.0.1:0", "--net", "host", "--map", "x"], "--map broker.example.com:8883=localhost:18883"),
        (vec!["--tcp", "127.0.0.1:0", "--map", "a:1=b:2"], "Add --net host"),
        (vec!["--tcp", "127.0.0.1"], "write an address and a port as in 127.0.0.1:3600"),
        (vec!["--tcp", &taken], "Another program has this port"),
        (vec!["--tcp", "127.0.0.1:65535", "--count", "2"], "no port for module 2"),
        (vec!["--tcp", "127.0.0.1:0", "--count", "0"], "--count"),
        (vec!["--tcp", "127.0.0.1:0", "--speed", "0"], "--speed"),
        (vec!["--tcp", "127.0.0.1:0", "--speed", "10", "--net", "host"], "Leave one of the two out"),
        (vec!["--tcp", "127.0.0.1:0", "--flash", &nowhere], "cannot be written"),
        (vec!["--tcp", "127.0.0.1:0", "--flash", &world], "remove this one, or name another"),
        (vec!["--tcp", "127.0.0.1:0", "--faults", "lost: 2"], "write a number from 0, never, to 1, always"),
        (vec!["--tcp", "127.0.0.1:0", "--firmware", "1.1"], "write four numbers"),
        (vec!["--tcp", "127.0.0.1:0", "--faults", "los: 1"], "did you mean `lost`"),
        (vec!["--tcp", "127.0.0.1:0", "--deviate", "ok-los"], "Did you mean ok-lost"),
        (vec!["--tcp", "127.0.0.1:0", "--world", "no-such.ron"], "no-such.ron"),
        (vec!["--tcp", "127.0.0.1:0", "--pty", "--world", &world], "cannot be used with"),
        (vec![], "--tcp"),
    ] {
        let output = run(&[&["sim"], &args[..]].concat());
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(err(&output).contains(says), "{args:?}: {}", err(&output));
    }
}

#[test]
fn things_go_wrong_where_they_are_to() {
    let (_folder, world) = folder();
    let running = Running::start(&["--tcp", "127.0.0.1:0", "--world", &world, "--faults", "busy: 1", "--seed", "7"], 1);
    assert_eq!(talk(&mut running.tcp(0), "AT", "...\r\n"), "\r\nbusy p...\r\n");
}

#[test]
fn a_module_deviates_as_it_is_told() {
    let (_folder, world) = folder();
    let running = Running::start(&["--tcp", "127.0.0.1:0", "--world", &world, "--deviate", "ok-twice"], 1);
    assert_eq!(talk(&mut running.tcp(0), "ATE0", "OK\r\n\r\nOK\r\n"), "ATE0\r\n\r\nOK\r\n\r\nOK\r\n");
    let list = run(&["sim", "--print-deviations"]);
    assert!(out(&list).lines().any(|line| line.starts_with("ok-twice ")), "{}", out(&list));
}

#[test]
fn a_firmware_that_nobody_knows_is_told() {
    for (firmware, says) in [("9.9.9.9", "as if it were newer"), ("0.9.0.0", "as if it were older"), ("1.1.2.0", "")] {
        let output = feed(&["sim", "--stdio", "--firmware", firmware], b"");
        assert_eq!(code(&output), 0);
        assert!(
            err(&output).contains(says) && err(&output).is_empty() == says.is_empty(),
            "{firmware}: {}",
            err(&output)
        );
    }
}

#[test]
fn the_built_in_world_is_one_to_begin_with() {
    let output = run(&["sim", "--print-world"]);
    assert!(out(&output).contains("access_points: ["));
}
