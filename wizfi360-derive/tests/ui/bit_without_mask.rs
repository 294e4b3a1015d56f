use wizfi360_proto::Line;

#[derive(Line)]
#[at(prefix = "+X:")]
struct Ap {
    #[at(bit = SSID)]
    ssid: Option<u8>,
}

fn main() {}
