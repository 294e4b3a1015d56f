use wizfi360_proto::Line;

#[derive(Line)]
#[at(prefix = PREFIX, suffix, mask = "ScanMask")]
struct Ap {
    #[at(lead = maybe)]
    link: Option<u8>,
    #[at(name("link ID"), bare = true)]
    ip: u8,
    #[at(skip(true))]
    mac: Option<u8>,
    #[at(bit = "SSID")]
    ssid: Option<u8>,
}

fn main() {}
