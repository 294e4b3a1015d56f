//! Drivers that are judged: over TCP, at a terminal, as programs.

#[path = "../../../wizfi360-sim/tests/sim/judge/driver.rs"]
mod driver;

use crate::run::{PATIENCE, code, command, err, folder, interrupt, out, run};
use driver::{Driver, Serial};
use serde_json::Value;
use std::{
    fs,
    io::{BufRead, BufReader, ErrorKind, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Stdio},
    sync::Mutex,
    time::{Duration, Instant},
};
use wizfi360_sim::{judge::Rule, scenario::Scenario};

/// A check that waits for a driver: the address or path, and all that it prints from then on.
pub(crate) struct Waiting {
    child: Child,
    place: String,
    said: BufReader<std::process::ChildStdout>,
}

impl Waiting {
    pub(crate) fn start(args: &[&str]) -> Waiting {
        let mut child = command().arg("drive-check").args(args).stdout(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut place = String::new();
        said.read_line(&mut place).unwrap();
        Waiting { child, place: place.trim().into(), said }
    }

    pub(crate) fn connect(&self) -> Tcp {
        Tcp { stream: TcpStream::connect(&self.place).unwrap(), began: Instant::now() }
    }

    /// The exit code, and what was printed.
    pub(crate) fn end(mut self) -> (i32, String) {
        let mut text = String::new();
        self.said.read_to_string(&mut text).unwrap();
        (self.child.wait().unwrap().code().unwrap(), text)
    }
}

/// A driver's end of the line.
pub(crate) struct Tcp {
    stream: TcpStream,
    began: Instant,
}

impl Serial for Tcp {
    fn now(&self) -> u64 {
        self.began.elapsed().as_millis() as u64
    }

    fn write(&mut self, bytes: &[u8]) {
        // A line that is closed is found by reading.
        let _ = self.stream.write_all(bytes);
    }

    fn read(&mut self, milliseconds: u64) -> Option<Vec<u8>> {
        self.stream.set_read_timeout(Some(Duration::from_millis(milliseconds.max(1)))).unwrap();
        let mut buf = [0; 4096];
        match self.stream.read(&mut buf) {
            Ok(0) => None,
            Ok(len) => Some(buf[..len].to_vec()),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Some(Vec::new()),
            Err(_) => None,
        }
    }
}

/// Sends lines, each when the one before has ended.
pub(crate) fn talk(tcp: &mut Tcp, lines: &[&str]) -> String {
    let mut said = Vec::new();
    let mut hear = |tcp: &mut Tcp, ends: &[&str]| {
        let from = said.len();
        while !ends.iter().any(|end| said[from..].ends_with(end.as_bytes())) {
            let until = Instant::now() + PATIENCE;
            let more = tcp.read(PATIENCE.as_millis() as u64);
            said.extend(more.unwrap_or_else(|| panic!("closed: {}", said.escape_ascii())));
            assert!(Instant::now() < until, "silent: {}", said.escape_ascii());
        }
    };
    hear(tcp, &["ready\r\n"]);
    for line in lines {
        tcp.write(format!("{line}\r\n").as_bytes());
        hear(tcp, &["OK\r\n", "ERROR\r\n", "FAIL\r\n"]);
    }
    String::from_utf8(said).unwrap()
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_good_driver_over_tcp_reaches_every_goal_and_is_accused_of_nothing() {
    let folder = folder();
    assert!(RACES.iter().all(|race| Scenario::built_in().iter().any(|scenario| scenario.name == *race)));
    let scenarios = Scenario::built_in().iter().filter(|scenario| !RACES.contains(&scenario.name.as_str()));
    let queue = Mutex::new(scenarios);
    let next = || queue.lock().unwrap().next();
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(scenario) = next() {
                    is_good(scenario, &folder.join(&scenario.name));
                }
            });
        }
    });
}

/// How many drivers run at once. Most of the time they wait.
const AT_ONCE: usize = 4;

/// Scenarios with an event 300 ms after a command. Whether it comes before or after the driver's
/// data depends on the load of the machine; `sim/judge/good.rs` plays them in virtual time.
const RACES: [&str; 2] = ["access-point-lost", "reset-between"];

fn is_good(scenario: &Scenario, path: &Path) {
    let file = path.display().to_string();
    let waiting = Waiting::start(&["--listen", "127.0.0.1:0", "--scenario", &scenario.name, "--json", &file]);
    let mut driver = Driver::new(waiting.connect(), 8);
    let value = |name: &str| scenario.all_values().find(|(known, _)| *known == name).unwrap().1.to_vec();
    let played = driver.play(&scenario.name, &value);
    drop(driver.serial);
    let (code, text) = waiting.end();
    assert_eq!((played, code), (Ok(()), 0), "{text}");
    let result = json(path);
    assert_eq!(result["passed"], true, "{result}");
    assert!(result["scenarios"][0].get("findings").is_none(), "{result}");
}

