//! TLS, with the right authority and with a wrong one.

use super::{Desk, broker};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use std::sync::Arc;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        RootCertStore, ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
        server::WebPkiClientVerifier,
    },
};
use wizfi360_sim::run::{Detour, Reach};

/// The name of a server. No resolver knows it.
const NAME: &str = "server.example";

/// An authority, and a server of this name that it has signed for. The server answers what it gets, backwards.
async fn server() -> (String, u16) {
    let authority = authority();
    let acceptor = acceptor(NAME, &authority, false);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let mut buffer = [0; 64];
            if let Ok(length @ 1..) = stream.read(&mut buffer).await {
                buffer[..length].reverse();
                stream.write_all(&buffer[..length]).await.unwrap();
                stream.shutdown().await.unwrap();
            }
        }
    });
    (authority.pem(), port)
}

/// What a server of this name shows, signed by this authority. If it is to know its clients, they show something that the same has signed.
fn acceptor(name: &str, authority: &CertifiedIssuer<'static, KeyPair>, knows_clients: bool) -> TlsAcceptor {
    let (certificate, key) = signed(name, authority);
    let provider = Arc::new(ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions().unwrap();
    let builder = if knows_clients {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(authority.pem().as_bytes()).unwrap()).unwrap();
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build().unwrap();
        builder.with_client_cert_verifier(verifier)
    } else {
        builder.with_no_client_auth()
    };
    let chain = vec![CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap()];
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap();
    TlsAcceptor::from(Arc::new(builder.with_single_cert(chain, key).unwrap()))
}

/// A certificate for a name, and its key.
fn signed(name: &str, authority: &CertifiedIssuer<'static, KeyPair>) -> (String, String) {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new([name.to_string()]).unwrap().signed_by(&key, authority).unwrap();
    (certificate.pem(), key.serialize_pem())
}

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// Uploads a certificate, line by line.
async fn store(desk: &mut Desk, pem: &str) {
    upload(desk, "AT+CASEND", pem).await;
}

async fn upload(desk: &mut Desk, command: &str, pem: &str) {
    desk.talk(&format!("{command}=1"), "\r\n>").await;
    for line in pem.lines() {
        desk.write(format!("{line}\r\n").as_bytes()).await;
    }
    desk.hear("\r\nOK\r\n").await;
}

#[tokio::test]
async fn the_right_authority_opens_and_a_wrong_one_does_not() {
    let (authority, port) = server().await;
    let open = format!("AT+CIPSTART=\"SSL\",\"{NAME}\",{port}");
    let detour = Detour { from: (NAME.into(), port), to: ("127.0.0.1".into(), port) };
    let mut desk = Desk::reaching(Reach { elsewhere: vec![detour], ..Reach::default() }).await;

    desk.talk(&open, "CONNECT\r\n\r\nOK\r\n").await;
    desk.talk("AT+CIPCLOSE", "CLOSED\r\n\r\nOK\r\n").await;

    desk.talk("AT+CIPSSLCCONF=2", "\r\nOK\r\n").await;
    desk.talk(&open, "CONNECT FAIL\r\n\r\nERROR\r\n").await;
    store(&mut desk, &self::authority().pem()).await;
    desk.talk(&open, "CONNECT FAIL\r\n\r\nERROR\r\n").await;
    store(&mut desk, &authority).await;
    desk.talk(&open, "CONNECT\r\n\r\nOK\r\n").await;
    desk.talk("AT+CIPSEND=5", "\r\nOK\r\n\r\n>").await;
    desk.write(b"abcde").await;
    desk.hear("\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,5:edcbaCLOSED\r\n").await;
    // The certificate is for the name.
    desk.talk(&format!("AT+CIPSTART=\"SSL\",\"127.0.0.1\",{port}"), "CONNECT FAIL\r\n\r\nERROR\r\n").await;
}

#[tokio::test]
async fn a_cloud_that_knows_its_devices_is_reached_where_it_is_said_to_lie() {
    let authority = authority();
    let (port, messages) = broker::run_with(Some(acceptor("127.0.0.1", &authority, true))).await;
    let detour = Detour { from: ("me.amazonaws.com".into(), 8883), to: ("127.0.0.1".into(), port) };
    let mut desk = Desk::reaching(Reach { elsewhere: vec![detour], ..Reach::default() }).await;
    let connect = "AT+AWSCON=\"me.amazonaws.com\"";
    desk.talk("AT+MQTTSET=\"\",\"\",\"thing\",60", "\r\nOK\r\n").await;
    desk.talk("AT+MQTTTOPIC=\"$aws/up\",\"$aws/down\"", "\r\nOK\r\n").await;
    desk.talk("AT+CIPSSLCCONF=2", "\r\nOK\r\n").await;
    store(&mut desk, &authority.pem()).await;
    // Without a certificate of its own it is not let in.
    desk.talk(connect, "CONNECT FAIL\r\n\r\nERROR\r\n").await;

    let (certificate, key) = signed("thing", &authority);
    upload(&mut desk, "AT+CLICASEND", &certificate).await;
    // The module knows keys by the name that RSA keys have.
    let key = key.replace(" PRIVATE KEY", " RSA PRIVATE KEY");
    upload(&mut desk, "AT+AWSPKSEND", &key).await;
    desk.talk(connect, "CONNECT\r\n\r\nOK\r\n").await;
    desk.talk("AT+MQTTPUB=\"hello\"", "\r\nOK\r\n").await;
    messages.send(("$aws/down".into(), b"world".to_vec())).unwrap();
    desk.hear("$aws/down -> world\r\n").await;
    desk.talk("AT+CIPSTATUS", &format!("STATUS:3\r\n+CIPSTATUS:0,\"MQTTS\",\"127.0.0.1\",{port},0,0\r\n\r\nOK\r\n"))
        .await;
}
