//! Every attribute at work, on commands that a vendor might have: tables of bytes and values, both directions.

mod line;
mod record;
mod unescaped;
mod value;

use std::fmt::Debug;
use wizfi360_proto::{Decode, DecodeError, Encode, Line, Params, Writer};

/// Reads a parameter text to its end.
fn read<'a, T: Decode<'a>>(text: &'a str) -> Result<T, DecodeError> {
    Params::new(text.as_bytes()).read("it")
}

/// Writes parameters; also checks that they are no longer than promised.
fn written<T: Encode>(value: &T) -> String {
    let mut buf = [0; 512];
    let mut w = Writer::new(&mut buf);
    value.encode(&mut w);
    assert_eq!(w.has_params(), value.is_present(), "is_present tells what encode does");
    let text = w.finish().expect("the buffer is large").to_vec();
    assert!(text.len() < T::ENCODED_MAX || text.is_empty(), "{} bytes of {}", text.len(), T::ENCODED_MAX);
    String::from_utf8(text).expect("the samples are UTF-8")
}

/// The text means the value, and the value is written so.
#[track_caller]
fn same<'a, T: Decode<'a> + Encode + PartialEq + Debug>(text: &'a str, value: T) {
    assert_eq!(written(&value), text);
    assert_eq!(read(text), Ok(value));
}

/// The line means the value, and the value is written so.
#[track_caller]
fn same_line<'a, T: Line<'a> + PartialEq + Debug>(line: &'a str, value: T) {
    let mut buf = [0; 512];
    assert_eq!(value.write(&mut buf).map(|bytes| String::from_utf8_lossy(bytes).into_owned()), Ok(line.to_owned()));
    assert_eq!(T::parse(line.as_bytes()), Some(Ok(value)));
}
