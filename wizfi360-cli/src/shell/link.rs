//! The line to the module: a TCP connection or a serial port. A thread reads it; writing blocks.

use super::Input;
use crate::{
    args::Shell,
    end::{Failure, Mistake},
};
use std::{
    io::{self, Read, Write},
    net::{Shutdown, TcpStream, ToSocketAddrs},
    sync::mpsc::Sender,
    thread,
    time::Duration,
};

/// How long a host may take to answer.
const CONNECT: Duration = Duration::from_secs(10);

/// How long one attempt to read a serial port takes. Some systems let nobody write meanwhile.
const READ: Duration = Duration::from_millis(20);

/// How long a serial port may take for what is written: some 23 KB at 115200 Bd.
const WRITE: Duration = Duration::from_secs(2);

/// A line that is open.
pub(super) struct Link {
    /// What it is called: `127.0.0.1:3600`, `/dev/ttyUSB0`.
    pub(super) name: String,
    pub(super) is_serial: bool,
    end: End,
}

enum End {
    Tcp(TcpStream),
    Serial(Box<dyn serialport::SerialPort>),
}

impl Link {
    /// Opens what the arguments name; what comes is given to `inputs`.
    pub(super) fn open(args: &Shell, inputs: Sender<Input>) -> Result<Link, Failure> {
        match (&args.tcp, &args.port) {
            (Some(address), _) => Link::tcp(address, inputs),
            (None, Some(path)) => Link::serial(path, args.baud, inputs),
            (None, None) => Err(Failure::wrong("no module is named", "Give --tcp HOST:PORT or --port PATH.")),
        }
    }

    fn tcp(address: &str, inputs: Sender<Input>) -> Result<Link, Failure> {
        let cannot = |error: &io::Error| {
            let way_out = match error.kind() {
                io::ErrorKind::ConnectionRefused => {
                    "Nothing listens there. `wizfi360 sim --tcp 127.0.0.1:3600` starts a virtual module."
                }
                io::ErrorKind::InvalidInput => "An address is written HOST:PORT, as in 127.0.0.1:3600.",
                _ => "Check host and port.",
            };
            Failure::wrong(format!("{address} cannot be reached: {error}"), way_out)
        };
        let all = address.to_socket_addrs().map_err(|error| cannot(&error))?;
        let mut last = io::Error::new(io::ErrorKind::NotFound, "the name has no address");
        for at in all {
            match TcpStream::connect_timeout(&at, CONNECT) {
                Ok(stream) => {
                    let reader = stream.set_nodelay(true).and_then(|()| stream.try_clone());
                    let reader = reader.map_err(|error| cannot(&error))?;
                    thread::spawn(move || read(reader, &inputs));
                    return Ok(Link { name: address.into(), is_serial: false, end: End::Tcp(stream) });
                }
                Err(error) => last = error,
            }
        }
        Err(cannot(&last))
    }

    fn serial(path: &str, baud: u32, inputs: Sender<Input>) -> Result<Link, Failure> {
        let cannot = |error: serialport::Error| {
            let way_out = match error.kind() {
                serialport::ErrorKind::Io(io::ErrorKind::PermissionDenied) => {
                    "Check who may use it: on many systems the members of the group `dialout` or `uucp`.".into()
                }
                _ => format!("{} Only one program can have a port at a time.", ports()),
            };
            Failure::wrong(format!("{path} cannot be opened: {error}"), way_out)
        };
        let port = serialport::new(path, baud).timeout(READ).open().map_err(cannot)?;
        let reader = port.try_clone().map_err(cannot)?;
        thread::spawn(move || read(reader, &inputs));
        Ok(Link { name: path.into(), is_serial: true, end: End::Serial(port) })
    }

    /// Sets the speed of a serial port; behind TCP there is none.
    pub(super) fn set_baud(&mut self, rate: u32) -> io::Result<()> {
        match &mut self.end {
            End::Tcp(_) => Ok(()),
            End::Serial(port) => Ok(port.set_baud_rate(rate)?),
        }
    }

    /// Writes all of it.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let End::Serial(port) = &mut self.end else { return self.stream(bytes) };
        // Its time is meant for reading.
        port.set_timeout(WRITE)?;
        let written = port.write_all(bytes).and_then(|()| port.flush());
        port.set_timeout(READ)?;
        written
    }

    fn stream(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.end {
            End::Tcp(stream) => stream.write_all(bytes),
            End::Serial(port) => port.write_all(bytes),
        }
    }

    /// Where the connection was lost.
    pub(super) fn lost(&self, error: Option<&io::Error>) -> Failure {
        let why = error.map_or_else(|| "the other end has closed it".into(), ToString::to_string);
        let way_out = match self.is_serial {
            true => "Check cable and power, then open it again.",
            false => "Check whether the other end still runs; it takes one connection at a time.",
        };
        Failure::Wrong(vec![Mistake::new(format!("the connection to {} is lost: {why}", self.name), way_out)])
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        if let End::Tcp(stream) = &self.end {
            // It may be gone already.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

/// Reads until the line ends, or until nobody wants to know.
fn read(mut from: impl Read, inputs: &Sender<Input>) {
    let mut buf = vec![0; 16 * 1024];
    loop {
        let input = match from.read(&mut buf) {
            Ok(0) => Input::Lost(None),
            Ok(len) => Input::Module(buf[..len].to_vec()),
            Err(error) => match error.kind() {
                io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted => continue,
                _ => Input::Lost(Some(error)),
            },
        };
        let ends = matches!(input, Input::Lost(_));
        if inputs.send(input).is_err() || ends {
            return;
        }
    }
}

/// Which serial ports there are.
fn ports() -> String {
    let found = serialport::available_ports().unwrap_or_default();
    let names: Vec<String> = found.into_iter().map(|port| port.port_name).collect();
    match names.as_slice() {
        [] => "No serial port was found.".into(),
        names => format!("There are: {}.", names.join(", ")),
    }
}
