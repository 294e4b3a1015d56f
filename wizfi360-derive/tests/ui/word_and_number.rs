use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
enum Kind {
    #[at("TCP")]
    Tcp,
    Udp = 1,
}

fn main() {}
