use wizfi360_proto::{AtStr, Value};

#[derive(Clone, Copy, Value)]
#[at(or_empty)]
struct Ssid<'a>(AtStr<'a>);

fn main() {}
