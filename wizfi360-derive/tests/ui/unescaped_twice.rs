use wizfi360_proto::{AtStr, Line};

#[derive(Line)]
#[at(prefix = "+X:")]
struct Twice<'a> {
    #[at(unescaped)]
    a: AtStr<'a>,
    #[at(unescaped)]
    b: AtStr<'a>,
}

fn main() {}
