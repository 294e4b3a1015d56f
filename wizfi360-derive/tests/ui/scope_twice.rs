use wizfi360_proto::{Line, Scope};

#[derive(Line)]
#[at(prefix = "+CW{scope}MODE{scope}:")]
struct Mode {
    scope: Scope,
    mode: u8,
}

fn main() {}
