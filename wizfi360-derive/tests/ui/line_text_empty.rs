use wizfi360_proto::Line;

#[derive(Line)]
#[at(prefix = "", alias = "+X:", ending = "")]
struct Done {
    mode: u8,
}

fn main() {}
