//! MQTT, through a broker.

use super::{Desk, broker, port, server::connected};
use rumqttd::{Broker, Config, ConnectionSettings, Notification, RouterConfig, ServerSettings};
use std::{
    net::{Ipv4Addr, SocketAddr},
    thread,
};
use wizfi360_sim::run::{Detour, Reach};

#[tokio::test]
async fn two_topics_are_heard_and_one_is_published() {
    let (port, messages) = broker::run().await;
    let mut heard = messages.subscribe();
    let mut desk = Desk::new().await;
    let connect = |enable| format!("AT+MQTTCON={enable},\"127.0.0.1\",{port}");
    desk.talk("AT+MQTTSET=\"user\",\"wrong\",\"wizfi360\",60", "\r\nOK\r\n").await;
    desk.talk("AT+MQTTTOPIC=\"up\",\"down/1\",\"down/2\"", "\r\nOK\r\n").await;
    desk.talk(&connect(1), "CONNECT FAIL\r\n\r\nERROR\r\n").await;
    desk.talk("AT+MQTTSET=\"user\",\"secret\",\"wizfi360\",60", "\r\nOK\r\n").await;
    desk.talk(&connect(1), "CONNECT\r\n\r\nOK\r\n").await;

    desk.talk("AT+MQTTPUB=\"{\"t\": 21}\"", "\r\nOK\r\n").await;
    assert_eq!(heard.recv().await.unwrap(), ("up".into(), b"{\"t\": 21}".to_vec()));
    desk.talk("AT+MQTTQOS=1", "\r\nOK\r\n").await;
    desk.talk("AT+MQTTPUBSEND=4", "\r\nOK\r\n\r\n>").await;
    desk.write(b"\0\r\n>").await;
    desk.hear("\r\nOK\r\n").await;
    assert_eq!(heard.recv().await.unwrap(), ("up".into(), b"\0\r\n>".to_vec()));

    for (topic, data) in [("down/1", "one"), ("elsewhere", "not for us"), ("down/2", "two")] {
        messages.send((topic.into(), data.into())).unwrap();
    }
    desk.hear("down/1 -> one\r\ndown/2 -> two\r\n").await;
    desk.talk("AT+MQTTDIS", "CLOSED\r\n").await;
    desk.is_silent().await;
}

#[tokio::test]
async fn a_cloud_is_reached_where_it_is_said_to_lie() {
    // A broker without TLS does for what is tried here: that the name leads elsewhere.
    let (port, _) = broker::run().await;
    let detour = Detour { from: ("broker.example".into(), 1883), to: ("127.0.0.1".into(), port) };
    let reach = Reach { elsewhere: vec![detour], ..Reach::default() };
    let mut desk = Desk::reaching(reach).await;
    desk.talk("AT+MQTTSET=\"\",\"\",\"wizfi360\",60", "\r\nOK\r\n").await;
    desk.talk("AT+MQTTCON=0,\"broker.example\",1883", "CONNECT\r\n\r\nOK\r\n").await;
}

/// Another's broker, so that nothing rests on how ours reads MQTT.
#[tokio::test]
async fn a_broker_of_others_takes_what_is_published_and_sends_what_is_subscribed() {
    let listen = (Ipv4Addr::LOCALHOST, port()).into();
    let mut broker = Broker::new(broker_of_others(listen));
    let (mut host, mut heard) = broker.link("host").unwrap();
    host.subscribe("up").unwrap();
    // Runs on to the end of the process: it has no way to be told to stop.
    thread::spawn(move || broker.start().expect("the broker starts"));
    drop(connected(listen.port()).await);

    let mut desk = Desk::new().await;
    desk.talk("AT+MQTTSET=\"user\",\"secret\",\"wizfi360\",60", "\r\nOK\r\n").await;
    desk.talk("AT+MQTTTOPIC=\"up\",\"down/1\",\"down/2\"", "\r\nOK\r\n").await;
    desk.talk(&format!("AT+MQTTCON=1,\"127.0.0.1\",{}", listen.port()), "CONNECT\r\n\r\nOK\r\n").await;
    desk.talk("AT+MQTTPUB=\"{\"t\": 21}\"", "\r\nOK\r\n").await;
    let published = tokio::task::spawn_blocking(move || {
        loop {
            if let Some(Notification::Forward(forward)) = heard.recv().unwrap() {
                return (forward.publish.topic, forward.publish.payload);
            }
        }
    });
    let (topic, payload) = tokio::time::timeout(super::PATIENCE, published).await.unwrap().unwrap();
    assert_eq!((&*topic, &*payload), (&b"up"[..], &b"{\"t\": 21}"[..]));

    // One after the other: a broker keeps no order across topics.
    host.publish("down/1", "one").unwrap();
    desk.hear("down/1 -> one\r\n").await;
    host.publish("elsewhere", "not for us").unwrap();
    host.publish("down/2", "two").unwrap();
    desk.hear("down/2 -> two\r\n").await;
    desk.talk("AT+MQTTDIS", "CLOSED\r\n").await;
}

fn broker_of_others(listen: SocketAddr) -> Config {
    let server = ServerSettings {
        name: "v4".into(),
        listen,
        tls: None,
        next_connection_delay_ms: 1,
        connections: ConnectionSettings {
            connection_timeout_ms: 10_000,
            max_payload_size: 20_480,
            max_inflight_count: 100,
            auth: Some([("user".to_string(), "secret".to_string())].into()),
            external_auth: None,
            dynamic_filters: true,
        },
    };
    let router = RouterConfig {
        max_connections: 10,
        max_outgoing_packet_count: 200,
        max_segment_size: 1_048_576,
        max_segment_count: 10,
        ..RouterConfig::default()
    };
    Config { router, v4: Some([("v4".to_string(), server)].into()), ..Config::default() }
}
