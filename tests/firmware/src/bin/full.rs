//! Ten requests, ten kinds of answer, all events.

#![no_std]
#![no_main]

use wizfi360_firmware::{driver::Driver, requests::send_all};

// The linker's entry has to keep its name; Rust counts that as unsafe, because two such names could clash.
#[allow(unsafe_code)]
#[unsafe(no_mangle)]
extern "C" fn _start() -> ! {
    let mut driver = Driver::new();
    loop {
        wizfi360_firmware::opaque::keep(send_all(&mut driver));
        driver.listen();
        #[cfg(feature = "panics")]
        wizfi360_firmware::panics();
    }
}