#[test]
fn each_connection_is_the_next_scenario_and_what_a_driver_pastes_is_shown_with_its_escapes() {
    let folder = folder();
    let (result, junit) = (folder.join("result.json"), folder.join("junit.xml"));
    let (result_file, junit_file) = (result.display().to_string(), junit.display().to_string());
    let scenarios = ["--scenario", "join", "--scenario", "join-escapes"];
    let files = ["--json", &result_file, "--junit", &junit_file];
    let waiting = Waiting::start(&[&["--listen", "127.0.0.1:0"][..], &scenarios, &files].concat());
    let before = ["ATE0", "AT+CWMODE_CUR=1"];
    let said = talk(&mut waiting.connect(), &[&before[..], &["AT+CWJAP_CUR=\"wizfi360\",\"password\""]].concat());
    assert!(said.contains("WIFI GOT IP"), "{said}");
    let pasted = r#"AT+CWJAP_CUR="he said "hi", \o/","a,b"c\d-12""#;
    talk(&mut waiting.connect(), &[&before[..], &[pasted]].concat());
    let (code, text) = waiting.end();
    assert_eq!(code, 1, "{text}");
    for expected in [
        "Join the network `wizfi360` with the password `password`.",
        "error unescaped-quote",
        &format!("    {pasted}\n                 ^^^^^^^^^^^^^^^^^^^\n"),
        r#"Help: send AT+CWJAP_CUR="he said \"hi\"\, \\o/","a\,b\"c\\d-12""#,
        r#"not reached the network `he said "hi", \o/` is joined"#,
        "1 of 2 scenarios fine; 1 error, 0 warnings, 0 notes",
        "not fine: join-escapes",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    let result = json(&result);
    let finding = &result["scenarios"][1]["findings"][0];
    assert_eq!((&finding["rule"], &finding["severity"]), (&"unescaped-quote".into(), &"error".into()), "{result}");
    assert_eq!(finding["source"]["section"], "3.2.3");
    assert_eq!(result["scenarios"][0]["goals"][0]["reached"], true);
    let junit = fs::read_to_string(junit).unwrap();
    assert!(junit.contains("name=\"wizfi360 drive-check: driver\" tests=\"4\" failures=\"2\""), "{junit}");
    assert!(junit.contains("name=\"join-escapes/unescaped-quote-1\""), "{junit}");
}

#[test]
fn a_password_that_is_not_the_scenarios_is_not_shown() {
    let folder = folder();
    let result = folder.join("result.json").display().to_string();
    let mut check = command();
    let args = ["drive-check", "--listen", "127.0.0.1:0", "--scenario", "join", "--trace", "--json", &result];
    let mut child = check.args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let mut place = String::new();
    said.read_line(&mut place).unwrap();
    let mut tcp = Tcp { stream: TcpStream::connect(place.trim()).unwrap(), began: Instant::now() };
    let lines = ["AT+CWMODE_CUR=1", "AT+CWJAP_CUR=\"a,b\",\"secret words\"", "AT+CWJAP_CUR=\"a\"b\",\"secret words\""];
    talk(&mut tcp, &lines);
    drop(tcp);
    let mut all = String::new();
    said.read_to_string(&mut all).unwrap();
    child.stderr.take().unwrap().read_to_string(&mut all).unwrap();
    child.wait().unwrap();
    all += &fs::read_to_string(&result).unwrap();
    assert!(all.contains("missing-escape") && all.contains("unescaped-quote") && all.contains("***"), "{all}");
    assert!(!all.contains("secret words"), "{all}");
}

#[test]
#[cfg_attr(not(unix), ignore = "needs sh (Unix)")]
fn a_program_is_started_for_each_scenario_with_what_it_needs_to_know() {
    let folder = folder();
    let seen = folder.join("seen").display().to_string();
    let script = "env | grep ^WIZFI360_ >> \"$0\"; exit 3";
    let scenarios = ["--scenario", "join", "--scenario", "tcp-echo", "--json", "-"];
    let output = run(&[&["drive-check"][..], &scenarios, &["--", "sh", "-c", script, &seen]].concat());
    assert_eq!(code(&output), 1);
    let seen = fs::read_to_string(&seen).unwrap();
    for expected in [
        "WIZFI360_SCENARIO=join\n",
        "WIZFI360_SSID=wizfi360\n",
        "WIZFI360_PASSWORD=password\n",
        "WIZFI360_ADDRESS=127.0.0.1:",
        "WIZFI360_SCENARIO=tcp-echo\n",
        "WIZFI360_HOST=10.0.0.2\n",
        "WIZFI360_PORT=5000\n",
        "WIZFI360_SEND=hello\n",
    ] {
        assert!(seen.contains(expected), "{expected}: {seen}");
    }
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    let troubles = result["scenarios"][1]["problems"].to_string();
    assert!(troubles.contains("exit status: 3") && troubles.contains("has not connected"), "{result}");
}

#[test]
#[cfg_attr(not(unix), ignore = "needs sh and process groups (Unix)")]
fn a_program_that_does_not_end_is_ended_with_its_children() {
    // The child holds the standard error of what is run here, which is read to its end.
    let script = "sleep 600 & wait";
    let began = Instant::now();
    let output = run(&["drive-check", "--scenario", "join", "--timeout", "1", "--", "sh", "-c", script]);
    assert_eq!(code(&output), 1);
    assert!(began.elapsed() < PATIENCE, "it ends after {:?}", began.elapsed());
}

#[test]
#[cfg_attr(not(unix), ignore = "needs pseudo-terminals (Unix)")]
fn a_driver_at_a_terminal_is_at_its_end_when_it_has_reached_its_goal() {
    let waiting = Waiting::start(&["--pty", "--scenario", "join"]);
    let mut line = fs::OpenOptions::new().read(true).write(true).open(&waiting.place).unwrap();
    let mut said = Vec::new();
    let mut hear = |line: &mut fs::File, end: &str| {
        let from = said.len();
        while !said[from..].ends_with(end.as_bytes()) {
            let mut byte = [0];
            line.read_exact(&mut byte).unwrap();
            said.push(byte[0]);
        }
    };
    hear(&mut line, "ready\r\n");
    for text in ["ATE0", "AT+CWMODE_CUR=1", "AT+CWJAP_CUR=\"wizfi360\",\"password\""] {
        line.write_all(format!("{text}\r\n").as_bytes()).unwrap();
        hear(&mut line, "OK\r\n");
    }
    let (code, text) = waiting.end();
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("reached 3 requests") && text.contains("1 of 1 scenarios fine"), "{text}");
}

