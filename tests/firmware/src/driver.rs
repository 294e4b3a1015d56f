use core::hint::black_box;
use wizfi360_proto::{*, commands::*, domains::*, host::{Decoder, Event}};
use core::net::Ipv4Addr;
use crate::input;

pub struct Driver { pub decoder: Decoder<128>, pub tx: [u8; 640] }

impl Driver {
    pub fn send<R: Request>(&mut self, request: &R) {
        self.decoder.begin(R::COMMAND);
        black_box(request.write(&mut self.tx).is_ok());
        black_box(&self.tx);
        black_box(request.data_phase());
    }
    pub fn listen(&mut self) {
        let mut bytes = input();
        while !bytes.is_empty() {
            let (n, event) = self.decoder.feed(bytes);
            bytes = bytes.get(n..).unwrap_or(&[]);
            black_box(&event);
            #[cfg(not(feature = "noparse"))]
            if let Some(Event::Line(line)) = event { answer(line) }
        }
    }
}
pub fn answer(line: &[u8]) {
    black_box(&cwmode::Mode::parse(line));
    black_box(&cwjap::Joined::parse(line));
    black_box(&cwlap::Ap::parse(line));
    black_box(&cipstatus::Status::parse(line));
    black_box(&cipstatus::Connection::parse(line));
    black_box(&cifsr::ExecuteLine::parse(line));
    black_box(&cipsta::QueryLine::parse(line));
    black_box(&cipdomain::Resolved::parse(line));
    black_box(&gmr::ExecuteLine::parse(line));
    black_box(&mqttset::Settings::parse(line));
}
pub fn requests(driver: &mut Driver) -> Option<()> {
    let number = || black_box(0_u8);
    driver.send(&at::Test);
    driver.send(&cwmode::Set { scope: Scope::Current, mode: WifiMode::from_number(number().into())? });
    driver.send(&cwjap::Set { scope: Scope::Current, ssid: Ssid::from_bytes(input())?, pwd: Password::from_bytes(input())?, bssid: Mac::parse(input()) });
    driver.send(&cwlap::Execute);
    driver.send(&cipstart::Set { link_id: LinkId::new(number()), remote: cipstart::Remote::Tcp { remote_ip: Host::from_bytes(input())?, remote_port: Port::new(number().into())?, tcp_keep_alive: KeepAlive::new(number().into()) } });
    driver.send(&cipsend::Set { link_id: LinkId::new(number()), length: SendLength::new(number().into())?, to: black_box(Some(cipsend::To { remote_ip: Ipv4Addr::from(u32::from(number())), remote_port: Port::new(number().into())? })) });
    driver.send(&cipclose::Set { link_id: CloseId::new(number())? });
    driver.send(&cipstatus::Execute);
    driver.send(&mqttset::Set { user_name: MqttUserName::from_bytes(input())?, password: MqttPassword::from_bytes(input())?, client_id: MqttClientId::from_bytes(input())?, alive_time: AliveTime::new(number().into())? });
    driver.send(&mqttpub::Set { message: MqttText::from_bytes(input())? });
    Some(())
}
