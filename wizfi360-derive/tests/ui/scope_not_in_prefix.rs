use wizfi360_proto::{Line, Scope};

#[derive(Line)]
#[at(prefix = "+CWMODE:")]
struct Mode {
    scope: Scope,
    mode: u8,
}

#[derive(Line)]
#[at(prefix = "+CWMODE:", alias = "+CWMODE{scope}:")]
struct Other {
    scope: Scope,
    mode: u8,
}

fn main() {}
