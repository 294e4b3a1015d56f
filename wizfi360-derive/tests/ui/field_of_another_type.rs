//! What the standard library has for texts and numbers is no parameter: one error for each field.

use std::net::IpAddr;
use wizfi360_proto::{Line, Record};

#[derive(Record)]
struct Set<'a> {
    name: String,
    text: &'a str,
    bytes: Vec<u8>,
    on: bool,
    sign: char,
    count: usize,
    ip: IpAddr,
    last: Option<String>,
}

#[derive(Record)]
#[at(name = "type")]
enum Remote {
    #[at(tag = "TCP")]
    Tcp { host: String },
}

#[derive(Line)]
#[at(prefix = "+X:")]
struct Answer {
    temperature: f32,
}

fn main() {}
