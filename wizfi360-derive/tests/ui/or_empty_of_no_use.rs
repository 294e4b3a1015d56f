use wizfi360_proto::{AtStr, Value};

#[derive(Clone, Copy, Value)]
#[at(len = 0..=64, or_empty)]
struct Password<'a>(AtStr<'a>);

fn main() {}
