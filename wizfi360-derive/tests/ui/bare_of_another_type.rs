use wizfi360_proto::Record;

#[derive(Record)]
struct Set {
    #[at(bare)]
    channel: u8,
}

fn main() {}
