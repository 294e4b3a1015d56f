//! MQTT to a real broker.

use super::{Command, tls};
use crate::net::{Connection, Event, Mqtt, OpenError};
use rumqttc::{
    AsyncClient, ConnectReturnCode, EventLoop, Incoming, MqttOptions, Outgoing, QoS, TlsConfiguration, Transport,
};
use std::{net::SocketAddrV4, time::Duration};
use tokio::{
    sync::mpsc::{Sender, UnboundedReceiver},
    time::timeout,
};

/// How long a broker may take to answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// The largest message that is taken.
const LARGEST: usize = 64 * 1024;
/// How many requests may wait in the client.
const WAITING: usize = 16;

/// A session that a broker has taken.
pub(super) struct Session {
    client: AsyncClient,
    events: EventLoop,
    topics: Vec<String>,
}

/// Begins a session. `host` is the name that the broker's certificate has to have, if it is checked.
pub(super) async fn connect(session: &Mqtt, host: &str, remote: SocketAddrV4) -> Result<Session, OpenError> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    // The client takes one text for the name that TLS checks and for the address that TCP reaches.
    let address = if session.tls.is_some() { host.to_string() } else { remote.ip().to_string() };
    let mut options = MqttOptions::new(text(&session.client_id), address, remote.port());
    options.set_keep_alive(Duration::from_secs(u64::from(session.keep_alive)));
    options.set_max_packet_size(LARGEST, LARGEST);
    if let Some((user, password)) = &session.login {
        options.set_credentials(text(user), text(password));
    }
    if let Some(certificates) = &session.tls {
        let config = tls::config(certificates).ok_or(OpenError::Untrusted)?;
        options.set_transport(Transport::tls_with_config(TlsConfiguration::Rustls(config)));
    }
    let (client, mut events) = AsyncClient::new(options, WAITING);
    let connected = async {
        loop {
            match events.poll().await {
                Ok(rumqttc::Event::Incoming(Incoming::ConnAck(answer)))
                    if answer.code == ConnectReturnCode::Success =>
                {
                    return Ok(());
                }
                Ok(rumqttc::Event::Incoming(Incoming::ConnAck(_))) | Err(_) => return Err(OpenError::Refused),
                Ok(_) => {}
            }
        }
    };
    timeout(PATIENCE, connected).await.map_err(|_| OpenError::Refused)??;
    let topics: Vec<String> = session.topics.iter().map(|topic| text(topic)).collect();
    for topic in &topics {
        let _ = client.subscribe(topic, QoS::AtMostOnce).await;
    }
    Ok(Session { client, events, topics })
}

/// Carries messages both ways until either side ends the session.
pub(super) async fn run(
    connection: Connection,
    session: Session,
    mut orders: UnboundedReceiver<Command>,
    told: Sender<Event>,
) {
    let Session { client, mut events, mut topics } = session;
    // With quality of service 1 and 2, a message is out when the broker has confirmed it.
    let mut qos = QoS::AtMostOnce;
    let mut leaving = false;
    loop {
        let event = tokio::select! {
            command = orders.recv(), if !leaving => match command {
                Some(Command::Publish(topic, message, level)) => {
                    qos = rumqttc::qos(level).unwrap_or(QoS::AtMostOnce);
                    let topic = String::from_utf8_lossy(&topic).into_owned();
                    if client.try_publish(topic, qos, false, message).is_err() {
                        Event::Closed { connection }
                    } else {
                        continue;
                    }
                }
                Some(Command::Subscribe(wanted)) => {
                    for topic in topics.drain(..) {
                        let _ = client.try_unsubscribe(topic);
                    }
                    topics = wanted.iter().map(|topic| String::from_utf8_lossy(topic).into_owned()).collect();
                    for topic in &topics {
                        let _ = client.try_subscribe(topic, QoS::AtMostOnce);
                    }
                    continue;
                }
                Some(Command::Send(..)) => continue,
                None => {
                    leaving = true;
                    let _ = client.try_disconnect();
                    continue;
                }
            },
            event = events.poll() => match event {
                Ok(rumqttc::Event::Incoming(Incoming::Publish(message))) => Event::Message {
                    connection,
                    topic: message.topic.into_bytes(),
                    message: message.payload.to_vec(),
                },
                Ok(rumqttc::Event::Outgoing(Outgoing::Publish(_))) if qos == QoS::AtMostOnce => Event::Sent { connection },
                Ok(rumqttc::Event::Incoming(Incoming::PubAck(_) | Incoming::PubComp(_))) => Event::Sent { connection },
                Ok(rumqttc::Event::Outgoing(Outgoing::Disconnect)) => return,
                Ok(_) => continue,
                Err(_) if leaving => return,
                Err(_) => Event::Closed { connection },
            },
        };
        let over = matches!(event, Event::Closed { .. });
        if told.send(event).await.is_err() || over {
            return;
        }
    }
}
