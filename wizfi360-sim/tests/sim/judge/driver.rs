//! A small driver that does what a driver has to: it waits for results, sends again what was turned away, escapes its texts, and begins anew after a reset.
//! It stands on the engine of `wizfi360-proto`, and speaks over anything that reads and writes.

use std::time::Duration;
use wizfi360_proto::{
    Final, Line as _, Message, MessageKind, Request, Scope,
    commands::{
        ate, cipmode, cipmux, cipsend, cipserver, cipstart, cwjap, cwlap, cwmode, mqttcon, mqttpub, mqttset, mqtttopic,
    },
    domains::*,
    host::{Decoder, Escape, EscapeAction, Event, Exchange, Failure, Progress},
};

/// The line to the module.
pub(crate) trait Serial {
    /// Milliseconds.
    fn now(&self) -> u64;
    fn write(&mut self, bytes: &[u8]);
    /// What comes within so many milliseconds; it may return sooner. `None` if the line is closed.
    fn read(&mut self, milliseconds: u64) -> Option<Vec<u8>>;
}

/// Why something could not be done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The module says no.
    Refused,
    /// It has started anew.
    Reset,
    /// It does not answer.
    TimedOut,
    /// Nobody is there any more.
    Gone,
}

type Done<T> = Result<T, Trouble>;

/// A value of the scenario, by its name.
pub(crate) type Value<'v> = &'v dyn Fn(&str) -> Vec<u8>;

pub(crate) struct Driver<S> {
    pub(crate) serial: S,
    /// How often it tries what does not succeed.
    tries: u32,
    decoder: Decoder<512>,
    input: Vec<u8>,
    /// True when the module has said so.
    ready: bool,
    /// False until the module is set up, and again when it has started anew.
    set_up: bool,
    has_address: bool,
    open: [bool; 5],
    /// What came on each link.
    inbox: [Vec<u8>; 5],
}

impl<S: Serial> Driver<S> {
    pub(crate) fn new(serial: S, tries: u32) -> Self {
        Driver {
            serial,
            tries,
            decoder: Decoder::new(),
            input: Vec::new(),
            ready: false,
            set_up: false,
            has_address: false,
            open: [false; 5],
            inbox: Default::default(),
        }
    }

    /// Does what a scenario asks for. A reset of the module begins it anew.
    pub(crate) fn play(&mut self, scenario: &str, value: Value<'_>) -> Done<()> {
        for _ in 0..self.tries {
            match self.play_once(scenario, value) {
                Err(Trouble::Reset | Trouble::TimedOut) => {}
                done => return done,
            }
        }
        Err(Trouble::TimedOut)
    }

