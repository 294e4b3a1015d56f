use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
enum Kind {
    #[at(tag = "TCP")]
    Tcp,
    #[at("UDP")]
    #[at("udp")]
    Udp,
}

fn main() {}
