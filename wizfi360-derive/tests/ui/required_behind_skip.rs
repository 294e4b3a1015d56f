use wizfi360_proto::Record;

#[derive(Record)]
struct Scan {
    #[at(may_be_omitted)]
    ssid: Option<u8>,
    mac: u8,
}

fn main() {}
