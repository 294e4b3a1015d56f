use wizfi360_proto::{Line, Value};

#[derive(Line)]
#[at(prefix = "+X:", mask = ScanMask)]
struct Set {
    #[at(optional_first = even)]
    link: u8,
    #[at(may_be_omitted)]
    ssid: u8,
    #[at(bit = ECN)]
    ecn: u8,
}

#[derive(Clone, Copy, Value)]
#[at(bits = 1)]
struct ScanMask(u8);

impl ScanMask {
    const ECN: Self = Self(1);
}

fn main() {}
