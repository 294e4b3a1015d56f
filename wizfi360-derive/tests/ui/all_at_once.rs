//! One build tells every mistake.

use wizfi360_proto::{Line, Record, Scope, Value};

#[derive(Clone, Copy, Value)]
#[at(range = 9..=300, rang = 0..=1)]
struct LinkId(u8);

#[derive(Record)]
struct Set<T> {
    first: Option<u8>,
    #[at(optional_first = even, nam = "link ID")]
    link: Option<LinkId>,
    #[at(may_be_omitted)]
    skipped: u8,
    #[at(optional_first = odd)]
    lead: Option<T>,
}

#[derive(Line)]
#[at(prefix = "+X:\n", separator = ",", prefix = "+Y:")]
struct Answer {
    only: Option<u8>,
    scope: Scope,
}

fn main() {}
