//! MQTT, through a broker.

use crate::{Desk, broker};
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
