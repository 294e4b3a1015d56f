use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
#[at(range = 0..=4)]
union LinkId {
    id: u8,
}

fn main() {}
