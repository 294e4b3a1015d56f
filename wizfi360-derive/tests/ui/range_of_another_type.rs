use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
#[at(range = 0..=4)]
struct LinkId(u64);

#[derive(Clone, Copy, Value)]
#[at(range = 0..=4)]
struct Flag(bool);

fn main() {}
