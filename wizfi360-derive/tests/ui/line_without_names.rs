use wizfi360_proto::Line;

#[derive(Line)]
#[at(prefix = "+X:")]
struct Mode(u8);

fn main() {}
