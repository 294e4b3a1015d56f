use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
struct LinkId(u8);

fn main() {}
