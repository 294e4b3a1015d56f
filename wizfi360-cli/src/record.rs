//! `--record`: the dialogue as a log that can be decoded and replayed.

use crate::end::Failure;
use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

/// A log that is being written. Each line of it is out before the next is begun, so that it holds all there was when the program is killed.
pub(crate) struct Record {
    file: BufWriter<File>,
}

impl Record {
    /// Begins a log with these comments, `what: a virtual module`. A recording that is there is not written over: it may be the only one.
    pub(crate) fn create(path: &Path, head: &[String]) -> Result<Record, Failure> {
        let failed = |error: io::Error| {
            let way_out = match error.kind() {
                io::ErrorKind::AlreadyExists => "No recording is written over: name a file that is not there.",
                _ => "",
            };
            Failure::wrong(format!("`{}` cannot be written: {error}", path.display()), way_out)
        };
        let file = File::create_new(path).map_err(failed)?;
        let mut record = Record { file: BufWriter::new(file) };
        head.iter().try_for_each(|line| writeln!(record.file, "# {line}")).map_err(failed)?;
        record.file.flush().map_err(failed)?;
        Ok(record)
    }

    /// One side has sent bytes (`>>`: the host, `<<`: the module), so many milliseconds after the beginning.
    pub(crate) fn write(&mut self, arrow: &str, now: u64, bytes: &[u8]) -> io::Result<()> {
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
