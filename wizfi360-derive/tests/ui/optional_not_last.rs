use wizfi360_proto::Record;

#[derive(Record)]
struct Set {
    local: Option<u16>,
    port: u16,
    mode: Option<u8>,
}

#[derive(Record)]
#[at(name = "type")]
enum Remote {
    #[at(tag = "UDP")]
    Udp { local: Option<u16>, mode: u8 },
}

fn main() {}