    fn play_once(&mut self, scenario: &str, value: Value<'_>) -> Done<()> {
        let text = |name| String::from_utf8(value(name)).unwrap();
        let port = |name| text(name).parse().unwrap();
        let send = |name| value(name);
        if scenario == "scan-hostile" {
            self.set_up()?;
            self.run(&cwlap::Execute, b"")?;
        }
        self.join(value)?;
        match scenario {
            "join" | "join-escapes" | "scan-hostile" => {}
            "tcp-echo" => {
                self.deliver(&text("HOST"), port("PORT"), &send("SEND"))?;
                let digits = self.hear(0, 6)?;
                self.send(None, &digits[..4])?;
            }
            "tcp-tricky-data" => {
                self.deliver(&text("HOST"), port("PORT"), &send("SEND"))?;
                let all = self.hear(0, 58)?;
                self.send(None, &all)?;
            }
            "slow-line" => {
                self.deliver(&text("HOST"), port("PORT"), &send("SEND"))?;
                let all = self.hear(0, 40)?;
                self.send(None, &all)?;
            }
            "tcp-large" => self.deliver(&text("HOST"), port("PORT"), &send("SEND").repeat(500))?,
            "tcp-refused" => {
                assert_eq!(self.open(None, &text("HOST"), port("PORT")), Err(Trouble::Refused));
                self.deliver(&text("HOST"), port("PORT2"), &send("SEND"))?;
            }
            "links" => {
                self.run(&cipmux::Set { mode: MuxMode::Multiple }, b"")?;
                self.open(Some(0), &text("HOST"), port("PORT"))?;
                self.open(Some(1), &text("HOST"), port("PORT2"))?;
                self.send(Some(0), &send("SEND"))?;
                self.wait(10_000, |driver| !driver.open[0])?;
                self.send(Some(1), &send("SEND2"))?;
            }
            "server" => {
                self.run(&cipmux::Set { mode: MuxMode::Multiple }, b"")?;
                let port = Port::new(port("PORT")).unwrap();
                self.run(&cipserver::Set::new(ServerMode::Create).with_port(port), b"")?;
                for _ in 0..2 {
                    self.wait(5000, |driver| driver.inbox.iter().any(|inbox| !inbox.is_empty()))?;
                    let link = self.inbox.iter().position(|inbox| !inbox.is_empty()).unwrap();
                    let bytes = std::mem::take(&mut self.inbox[link]);
                    self.send(Some(link as u8), &bytes)?;
                }
            }
            "udp" => {
                let host = text("HOST");
                let (remote_ip, port) = (Host::new(&host).unwrap(), port("PORT"));
                let udp = cipstart::RemoteUdp::new(remote_ip, UdpRemotePort::new(port).unwrap());
                self.run(&cipstart::Set::new(cipstart::Remote::Udp(udp)), b"")?;
                self.send(None, &send("SEND"))?;
                let answer = self.hear(0, 8)?;
                self.send(None, &answer)?;
            }
            "transparent" => self.transparent(value)?,
            "mqtt" => self.mqtt(value)?,
            "access-point-lost" => {
                self.deliver(&text("HOST"), port("PORT"), &send("SEND"))?;
                self.wait(5000, |driver| !driver.has_address)?;
                self.wait(20_000, |driver| driver.has_address)?;
                self.deliver(&text("HOST"), port("PORT"), &send("SEND2"))?;
            }
            "reset-between" => {
                self.deliver(&text("HOST"), port("PORT"), &send("SEND"))?;
                // A module that has started anew is set up again, and then the second block goes out, not the first.
                let _ = self.wait(1000, |_| false);
                self.join(value)?;
                self.deliver(&text("HOST"), port("PORT"), &send("SEND2"))?;
            }
            _ => self.deliver(&text("HOST"), port("PORT"), &send("SEND"))?,
        }
        Ok(())
    }

    fn transparent(&mut self, value: Value<'_>) -> Done<()> {
        let host = String::from_utf8(value("HOST")).unwrap();
        let port = String::from_utf8(value("PORT")).unwrap().parse().unwrap();
        self.open(None, &host, port)?;
        self.run(&cipmode::Set { mode: TransmissionMode::Transparent }, b"")?;
        self.run(&cipsend::Execute, b"")?;
        self.serial.write(&value("SEND"));
        self.hear(0, value("ANSWER").len())?;
        let mut escape = Escape::new(Duration::from_millis(20));
        loop {
            let now = Duration::from_millis(self.serial.now());
            match escape.poll(now) {
                EscapeAction::Wait(until) => {
                    self.pump((until - now).as_millis() as u64)?;
                }
                EscapeAction::Write(bytes) => {
                    self.serial.write(bytes);
                    escape.written(Duration::from_millis(self.serial.now()));
                    self.decoder.leave_transparent();
                }
                _ => break,
            }
        }
        // A module on a busy machine may have heard of it later than it was sent.
        let _ = self.wait(5000, |_| false);
        self.run(&cipmode::Set { mode: TransmissionMode::Normal }, b"")
    }

