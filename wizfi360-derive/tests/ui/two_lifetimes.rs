use wizfi360_proto::{AtStr, Record};

#[derive(Record)]
struct Join<'s, 'p> {
    ssid: AtStr<'s>,
    password: AtStr<'p>,
}

fn main() {}
