//! Host and device engines talk over a line that may lose, double, change or delay bytes, and a module that may start anew.

mod world;

use arbitrary::{Arbitrary, Unstructured};
use wizfi360_proto::{
    AnyLine, AnyRequest, DataPhase, Final, Ipd, Line, Message, MessageKind, Reason,
    events::{Closed, Connect, WifiGotIp},
};
use world::{Fault, World};

/// What is done.
#[derive(Debug)]
enum Operation<'a> {
    /// The host asks, and the module answers with these lines and `OK`.
    Ask(AnyRequest<'a>, Vec<Vec<u8>>),
    /// The host sends data.
    Send(Vec<u8>),
    /// A packet comes from the peer.
    Packet(Ipd, &'a [u8]),
    /// A message comes.
    Message(Message<'a>),
    /// The module starts anew in the middle of a request.
    Reset,
}

/// Operations, some of them under a fault. Without one, everything arrives as it was sent. With one, nothing is stuck: what is missing of a
/// payload is told, and after one line end each way the next request and the next packet go through as if nothing had been.
pub fn dialogue(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let mut world = World::default();
    while let Ok((operation, fault)) = operation(&mut u) {
        world.begin(fault);
        let went_well = run(&mut world, &operation);
        let clean = world.is_clean();
        assert!(went_well || !clean, "without a fault, {operation:?} goes wrong: {world:#?}");
        if !clean || matches!(operation, Operation::Reset) {
            world.settle();
            probe(&mut world);
        }
    }
}

/// Runs an operation; true if all of it arrives as it was sent.
fn run(world: &mut World, operation: &Operation<'_>) -> bool {
    let mut buf = vec![0; 1 << 13];
    match operation {
        Operation::Ask(request, lines) => {
            world.answers = lines.clone();
            let line = request.write(&mut buf).expect("room enough");
            world.ask(request.command(), line);
            let asked = world.asked.take();
            let lines_came = std::mem::take(&mut world.lines);
            asked.as_deref() == Some(&line[..line.len() - 2])
                && lines_came == *lines
                && world.ended() == Some(Final::Ok)
        }
        Operation::Send(data) => {
            world.data = data.clone();
            let line = format!("AT+CIPSEND={}\r\n", data.len());
            let request = AnyRequest::parse(line.as_bytes()).expect("a request");
            world.ask(request.command(), line.as_bytes());
            std::mem::take(&mut world.received) == *data && world.ended() == Some(Final::SendOk)
        }
        Operation::Packet(head, payload) => {
            world.module_says(|answer| answer.packet_header(head).payload(payload));
            let packets = std::mem::take(&mut world.packets);
            matches!(packets.as_slice(), [packet] if packet.head == *head && packet.bytes == *payload)
        }
        Operation::Message(message) => {
            world.module_says(|answer| answer.message(message));
            let line = message.write(&mut buf).expect("room enough");
            matches!(std::mem::take(&mut world.messages).as_slice(), [told] if told == line)
        }
        Operation::Reset => {
            let at = AnyRequest::parse(b"AT").expect("a request");
            world.resets = true;
            world.ask(at.command(), b"AT\r\n");
            world.messages.iter().any(|told| told == b"ready")
        }
    }
}

/// A request and a packet over a good line: both engines are where they should be.
fn probe(world: &mut World) {
    world.begin(None);
    let at = AnyRequest::parse(b"AT").expect("a request");
    assert!(run(world, &Operation::Ask(at, Vec::new())), "not resynchronised: {world:#?}");
    world.begin(None);
    let head = Ipd { link_id: None, len: 6, from: None };
    assert!(run(world, &Operation::Packet(head, b"\r\nOK\r\n")), "not resynchronised: {world:#?}");
}

fn operation<'a>(u: &mut Unstructured<'a>) -> arbitrary::Result<(Operation<'a>, Option<Fault>)> {
    if u.is_empty() {
        return Err(arbitrary::Error::NotEnoughData);
    }
    let fault = if u.ratio(1, 3)? { Some(Fault::arbitrary(u)?) } else { None };
    let operation = match u.int_in_range(0..=6_u8)? {
        0..=2 => ask(u)?,
        3 => {
            let count = u.int_in_range(1..=300)?;
            Operation::Send((0..count).map(|_| u.arbitrary()).collect::<arbitrary::Result<_>>()?)
        }
        4 => {
            let mut head = Ipd::arbitrary(u)?;
            let most = usize::from(u.arbitrary::<u8>()?);
            let payload = u.bytes(u.len().min(most))?;
            head.len = u32::try_from(payload.len()).map_err(|_| arbitrary::Error::IncorrectFormat)?;
            Operation::Packet(head, payload)
        }
        5 => Operation::Message(match u.int_in_range(0..=2_u8)? {
            0 => Message::WifiGotIp(WifiGotIp),
            1 => Message::Connect(Connect { link_id: u.arbitrary()? }),
            _ => Message::Closed(Closed { link_id: u.arbitrary()? }),
        }),
        _ => Operation::Reset,
    };
    Ok((operation, fault))
}

/// A request without data, and lines that answer it and cannot be taken for anything else.
fn ask<'a>(u: &mut Unstructured<'a>) -> arbitrary::Result<Operation<'a>> {
    let request = AnyRequest::arbitrary(u)?;
    let command = request.command();
    if request.data_phase() != DataPhase::None || command.any_line_answers || !command.finals.contains(&Final::Ok) {
        return Ok(Operation::Ask(
            AnyRequest::parse(b"AT").map_err(|_| arbitrary::Error::IncorrectFormat)?,
            Vec::new(),
        ));
    }
    let (mut lines, mut buf) = (Vec::new(), vec![0; 1 << 13]);
    for _ in 0..u.int_in_range(0..=3_u8)? {
        let Some(line) = AnyLine::arbitrary_answer(command, u) else { break };
        let line = line?;
        let text = line.write(&mut buf).map_err(|_| arbitrary::Error::IncorrectFormat)?;
        let told_apart = (command.is_answer)(text)
            && text.len() < world::LINE
            && Final::parse(text).is_none()
            && Reason::parse(text).is_none()
            && MessageKind::of(text).is_none()
            && !text.starts_with(b"AT");
        if told_apart {
            lines.push(text.to_vec());
        }
    }
    Ok(Operation::Ask(request, lines))
}
