//! The serial lines that other programs hold.

use crate::{
    args::Sim,
    end::{Failure, Mistake},
};
use std::{io, net::SocketAddr};
use tokio::{io::AsyncWriteExt, net::TcpListener};
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
        if let Some(first) = args.tcp {
            return listen(first, index).await.map(Line::Tcp);
        }
        if args.stdio {
            return Ok(Line::Stdio);
        }
        #[cfg(unix)]
        return wizfi360_sim::run::Terminal::open()
            .map(Line::Terminal)
            .map_err(|error| Failure::wrong(format!("no terminal: {error}"), ""));
        #[cfg(not(unix))]
        Err(Failure::wrong("--pty needs Unix", "Use --tcp 127.0.0.1:0."))
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
            Line::Stdio => {
                let mut line = tokio::io::join(tokio::io::stdin(), tokio::io::stdout());
                runner.drive(&mut line).await?;
                line.flush().await
            }
        }
    }
}

/// Listens at the port that lies so many behind the first one. Behind port 0 there are free ones alone.
pub(crate) async fn listen(first: SocketAddr, index: u16) -> Result<TcpListener, Failure> {
    let mistake = |what: String, way_out: &str| Failure::Wrong(vec![Mistake::new(what, way_out)]);
    let port = match first.port() {
        0 => 0,
        port => port.checked_add(index).ok_or_else(|| {
            mistake(
                format!("{first}: there is no port for module {}: the last is 65535", u32::from(index) + 1),
                "Begin at a lower port, or give port 0 for any.",
            )
        })?,
    };
    let address = SocketAddr::new(first.ip(), port);
    TcpListener::bind(address).await.map_err(|error| {
        let way_out = match error.kind() {
            io::ErrorKind::AddrInUse => "Another program has this port. Give another one, or port 0 for any.",
            io::ErrorKind::AddrNotAvailable => "This computer does not have this address. 127.0.0.1 is always there.",
            _ => "",
        };
        mistake(format!("{address}: {error}"), way_out)
    })
}
