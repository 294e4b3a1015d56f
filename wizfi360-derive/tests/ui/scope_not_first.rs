use wizfi360_proto::{Record, Scope};

#[derive(Record)]
struct Mode {
    mode: u8,
    scope: Scope,
}

fn main() {}
