use wizfi360_proto::Line;

#[derive(Line)]
#[at(word = "DONE{scope}")]
struct Done;

fn main() {}
