use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
#[at(bits = 0x1f)]
struct ScanMask(i16);

fn main() {}
