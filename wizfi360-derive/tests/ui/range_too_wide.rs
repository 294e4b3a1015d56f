use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
#[at(range = 0..=256)]
struct LinkId(u8);

#[derive(Clone, Copy, Value)]
#[at(range = -1..=4)]
struct Unsigned(u8);

#[derive(Clone, Copy, Value)]
#[at(range = -129..=4)]
struct Signed(i8);

fn main() {}
