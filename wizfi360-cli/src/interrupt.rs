//! Ctrl-C, where it is not to end the program at once.

use crate::end::Failure;
use std::thread;
use tokio::runtime::Builder;

/// Calls `heard` for each Ctrl-C from now on, on a thread of its own, until it says false.
pub(crate) fn forward(mut heard: impl FnMut() -> bool + Send + 'static) -> Result<(), Failure> {
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::wrong(format!("Ctrl-C cannot be heard: {error}"), ""))?;
    thread::spawn(move || runtime.block_on(async { while tokio::signal::ctrl_c().await.is_ok() && heard() {} }));
    Ok(())
}
