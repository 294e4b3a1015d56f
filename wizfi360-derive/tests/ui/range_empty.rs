use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
#[at(range = 4..=0)]
struct LinkId(u8);

fn main() {}
