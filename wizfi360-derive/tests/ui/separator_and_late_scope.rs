use wizfi360_proto::{Line, Scope};

#[derive(Line)]
#[at(prefix = "+X{scope}:", separator = "-")]
struct Range {
    first: u8,
    last: u8,
    scope: Scope,
}

fn main() {}
