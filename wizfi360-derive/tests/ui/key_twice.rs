use wizfi360_proto::Record;

#[derive(Record)]
struct Mode {
    #[at(name = "mode", name = "the mode")]
    mode: u8,
    #[at(may_be_omitted)]
    #[at(may_be_omitted)]
    link: Option<u8>,
}

fn main() {}
