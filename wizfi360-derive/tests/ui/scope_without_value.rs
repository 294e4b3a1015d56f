use wizfi360_proto::{Line, SuffixedScope};

#[derive(Line)]
#[at(prefix = "+SET{scope}:", alias = "+OLD:")]
struct Setting {
    scope: SuffixedScope,
    on: u8,
}

fn main() {}