    fn mqtt(&mut self, value: Value<'_>) -> Done<()> {
        let text = |name| String::from_utf8(value(name)).unwrap();
        let (client, up, down, host, message) =
            (text("CLIENT"), text("TOPIC"), text("SUBSCRIBE"), text("HOST"), text("SEND"));
        let set = mqttset::Set {
            user_name: MqttUserName::new("").unwrap(),
            password: MqttPassword::new("").unwrap(),
            client_id: MqttClientId::new(&client).unwrap(),
            alive_time: AliveTime::new(60).unwrap(),
        };
        self.run(&set, b"")?;
        let topic = mqtttopic::Set::new(Topic::new(&up).unwrap(), Topic::new(&down).unwrap());
        self.run(&topic, b"")?;
        let broker_port = Port::new(text("PORT").parse().unwrap()).unwrap();
        self.run(&mqttcon::Set::new(MqttAuth::Without, Host::new(&host).unwrap(), broker_port), b"")?;
        self.run(&mqttpub::Set { message: MqttText::new(&message).unwrap() }, b"")
    }

    /// Sees to it that the station has an address.
    fn join(&mut self, value: Value<'_>) -> Done<()> {
        self.set_up()?;
        if self.has_address {
            return Ok(());
        }
        let text = |name| String::from_utf8(value(name)).unwrap();
        let (ssid, password) = (text("SSID"), text("PASSWORD"));
        let ssid = Ssid::new(&ssid).unwrap();
        let pwd = Password::new(&password).unwrap();
        self.run(&cwjap::Set::new(Scope::Current, ssid, pwd), b"")
    }

    fn set_up(&mut self) -> Done<()> {
        if self.set_up {
            return Ok(());
        }
        self.wait(30_000, |driver| driver.ready)?;
        self.set_up = true;
        let both = self.run(&ate::Execute { echo: Echo::Off }, b"");
        let both = both.and_then(|()| self.run(&cwmode::Set { scope: Scope::Current, mode: WifiMode::Station }, b""));
        self.set_up &= both.is_ok();
        both
    }

    /// Opens a connection and sends on it, and does both again if it is closed meanwhile.
    fn deliver(&mut self, host: &str, port: u16, bytes: &[u8]) -> Done<()> {
        for _ in 0..self.tries {
            if !self.open[0] {
                self.open(None, host, port)?;
            }
            match self.send(None, bytes) {
                Err(Trouble::Refused) => {}
                done => return done,
            }
        }
        Err(Trouble::Refused)
    }

    fn open(&mut self, link: Option<u8>, host: &str, port: u16) -> Done<()> {
        let (remote_ip, remote_port) = (Host::new(host).unwrap(), Port::new(port).unwrap());
        let open = cipstart::Set::new(cipstart::Remote::Tcp(cipstart::RemoteTcp::new(remote_ip, remote_port)));
        self.run(&link.map_or(open, |link| open.with_link_id(LinkId::new(link).unwrap())), b"")
    }

    /// Sends bytes in blocks.
    fn send(&mut self, link: Option<u8>, bytes: &[u8]) -> Done<()> {
        let link_id = link.map(|link| LinkId::new(link).unwrap());
        for block in bytes.chunks(2048) {
            let length = SendLength::new(block.len() as u16).unwrap();
            let send = cipsend::Set::new(length);
            self.run(&link_id.map_or(send, |link_id| send.with_link_id(link_id)), block)?;
        }
        Ok(())
    }

    /// Waits for bytes of a peer.
    fn hear(&mut self, link: usize, len: usize) -> Done<Vec<u8>> {
        self.wait(10_000, |driver| driver.inbox[link].len() >= len)?;
        Ok(self.inbox[link].drain(..len).collect())
    }

    /// Lets time pass until something is so.
    fn wait(&mut self, milliseconds: u64, is_so: impl Fn(&Self) -> bool) -> Done<()> {
        let until = self.serial.now() + milliseconds;
        while !is_so(self) {
            let left = until.saturating_sub(self.serial.now());
            if left == 0 {
                return Err(Trouble::TimedOut);
            }
            self.pump(left)?;
        }
        Ok(())
    }

    /// A request with its data. What is turned away is sent again, later each time.
    fn run<R: Request>(&mut self, request: &R, data: &[u8]) -> Done<()> {
        let mut pause = 50;
        for _ in 0..self.tries {
            match self.run_once(request, data)? {
                Ok(_) => return Ok(()),
                Err(Failure::Busy) => {
                    let _ = self.wait(pause, |_| false);
                    pause *= 2;
                }
                Err(Failure::Reset) => return Err(Trouble::Reset),
                Err(_) => return Err(Trouble::Refused),
            }
        }
        Err(Trouble::TimedOut)
    }

