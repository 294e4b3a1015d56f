//! The line on which the driver is waited for.

use crate::{args::DriveCheck, end::Failure, sim};
use std::{io, net::SocketAddr};
use tokio::net::{TcpListener, TcpStream};

/// Where the driver comes.
pub(super) enum Line {
    Tcp(TcpListener),
    #[cfg(unix)]
    Terminal(wizfi360_sim::run::Terminal),
}

impl Line {
    /// The one that is asked for; a program that is started here gets a free port, if it is not said which.
    pub(super) async fn open(args: &DriveCheck) -> Result<Line, Failure> {
        if args.pty {
            #[cfg(unix)]
            return wizfi360_sim::run::Terminal::open()
                .map(Line::Terminal)
                .map_err(|error| Failure::wrong(format!("no terminal: {error}"), ""));
            #[cfg(not(unix))]
            return Err(Failure::wrong("--pty needs Unix", "Use --listen 127.0.0.1:0."));
        }
        let address = args.listen.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 0)));
        sim::listen(address, 0).await.map(Line::Tcp)
    }

    /// Where a program finds it.
    pub(super) fn name(&self) -> String {
        match self {
            Line::Tcp(listener) => listener.local_addr().map_or_else(|error| error.to_string(), |it| it.to_string()),
            #[cfg(unix)]
            Line::Terminal(terminal) => terminal.path().display().to_string(),
        }
    }

    /// The variable of the environment that names it to a program.
    pub(super) fn variable(&self) -> &'static str {
        match self {
            Line::Tcp(_) => "WIZFI360_ADDRESS",
            #[cfg(unix)]
            Line::Terminal(_) => "WIZFI360_PORT_PATH",
        }
    }

    /// Waits until the driver is there. At a terminal it may be at any time.
    pub(super) async fn accept(&mut self) -> io::Result<Option<TcpStream>> {
        match self {
            Line::Tcp(listener) => {
                let (stream, _) = listener.accept().await?;
                stream.set_nodelay(true)?;
                Ok(Some(stream))
            }
            #[cfg(unix)]
            Line::Terminal(_) => Ok(None),
        }
    }
}
