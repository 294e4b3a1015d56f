use wizfi360_proto::Record;

#[derive(Clone, Copy, Record)]
union Mode {
    mode: u8,
}

fn main() {}
