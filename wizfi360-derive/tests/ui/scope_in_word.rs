use wizfi360_proto::Line;

#[derive(Line)]
#[at(keyword = "DONE{scope}")]
struct Done;

fn main() {}
