use wizfi360_proto::Line;

#[derive(Line)]
#[at(prefix = "+CWMODE{scope}:")]
struct Mode {
    scope: u8,
    mode: u8,
}

fn main() {}
