use wizfi360_proto::Record;

#[derive(Record)]
struct Scan {
    #[at(optional_first = even, may_be_omitted)]
    ssid: Option<u8>,
}

fn main() {}
