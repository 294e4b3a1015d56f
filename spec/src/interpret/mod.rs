//! A small, slow reader and writer that works from the spec at run time.
//!
//! It is the oracle for generated code: both must agree on every input. It also explains and encodes lines for
//! people, with a spec that may have changed since the program was built. `wizfi360-proto/docs/codec.md` has the rules; where
//! this module and that page differ, the page holds.
//!
//! ```
//! use wizfi360_spec::{Spec, interpret::Interpreter};
//!
//! let spec = Spec::embedded();
//! let request = Interpreter::new(spec).read_request(br#"AT+CWJAP_CUR="home","secret words""#)?;
//! assert_eq!(request.name.name, "AT+CWJAP_CUR");
//! assert_eq!(request.fields[0].name(), "ssid");
//! assert!(request.fields[1].secret);
//! # Ok::<(), wizfi360_spec::interpret::Refusal>(())
//! ```

mod across;
mod build;
mod cursor;
mod field;
mod line;
mod list;
mod refusal;
mod request;
mod rule;
mod value;
pub(crate) mod wire;
mod write;

pub(crate) use line::spellings;

pub use field::{Field, FieldSpec, Reading, Request};
pub use refusal::{ErrorKind, Refusal};
pub use value::Value;

use crate::{
    Spec,
    model::{Domain, Type},
};
use std::ops::Range;

/// Reads and writes lines by a spec.
///
/// It holds nothing but the reference, so it costs nothing to make one. What it reads borrows from the spec and
/// not from the line. It never panics, whatever the input.
#[derive(Clone, Copy, Debug)]
pub struct Interpreter<'s> {
    spec: &'s Spec,
}

impl<'s> Interpreter<'s> {
    /// An interpreter of this spec.
    pub fn new(spec: &'s Spec) -> Self {
        Interpreter { spec }
    }

    /// The spec that it works from.
    pub fn spec(&self) -> &'s Spec {
        self.spec
    }

    /// The domain of a type, if it has one and the spec knows it.
    fn domain(&self, ty: &Type) -> Option<&'s Domain> {
        match ty {
            Type::Domain(name) => self.spec.domain(name),
            _ => None,
        }
    }

    /// Refuses bytes that no line can hold.
    fn refuse_control(&self, text: &[u8]) -> Result<(), Refusal> {
        let forbidden = &self.spec.lexical.forbidden_bytes.value;
        match text.iter().position(|byte| forbidden.contains(byte)) {
            None => Ok(()),
            Some(at) => Err(control_byte(None, Some(at..at + 1))),
        }
    }
}

/// Who sends a text. What the host sends is closed, what the module sends is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sender {
    Host,
    Module,
}

fn control_byte(param: Option<String>, span: Option<Range<usize>>) -> Refusal {
    Refusal {
        error: ErrorKind::ControlByte,
        param,
        span,
        found: None,
        rule: "CR, LF and NUL stand in no line".into(),
        help: Some("leave it out; no escape stands for it".into()),
    }
}
