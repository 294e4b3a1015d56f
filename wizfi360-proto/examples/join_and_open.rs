//! Joins an access point, opens a connection, sends five bytes, gets five, and closes it.
//!
//! `cargo run --example join_and_open` prints what goes over the wire. The driver is `common/driver.rs`; a module in memory takes the place of the UART.

mod common;

use common::driver::{Driver, Error, Uart};
use wizfi360_proto::{
    Scope,
    commands::{ate, cipclose, cipsend, cipstart, cwjap, cwmode, rst},
    constant,
    domains::{Echo, Host, Password, Port, SendLength, Ssid, WifiMode},
};

/// Requests whose values are known when the program is built: what breaks a limit does not compile.
mod requests {
    use super::*;

    pub(crate) const JOIN: cwjap::Set<'static> =
        cwjap::Set::new(Scope::Current, SSID, constant(Password::new(common::module::PASSWORD)));
    pub(crate) const SSID: Ssid<'static> = constant(Ssid::new(common::module::SSID));

    pub(crate) const OPEN: cipstart::Set<'static> = cipstart::Set::new(cipstart::Remote::Tcp(
        cipstart::RemoteTcp::new(constant(Host::new("192.168.1.2")), constant(Port::new(5000))),
    ));

    pub(crate) const SEND: cipsend::Set<'static> = cipsend::Set::new(constant(SendLength::new(5)));
}

const DATA: &[u8; 5] = b"a\r\n\0>";

fn hello<U: Uart>(driver: &mut Driver<U>) -> Result<(), Error> {
    driver.run(&rst::Execute)?;
    driver.wait(|seen| seen.ready)?;
    driver.run(&ate::Execute { echo: Echo::Off })?;
    driver.run(&cwmode::Set { scope: Scope::Current, mode: WifiMode::Station })?;
    driver.run(&requests::JOIN)?;
    driver.wait(|seen| seen.got_ip)?;

    driver.run(&requests::OPEN)?;
    driver.exchange(&requests::SEND, DATA, |_| {})?;
    driver.wait(|seen| seen.received().len() == DATA.len())?;
    driver.run(&cipclose::Execute)
}

fn main() {
    let mut driver = Driver::new(common::module::Module::default());
    let result = hello(&mut driver);
    println!("{}", driver.uart.log);
    match result {
        Ok(()) => println!("received: {}", driver.seen.received().escape_ascii()),
        Err(error) => println!("failed: {error}"),
    }
}

#[test]
fn five_bytes_go_there_and_back() {
    let mut driver = Driver::new(common::module::Module::default());
    assert_eq!(hello(&mut driver), Ok(()), "{}", driver.uart.log);
    assert_eq!(driver.seen.received(), DATA);
    assert!(!driver.seen.connected, "CLOSED came before OK");
}

#[test]
fn a_wrong_order_is_refused_with_a_reason() {
    use wizfi360_proto::{Final, Reason, host::Failure};
    let mut driver = Driver::new(common::module::Module::default());
    let failure = Failure::Refused { result: Final::Error, reason: Some(Reason::Unlink) };
    assert_eq!(driver.run(&cipclose::Execute), Err(Error::Failed(failure)));
}

#[test]
fn a_wrong_password_is_told() {
    use wizfi360_proto::{Final, Open, domains::JoinError, host::Failure};
    let mut driver = Driver::new(common::module::Module::default());
    let wrong = cwjap::Set::new(Scope::Current, requests::SSID, constant(Password::new("12345678")));
    let mut why = None;
    let result = driver.exchange(&wrong, &[], |line| why = line.ok().map(|line| line.error_code));
    assert_eq!(result, Err(Error::Failed(Failure::Refused { result: Final::Fail, reason: None })));
    assert_eq!(why, Some(Open::Known(JoinError::WrongPassword)));
}