#[test]
#[cfg_attr(not(unix), ignore = "needs signals (Unix)")]
fn an_interrupt_ends_it_with_what_there_is() {
    let waiting = Waiting::start(&["--listen", "127.0.0.1:0"]);
    let mut tcp = waiting.connect();
    talk(&mut tcp, &["ATE0", "AT+CWMODE_CUR=0"]);
    interrupt(&waiting.child);
    let (code, text) = waiting.end();
    assert_eq!(code, 1, "{text}");
    let none = format!("0 of {}", Scenario::built_in().len());
    assert!(text.contains("out-of-range") && text.contains("it was interrupted") && text.contains(&none), "{text}");
}

#[test]
fn the_scenarios_are_listed_and_one_of_them_is_where_to_begin() {
    let listed = out(&run(&["drive-check", "--list"]));
    for scenario in Scenario::built_in() {
        assert!(listed.lines().any(|line| line == scenario.name), "{}", scenario.name);
    }
    let folder = folder();
    let own = folder.join("own.ron");
    let text = out(&run(&["drive-check", "--print", "busy"])).replace("name: \"busy\"", "name: \"mine\"");
    fs::write(&own, text).unwrap();
    let output = run(&["drive-check", "--list", "--scenario", &own.display().to_string()]);
    assert!(out(&output).starts_with("mine\n"), "{}", out(&output));
}

#[test]
fn the_documentation_lists_every_rule_and_every_scenario() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/conformance.md")).unwrap();
    for rule in Rule::ALL.iter().filter(|rule| rule.is_about_host()) {
        let row = format!("| `{}` | {} | {} |", rule.id(), rule.severity().id(), rule.description());
        assert!(page.lines().any(|line| line == row), "{row}");
    }
    for scenario in Scenario::built_in() {
        assert!(page.contains(&format!("\n| `{}` | ", scenario.name)), "{}", scenario.name);
    }
}

#[test]
fn a_mistake_is_answered_with_the_way_out() {
    let folder = folder();
    let bad = folder.join("bad.ron").display().to_string();
    fs::write(&bad, "(name: \"x\", goal: \"y\", wrld: (), aims: [])").unwrap();
    let nowhere = folder.join("none").join("x.json").display().to_string();
    for (args, says) in [
        (&["--list", "--scenario", "jion"][..], "Did you mean join?"),
        (&["--list", "--scenario", "none.ron"], "none.ron"),
        (&["--list", "--scenario", &bad], "did you mean `world`"),
        (&["--print", "busyy"], "Did you mean busy?"),
        (&["--listen", "127.0.0.1:0", "--pty"], "cannot be used with"),
        (&["--listen", "127.0.0.1"], "write an address and a port"),
        (&["--pty", "--timeout", "0"], "--timeout"),
        (&["--list", "--firmware", "1.1"], "write four numbers"),
        (&["--json", &nowhere, "--", "true"], "Name a file in a folder that is there"),
        (&["--scenario", "join", "--", "/no/such/program"], "cannot be started"),
        (&[], "--listen"),
    ] {
        let output = run(&[&["drive-check"][..], args].concat());
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(err(&output).contains(says), "{args:?}: {}", err(&output));
    }
}
