use wizfi360_proto::Line;

#[derive(Line)]
enum Answer {}

fn main() {}
