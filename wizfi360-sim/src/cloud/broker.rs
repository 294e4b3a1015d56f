//! The MQTT broker: connecting, publishing, disconnecting.

use super::mqtt::Topics;
use crate::{
    Module,
    links::Kind,
    net::{Action, Connection, Mqtt, Protocol},
    printed::Printed,
    task::{Collect, Handled, Next, Purpose, Refusal, Task},
    tcpip::text,
};
use wizfi360_proto::{
    Final, Firmware, Number, Reason,
    commands::{mqttcon, mqttpub, mqttpubsend},
    domains::MqttAuth,
};

/// The port of MQTT over TLS (capture `standalone_mqtt_atcmd_e.md`).
const TLS_PORT: u16 = 8883;
/// Up to this firmware AT+MQTTTOPIC comes before AT+MQTTCON (manual 3.3.30).
const TOPICS_FIRST: Firmware = Firmware([1, 1, 1, 7]);

impl Module {
    pub(crate) fn connect_broker(&mut self, request: mqttcon::Set<'_>) -> Handled {
        let slot = self.slot(request.link_id())?;
        if self.firmware() <= TOPICS_FIRST && self.ram.cloud.topics.is_none() {
            return Err(Reason::NoPubOrSubTopic.into());
        }
        let settings = self.ram.cloud.mqtt.clone().ok_or(Reason::NoUserNameOrClientId)?;
        let port = request.broker_port().get();
        let login =
            (request.enable() == MqttAuth::With).then(|| (settings.user.to_vec(), settings.password.0.to_vec()));
        let session = Mqtt {
            tls: (port == TLS_PORT).then(|| self.tls()),
            client_id: settings.client_id.to_vec(),
            login,
            keep_alive: settings.alive_time,
            topics: self.topics_to_subscribe(),
        };
        self.open_session(slot, session, text(request.broker_ip().get()), port)
    }

    pub(super) fn topics_to_subscribe(&self) -> Vec<Vec<u8>> {
        let topics = self.ram.cloud.topics.as_ref();
        topics.map_or(Vec::new(), |topics| topics.subscribe.iter().map(|topic| topic.to_vec()).collect())
    }

    /// Opens a session with a broker, of which there is one at a time.
    pub(super) fn open_session(&mut self, slot: usize, session: Mqtt, host: String, port: u16) -> Handled {
        if self.broker().is_some() {
            return Err(Reason::MqttOrMqttsReachMax.into());
        }
        if self.ram.links[slot].is_some() {
            return Err(Reason::ConnectionExists.into());
        }
        if !self.has_ip() {
            return Err(Reason::NoIp.into());
        }
        let secure = session.tls.is_some();
        if secure && self.ram.links.iter().flatten().any(|link| link.kind == Kind::Ssl) {
            return Err(Reason::SslOrMqttsReachMax.into());
        }
        let kind = if secure { Kind::Mqtts } else { Kind::Mqtt };
        let connection = self.open(slot, kind, Protocol::Mqtt(session), host, port);
        self.ram.task = Some(Task::Open(connection));
        Ok(Next::Wait)
    }

    /// The connection to the broker.
    pub(crate) fn broker(&self) -> Option<Connection> {
        self.ram.links.iter().flatten().find(|link| link.kind.is_mqtt()).map(|link| link.connection)
    }

    pub(crate) fn publish_text(&mut self, request: mqttpub::Set<'_>) -> Handled {
        let connection = self.broker().ok_or(Reason::LinkIsNotValid)?;
        self.publish_topic()?;
        self.publish(connection, request.message.get().as_bytes().to_vec());
        Ok(Next::Wait)
    }

    pub(crate) fn publish_counted(&mut self, _: mqttpubsend::Set) -> Handled {
        let connection = self.broker().ok_or(Reason::LinkIsNotValid)?;
        self.publish_topic()?;
        let collect = Collect { connection, purpose: Purpose::Publish, bytes: Vec::new() };
        self.ram.task = Some(Task::Collect(collect));
        Ok(Next::Data { accepted: true })
    }

    fn publish_topic(&self) -> Result<&Topics, Refusal> {
        self.ram.cloud.topics.as_deref().ok_or(Refusal::PLAIN)
    }

    /// `OK` comes when the message is out.
    pub(crate) fn publish(&mut self, connection: Connection, message: Vec<u8>) {
        let Ok(topics) = self.publish_topic() else { return self.finish(Final::Error) };
        let topic = topics.publish.to_vec();
        let qos = u8::try_from(self.ram.cloud.qos.number()).unwrap_or(0);
        self.ram.task = Some(Task::Publish(connection));
        self.actions.push_back(Action::Publish { connection, topic, message, qos });
    }

    /// The data stands as it came, line ends and all: no line of the protocol can hold that.
    pub(crate) fn mqtt_message(&mut self, connection: Connection, topic: &[u8], message: &[u8]) {
        if self.slot_of(connection).is_none() {
            return;
        }
        let quote: &[u8] = if self.prints(Printed::MqttMessageForm) { b"\"" } else { b"" };
        self.raw(&[topic, b" -> ", quote, message, quote, b"\r\n"].concat());
    }

    /// `CLOSED` is all that a module says.
    pub(crate) fn disconnect_broker(&mut self) -> Handled {
        let connection = self.broker().ok_or(Reason::Unlink)?;
        if let Some(slot) = self.slot_of(connection) {
            self.close(slot);
        }
        if self.prints(Printed::MqttDisClosed) {
            self.raw(b"CLOSE\r\n");
        } else {
            self.raw(format!("{}\r\n", Final::Closed.text()).as_bytes());
        }
        Ok(Next::Wait)
    }
}
