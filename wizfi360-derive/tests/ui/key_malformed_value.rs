use wizfi360_proto::{AtStr, Value};

#[derive(Clone, Copy, Value)]
#[at(range = 0..4)]
struct LinkId(u8);

#[derive(Clone, Copy, Value)]
#[at(bits = ALL)]
struct ScanMask(u16);

#[derive(Clone, Copy, Value)]
#[at(len = 32)]
struct Ssid<'a>(AtStr<'a>);

fn main() {}
