use wizfi360_proto::Record;

#[derive(Record)]
#[at(prefix = "+CWMODE:")]
struct Mode {
    mode: u8,
    #[at(range = 0..=4)]
    link: u8,
    #[at(bit = SSID)]
    ssid: Option<u8>,
}

fn main() {}
