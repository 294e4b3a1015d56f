//! The shell on a pseudo-terminal, with somebody who types.

use crate::desk::Desk;
use crate::run::{PATIENCE, command, ended};
use crate::terminal::Terminal;
use rustix::termios::{LocalModes, tcgetattr};
use std::{
    fs::File,
    io::{Read, Write},
    process::Child,
    sync::mpsc::{Receiver, TryRecvError, channel},
    thread,
    time::Instant,
};

/// Asks a terminal where its cursor is.
const QUESTION: &[u8] = b"\x1b[6n";

/// A terminal in which the shell runs.
struct Screen {
    child: Child,
    keys: File,
    shown: Receiver<Vec<u8>>,
    text: String,
    /// Kept open, so that its settings can be looked at.
    terminal: File,
}

impl Screen {
    fn start(desk: &Desk) -> Screen {
        let opened = Terminal::open(40, 100);
        let stdio = || opened.stdio();
        let mut command = command();
        command.args(["shell", "--tcp", &desk.address]).env("TERM", "xterm");
        let child = command.stdin(stdio()).stdout(stdio()).stderr(stdio()).spawn().unwrap();
        let (keys, terminal) = (opened.master(), opened.slave);
        let (sends, shown) = channel();
        let (mut screen, mut answers) = (keys.try_clone().unwrap(), keys.try_clone().unwrap());
        thread::spawn(move || {
            let (mut buf, mut asked) = ([0; 4096], Vec::new());
            while let Ok(len @ 1..) = screen.read(&mut buf) {
                // A terminal tells where its cursor is when it is asked. A read may cut a question.
                asked.extend_from_slice(&buf[..len]);
                while let Some(at) = asked.windows(QUESTION.len()).position(|part| part == QUESTION) {
                    asked.drain(..at + QUESTION.len());
                    answers.write_all(b"\x1b[20;1R").unwrap();
                }
                asked.drain(..asked.len().saturating_sub(QUESTION.len() - 1));
                if sends.send(buf[..len].to_vec()).is_err() {
                    return;
                }
            }
        });
        Screen { child, keys, shown, text: String::new(), terminal }
    }

    fn types(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    /// Waits until this is shown, behind what was waited for before; without colours.
    fn shows(&mut self, wanted: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let plain = anstream::adapter::strip_str(&self.text).to_string();
            if let Some(at) = plain.find(wanted) {
                self.text = plain[at + wanted.len()..].to_string();
                return plain[..at].to_string();
            }
            let left = until.saturating_duration_since(Instant::now());
            let bytes = self.shown.recv_timeout(left).unwrap_or_else(|_| panic!("`{wanted}` is not shown: {plain}"));
            self.text.push_str(&String::from_utf8_lossy(&bytes));
        }
    }

    /// Ctrl-D at the next prompt. Before it, a terminal would take the key for itself.
    fn leaves(&mut self) {
        self.shows("at> ");
        self.types("\x04");
    }

    /// The exit code, and whether the terminal is as it was before.
    fn ends(mut self) -> (i32, bool) {
        let status = ended(&mut self.child);
        let modes = tcgetattr(&self.terminal).unwrap().local_modes;
        (status.code().unwrap(), modes.contains(LocalModes::ICANON | LocalModes::ECHO))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // It has ended, unless the test has failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_line_is_completed_sent_and_explained() {
    let desk = Desk::module();
    let mut screen = Screen::start(&desk);
    screen.shows("Ctrl-D leaves.");
    screen.shows("at> ");
    screen.types("AT+CWJ\t");
    screen.shows("Joins an access point.");
    screen.types("\x03");
    screen.shows("at> ");
    screen.types("cwmode_cur mode=So\t");
    screen.shows("mode=SoftAp");
    screen.types("\r");
    screen.shows("AT+CWMODE_CUR=2");
    screen.shows("mode 2 SoftAp");
    screen.shows("The command succeeded.");
    screen.leaves();
    assert_eq!(screen.ends(), (0, true));
    assert_eq!(desk.sent(), "AT+CWMODE_CUR=2\r\n");
}

#[test]
fn messages_come_while_somebody_types_and_the_line_stays() {
    let mut said = 0;
    let desk = Desk::serve(move |bytes| {
        said += 1;
        let answer = if bytes.is_empty() { "" } else { "\r\nOK\r\n" };
        let message = if said % 100 == 0 { "WIFI GOT IP\r\n0,CLOSED\r\n" } else { "" };
        Some(format!("{answer}{message}").into_bytes())
    });
    let mut screen = Screen::start(&desk);
    screen.shows("at> ");
    screen.types("AT+CWMODE");
    screen.shows("AT+CWMODE");
    screen.shows("WIFI GOT IP");
    screen.shows("A connection is closed.");
    screen.shows("at> AT+CWMODE");
    screen.types("_CUR=1\r");
    screen.shows("mode 1 Station");
    screen.shows("The command succeeded.");
    screen.leaves();
    assert_eq!(screen.ends(), (0, true));
    assert_eq!(desk.sent(), "AT+CWMODE_CUR=1\r\n");
}

#[test]
fn a_connection_that_is_lost_gives_the_terminal_back() {
    let (hold, held) = channel::<()>();
    // Closed when the other end of the channel is gone.
    let desk = Desk::serve(move |_| (held.try_recv() == Err(TryRecvError::Empty)).then(Vec::new));
    let mut screen = Screen::start(&desk);
    screen.shows("at> ");
    screen.types("AT+CW");
    screen.shows("AT+CW");
    drop(hold);
    screen.shows("is lost: the other end has closed it");
    assert_eq!(screen.ends(), (2, true));
}

#[test]
fn data_that_is_given_up_is_still_due() {
    let desk = Desk::module();
    let mut screen = Screen::start(&desk);
    for line in [
        "cwmode_cur mode=1\r",
        "cwjap_cur ssid=wizfi360 pwd=password\r",
        "cipstart type=TCP remote_ip=10.0.0.1 remote_port=7\r",
    ] {
        screen.shows("at> ");
        screen.types(line);
        screen.shows("The command succeeded.");
    }
    screen.shows("at> ");
    screen.types("cipsend length=5\r");
    screen.shows("data 5> ");
    screen.types("hel\r");
    screen.shows("data 2> ");
    screen.types("\x03");
    screen.shows("still waits for data");
    screen.shows("data 2> ");
    screen.types("lo\r");
    screen.shows("SEND OK");
    screen.shows("5 bytes: hello");
    screen.leaves();
    assert_eq!(screen.ends(), (0, true));
}
