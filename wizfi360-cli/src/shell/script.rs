//! Lines from the standard input that is no terminal: each is read when it is asked for.

use super::{Answer, Ask, Input};
use std::{
    io::{self, BufRead},
    sync::mpsc::{Sender, channel},
    thread,
};

/// Starts to read. Each line that is asked for is given to `inputs`.
pub(super) fn start(inputs: Sender<Input>) -> Sender<Ask> {
    let (asks, asked) = channel();
    thread::spawn(move || {
        let mut lines = io::stdin().lock();
        for _ in asked {
            let mut line = Vec::new();
            let answer = match lines.read_until(b'\n', &mut line) {
                Ok(0) => Answer::End,
                Ok(_) => match String::from_utf8(line) {
                    Ok(line) => Answer::Line(line.trim_end_matches(['\r', '\n']).to_string()),
                    Err(_) => Answer::Broken(io::Error::new(
                        io::ErrorKind::InvalidData,
                        "a line is not UTF-8; `:hex` gives bytes",
                    )),
                },
                Err(error) => Answer::Broken(error),
            };
            if inputs.send(Input::Answer(answer)).is_err() {
                return;
            }
        }
    });
    asks
}
