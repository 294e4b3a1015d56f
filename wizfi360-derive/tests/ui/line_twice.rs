use wizfi360_proto::Line;

#[derive(Line)]
enum Answer {
    Ready(Ready),
    Again(Ready),
}

#[derive(Line)]
#[at(prefix = "ready")]
struct Ready;

fn main() {}
