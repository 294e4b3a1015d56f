use wizfi360_proto::Record;

#[derive(Record)]
struct Scan {
    #[at(skip)]
    ssid: Option<u8>,
    mac: u8,
}

fn main() {}
