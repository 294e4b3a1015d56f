use wizfi360_proto::{AtStr, Line, Rest};

#[derive(Line)]
#[at(prefix = "+X:", separator = " -> ")]
struct Message<'a> {
    #[at(unescaped)]
    a: AtStr<'a>,
    b: Rest<'a>,
}

fn main() {}
