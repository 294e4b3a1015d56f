use wizfi360_proto::Value;

#[derive(Clone, Copy, Value)]
enum Kind {
    #[at("a,b")]
    Comma,
    #[at("a\"b")]
    Quote,
    #[at("a\r\n")]
    LineEnd,
    #[at("")]
    Empty,
}

fn main() {}
