use wizfi360_proto::Line;

#[derive(Line)]
#[at(prefix = PREFIX, ending, mask = "ScanMask")]
struct Ap {
    #[at(optional_first = maybe)]
    link: Option<u8>,
    #[at(name("link ID"), bare = true)]
    ip: u8,
    #[at(may_be_omitted(true))]
    mac: Option<u8>,
    #[at(bit = "SSID")]
    ssid: Option<u8>,
}

fn main() {}
