//! A pseudo-terminal.

use rustix::{
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{Winsize, tcsetwinsize},
};
use std::{
    fs::{File, OpenOptions},
    process::Stdio,
};

/// Both ends of it.
pub(crate) struct Terminal {
    master: File,
    pub(crate) slave: File,
}

impl Terminal {
    pub(crate) fn open(rows: u16, columns: u16) -> Terminal {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let path = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let slave = OpenOptions::new().read(true).write(true).open(path).unwrap();
        tcsetwinsize(&slave, Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        Terminal { master: File::from(master), slave }
    }

    /// The side of a program.
    pub(crate) fn stdio(&self) -> Stdio {
        Stdio::from(self.slave.try_clone().unwrap())
    }

    /// The side of whoever looks and types.
    pub(crate) fn master(&self) -> File {
        self.master.try_clone().unwrap()
    }
}
