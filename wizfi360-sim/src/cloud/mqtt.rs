//! Settings of MQTT.

use crate::{
    Module,
    net::Action,
    task::{Handled, Next, Refusal},
    wifi::octets,
    world::Octets,
};
use wizfi360_proto::{
    AtStr, Firmware, Open, Secret,
    commands::{mqttqos, mqttset, mqtttopic},
    domains::QosLevel,
};

/// What AT+MQTTSET, AT+MQTTTOPIC, AT+MQTTQOS and AT+AZSET have set.
#[derive(Clone, Debug)]
pub(crate) struct Cloud {
    pub(crate) mqtt: Option<Box<Settings>>,
    pub(crate) topics: Option<Box<Topics>>,
    pub(crate) azure: Option<Box<super::azure::Device>>,
    pub(crate) qos: QosLevel,
}

#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) user: Octets,
    pub(crate) password: Secret<Octets>,
    pub(crate) client_id: Octets,
    pub(crate) alive_time: u16,
}

#[derive(Clone, Debug)]
pub(crate) struct Topics {
    pub(crate) publish: Octets,
    pub(crate) subscribe: Vec<Octets>,
}

impl Default for Cloud {
    fn default() -> Self {
        Cloud { mqtt: None, topics: None, azure: None, qos: QosLevel::QoS0 }
    }
}

/// The first firmware on which topics can be changed while a broker is connected (manual 3.3.30).
const TOPICS_ANY_TIME: Firmware = Firmware([1, 1, 1, 8]);

impl Module {
    pub(crate) fn show_mqtt(&mut self) -> Handled {
        let settings = self.ram.cloud.mqtt.clone().ok_or(Refusal::PLAIN)?;
        self.line(&mqttset::Settings {
            user_name: at_str(&settings.user),
            password: Secret(at_str(&settings.password.0)),
            client_id: at_str(&settings.client_id),
            alive_time: settings.alive_time,
        });
        Ok(Next::Ok)
    }

    pub(crate) fn set_mqtt(&mut self, request: mqttset::Set<'_>) -> Handled {
        self.ram.cloud.mqtt = Some(Box::new(Settings {
            user: octets(request.user_name.get()),
            password: Secret(octets(request.password.get())),
            client_id: octets(request.client_id.get()),
            alive_time: request.alive_time.get(),
        }));
        Ok(Next::Ok)
    }

    pub(crate) fn show_topics(&mut self) -> Handled {
        let topics = self.ram.cloud.topics.clone().ok_or(Refusal::PLAIN)?;
        let subscribe: Vec<_> = topics.subscribe.iter().map(|topic| at_str(topic)).collect();
        let (first, more) = subscribe.split_first().map_or((AtStr::EMPTY, &[][..]), |(first, more)| (*first, more));
        let line = mqtttopic::Topics::new(at_str(&topics.publish), first);
        self.line(&match *more {
            [] => line,
            [b] => line.with_subscribe_topic2(b),
            [b, c] => line.with_subscribe_topic3(b, c),
            [b, c, d] => line.with_subscribe_topic4(b, c, d),
            [b, c, d, e, ..] => line.with_subscribe_topic5(b, c, d, e),
        });
        Ok(Next::Ok)
    }

    pub(crate) fn set_topics(&mut self, request: mqtttopic::Set<'_>) -> Handled {
        let subscribe: Vec<Octets> = [
            Some(request.subscribe_topic1()),
            request.subscribe_topic2(),
            request.subscribe_topic3(),
            request.subscribe_topic4(),
            request.subscribe_topic5(),
        ]
        .into_iter()
        .flatten()
        .map(|topic| octets(topic.get()))
        .collect();
        if self.firmware() >= TOPICS_ANY_TIME
            && let Some(connection) = self.broker()
        {
            let topics = subscribe.iter().map(|topic| topic.to_vec()).collect();
            self.actions.push_back(Action::Subscribe { connection, topics });
        }
        self.ram.cloud.topics = Some(Box::new(Topics { publish: octets(request.publish_topic().get()), subscribe }));
        Ok(Next::Ok)
    }

    pub(crate) fn show_qos(&mut self) -> Handled {
        let qos_level = Open::Known(self.ram.cloud.qos);
        self.line(&mqttqos::QuotedLevel { qos_level });
        Ok(Next::Ok)
    }

    pub(crate) fn set_qos(&mut self, request: mqttqos::Set) -> Handled {
        self.ram.cloud.qos = request.qos_level;
        Ok(Next::Ok)
    }
}

fn at_str(text: &[u8]) -> AtStr<'_> {
    AtStr::from_bytes(text).unwrap_or(AtStr::EMPTY)
}
