//! One request and nothing else: what is not used takes no room.

#![no_std]
#![no_main]

use wizfi360_firmware::opaque::{keep, number};
use wizfi360_proto::{Number, Request, Scope, commands::cwmode, domains::WifiMode};

// As in `full.rs`.
#[allow(unsafe_code)]
#[unsafe(no_mangle)]
extern "C" fn _start() -> ! {
    loop {
        if let Some(mode) = WifiMode::from_number(number()) {
            let mut buf = [0; cwmode::Set::MAX_LEN];
            keep(cwmode::Set { scope: Scope::Current, mode }.write(&mut buf));
        }
    }
}
