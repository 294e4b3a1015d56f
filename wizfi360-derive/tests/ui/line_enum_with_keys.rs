use wizfi360_proto::Line;

#[derive(Line)]
#[at(prefix = "+X:")]
enum Answer {
    #[at(prefix = "ready")]
    Ready(Ready),
}

#[derive(Line)]
#[at(prefix = "ready")]
struct Ready;

fn main() {}
