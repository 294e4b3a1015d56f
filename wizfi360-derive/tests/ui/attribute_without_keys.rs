use wizfi360_proto::Record;

#[derive(Record)]
struct Mode {
    #[at]
    mode: u8,
    #[at = "link"]
    link: u8,
}

fn main() {}
