//! Passwords and keys are never printed.

use crate::agree::described;
use arbitrary::{Arbitrary, Unstructured};
use wizfi360_proto::{AnyLine, AnyRequest, Command, Line, Message, device, host};
use wizfi360_spec::{
    Spec,
    interpret::{Field, Interpreter, Value},
};

/// Two requests, answers or messages that differ in their secrets alone print the same, by the types and by the interpreter; so do the
/// refusals of two whose secrets are too long.
pub fn secrets(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let Ok(choice) = u.int_in_range(0..=2_u8) else { return };
    let interpreter = Interpreter::new(Spec::embedded());
    let mut buf = vec![0; 1 << 16];
    match choice {
        0 => {
            let Ok(value) = AnyRequest::arbitrary(&mut u) else { return };
            let line = value.write(&mut buf).expect("room enough");
            let request = interpreter.read_request(line).expect("the interpreter takes what is generated");
            let printed = |by: By| {
                let mut request = request.clone();
                replace(&mut request.fields, by).then(|| {
                    let line = interpreter.write_request(&request);
                    let read = interpreter.read_request(&line);
                    let refusal = read.as_ref().err().map(ToString::to_string);
                    format!("{:?} {read:?} {refusal:?} {}", AnyRequest::parse(&line), engines(&line, value.command()))
                })
            };
            assert_eq!(printed(p), printed(q));
            assert_eq!(printed(too_long_p), printed(too_long_q));
        }
        1 => {
            let Ok(value) = AnyLine::arbitrary(&mut u) else { return };
            let line = value.write(&mut buf).expect("room enough");
            let (command, form) = described(value.command());
            let Some(Ok(reading)) = interpreter.read_answer(command, form, line) else { return };
            let printed = |by: By| {
                let mut reading = reading.clone();
                replace(&mut reading.fields, by).then(|| {
                    let line = interpreter.write_line(&reading);
                    let read = interpreter.read_answer(command, form, &line);
                    format!("{:?} {read:?}", AnyLine::parse(value.command(), &line))
                })
            };
            assert_eq!(printed(p), printed(q));
        }
        _ => {
            let Ok(value) = Message::arbitrary(&mut u) else { return };
            let line = value.write(&mut buf).expect("room enough");
            let Some(Ok(reading)) = interpreter.read_event(line) else { return };
            let printed = |by: By| {
                let mut reading = reading.clone();
                replace(&mut reading.fields, by).then(|| {
                    let line = interpreter.write_line(&reading);
                    format!("{:?} {:?}", Message::parse(&line), interpreter.read_event(&line))
                })
            };
            assert_eq!(printed(p), printed(q));
        }
    }
}

/// What both engines print of a request: the device that reads it, the host that reads its echo, and the events.
fn engines(line: &[u8], command: &'static Command) -> String {
    let (mut device, mut host) = (device::Decoder::<4096>::new(), host::Decoder::<4096>::new());
    host.begin(command);
    let mut printed = format!("{:?}", device.feed(line).1);
    printed.push_str(&format!("{:?}", host.feed(line).1));
    printed + &format!("{device:?} {host:?}")
}

/// Makes another text of a secret.
type By = fn(&[u8]) -> Vec<u8>;

/// Puts another text in place of each secret; false if there is none that has a byte.
fn replace(fields: &mut [Field<'_>], by: By) -> bool {
    let mut found = false;
    for field in fields.iter_mut().filter(|field| field.secret) {
        if let Value::Text(text) = &mut field.value
            && !text.is_empty()
        {
            *text = by(text);
            found = true;
        }
    }
    found
}

// Letters need no escapes, so both lines are of one length.

fn p(text: &[u8]) -> Vec<u8> {
    vec![b'p'; text.len()]
}

fn q(text: &[u8]) -> Vec<u8> {
    vec![b'q'; text.len()]
}

fn too_long_p(_: &[u8]) -> Vec<u8> {
    vec![b'p'; 3000]
}

fn too_long_q(_: &[u8]) -> Vec<u8> {
    vec![b'q'; 3000]
}
