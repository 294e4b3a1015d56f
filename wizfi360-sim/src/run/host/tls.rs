//! TLS: what AT+CIPSSLCCONF asks for.

use crate::net::{Identity, OpenError, Tls};
use std::{sync::Arc, time::Duration};
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
        client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
        crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
        pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime, pem::PemObject},
    },
};

/// How long a handshake may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// Makes a connection one of TLS. `host` is the name that the peer's certificate has to have, if it is checked.
pub(super) async fn connect(stream: TcpStream, host: &str, tls: &Tls) -> Result<TlsStream<TcpStream>, OpenError> {
    let config = config(tls).ok_or(OpenError::Untrusted)?;
    let name = ServerName::try_from(host.to_string()).map_err(|_| OpenError::Name)?;
    let handshake = TlsConnector::from(config).connect(name, stream);
    match timeout(PATIENCE, handshake).await {
        Ok(Ok(stream)) => Ok(stream),
        _ => Err(OpenError::Untrusted),
    }
}

/// `None` if a certificate or a key cannot be read.
pub(super) fn config(tls: &Tls) -> Option<Arc<ClientConfig>> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions().ok()?;
    let builder = match &tls.authority {
        Some(authority) => {
            let mut roots = RootCertStore::empty();
            for certificate in CertificateDer::pem_slice_iter(authority.as_bytes()) {
                roots.add(certificate.ok()?).ok()?;
            }
            builder.with_root_certificates(roots)
        }
        None => builder.dangerous().with_custom_certificate_verifier(Arc::new(Unchecked(provider.clone()))),
    };
    let config = match &tls.identity {
        Some(Identity { certificate, key }) => {
            let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(certificate.as_bytes()).collect();
            builder.with_client_auth_cert(chain.ok()?, private_key(key, &provider)?).ok()?
        }
        None => builder.with_no_client_auth(),
    };
    Some(Arc::new(config))
}

/// The module takes keys under the name that RSA keys have (AT+AWSPKSEND). What stands under it here may be a key of another kind, as brokers of today have them.
fn private_key(pem: &str, provider: &CryptoProvider) -> Option<PrivateKeyDer<'static>> {
    let named = PrivateKeyDer::from_pem_slice(pem.as_bytes()).ok()?;
    let der = named.secret_der().to_vec();
    let others = [PrivateKeyDer::Pkcs8(der.clone().into()), PrivateKeyDer::Sec1(der.into())];
    std::iter::once(named).chain(others).find(|key| provider.key_provider.load_private_key(key.clone_key()).is_ok())
}

/// A module that is not told to check its peer does not.
#[derive(Debug)]
struct Unchecked(Arc<CryptoProvider>);

impl ServerCertVerifier for Unchecked {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
