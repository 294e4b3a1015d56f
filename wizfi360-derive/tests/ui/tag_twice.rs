use wizfi360_proto::Record;

#[derive(Record)]
#[at(name = "type")]
enum Remote {
    #[at(tag = "TCP")]
    Tcp,
    #[at(tag = "TCP")]
    Stream { port: u16 },
}

fn main() {}
