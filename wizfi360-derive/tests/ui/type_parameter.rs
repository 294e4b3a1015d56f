use wizfi360_proto::Record;

#[derive(Record)]
struct Mode<T> {
    mode: T,
}

#[derive(Record)]
struct Sized<const N: usize> {
    mode: u8,
}

fn main() {}
