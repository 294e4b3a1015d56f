use wizfi360_proto::{AtStr, Value};

#[derive(Clone, Copy, Value)]
#[at(len = 1..=32)]
struct Ssid(AtStr<'static>);

fn main() {}
