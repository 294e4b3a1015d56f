//! A module in memory: an access point, and a peer that sends back what it gets.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "it stands in for hardware and may panic")]

use super::driver::Uart;
use std::{collections::VecDeque, fmt::Write};
use wizfi360_proto::{
    AnyRequest, Command, DataPhase, DecodeError, Final, Ipd, Message, Open, Reason, Scope,
    commands::{cwjap, rst},
    device::{Decoder, Event, ResponseWriter},
    domains::{Echo, JoinError, Password, Ssid},
    events::{Closed, Connect, Ready, Recv, WifiConnected, WifiGotIp},
};

pub(crate) const SSID: &str = "Teddy \"AP\", 2.4 GHz";
pub(crate) const PASSWORD: &str = "back\\slash";

#[derive(Default)]
pub(crate) struct Module {
    decoder: Decoder<512>,
    state: State,
    /// What the host has not read yet.
    out: VecDeque<u8>,
    /// Everything that the host wrote and read, one line each.
    pub(crate) log: String,
}

#[derive(Default)]
struct State {
    echo_off: bool,
    joined: bool,
    open: bool,
    /// Data of AT+CIPSEND that has come.
    data: Vec<u8>,
    /// The answer of AT+CWLAP: lines as they go over the wire.
    scan: Vec<Vec<u8>>,
}

impl Module {
    /// A module that will find these access points: what it prints between the brackets of `+CWLAP:(..)`.
    pub(crate) fn with_scan(lines: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let mut module = Module::default();
        module.state.scan.extend(lines);
        module
    }

    fn answer(&mut self, bytes: &[u8]) {
        writeln!(self.log, "<< {}", bytes.escape_ascii()).expect("a string takes everything");
        self.out.extend(bytes);
    }
}

impl Uart for Module {
    fn read(&mut self, buf: &mut [u8]) -> usize {
        // A few bytes at a time, so that lines come cut.
        let len = self.out.len().min(buf.len()).min(7);
        for place in &mut buf[..len] {
            *place = self.out.pop_front().unwrap_or(0);
        }
        len
    }

    fn write(&mut self, bytes: &[u8]) {
        writeln!(self.log, ">> {}", bytes.escape_ascii()).expect("a string takes everything");
        let mut rest = bytes;
        while !rest.is_empty() {
            let (consumed, event) = self.decoder.feed(rest);
            rest = &rest[consumed..];
            let mut buf = [0; 2048];
            let mut answer = ResponseWriter::new(&mut buf);
            let mut data_follows = None;
            match event {
                Some(Event::Request { request, line }) => {
                    if !self.state.echo_off {
                        answer = answer.echo(line);
                    }
                    let ready = matches!(request, Ok(AnyRequest::RstExecute(rst::Execute)));
                    (answer, data_follows) = self.state.request(request, answer);
                    if ready {
                        self.decoder.reset();
                    }
                }
                Some(Event::Data { chunk, remaining }) => {
                    self.state.data.extend_from_slice(chunk);
                    if remaining == 0 {
                        answer = self.state.sent(answer);
                    }
                }
                _ => {}
            }
            let answer = answer.finish().expect("2048 bytes are enough").to_vec();
            if !answer.is_empty() {
                self.answer(&answer);
            }
            if let Some((command, phase)) = data_follows {
                self.decoder.begin_data(command, phase);
            }
        }
    }
}

/// What `begin_data` is to be told, if data follows.
type DataFollows = Option<(&'static Command, DataPhase)>;

impl State {
    fn request<'b>(
        &mut self,
        request: Result<AnyRequest<'_>, DecodeError>,
        answer: ResponseWriter<'b>,
    ) -> (ResponseWriter<'b>, DataFollows) {
        let request = match request {
            Ok(request) => request,
            Err(_) => return (answer.result(Final::Error), None),
        };
        let answer = match &request {
            AnyRequest::RstExecute(_) => {
                let scan = std::mem::take(&mut self.scan);
                *self = State { scan, ..State::default() };
                answer.result(Final::Ok).message(&Message::Ready(Ready))
            }
            AnyRequest::AteExecute(ate) => {
                self.echo_off = ate.echo == Echo::Off;
                answer.result(Final::Ok)
            }
            AnyRequest::CwmodeSet(_) => answer.result(Final::Ok),
            AnyRequest::CwlapExecute(_) => {
                self.scan.iter().fold(answer, |answer, line| answer.payload(line)).result(Final::Ok)
            }
            AnyRequest::CwjapSet(join) => {
                let wrong = if Ok(join.ssid()) != Ssid::new(SSID) {
                    Some(JoinError::NoSuchAp)
                } else if Ok(join.pwd()) != Password::new(PASSWORD) {
                    Some(JoinError::WrongPassword)
                } else {
                    None
                };
                if let Some(error) = wrong {
                    answer
                        .line(&cwjap::JoinFailed { scope: Scope::Unsuffixed, error_code: Open::Known(error) })
                        .result(Final::Fail)
                } else {
                    self.joined = true;
                    let connected = answer.message(&Message::WifiConnected(WifiConnected));
                    connected.message(&Message::WifiGotIp(WifiGotIp)).result(Final::Ok)
                }
            }
            AnyRequest::CipstartSet(_) if !self.joined => answer.reason(Reason::NoIp).result(Final::Error),
            AnyRequest::CipstartSet(_) if self.open => answer.reason(Reason::AlreadyConnected).result(Final::Error),
            AnyRequest::CipstartSet(open) => {
                self.open = true;
                answer.message(&Message::Connect(Connect { link_id: open.link_id() })).result(Final::Ok)
            }
            AnyRequest::CipsendSet(_) if self.open => {
                let follows = Some((request.command(), request.data_phase()));
                return (answer.result(Final::Ok).prompt(), follows);
            }
            AnyRequest::CipsendSet(_) => answer.reason(Reason::LinkIsNotValid).result(Final::Error),
            AnyRequest::CipcloseExecute(_) if self.open => {
                self.open = false;
                answer.message(&Message::Closed(Closed { link_id: None })).result(Final::Ok)
            }
            AnyRequest::CipcloseExecute(_) => answer.reason(Reason::Unlink).result(Final::Error),
            _ => answer.result(Final::Error),
        };
        (answer, None)
    }

    /// All data has come: it is sent, and comes back.
    fn sent<'b>(&mut self, answer: ResponseWriter<'b>) -> ResponseWriter<'b> {
        let data = std::mem::take(&mut self.data);
        let len = data.len().try_into().unwrap_or(u32::MAX);
        let sent = answer.message(&Message::Recv(Recv { length: len })).result(Final::SendOk);
        sent.packet_header(&Ipd { link_id: None, len, from: None }).payload(&data)
    }
}
