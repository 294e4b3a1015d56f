use wizfi360_proto::Line;

#[derive(Line)]
#[at(prefix = "", also = "+X:", suffix = "")]
struct Done {
    mode: u8,
}

fn main() {}
