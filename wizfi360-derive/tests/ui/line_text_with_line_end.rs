use wizfi360_proto::Line;

#[derive(Line)]
#[at(prefix = "ready\r\n")]
struct Ready;

fn main() {}
