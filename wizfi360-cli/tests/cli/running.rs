//! Programs that run beside a test: virtual modules that the binary serves.

use crate::run::{PATIENCE, command};
use std::{
    io::{BufRead, BufReader},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

/// A program that runs until this is dropped, and the first lines that it prints.
pub(crate) struct Running {
    pub(crate) child: Child,
    /// What it has printed first: the addresses or paths of its modules.
    pub(crate) names: Vec<String>,
}

impl Running {
    /// `wizfi360 sim` with these arguments, which prints so many lines at once.
    pub(crate) fn start(args: &[&str], names: usize) -> Running {
        Running::spawn(command().arg("sim").args(args), names)
    }

    pub(crate) fn spawn(program: &mut Command, names: usize) -> Running {
        let mut child = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let names = (0..names).map(|_| lines.next().unwrap().unwrap()).collect();
        Running { child, names }
    }

    pub(crate) fn tcp(&self, index: usize) -> TcpStream {
        let stream = TcpStream::connect(&self.names[index]).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
