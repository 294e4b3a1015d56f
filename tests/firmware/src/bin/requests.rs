//! Ten requests, and the decoder told of them, but not asked.

#![no_std]
#![no_main]

use wizfi360_firmware::{driver::Driver, opaque::keep, requests::send_all};

wizfi360_firmware::image!(Driver::new(), |driver: &mut Driver| {
    keep(send_all(driver));
    keep(&*driver);
});
