//! A small MQTT broker over the packets of rumqttc: it takes sessions, subscriptions and messages of quality of service 0 and 1.

use rumqttc::{
    QoS,
    mqttbytes::v4::{ConnAck, ConnectReturnCode, Packet, PubAck, Publish, SubAck, SubscribeReasonCode, UnsubAck},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpListener,
    sync::broadcast,
};
use tokio_rustls::TlsAcceptor;

/// What a client is let in with.
pub(crate) const LOGIN: (&str, &str) = ("user", "secret");

/// Runs a broker; its port, and a way to publish to all who are subscribed.
pub(crate) async fn run() -> (u16, broadcast::Sender<(String, Vec<u8>)>) {
    run_with(None).await
}

/// The same, over TLS if there is an acceptor.
pub(crate) async fn run_with(tls: Option<TlsAcceptor>) -> (u16, broadcast::Sender<(String, Vec<u8>)>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (messages, _) = broadcast::channel(64);
    let all = messages.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (all, tls) = (all.clone(), tls.clone());
            tokio::spawn(async move {
                match tls {
                    None => serve(stream, all).await,
                    Some(tls) => {
                        if let Ok(stream) = tls.accept(stream).await {
                            serve(stream, all).await;
                        }
                    }
                }
            });
        }
    });
    (port, messages)
}

async fn serve(mut stream: impl AsyncRead + AsyncWrite + Unpin, messages: broadcast::Sender<(String, Vec<u8>)>) {
    let (mut input, mut topics, mut heard) = (Default::default(), Vec::<String>::new(), messages.subscribe());
    loop {
        let mut output = Default::default();
        tokio::select! {
            message = heard.recv() => {
                let (topic, data) = message.unwrap();
                if topics.contains(&topic) {
                    Publish::new(topic, QoS::AtMostOnce, data).write(&mut output).unwrap();
                }
            }
            length = stream.read_buf(&mut input) => {
                if !matches!(length, Ok(1..)) {
                    return;
                }
                while let Ok(packet) = Packet::read(&mut input, 65_536) {
                    match packet {
                        Packet::Connect(connect) => {
                            let login = connect.login.map(|login| (login.username, login.password));
                            let known = login.is_none_or(|(user, password)| (user.as_str(), password.as_str()) == LOGIN);
                            let code = if known { ConnectReturnCode::Success } else { ConnectReturnCode::BadUserNamePassword };
                            ConnAck::new(code, false).write(&mut output).unwrap();
                        }
                        Packet::Subscribe(subscribe) => {
                            let codes = vec![SubscribeReasonCode::Success(QoS::AtMostOnce); subscribe.filters.len()];
                            topics.extend(subscribe.filters.into_iter().map(|filter| filter.path));
                            SubAck::new(subscribe.pkid, codes).write(&mut output).unwrap();
                        }
                        Packet::Unsubscribe(unsubscribe) => {
                            topics.retain(|topic| !unsubscribe.topics.contains(topic));
                            UnsubAck::new(unsubscribe.pkid).write(&mut output).unwrap();
                        }
                        Packet::Publish(publish) => {
                            if publish.qos == QoS::AtLeastOnce {
                                PubAck::new(publish.pkid).write(&mut output).unwrap();
                            }
                            messages.send((publish.topic, publish.payload.to_vec())).unwrap();
                        }
                        Packet::Disconnect => return,
                        _ => {}
                    }
                }
            }
        }
        stream.write_all(&output).await.unwrap();
    }
}
