use wizfi360_proto::Record;

#[derive(Record)]
#[at(name = "type")]
enum Remote {
    #[at(tag = "")]
    None,
    #[at(tag = "a\\b")]
    Tcp { port: u16 },
}

fn main() {}
