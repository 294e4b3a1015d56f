use wizfi360_proto::{Line, Value};

#[derive(Line)]
#[at(prefix = "+X:", mask = ScanMask)]
struct Ap {
    ssid: u8,
}

#[derive(Clone, Copy, Value)]
#[at(bits = 1)]
struct ScanMask(u8);

fn main() {}
