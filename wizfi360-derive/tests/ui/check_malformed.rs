use wizfi360_proto::{Line, Record};

#[derive(Record)]
#[at(check)]
struct Set {
    port: u16,
}

#[derive(Record)]
#[at(check = Self::check, check = Self::check)]
struct Twice {
    port: u16,
}

impl Twice {
    fn check(self) -> Result<Self, wizfi360_proto::RuleViolation> {
        Ok(self)
    }
}

#[derive(Line)]
#[at(prefix = "+SET:", check = Self::check)]
struct Reading {
    port: u16,
}

fn main() {}
