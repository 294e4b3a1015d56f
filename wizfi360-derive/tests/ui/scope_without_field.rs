use wizfi360_proto::Line;

#[derive(Line)]
#[at(prefix = "+CWMODE{scope}:")]
struct Mode {
    mode: u8,
}

fn main() {}
