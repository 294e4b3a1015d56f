//! What uses a type with a mistake in it is not blamed.

use wizfi360_proto::{AtStr, Encode, Line, Number, Open, Params, Record, Value, ValueError, Word};

#[derive(Clone, Copy, PartialEq, Value)]
#[at(range = 0..=256)]
struct LinkId(u8);

#[derive(Clone, Copy, PartialEq, Value)]
enum Mode {
    Off,
}

#[derive(Clone, Copy, PartialEq, Value)]
#[at(len = 9..=2)]
struct Ssid<'a>(AtStr<'a>);

#[derive(Record)]
struct Set<'a> {
    #[at(may_be_omitted)]
    link: LinkId,
    mode: Mode,
    open: Open<Mode>,
    ssid: Ssid<'a>,
}

#[derive(Line)]
#[at(prefix = "")]
struct Joined<'a> {
    set: Set<'a>,
}

#[derive(Line)]
enum Answer<'a> {
    Joined(Joined<'a>),
}

const ONE: Result<LinkId, ValueError> = LinkId::new(1);
const WIZ: Result<Ssid<'static>, ValueError> = Ssid::new("wiz");

fn main() {
    let _ = (ONE, WIZ, Ssid::from_bytes(b"wiz"), Mode::from_number(1), Mode::Off.word(), Set::ENCODED_MAX);
    let _ = <Set<'_> as wizfi360_proto::Decode<'_>>::decode(&mut Params::new(b""), "");
    if let Some(Ok(Answer::Joined(joined))) = Answer::parse(b"x") {
        let _ = joined.write(&mut []);
    }
}
