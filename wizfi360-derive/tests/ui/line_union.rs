use wizfi360_proto::Line;

#[derive(Clone, Copy, Line)]
#[at(prefix = "ready")]
union Ready {
    a: u8,
}

fn main() {}
