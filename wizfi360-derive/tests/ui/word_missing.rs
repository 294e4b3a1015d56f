use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
#[at(quoted)]
enum Kind {
    #[at("TCP")]
    Tcp,
    Udp,
}

fn main() {}
