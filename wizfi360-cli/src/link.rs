//! The line to a module: a TCP connection or a serial port. A thread reads it; writing blocks.

use crate::{args::Wire, book::Book, end::Failure};
use std::{
    io::{self, Read, Write},
    net::{Shutdown, TcpStream, ToSocketAddrs},
    thread,
    time::Duration,
};
use wizfi360_spec::interpret::Value;

/// How long a host may take to answer.
const CONNECT: Duration = Duration::from_secs(10);

/// How long one attempt to read a serial port takes. Some systems let nobody write meanwhile.
const READ: Duration = Duration::from_millis(20);

/// How long what is written may take: some 23 KB at 115200 Bd. Behind TCP, the other end has to read it.
const WRITE: Duration = Duration::from_secs(2);

/// A line that is open.
pub(crate) struct Link {
    /// What it is called: `127.0.0.1:3600`, `/dev/ttyUSB0`.
    pub(crate) name: String,
    pub(crate) is_serial: bool,
    end: End,
}

/// What comes over a line.
pub(crate) enum Incoming {
    Bytes(Vec<u8>),
    /// The connection is lost: nothing more comes. Without an error the other end has closed it.
    Lost(Option<io::Error>),
}

/// Takes what comes, on the thread that reads; as long as it does, nothing more is read. False: nobody wants to know any more.
pub(crate) type Taker = Box<dyn FnMut(Incoming) -> bool + Send>;

enum End {
    Tcp(TcpStream),
    Serial(Box<dyn serialport::SerialPort>),
}

impl Link {
    /// Opens what the arguments name; what comes is given to `taker`.
    pub(crate) fn open(wire: &Wire, taker: Taker) -> Result<Link, Failure> {
        match (&wire.tcp, &wire.port) {
            (Some(address), _) => Link::tcp(address, taker),
            (None, Some(path)) => Link::serial(path, wire.baud, taker),
            (None, None) => Err(Failure::wrong("no module is named", "Give --tcp HOST:PORT or --port PATH.")),
        }
    }

    fn tcp(address: &str, taker: Taker) -> Result<Link, Failure> {
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
                    let set_up = stream.set_nodelay(true).and_then(|()| stream.set_write_timeout(Some(WRITE)));
                    let reader = set_up.and_then(|()| stream.try_clone()).map_err(|error| cannot(&error))?;
                    thread::spawn(move || read(reader, taker));
                    return Ok(Link { name: address.into(), is_serial: false, end: End::Tcp(stream) });
                }
                Err(error) => last = error,
            }
        }
        Err(cannot(&last))
    }

    fn serial(path: &str, baud: u32, taker: Taker) -> Result<Link, Failure> {
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
        thread::spawn(move || read(reader, taker));
        Ok(Link { name: path.into(), is_serial: true, end: End::Serial(port) })
    }

    /// Sets the speed of a serial port; behind TCP there is none.
    pub(crate) fn set_baud(&mut self, rate: u32) -> io::Result<()> {
        match &mut self.end {
            End::Tcp(_) => Ok(()),
            End::Serial(port) => Ok(port.set_baud_rate(rate)?),
        }
    }

    /// Writes all of it.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let written = match &mut self.end {
            End::Tcp(stream) => stream.write_all(bytes),
            End::Serial(port) => {
                // Its time is meant for reading.
                port.set_timeout(WRITE)?;
                let written = port.write_all(bytes).and_then(|()| port.flush());
                port.set_timeout(READ)?;
                written
            }
        };
        written.map_err(|error| match error.kind() {
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => {
                io::Error::new(io::ErrorKind::TimedOut, format!("it takes nothing for {} s", WRITE.as_secs()))
            }
            _ => error,
        })
    }

    /// Where the connection was lost.
    pub(crate) fn lost(&self, error: Option<&io::Error>) -> Failure {
        let why = error.map_or_else(|| "the other end has closed it".into(), ToString::to_string);
        Failure::wrong(format!("the connection to {} is lost: {why}", self.name), self.way_out())
    }

    /// What to do where the connection was lost.
    pub(crate) fn way_out(&self) -> &'static str {
        match self.is_serial {
            true => "Check cable and power, then open it again.",
            false => "Check whether the other end still runs; it takes one connection at a time.",
        }
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

/// The speed that a request sets, if it is one that does: the module answers at the old speed, and hears at the new one.
pub(crate) fn baud(book: &Book, request: &[u8]) -> Option<u32> {
    let request = book.interpreter().read_request(request).ok()?;
    let field = request.fields.iter().find(|field| field.domain.is_some_and(|domain| domain.name == "Baud"))?;
    match field.value {
        Value::Number(rate) => u32::try_from(rate).ok(),
        _ => None,
    }
}

/// Reads until the line ends, or until nobody wants to know.
fn read(mut from: impl Read, mut taker: Taker) {
    let mut buf = vec![0; 16 * 1024];
    loop {
        let incoming = match from.read(&mut buf) {
            Ok(0) => Incoming::Lost(None),
            Ok(len) => Incoming::Bytes(buf[..len].to_vec()),
            Err(error) => match error.kind() {
                io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted => continue,
                _ => Incoming::Lost(Some(error)),
            },
        };
        let ends = matches!(incoming, Incoming::Lost(_));
        if !taker(incoming) || ends {
            return;
        }
    }
}

/// Which serial ports there are.
fn ports() -> String {
    // serialport panics on a Linux without sysfs, such as a plain chroot.
    let listed = cfg!(not(target_os = "linux")) || std::path::Path::new("/sys/class/tty").is_dir();
    let found = if listed { serialport::available_ports().unwrap_or_default() } else { Vec::new() };
    let names: Vec<String> = found.into_iter().map(|port| port.port_name).collect();
    match names.as_slice() {
        [] => "No serial port was found.".into(),
        names => format!("There are: {}.", names.join(", ")),
    }
}
