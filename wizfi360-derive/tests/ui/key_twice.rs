use wizfi360_proto::Record;

#[derive(Record)]
struct Mode {
    #[at(name = "mode", name = "the mode")]
    mode: u8,
    #[at(skip)]
    #[at(skip)]
    link: Option<u8>,
}

fn main() {}
