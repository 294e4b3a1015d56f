use wizfi360_proto::Record;

#[derive(Record)]
#[at(name = "type")]
enum Remote {}

fn main() {}
