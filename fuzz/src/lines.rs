//! Lines from the module: bytes and values are two views of the same.

use crate::mutate;
use arbitrary::{Arbitrary, Unstructured};
use wizfi360_proto::{
    AnyLine, AnyRequest, AtStr, Command, Final, Ipd, Line, Mac, Message, MessageKind, Open, Params, Word,
    domains::ConnectionType,
};

/// Room for any line of these tests.
pub(crate) const ROOM: usize = 1 << 16;

/// A message or a head that is read writes itself in canonical form.
macro_rules! stable {
    ($line:ty, $text:expr) => {
        if let Some(Ok(value)) = <$line>::parse($text) {
            let (mut first, mut second) = (vec![0; ROOM], vec![0; ROOM]);
            let written = value.write(&mut first).expect("room enough");
            let again = <$line>::parse(written).expect("the same line").expect("its parameters are as they should be");
            assert_eq!(again.write(&mut second).expect("room enough"), written, "{}", $text.escape_ascii());
        }
    };
}

/// Bytes to line to bytes to the same line, as an answer to any command, as a message and as a packet's head.
pub fn line_bytes(data: &[u8]) {
    let Some((&choice, line)) = data.split_first() else { return };
    let command = command(choice.into());
    let mut buf = vec![0; ROOM];
    if let Some(Ok(value)) = AnyLine::parse(command, line) {
        let written = value.write(&mut buf).expect("room enough");
        // What is written is canonical: it reads as a line that writes itself so again.
        let again =
            AnyLine::parse(command, written).expect("the same line").expect("its parameters are as they should be");
        assert_eq!(rewritten(&again), written, "{}", line.escape_ascii());
    }
    told(line);
    stable!(Message<'_>, line);
    stable!(Ipd, line);
    known(line);
}

/// What a list knows is never kept as text, whichever of its bytes are escaped.
fn known(data: &[u8]) {
    let Some((octets, mask)) = data.split_first_chunk() else { return };
    let quoted = |text: &str| {
        let bytes = text.bytes().zip(mask.iter().chain(std::iter::repeat(&0)));
        let escaped = bytes.flat_map(|(byte, mask)| (mask & 1 == 1).then_some(b'\\').into_iter().chain([byte]));
        [b"\"".to_vec(), escaped.collect(), b"\"".to_vec()].concat()
    };
    for word in ConnectionType::ALL {
        let text = quoted(word.word());
        assert_eq!(Params::new(&text).read(""), Ok(Open::<_, AtStr<'_>>::Known(*word)), "{}", text.escape_ascii());
    }
    let mac = Mac(*octets);
    let text = quoted(&mac.to_string());
    assert_eq!(Params::new(&text).read(""), Ok(Open::<_, AtStr<'_>>::Known(mac)), "{}", text.escape_ascii());
    if let Ok(Open::<Mac, AtStr<'_>>::Other(text)) = Params::new(data).read("") {
        let bytes: Vec<u8> = text.bytes().collect();
        assert_eq!(Mac::parse(&bytes), None, "{text:?}");
    }
    if let Ok(Open::<ConnectionType, AtStr<'_>>::Other(text)) = Params::new(data).read("") {
        assert!(ConnectionType::ALL.iter().all(|word| text != word.word()), "{text:?}");
    }
}

/// Any line value to bytes; read again, it is the same value, and writes the same bytes.
///
/// But a host name `<null>` reads as the line that says that there is none, and an MQTT message as any line that its text makes.
pub fn line_value(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let Ok(choice) = u.int_in_range(0..=2_u8) else { return };
    let mut buf = vec![0; ROOM];
    match choice {
        0 => {
            let Ok(value) = AnyLine::arbitrary(&mut u) else { return };
            let written = value.write(&mut buf).expect("room enough").to_vec();
            match AnyLine::parse(value.command(), &written) {
                Some(Ok(again)) => {
                    assert_eq!(rewritten(&again), written);
                    // A mask may have left out what the line type expects by default, so that a value is read in another's place.
                    let is_told_apart = !written.starts_with(b"+CWLAP:(") && !written.ends_with(b"<null>");
                    assert!(again == value || !is_told_apart, "{value:?} reads as {again:?}");
                }
                other => assert!(written.starts_with(b"+CWLAP:("), "{value:?} {} {other:?}", written.escape_ascii()),
            }
        }
        1 => {
            let Ok(value) = Message::arbitrary(&mut u) else { return };
            let written = value.write(&mut buf).expect("room enough").to_vec();
            match Message::parse(&written) {
                Some(Ok(again)) => {
                    assert_eq!(again.write(&mut buf).expect("room enough"), written, "{value:?}");
                    // A topic has no prefix: one that begins as another message makes a line of that name.
                    let may_be_another = matches!(value, Message::MqttMessage(_));
                    assert!(again == value || may_be_another, "{value:?} reads as {again:?}");
                }
                Some(Err(_)) if begins_as_another(&written) => {}
                other => panic!("{value:?} is {}, and that is {other:?}", written.escape_ascii()),
            }
            told(&written);
            // Nearly the same is told from it.
            let mut text = written;
            if mutate(&mut u, &mut text).is_ok() {
                told(&text);
            }
        }
        _ => {
            let Ok(value) = Ipd::arbitrary(&mut u) else { return };
            let written = value.write(&mut buf).expect("room enough").to_vec();
            assert_eq!(Ipd::parse(&written), Some(Ok(value)));
        }
    }
}

/// The table tells a message as its type reads it.
fn told(line: &[u8]) {
    let kind = MessageKind::of(line);
    match Message::parse(line) {
        Some(Ok(message)) => assert_eq!(kind, Some(message.kind()), "{}", line.escape_ascii()),
        // `SEND OK` without its segment is no message, but a result.
        Some(Err(_)) => assert!(kind.is_some() || Final::parse(line).is_some(), "{}", line.escape_ascii()),
        None => assert_eq!(kind, None, "{}", line.escape_ascii()),
    }
}

/// Whoever publishes on `ssid:` makes a line of that name, with parameters that may be refused. What ends as another message is none.
fn begins_as_another(line: &[u8]) -> bool {
    use MessageKind::{Closed, Connect, ConnectFail, MqttMessage, SegmentSent};
    !matches!(MessageKind::of(line), None | Some(MqttMessage | Connect | ConnectFail | Closed | SegmentSent))
}

fn rewritten(line: &AnyLine<'_>) -> Vec<u8> {
    let mut buf = vec![0; ROOM];
    line.write(&mut buf).expect("room enough").to_vec()
}

pub(crate) fn command(choice: usize) -> &'static Command {
    AnyRequest::COMMANDS[choice % AnyRequest::COMMANDS.len()]
}

/// A line that is nearly one of the module's, with the command that it may answer.
pub(crate) fn nearly_a_line(u: &mut Unstructured<'_>) -> arbitrary::Result<(&'static Command, Vec<u8>)> {
    let mut buf = vec![0; ROOM];
    let (command, mut text) = match u.int_in_range(0..=2_u8)? {
        0 => {
            let value = Message::arbitrary(u)?;
            (command(u.arbitrary::<u16>()?.into()), value.write(&mut buf).expect("room enough").to_vec())
        }
        1 => {
            let value = Ipd::arbitrary(u)?;
            (command(u.arbitrary::<u16>()?.into()), value.write(&mut buf).expect("room enough").to_vec())
        }
        _ => {
            let value = AnyLine::arbitrary(u)?;
            (value.command(), value.write(&mut buf).expect("room enough").to_vec())
        }
    };
    mutate(u, &mut text)?;
    Ok((command, text))
}
