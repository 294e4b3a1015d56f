use wizfi360_proto::Record;

#[derive(Record)]
struct Set {
    length: u16,
    #[at(optional_first = even)]
    link: Option<u8>,
}

fn main() {}
