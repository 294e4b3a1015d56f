use wizfi360_proto::Line;

#[derive(Line)]
enum Answer {
    Ready(Ready),
    Two(Ready, Ready),
    Named { ready: Ready },
    Unit,
}

#[derive(Line)]
#[at(prefix = "ready")]
struct Ready;

fn main() {}
