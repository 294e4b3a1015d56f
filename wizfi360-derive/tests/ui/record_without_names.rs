use wizfi360_proto::Record;

#[derive(Record)]
struct Mode(u8, u8);

#[derive(Record)]
#[at(name = "type")]
enum Remote {
    #[at(tag = "TCP")]
    Tcp(u16, u16),
}

fn main() {}
