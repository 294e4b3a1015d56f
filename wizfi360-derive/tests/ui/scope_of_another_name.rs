use wizfi360_proto::{Line, Scope};

#[derive(Line)]
#[at(prefix = "+CWMODE:")]
struct Mode {
    name: Scope,
    mode: u8,
}

fn main() {}
