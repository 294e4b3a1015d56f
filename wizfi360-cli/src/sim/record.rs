//! `--record`: the dialogue as a log that can be decoded and replayed.

use super::wrong;
use crate::end::Failure;
use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};
use wizfi360_spec::model::Firmware;

/// A log that is being written. Each line of it is out before the next is begun, so that it holds all there was when the program is killed.
pub(super) struct Record {
    file: BufWriter<File>,
}

impl Record {
    pub(super) fn create(path: &Path, firmware: Firmware) -> Result<Record, Failure> {
        let failed = |error| wrong(&path.display().to_string(), &error);
        let file = File::create(path).map_err(failed)?;
        let mut record = Record { file: BufWriter::new(file) };
        writeln!(record.file, "# what: a virtual module with firmware {firmware}").map_err(failed)?;
        record.file.flush().map_err(failed)?;
        Ok(record)
    }

    /// One side has sent bytes, so many milliseconds after the module was switched on.
    pub(super) fn write(&mut self, arrow: &str, now: u64, bytes: &[u8]) -> io::Result<()> {
        let (seconds, ms) = (now / 1000, now % 1000);
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        writeln!(self.file, "{arrow} ({hours:02}:{minutes:02}:{seconds:02}.{ms:03}) b'{}'", literal(bytes))?;
        self.file.flush()
    }
}

/// The inside of a literal of Python.
fn literal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        match byte {
            b'\\' => text.push_str("\\\\"),
            b'\'' => text.push_str("\\'"),
            b'\r' => text.push_str("\\r"),
            b'\n' => text.push_str("\\n"),
            b'\t' => text.push_str("\\t"),
            b' '..=b'~' => text.push(char::from(*byte)),
            _ => text.push_str(&format!("\\x{byte:02x}")),
        }
        text
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_literal_stands_for_its_bytes() {
        assert_eq!(super::literal(b"AT\r\n\0'\\\xff"), "AT\\r\\n\\x00\\'\\\\\\xff");
    }
}
