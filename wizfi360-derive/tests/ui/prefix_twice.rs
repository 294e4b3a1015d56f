use wizfi360_proto::Line;

#[derive(Line)]
#[at(prefix = "+X:", also = "+X:")]
struct Mode {
    mode: u8,
}

fn main() {}
