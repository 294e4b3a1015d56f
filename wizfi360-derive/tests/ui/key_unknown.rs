use wizfi360_proto::Record;

#[derive(Record)]
struct Set {
    #[at(lede = even)]
    link: Option<u8>,
    length: u16,
}

#[derive(Record)]
#[at(title = "mode")]
struct Mode {
    mode: u8,
}

#[derive(Record)]
#[at(label = "type", name = "type")]
enum Remote {
    #[at(tag = "TCP")]
    Tcp,
}

fn main() {}
