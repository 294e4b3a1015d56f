//! A whole test of a driver, as its author would write it: the driver joins, the access point goes and comes back, and the driver recovers. Half a minute
//! of the module's time passes in a millisecond.

use wizfi360_proto::{
    Final, MessageKind, Request, Scope,
    commands::{ate, cwautoconn, cwjap, cwmode},
    domains::{AutoConnect, Echo, Password, Ssid, WifiMode},
    host::{Decoder, Event},
};
use wizfi360_sim::{Happening, Testbed, World};

/// A small driver: it keeps the station joined.
struct Driver {
    decoder: Decoder<256>,
    joined: bool,
    /// How often it has joined.
    joins: u32,
}

impl Driver {
    /// Sends a request and waits for its result, on a serial line that is a testbed here.
    fn send<R: Request>(&mut self, line: &mut Testbed, request: &R) -> Final {
        let mut buf = [0; 256];
        let bytes = request.write(&mut buf).unwrap();
        self.decoder.begin(R::COMMAND);
        line.write(bytes);
        for _ in 0..R::COMMAND.timeout().as_millis() {
            if let Some(result) = self.listen(line) {
                return result;
            }
            line.pass(1);
        }
        self.decoder.abandon();
        panic!("{} was not answered", R::COMMAND.name);
    }

    /// Reads what has come.
    fn listen(&mut self, line: &mut Testbed) -> Option<Final> {
        let input = line.read();
        let (mut rest, mut last) = (&input[..], None);
        while !rest.is_empty() {
            let (consumed, event) = self.decoder.feed(rest);
            rest = &rest[consumed..];
            match event {
                Some(Event::Final(result)) => last = Some(result),
                Some(Event::Message(MessageKind::WifiGotIp, _)) => self.joined = true,
                Some(Event::Message(MessageKind::WifiDisconnect, _)) => self.joined = false,
                _ => {}
            }
        }
        last
    }

    /// What a main loop would call now and then.
    fn keep_joined(&mut self, line: &mut Testbed) {
        self.listen(line);
        if !self.joined {
            let join = cwjap::Set::new(Scope::Current, Ssid::new("home").unwrap(), Password::new("12345678").unwrap());
            if self.send(line, &join) == Final::Ok {
                self.joins += 1;
            }
        }
    }
}

#[test]
fn a_driver_recovers_when_its_access_point_goes_and_comes_back() {
    let text = r#"(access_points: [(ssid: "home", password: "12345678", bssid: "64:e5:99:00:00:01")])"#;
    let mut line = Testbed::new(World::from_ron("home.ron", text).unwrap());
    line.expect("ready\r\n", 1000).unwrap();

    let mut driver = Driver { decoder: Decoder::new(), joined: false, joins: 0 };
    assert_eq!(driver.send(&mut line, &ate::Execute { echo: Echo::Off }), Final::Ok);
    assert_eq!(driver.send(&mut line, &cwmode::Set { scope: Scope::Current, mode: WifiMode::Station }), Final::Ok);
    // This driver joins by itself; the module is not to.
    assert_eq!(driver.send(&mut line, &cwautoconn::Set { enable: AutoConnect::Disabled }), Final::Ok);
    driver.keep_joined(&mut line);
    assert!(driver.joined && driver.joins == 1);

    line.happen(Happening::AccessPointGoes("home".into()));
    for _ in 0..10 {
        driver.keep_joined(&mut line);
        assert!(!driver.joined);
        line.pass(1000);
    }

    line.happen(Happening::AccessPointComes("home".into()));
    driver.keep_joined(&mut line);
    assert!(driver.joined && driver.joins == 2);
    assert!(line.now() > 10_000, "{} ms of the module's time", line.now());
}
