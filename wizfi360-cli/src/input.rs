//! Files and streams, read into a `Reader`.

use crate::{args::Input, end::Failure};
use std::{
    fs::File,
    io::{self, IsTerminal, Read},
    ops::ControlFlow,
    path::Path,
    sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel},
    thread,
    time::Duration,
};
use wizfi360_trace::{Event, InputFormat, Reader};

/// The number of bytes that are read at once.
const CHUNK: usize = 64 * 1024;

/// A live input that pauses for this long shows what it has.
const PAUSE: Duration = Duration::from_millis(200);

/// What is done with each event.
pub(crate) type Each<'e> = dyn FnMut(Event) -> io::Result<()> + 'e;

impl Input {
    /// The format of the input; `None` detects it.
    pub(crate) fn format(self) -> Option<InputFormat> {
        match self {
            Input::Auto => None,
            Input::Raw => Some(InputFormat::Raw),
            Input::Log => Some(InputFormat::Log),
        }
    }
}

/// Reads all of a file, or of the standard input if the path is `-`.
pub(crate) fn read(path: &Path, reader: &mut Reader, each: &mut Each<'_>) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::file(path, &error);
    if path == Path::new("-") {
        if io::stdin().is_terminal() {
            eprintln!("Reading the standard input; Ctrl-D ends it. `--help` has more.");
        }
        return live(io::stdin(), path, reader, each);
    }
    let file = File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if metadata.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    if metadata.is_file() { whole(file, path, reader, each) } else { live(file, path, reader, each) }
}

fn whole(mut file: File, path: &Path, reader: &mut Reader, each: &mut Each<'_>) -> Result<(), Failure> {
    let mut chunk = vec![0; CHUNK];
    loop {
        match read_some(&mut file, &mut chunk) {
            Ok(0) => return report(each, |sink| reader.finish(sink)),
            Ok(len) => report(each, |sink| reader.push(&chunk[..len], sink))?,
            Err(error) => return Err(Failure::file(path, &error)),
        }
    }
}

/// Reads an input that may pause, as a pipe from a serial port: then what is there is shown.
fn live(
    input: impl Read + Send + 'static,
    path: &Path,
    reader: &mut Reader,
    each: &mut Each<'_>,
) -> Result<(), Failure> {
    let (sender, chunks) = sync_channel(4);
    thread::spawn(move || forward(input, &sender));
    let mut is_shown = true;
    loop {
        let next = match is_shown {
            true => chunks.recv().map_err(|_| RecvTimeoutError::Disconnected),
            false => chunks.recv_timeout(PAUSE),
        };
        match next {
            Ok(Ok(bytes)) => {
                report(each, |sink| reader.push(&bytes, sink))?;
                is_shown = false;
            }
            Ok(Err(error)) => return Err(Failure::file(path, &error)),
            Err(RecvTimeoutError::Timeout) => {
                report(each, |sink| {
                    reader.start(sink)?;
                    reader.flush(sink)
                })?;
                is_shown = true;
            }
            Err(RecvTimeoutError::Disconnected) => return report(each, |sink| reader.finish(sink)),
        }
    }
}

/// Sends what is read, until the end or until nobody wants it.
fn forward(mut input: impl Read, sender: &SyncSender<io::Result<Vec<u8>>>) {
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = read_some(&mut input, &mut chunk).map(|len| chunk[..len].to_vec());
        // The end is shown by the sender that is dropped.
        let is_end = read.as_ref().is_ok_and(Vec::is_empty);
        let is_last = is_end || read.is_err();
        if is_end || sender.send(read).is_err() || is_last {
            return;
        }
    }
}

fn read_some(input: &mut impl Read, chunk: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(chunk) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// Calls with a sink that stops at the first event that cannot be written.
pub(crate) fn report(
    each: &mut Each<'_>,
    call: impl FnOnce(&mut wizfi360_trace::Sink<'_>) -> ControlFlow<()>,
) -> Result<(), Failure> {
    let mut written = Ok(());
    let _ = call(&mut |event| match each(event) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            written = Err(error);
            ControlFlow::Break(())
        }
    });
    written.map_err(Failure::Output)
}
