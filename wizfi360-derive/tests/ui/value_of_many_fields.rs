use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
#[at(range = 0..=4)]
struct Named {
    id: u8,
}

#[derive(Clone, Copy, Value)]
#[at(range = 0..=4)]
struct Two(u8, u8);

#[derive(Clone, Copy, Value)]
#[at(range = 0..=4)]
struct Unit;

fn main() {}
