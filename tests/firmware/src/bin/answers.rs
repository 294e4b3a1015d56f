//! Ten kinds of answer.

#![no_std]
#![no_main]

use wizfi360_firmware::{answers::answer, opaque::bytes};

wizfi360_firmware::image!((), |_: &mut ()| answer(bytes()));
