//! The shell on a serial port: a pseudo-terminal with a virtual module at its other end.

use crate::run::{code, err, feed, out};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::{
    fs::File,
    io::{Read, Write},
    thread,
};
use wizfi360_sim::{Testbed, World};

/// The path of a serial port with a module that has started. After each thing that it hears, seconds pass for it.
fn port() -> String {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let path = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
    let mut line = File::from(master);
    let mut desk = Testbed::new(World::built_in().clone());
    desk.expect("ready\r\n", 5000).unwrap();
    thread::spawn(move || {
        let mut buf = [0; 4096];
        // Ends when the shell has closed the port.
        while let Ok(len @ 1..) = line.read(&mut buf) {
            desk.write(&buf[..len]);
            desk.pass(5000);
            if line.write_all(&desk.read()).is_err() {
                return;
            }
        }
    });
    path
}

#[test]
fn a_serial_port_is_opened_and_follows_the_speed_of_the_module() {
    let lines =
        "ate0\nuart_cur baudrate=9600 databits=8 stop_bits=1 parity=0 flow_control=0\nAT+UART_CUR?\n:baud 19200\nAT\n";
    let output = feed(&["shell", "--port", &port()], lines.as_bytes());
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    assert!(out(&output).contains("+UART_CUR:9600,8,1,0,0"), "{}", out(&output));
    let notes: Vec<String> = err(&output).lines().map(str::to_string).collect();
    assert_eq!(
        notes,
        ["note: The serial port has 9600 Bd from now on.", "note: The serial port has 19200 Bd from now on."]
    );
}
