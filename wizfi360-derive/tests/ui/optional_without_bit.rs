use wizfi360_proto::Line;

#[derive(Line)]
#[at(prefix = "+X:")]
struct Level {
    #[at(optional)]
    a: Option<u8>,
}

fn main() {}
