//! The decoder with all events, while one command is under way.

#![no_std]
#![no_main]

use wizfi360_firmware::driver::Driver;
use wizfi360_proto::commands::at;

wizfi360_firmware::image!(Driver::new(), |driver: &mut Driver| {
    driver.send(&at::Test);
    driver.listen(|_| ());
});
