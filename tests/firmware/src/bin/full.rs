//! Ten requests, ten kinds of answer, all events.

#![no_std]
#![no_main]

use wizfi360_firmware::{answers::answer, driver::Driver, opaque::keep, requests::send_all};

wizfi360_firmware::image!(Driver::new(), |driver: &mut Driver| {
    keep(send_all(driver));
    driver.listen(answer);
});
