use wizfi360_proto::Record;

#[derive(Record)]
enum Remote {
    #[at(tag = "TCP")]
    Tcp,
}

fn main() {}
