//! Ctrl-C, where it is not to end the program at once.

use crate::end::Failure;
use std::{io, thread};
use tokio::runtime::Builder;
#[cfg(unix)]
use tokio::signal::unix::{Signal as Interrupts, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlC as Interrupts, ctrl_c};

/// Registers a listener for Ctrl-C; call it within a tokio runtime.
///
/// From here on none ends the program, and one that comes before `recv` is kept for it. The
/// future of `tokio::signal::ctrl_c` registers only when it is first polled, which may be late.
pub(crate) fn listen() -> Result<Interrupts, Failure> {
    #[cfg(unix)]
    let interrupts = signal(SignalKind::interrupt());
    #[cfg(windows)]
    let interrupts = ctrl_c();
    interrupts.map_err(failed)
}

/// Calls `heard` for each Ctrl-C from now on, on a thread of its own, until it returns false.
pub(crate) fn forward(mut heard: impl FnMut() -> bool + Send + 'static) -> Result<(), Failure> {
    let runtime = Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let mut interrupts = {
        let _within = runtime.enter();
        listen()?
    };
    thread::spawn(move || runtime.block_on(async { while interrupts.recv().await.is_some() && heard() {} }));
    Ok(())
}

fn failed(error: io::Error) -> Failure {
    Failure::wrong(format!("Ctrl-C cannot be heard: {error}"), "")
}
