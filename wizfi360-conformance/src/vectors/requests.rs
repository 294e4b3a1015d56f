//! Requests: fields, and the bytes that they are.

use super::{
    fields::{self, Read},
    json::Bytes,
    source,
};
use crate::edges::{self, Expect, Of};
use serde::Serialize;
use wizfi360_spec::{Spec, interpret::Interpreter};

/// A request that is taken.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Request {
    id: String,
    source: String,
    command: String,
    form: &'static str,
    fields: Vec<Read>,
    bytes: Bytes,
    /// How it is written, where that is not as it is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    canonical: Option<Bytes>,
}

/// All of them: the edges that are taken.
pub(super) fn all(spec: &Spec) -> Vec<Request> {
    let interpreter = Interpreter::new(spec);
    let request = |case: edges::Case<'_>| {
        let (Of::Request { name, form: of, .. }, Expect::Taken(again)) = (case.of, &case.expect) else { return None };
        let bytes = [case.text.as_slice(), b"\r\n"].concat();
        let read = interpreter.read_request(&bytes).ok()?;
        Some(Request {
            fields: fields::read(spec, &bytes, &read.fields),
            canonical: (*again != case.text).then(|| Bytes([again.as_slice(), b"\r\n"].concat())),
            id: case.id,
            source: source(of.source.as_ref().unwrap_or(&name.source)),
            command: name.name.clone(),
            form: of.kind.word(),
            bytes: Bytes(bytes),
        })
    };
    edges::all(spec).into_iter().filter_map(request).collect()
}
