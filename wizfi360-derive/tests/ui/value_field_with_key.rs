use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
struct LinkId(#[at(range = 0..=4)] u8);

fn main() {}
