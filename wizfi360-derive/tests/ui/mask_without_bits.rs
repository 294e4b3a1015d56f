use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
#[at(bits = 0)]
struct ScanMask(u16);

fn main() {}
