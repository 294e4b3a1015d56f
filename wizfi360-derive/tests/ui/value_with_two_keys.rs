use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
#[at(range = 0..=4, bits = 0x1f)]
struct LinkId(u8);

fn main() {}
