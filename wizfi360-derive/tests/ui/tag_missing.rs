use wizfi360_proto::Record;

#[derive(Record)]
#[at(name = "type")]
enum Remote {
    #[at(tag = "TCP")]
    Tcp,
    Udp,
}

fn main() {}
