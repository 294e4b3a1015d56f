#![no_std]
#![no_main]
use wizfi360_firmware::driver::*;
#[allow(unsafe_code)]
#[unsafe(no_mangle)]
extern "C" fn _start() -> ! {
    let mut driver = Driver { decoder: Default::default(), tx: [0; 640] };
    loop {
        requests(&mut driver);
        driver.listen();
    }
}
