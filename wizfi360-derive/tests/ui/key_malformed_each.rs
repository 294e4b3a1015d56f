use wizfi360_proto::{AtStr, Line, Record, Value};

#[derive(Clone, Copy, Value)]
#[at(len = 1..=4, or_empty = true)]
struct Key<'a>(AtStr<'a>);

#[derive(Clone, Copy, Value)]
#[at(quoted = true)]
enum Kind {
    #[at("TCP")]
    Tcp,
}

#[derive(Record)]
enum Remote {
    #[at(tag = TCP)]
    Tcp { port: u16 },
}

#[derive(Line)]
#[at(keyword = 1)]
struct Connected {}

#[derive(Line)]
#[at(separator = '-')]
struct Range {
    first: u8,
    last: u8,
}

#[derive(Line)]
#[at(prefix = "+A:", alias = +B)]
struct Other {}

#[derive(Line)]
#[at(prefix = "+C:", mask = ScanMask)]
struct Masked<'a> {
    #[at(unescaped = true)]
    ssid: AtStr<'a>,
    #[at(bit = WPS, optional = true)]
    wps: Option<u8>,
}

fn main() {}
