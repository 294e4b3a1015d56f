use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
enum Mode {}

fn main() {}
