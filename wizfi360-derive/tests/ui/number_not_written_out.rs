use wizfi360_proto::Value;

const ON: isize = 1;

#[derive(Clone, Copy, Value)]
enum Mode {
    Below = -1,
    On = ON,
    Above = 4294967296,
}

fn main() {}
