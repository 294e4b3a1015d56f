//! The answer lines of all commands, and all events.

#![no_std]
#![no_main]

use wizfi360_firmware::{driver::Driver, opaque::keep};
use wizfi360_proto::{AnyLine, AnyRequest, commands::at};

wizfi360_firmware::image!(Driver::new(), |driver: &mut Driver| {
    driver.send(&at::Test);
    driver.listen(|line| {
        for command in AnyRequest::COMMANDS {
            keep(AnyLine::parse(command, line));
        }
    });
});
