//! Something that listens on a loopback port: a virtual module whose time runs fast, or something worse.

use std::{
    io::{ErrorKind, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        mpsc::{Receiver, channel},
    },
    thread,
    time::{Duration, Instant},
};
use wizfi360_sim::{Testbed, World};

/// How many milliseconds of the module pass in one.
const FASTER: u128 = 20;

/// Milliseconds: longer than the silence that a host keeps after `+++`.
const SILENCE: u64 = 1100;

/// Where a module listens, and what it is sent.
pub(crate) struct Desk {
    pub(crate) address: String,
    sent: Receiver<Vec<u8>>,
}

impl Desk {
    /// A virtual module that has started, with its echo on. It serves one connection.
    pub(crate) fn module() -> Desk {
        Desk::module_in(World::built_in().clone(), |_, said| said)
    }

    /// The same in this world; what it says to what it was sent is changed on the way.
    pub(crate) fn module_in(
        world: impl Into<Arc<World>>,
        change: impl FnMut(&[u8], Vec<u8>) -> Vec<u8> + Send + 'static,
    ) -> Desk {
        let mut desk = Testbed::new(world);
        desk.expect("ready\r\n", 5000).unwrap();
        Desk::fast(desk, change)
    }

    /// A virtual module that was sent these lines before, each of which it has answered with `OK`.
    pub(crate) fn module_after(lines: &[&str]) -> Desk {
        let mut desk = Testbed::new(World::built_in().clone());
        desk.expect("ready\r\n", 5000).unwrap();
        for line in lines {
            desk.write(format!("{line}\r\n").as_bytes());
            desk.expect("OK\r\n", 20_000).unwrap();
        }
        Desk::fast(desk, |_, said| said)
    }

    fn fast(mut desk: Testbed, mut change: impl FnMut(&[u8], Vec<u8>) -> Vec<u8> + Send + 'static) -> Desk {
        let start = Instant::now();
        Desk::serve(move |bytes| {
            let (before, after) = bytes.split_at(through_escape(bytes));
            desk.write(before);
            if !after.is_empty() {
                // Both were sent a second apart; this thread was late, and read them at once.
                desk.pass(SILENCE);
                desk.write(after);
            }
            let now = u64::try_from(start.elapsed().as_millis() * FASTER).unwrap();
            desk.pass(now.saturating_sub(desk.now()));
            Some(change(bytes, desk.read()))
        })
    }

    /// Answers each time something was sent, and also when nothing was for a moment. `None` closes the connection.
    pub(crate) fn serve(mut answer: impl FnMut(&[u8]) -> Option<Vec<u8>> + Send + 'static) -> Desk {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (sends, sent) = channel();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            stream.set_read_timeout(Some(Duration::from_millis(2))).unwrap();
            while let Some(bytes) = read(&mut stream) {
                let Some(said) = answer(&bytes) else { return };
                // Nobody may want to know any more.
                let _ = sends.send(bytes);
                if stream.write_all(&said).is_err() {
                    return;
                }
            }
        });
        Desk { address, sent }
    }

    /// All that it was sent, once the connection is over.
    pub(crate) fn sent(self) -> String {
        String::from_utf8(self.sent.iter().flatten().collect()).unwrap()
    }
}

/// The length up to and including `+++`; without one, of all bytes.
fn through_escape(bytes: &[u8]) -> usize {
    bytes.windows(3).position(|part| part == b"+++").map_or(bytes.len(), |at| at + 3)
}

/// What there is to read, perhaps nothing; `None` at the end.
fn read(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut buf = [0; 4096];
    match stream.read(&mut buf) {
        Ok(0) => None,
        Ok(len) => Some(buf[..len].to_vec()),
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Some(Vec::new()),
        Err(_) => None,
    }
}
