use wizfi360_proto::Line;

#[derive(Line)]
struct Nothing;

fn main() {}
