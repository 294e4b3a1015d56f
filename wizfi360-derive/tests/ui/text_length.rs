use wizfi360_proto::{AtStr, Value};

#[derive(Clone, Copy, Value)]
#[at(len = 32..=1)]
struct Ssid<'a>(AtStr<'a>);

#[derive(Clone, Copy, Value)]
#[at(len = -1..=70000)]
struct Message<'a>(AtStr<'a>);

fn main() {}
