use wizfi360_proto::{Line, Record};

#[derive(Record)]
struct Set {
    port: u16,
    pub local: Option<u16>,
    pub mode: Option<u8>,
}

#[derive(Record)]
struct First {
    pub local: Option<u16>,
    mode: Option<u8>,
}

#[derive(Record)]
struct Second {
    local: Option<u16>,
    pub(crate) mode: Option<u8>,
}

#[derive(Line)]
#[at(prefix = "+SET:")]
struct Reading {
    pub local: Option<u16>,
    pub mode: Option<u8>,
}

#[derive(Record)]
#[at(name = "type")]
enum Remote {
    #[at(tag = "UDP")]
    Udp { local: Option<u16>, mode: Option<u8> },
}

fn main() {}
