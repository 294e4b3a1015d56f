//! One request and nothing else: what is not used takes no room.

#![no_std]
#![no_main]

use wizfi360_firmware::opaque::{keep, number};
use wizfi360_proto::{Number, Request, Scope, commands::cwmode, domains::WifiMode};

wizfi360_firmware::image!([0; cwmode::Set::MAX_LEN], |buf: &mut [u8]| {
    if let Some(mode) = WifiMode::from_number(number()) {
        keep(cwmode::Set { scope: Scope::Current, mode }.write(buf));
    }
});
