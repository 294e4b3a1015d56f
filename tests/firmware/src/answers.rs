//! Ten kinds of answer, each read to its last field.

use crate::opaque::keep;
use wizfi360_proto::{Line, commands::*};

/// Reads the line as each of them.
#[inline(never)]
pub fn answer(line: &[u8]) {
    keep(cwmode::Mode::parse(line));
    keep(cwjap::Joined::parse(line));
    keep(cwlap::Ap::parse(line));
    keep(cipstatus::Status::parse(line));
    keep(cipstatus::Connection::parse(line));
    keep(cifsr::ExecuteLine::parse(line));
    keep(cipsta::QueryLine::parse(line));
    keep(cipdomain::Resolved::parse(line));
    keep(gmr::ExecuteLine::parse(line));
    keep(mqttset::Settings::parse(line));
}
