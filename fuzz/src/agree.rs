//! Generated code and interpreter say the same of every input.

use crate::{
    lines::{ROOM, command, nearly_a_line},
    mutate,
};
use arbitrary::{Arbitrary, Unstructured};
use wizfi360_proto::{AnyLine, AnyRequest, Command, DecodeError, Form, Ipd, Line, Message};
use wizfi360_spec::{
    Spec,
    interpret::{ErrorKind, Interpreter, Refusal},
    model::{self, FormKind},
};

/// A line that is nearly right is read by both: both take it and write the same of it, or both refuse it for the same reason.
pub fn agreement(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let Ok(choice) = u.int_in_range(0..=6_u8) else { return };
    match choice {
        0 => agreed(request(u.take_rest())),
        1 => {
            if let Some((&place, line)) = u.take_rest().split_first() {
                agreed(answer(command(place.into()), line));
                agreed(event(line));
            }
        }
        2..=3 => {
            let Ok(value) = AnyRequest::arbitrary(&mut u) else { return };
            let mut buf = vec![0; value.max_len()];
            let mut text = value.write(&mut buf).expect("room enough").to_vec();
            if mutate(&mut u, &mut text).is_ok() {
                agreed(request(&text));
            }
        }
        _ => {
            if let Ok((command, text)) = nearly_a_line(&mut u) {
                agreed(answer(command, &text));
                agreed(event(&text));
            }
        }
    }
}

fn agreed(said: Result<Said, String>) {
    if let Err(disagreement) = said {
        panic!("{disagreement}");
    }
}

/// What generated code and interpreter both say of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It is none of the lines that it could be.
    NotThis,
    /// It is taken, and written again like this.
    Taken(Vec<u8>),
    /// It is refused. The interpreter's words.
    Refused(Box<Refusal>),
}

/// What both say of a request line, or how they disagree.
pub fn request(line: &[u8]) -> Result<Said, String> {
    let generated = AnyRequest::parse(line).map(|request| {
        let mut buf = vec![0; request.max_len()];
        request.write(&mut buf).expect("room enough").to_vec()
    });
    let interpreter = Interpreter::new(Spec::embedded());
    let interpreted = interpreter.read_request(line).map(|request| interpreter.write_request(&request));
    compare(line, Some(generated), Some(interpreted))
}

/// What both say of a line as an answer to a command, or how they disagree.
pub fn answer(command: &'static Command, line: &[u8]) -> Result<Said, String> {
    let generated = AnyLine::parse(command, line).map(|result| {
        result.map(|line| {
            let mut buf = vec![0; ROOM];
            line.write(&mut buf).expect("room enough").to_vec()
        })
    });
    let (described, form) = described(command);
    let interpreter = Interpreter::new(Spec::embedded());
    let interpreted =
        interpreter.read_answer(described, form, line).map(|result| result.map(|line| interpreter.write_line(&line)));
    compare(line, generated, interpreted)
}

/// What both say of a line that comes unasked, or how they disagree.
pub fn event(line: &[u8]) -> Result<Said, String> {
    let mut buf = vec![0; ROOM];
    let mut generated =
        Message::parse(line).map(|result| result.map(|line| line.write(&mut buf).expect("room enough").to_vec()));
    if generated.is_none() {
        generated =
            Ipd::parse(line).map(|result| result.map(|line| line.write(&mut buf).expect("room enough").to_vec()));
    }
    let interpreter = Interpreter::new(Spec::embedded());
    let interpreted = interpreter.read_event(line).map(|result| result.map(|line| interpreter.write_line(&line)));
    compare(line, generated, interpreted)
}

type Read<E> = Option<Result<Vec<u8>, E>>;

fn compare(line: &[u8], generated: Read<DecodeError>, interpreted: Read<Refusal>) -> Result<Said, String> {
    let same = match (&generated, &interpreted) {
        (None, None) => true,
        (Some(Ok(generated)), Some(Ok(interpreted))) => generated == interpreted,
        (Some(Err(generated)), Some(Err(interpreted))) => same_reason(*generated, interpreted),
        _ => false,
    };
    if !same {
        return Err(format!(
            "they disagree on {}\n  generated:   {}\n  interpreted: {}",
            line.escape_ascii(),
            shown(&generated),
            shown(&interpreted)
        ));
    }
    Ok(match interpreted {
        None => Said::NotThis,
        Some(Ok(written)) => Said::Taken(written),
        Some(Err(refusal)) => Said::Refused(Box::new(refusal)),
    })
}

fn same_reason(generated: DecodeError, interpreted: &Refusal) -> bool {
    let kind = match generated {
        DecodeError::Missing(_) => ErrorKind::Missing,
        DecodeError::Invalid(_) => ErrorKind::Invalid,
        DecodeError::OutOfRange(_) => ErrorKind::OutOfRange,
        DecodeError::TooShort(_) => ErrorKind::TooShort,
        DecodeError::TooLong(_) => ErrorKind::TooLong,
        DecodeError::Unterminated(_) => ErrorKind::Unterminated,
        DecodeError::ControlByte => ErrorKind::ControlByte,
        DecodeError::TrailingData => ErrorKind::TrailingData,
        DecodeError::UnknownCommand => ErrorKind::UnknownCommand,
        DecodeError::UnknownForm => ErrorKind::UnknownForm,
        DecodeError::Ambiguous(_) => ErrorKind::Ambiguous,
        DecodeError::RuleViolation(_) => ErrorKind::RuleViolation,
        _ => return false,
    };
    interpreted.error == kind && generated.param().is_none_or(|param| interpreted.param.as_deref() == Some(param))
}

fn shown<E: std::fmt::Debug>(read: &Read<E>) -> String {
    match read {
        None => "not this line".into(),
        Some(Ok(text)) => text.escape_ascii().to_string(),
        Some(Err(error)) => format!("{error:?}"),
    }
}

/// The command and the form of the spec that a generated command is made of.
pub(crate) fn described(command: &'static Command) -> (&'static model::Command, &'static model::Form) {
    let kind = match command.form {
        Form::Test => FormKind::Test,
        Form::Query => FormKind::Query,
        Form::Set => FormKind::Set,
        Form::Execute => FormKind::Execute,
    };
    let name = format!("{}{}", command.name, command.suffixes[0]);
    let (_, described, _) = Spec::embedded().command(&name).expect("the spec has every generated command");
    let form = described.forms.iter().find(|form| form.kind == kind).expect("and every form");
    (described, form)
}
