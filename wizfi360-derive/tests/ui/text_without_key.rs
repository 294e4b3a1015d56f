use wizfi360_proto::Record;

#[derive(Record)]
struct Mode {
    #[at("mode")]
    mode: u8,
}

fn main() {}