    fn run_once<R: Request>(&mut self, request: &R, data: &[u8]) -> Done<Result<Final, Failure>> {
        // What was said before is heard before.
        self.pump(0)?;
        if !self.set_up {
            return Ok(Err(Failure::Reset));
        }
        let mut buf = [0; 2300];
        let (mut exchange, sent) = Exchange::start(request, &mut self.decoder, &mut buf).unwrap();
        self.serial.write(sent);
        let until = self.serial.now() + exchange.timeout().as_millis() as u64;
        loop {
            let input = std::mem::take(&mut self.input);
            let mut rest = &input[..];
            while !rest.is_empty() {
                let (consumed, event) = self.decoder.feed(rest);
                rest = &rest[consumed..];
                let (mut happened, mut end) = (Happened::Nothing, None);
                match event.map(|event| exchange.handle_event(event)) {
                    Some(Progress::SendData(_)) => {
                        self.serial.write(data);
                        end = exchange.data_written().then_some(Ok(Final::Ok));
                    }
                    Some(Progress::Done(result)) => end = Some(result),
                    Some(Progress::Event(event)) => happened = Happened::of(event),
                    _ => {}
                }
                self.happens(happened);
                if let Some(result) = end {
                    self.input = rest.to_vec();
                    if result == Err(Failure::Reset) {
                        self.lost();
                    }
                    return Ok(result);
                }
            }
            let left = until.saturating_sub(self.serial.now());
            if left == 0 {
                self.decoder.abandon();
                return Err(Trouble::TimedOut);
            }
            self.input = self.serial.read(left.min(100)).ok_or(Trouble::Gone)?;
        }
    }

    /// Reads what has come, or comes within so many milliseconds, while no request is under way.
    fn pump(&mut self, milliseconds: u64) -> Done<()> {
        if self.input.is_empty() {
            self.input = self.serial.read(milliseconds.min(100)).ok_or(Trouble::Gone)?;
        }
        let input = std::mem::take(&mut self.input);
        let mut rest = &input[..];
        while !rest.is_empty() {
            let (consumed, event) = self.decoder.feed(rest);
            rest = &rest[consumed..];
            let happened = event.map_or(Happened::Nothing, Happened::of);
            self.happens(happened);
        }
        Ok(())
    }

    fn happens(&mut self, happened: Happened) {
        match happened {
            Happened::Nothing => {}
            Happened::Ready => self.lost(),
            Happened::Address(has) => self.has_address = has,
            Happened::Open(link, open) => self.open[link] = open,
            Happened::Bytes(link, bytes) => self.inbox[link].extend(bytes),
        }
    }

    /// The module has started anew.
    fn lost(&mut self) {
        self.ready = true;
        self.set_up = false;
        self.has_address = false;
        self.open = [false; 5];
        self.inbox = Default::default();
    }
}

/// An event that is no command's, without what it borrows.
enum Happened {
    Nothing,
    Ready,
    Address(bool),
    Open(usize, bool),
    Bytes(usize, Vec<u8>),
}

impl Happened {
    fn of(event: Event<'_>) -> Happened {
        let link = |id: Option<LinkId>| id.map_or(0, |id| usize::from(id.get()));
        match event {
            Event::Message(MessageKind::Ready, _) => Happened::Ready,
            Event::Message(_, line) => match Message::parse(line) {
                Some(Ok(Message::WifiGotIp(_))) => Happened::Address(true),
                Some(Ok(Message::WifiDisconnect(_))) => Happened::Address(false),
                Some(Ok(Message::Connect(connect))) => Happened::Open(link(connect.link_id), true),
                Some(Ok(Message::Closed(closed))) => Happened::Open(link(closed.link_id), false),
                _ => Happened::Nothing,
            },
            Event::Payload { header: head, chunk, .. } => Happened::Bytes(link(head.link_id), chunk.to_vec()),
            Event::Transparent(bytes) => Happened::Bytes(0, bytes.to_vec()),
            _ => Happened::Nothing,
        }
    }
}
