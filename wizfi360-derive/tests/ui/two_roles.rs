use wizfi360_proto::Record;

#[derive(Record)]
struct Scan {
    #[at(lead = even, skip)]
    ssid: Option<u8>,
}

fn main() {}
