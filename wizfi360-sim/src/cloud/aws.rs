//! AWS IoT Core.

use crate::{
    Module,
    net::Mqtt,
    task::{Handled, Pem, Refusal},
    tcpip::text,
};
use wizfi360_proto::{
    commands::{awspksend, clicasend},
    domains::Host,
};

const PORT: u16 = 8883;
/// Where AT+AWSCON without an endpoint leads. The manual does not say.
const ENDPOINT: &str = "iot.amazonaws.com";

impl Module {
    pub(crate) fn show_certificate(&mut self) -> Handled {
        self.show_pem(Pem::Certificate)
    }

    pub(crate) fn store_certificate(&mut self, request: clicasend::Set) -> Handled {
        self.store_pem(Pem::Certificate, request.mode)
    }

    pub(crate) fn show_key(&mut self) -> Handled {
        self.show_pem(Pem::Key)
    }

    pub(crate) fn store_key(&mut self, request: awspksend::Set) -> Handled {
        self.store_pem(Pem::Key, request.mode)
    }

    /// AWS wants to see the client's certificate, whatever AT+CIPSSLCCONF says.
    pub(crate) fn connect_aws(&mut self, endpoint: Option<Host<'_>>) -> Handled {
        let settings = self.ram.cloud.mqtt.clone().ok_or(Refusal::PLAIN)?;
        let mut tls = self.tls();
        tls.identity = self.identity();
        let session = Mqtt {
            tls: Some(tls),
            client_id: settings.client_id.to_vec(),
            login: None,
            keep_alive: settings.alive_time,
            topics: self.topics_to_subscribe(),
        };
        self.open_session(0, session, endpoint.map_or_else(|| ENDPOINT.into(), |host| text(host.get())), PORT)
    }
}
