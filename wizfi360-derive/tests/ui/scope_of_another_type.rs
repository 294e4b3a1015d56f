use wizfi360_proto::Line;

#[derive(Line)]
#[at(prefix = "+CWMODE{scope}:")]
struct Mode {
    scope: u8,
    mode: u8,
}

trait Holds {
    type Scope;
}

impl Holds for () {
    type Scope = wizfi360_proto::Scope;
}

#[derive(Line)]
#[at(prefix = "+CWDHCP{scope}:")]
struct Called {
    scope: <() as Holds>::Scope,
    enable: u8,
}

fn main() {}
