use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
#[at(len = 1..=32)]
struct Ssid<'a>(&'a str);

#[derive(Clone, Copy, Value)]
#[at(len = 1..=32)]
struct Password<'a>(Secret<&'a str>);

#[derive(Clone, Copy)]
struct Secret<T>(T);

fn main() {}
