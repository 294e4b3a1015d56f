use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
#[at(bits = 0x1f)]
struct ScanMask(i16);

#[derive(Clone, Copy, Value)]
#[at(bits = 0x1f)]
struct Small(i8);

#[derive(Clone, Copy, Value)]
#[at(bits = 0x1f)]
struct Large(i32);

fn main() {}
