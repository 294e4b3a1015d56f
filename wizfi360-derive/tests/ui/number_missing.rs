use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
enum Mode {
    Off = 0,
    On,
}

fn main() {}
