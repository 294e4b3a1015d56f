//! Lists the access points in reach and keeps the five strongest, in memory that does not grow with what strangers broadcast.
//!
//! `cargo run --example scan` prints them. The driver is `common/driver.rs`; a module in memory takes the place of the UART.

mod common;

use common::driver::{Driver, Error, Uart};
use wizfi360_proto::{DecodeError, commands::cwlap};

/// An access point that is kept: 36 bytes, whatever its line was.
#[derive(Clone, Copy)]
struct Found {
    ssid: [u8; 32],
    len: usize,
    rssi: i16,
}

impl Found {
    /// `None` if the SSID or the signal strength is missing, or the SSID is longer than one can be.
    fn new(ap: &cwlap::Ap<'_>) -> Option<Found> {
        let mut ssid = [0; 32];
        let len = ap.ssid?.copy_to(&mut ssid)?.len();
        Some(Found { ssid, len, rssi: ap.rssi? })
    }

    /// What was broadcast: any bytes. Escape them before they are shown.
    fn ssid(&self) -> &[u8] {
        self.ssid.get(..self.len).unwrap_or(&[])
    }
}

/// The strongest access points, the strongest first, and what became of the others.
#[derive(Default)]
struct Scan {
    best: [Option<Found>; 5],
    seen: usize,
    /// Lines that could not be read: where two readings of a line are possible, it is refused, not guessed.
    refused: usize,
}

impl Scan {
    fn take(&mut self, line: Result<cwlap::Ap<'_>, DecodeError>) {
        let Some(mut found) = line.ok().as_ref().and_then(Found::new) else {
            self.refused = self.refused.saturating_add(1);
            return;
        };
        self.seen = self.seen.saturating_add(1);
        for place in &mut self.best {
            match place {
                // What it drives out looks for a place behind it.
                Some(kept) if found.rssi > kept.rssi => core::mem::swap(kept, &mut found),
                Some(_) => {}
                None => {
                    *place = Some(found);
                    return;
                }
            }
        }
    }
}

fn scan<U: Uart>(driver: &mut Driver<U>) -> Result<Scan, Error> {
    let mut scan = Scan::default();
    driver.exchange(&cwlap::Execute, &[], |line| scan.take(line))?;
    Ok(scan)
}

/// Thirty access points as a module prints them: it escapes nothing in an SSID (captures).
fn neighbourhood() -> Vec<Vec<u8>> {
    /// SSIDs of neighbours that mean no good, by place.
    const HOSTILE: [(usize, &[u8]); 7] = [
        (4, b"\",-1,\"66:66:66:66:66:66\",1,0)"),
        (8, b"\xff\xfe\x80"),
        (17, b""),
        (21, b"Caf\xc3\xa9 \"Zum, Mohren\""),
        (25, b"back\\"),
        (28, b"x\",-1,\"66:66:66:66:66:66\",1,1"),
        (29, b"OK"),
    ];
    (0..30_usize)
        .map(|place| {
            let hostile = HOSTILE.iter().find(|(at, _)| *at == place);
            let ssid = hostile.map_or(format!("Guest-{place}").into_bytes(), |(_, ssid)| ssid.to_vec());
            // From -90 dBm up, in no order.
            let rssi = place.wrapping_mul(7).wrapping_rem(30);
            let mut line = b"+CWLAP:(3,\"".to_vec();
            line.extend(ssid);
            let rest = format!("\",-{},\"5c:e9:31:07:31:{place:02x}\",6,1)\r\n", 90_usize.saturating_sub(rssi));
            line.extend(rest.into_bytes());
            line
        })
        .collect()
}

fn main() {
    let mut driver = Driver::new(common::module::Module::with_scan(neighbourhood()));
    match scan(&mut driver) {
        Ok(scan) => {
            for found in scan.best.iter().flatten() {
                println!("{:4} dBm  {}", found.rssi, found.ssid().escape_ascii());
            }
            println!("{} access points, {} lines refused", scan.seen, scan.refused);
        }
        Err(error) => println!("failed: {error}"),
    }
}

#[test]
fn the_five_strongest_are_kept() {
    let mut driver = Driver::new(common::module::Module::with_scan(neighbourhood()));
    let Ok(scan) = scan(&mut driver) else { unreachable!("{}", driver.uart.log) };
    let best: Vec<_> =
        scan.best.iter().flatten().map(|found| (found.rssi, found.ssid().escape_ascii().to_string())).collect();
    let expected = [
        (-61, r""),
        (-62, r#"\",-1,\"66:66:66:66:66:66\",1,0)"#),
        (-63, r#"Caf\xc3\xa9 \"Zum, Mohren\""#),
        (-64, r"\xff\xfe\x80"),
        (-65, r"back\\"),
    ];
    assert_eq!(best, expected.map(|(rssi, ssid)| (rssi, ssid.to_string())));
    assert_eq!((scan.seen, scan.refused), (30, 0), "every line was read, and none forged another");
}
