use wizfi360_proto::Line;

#[derive(Line)]
#[at(prefix = "+X:", alias = "+X:")]
struct Mode {
    mode: u8,
}

fn main() {}
