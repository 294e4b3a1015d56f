//! TLS, with the right authority and with a wrong one.

use crate::Desk;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use std::sync::Arc;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

/// An authority, and a server at localhost that it has signed for. The server answers what it gets, backwards.
pub(crate) async fn server() -> (String, u16) {
    let authority = authority();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(["localhost".to_string()]).unwrap().signed_by(&key, &authority).unwrap();
    let provider = Arc::new(ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from_pem_slice(certificate.pem().as_bytes()).unwrap()],
            PrivateKeyDer::from_pem_slice(key.serialize_pem().as_bytes()).unwrap(),
        )
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
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

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// Uploads a certificate, line by line.
async fn store(desk: &mut Desk, pem: &str) {
    desk.talk("AT+CASEND=1", "\r\n>").await;
    for line in pem.lines() {
        desk.write(format!("{line}\r\n").as_bytes()).await;
    }
    desk.hear("\r\nOK\r\n").await;
}

#[tokio::test]
async fn the_right_authority_opens_and_a_wrong_one_does_not() {
    let (authority, port) = server().await;
    let open = format!("AT+CIPSTART=\"SSL\",\"localhost\",{port}");
    let mut desk = Desk::new().await;

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
    // The certificate is for localhost.
    desk.talk(&format!("AT+CIPSTART=\"SSL\",\"127.0.0.1\",{port}"), "CONNECT FAIL\r\n\r\nERROR\r\n").await;
}
