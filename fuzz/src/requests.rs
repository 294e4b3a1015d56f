//! Requests: bytes and values are two views of the same.

use arbitrary::{Arbitrary, Unstructured};
use wizfi360_proto::AnyRequest;

/// Bytes to request to bytes to the same request, on one line.
pub fn request_bytes(data: &[u8]) {
    let Ok(request) = AnyRequest::parse(data) else { return };
    let mut buf = vec![0; request.max_len()];
    let written = request.write(&mut buf).expect("the room that it says it needs is enough");
    one_line(written);
    assert_eq!(AnyRequest::parse(written), Ok(request), "{}", written.escape_ascii());
}

/// Any request value to bytes to the same value; too small a buffer is told with the room that it takes.
pub fn request_value(data: &[u8]) {
    let Ok(request) = AnyRequest::arbitrary(&mut Unstructured::new(data)) else { return };
    let mut buf = vec![0; request.max_len()];
    let written = request.write(&mut buf).expect("the room that it says it needs is enough");
    one_line(written);
    assert_eq!(AnyRequest::parse(written), Ok(request), "{}", written.escape_ascii());
    let needed = written.len();
    let mut short = vec![0; needed - 1];
    assert_eq!(request.write(&mut short).expect_err("one byte is missing").needed, needed);
}

fn one_line(written: &[u8]) {
    let text = written.strip_suffix(b"\r\n").expect("a request ends in CR LF");
    assert!(!text.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)), "a line end inside {}", text.escape_ascii());
}
