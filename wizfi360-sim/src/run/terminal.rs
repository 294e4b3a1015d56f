//! A pseudo-terminal: a serial port that any program can open.

use rustix::{
    fs::{Mode, OFlags},
    io::{Errno, read, write},
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{OptionalActions, tcgetattr, tcsetattr},
};
use std::{
    io,
    os::fd::OwnedFd,
    path::{Path, PathBuf},
    pin::Pin,
    task::{Context, Poll, ready},
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf, unix::AsyncFd};

/// The module's end of a pseudo-terminal. The other end has a path, and is gone when this is dropped.
#[derive(Debug)]
pub struct Terminal {
    module: AsyncFd<OwnedFd>,
    path: PathBuf,
    /// Held open, so that the line does not break when a program closes its end.
    _host: OwnedFd,
}

impl Terminal {
    /// Makes one. Bytes go through as they are: no echo, no line ends changed.
    ///
    /// # Errors
    ///
    /// The system has none left, or this is not called within a tokio runtime.
    pub fn open() -> io::Result<Terminal> {
        let module = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
        grantpt(&module)?;
        unlockpt(&module)?;
        let name = ptsname(&module, Vec::new())?;
        let path = PathBuf::from(name.to_str().map_err(io::Error::other)?);
        let host = rustix::fs::open(&path, OFlags::RDWR | OFlags::NOCTTY, Mode::empty())?;
        let mut settings = tcgetattr(&host)?;
        settings.make_raw();
        tcsetattr(&host, OptionalActions::Now, &settings)?;
        rustix::io::ioctl_fionbio(&module, true)?;
        #[expect(deprecated, reason = "its successor is unsafe; an `OwnedFd` stays the same while it is registered")]
        let module = AsyncFd::new(module)?;
        Ok(Terminal { module, path, _host: host })
    }

    /// The path that a serial program opens.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl AsyncRead for Terminal {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        loop {
            let mut guard = ready!(self.module.poll_read_ready(context))?;
            match read(self.module.get_ref(), buf.initialize_unfilled()) {
                Ok(length) => {
                    buf.advance(length);
                    return Poll::Ready(Ok(()));
                }
                Err(Errno::AGAIN) => guard.clear_ready(),
                Err(Errno::INTR) => {}
                Err(error) => return Poll::Ready(Err(error.into())),
            }
        }
    }
}

impl AsyncWrite for Terminal {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        loop {
            let mut guard = ready!(self.module.poll_write_ready(context))?;
            match write(self.module.get_ref(), bytes) {
                Ok(length) => return Poll::Ready(Ok(length)),
                Err(Errno::AGAIN) => guard.clear_ready(),
                Err(Errno::INTR) => {}
                Err(error) => return Poll::Ready(Err(error.into())),
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
