//! The serial lines that other programs hold.

use super::wrong;
use crate::{args::Sim, end::Failure};
use std::io;
use tokio::net::TcpListener;
use wizfi360_sim::run::Runner;

/// A serial line.
pub(super) enum Line {
    /// Whoever connects holds it.
    Tcp(TcpListener),
    #[cfg(unix)]
    Terminal(wizfi360_sim::run::Terminal),
    Stdio,
}

impl Line {
    /// The line of the module with this number.
    pub(super) async fn open(args: &Sim, index: u16) -> Result<Line, Failure> {
        if let Some(mut address) = args.tcp {
            if address.port() > 0 {
                let port = address.port().checked_add(index);
                address
                    .set_port(port.ok_or_else(|| wrong("there is no port left", &io::ErrorKind::InvalidInput.into()))?);
            }
            let listener = TcpListener::bind(address).await;
            return Ok(Line::Tcp(listener.map_err(|error| wrong(&address.to_string(), &error))?));
        }
        if args.stdio {
            return Ok(Line::Stdio);
        }
        #[cfg(unix)]
        return wizfi360_sim::run::Terminal::open().map(Line::Terminal).map_err(|error| wrong("no terminal", &error));
        #[cfg(not(unix))]
        Err(wrong("--pty", &io::Error::other("there are no pseudo-terminals here; take --tcp")))
    }

    /// Where a program finds it.
    pub(super) fn name(&self) -> Option<String> {
        match self {
            Line::Tcp(listener) => listener.local_addr().ok().map(|address| address.to_string()),
            #[cfg(unix)]
            Line::Terminal(terminal) => Some(terminal.path().display().to_string()),
            Line::Stdio => None,
        }
    }

    /// Runs a module on it. A line over TCP is held by one program after another; the module goes on in between.
    pub(super) async fn run(self, mut runner: Runner) -> io::Result<()> {
        match self {
            Line::Tcp(listener) => loop {
                let (mut stream, _) = runner.wait(listener.accept()).await??;
                stream.set_nodelay(true)?;
                // Whoever breaks the line has left it; the next one may come.
                match runner.drive(&mut stream).await {
                    Err(error) if error.kind() == io::ErrorKind::StorageFull => return Err(error),
                    _ => {}
                }
            },
            #[cfg(unix)]
            Line::Terminal(mut terminal) => runner.drive(&mut terminal).await,
            Line::Stdio => runner.drive(&mut tokio::io::join(tokio::io::stdin(), tokio::io::stdout())).await,
        }
    }
}
