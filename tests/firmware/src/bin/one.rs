#![no_std]
#![no_main]
use core::hint::black_box;
use wizfi360_firmware::input;
use wizfi360_proto::{*, commands::*, domains::*};
#[allow(unsafe_code)]
#[unsafe(no_mangle)]
extern "C" fn _start() -> ! {
    let mut tx = [0; 64];
    loop {
        if let Some(mode) = WifiMode::from_number(black_box(0_u32)) {
            let r = cwmode::Set { scope: Scope::Current, mode };
            black_box(r.write(&mut tx).is_ok());
            black_box(&tx);
        }
    }
}
