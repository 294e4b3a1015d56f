use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
enum Kind {
    #[at("TCP")]
    Tcp,
    #[at("TCP")]
    Stream,
}

fn main() {}
