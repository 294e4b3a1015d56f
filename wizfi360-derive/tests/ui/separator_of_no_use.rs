use wizfi360_proto::Line;

#[derive(Line)]
#[at(prefix = "+X:", separator = "-")]
struct Range {
    first: u8,
}

fn main() {}
