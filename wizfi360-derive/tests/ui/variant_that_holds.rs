use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
enum Mode {
    On(u8),
    Auto { level: u8 },
}

fn main() {}
