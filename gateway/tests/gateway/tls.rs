//! The port with a certificate: TLS or nothing.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use clock::Entropy as _;
use gateway::settings::Tls;
use http::Request;
use http_body_util::Full;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};

use crate::wire::Answer;
use crate::world::World;

/// A certificate for `localhost` in a folder of its own.
struct Certificate {
    folder: PathBuf,
    der: CertificateDer<'static>,
}

impl Certificate {
    fn make() -> (Self, Tls) {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let id = clock::SystemEntropy.random_id();
        let folder = std::env::temp_dir().join(format!("yifa-tls-{id}"));
        std::fs::create_dir_all(&folder).unwrap();
        let files = Tls {
            certificate: folder.join("certificate.pem"),
            key: folder.join("key.pem"),
        };
        std::fs::write(&files.certificate, pem("CERTIFICATE", made.cert.der())).unwrap();
        std::fs::write(
            &files.key,
            pem("PRIVATE KEY", made.signing_key.serialized_der()),
        )
        .unwrap();
        let der = made.cert.der().clone();
        (Self { folder, der }, files)
    }

    async fn connect(&self, port: u16, alpn: &[u8]) -> TlsStream<TcpStream> {
        let mut roots = RootCertStore::empty();
        roots.add(self.der.clone()).unwrap();
        let provider = Arc::new(crypto::aws_lc_rs::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![alpn.to_vec()];
        let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        TlsConnector::from(Arc::new(config))
            .connect(name, stream)
            .await
            .unwrap()
    }
}

fn pem(label: &str, der: &[u8]) -> String {
    let encoded = STANDARD.encode(der);
    format!("-----BEGIN {label}-----\n{encoded}\n-----END {label}-----\n")
}

impl Drop for Certificate {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A second gateway over the world's database, behind TLS.
async fn behind_tls(world: &World, tls: Tls, handshake_seconds: u64) -> u16 {
    let mut settings = world.settings.clone();
    settings.keys.actor = world.test.actor_key_pem.as_str().into();
    settings.tls = Some(tls);
    settings.server.handshake_seconds = handshake_seconds;
    let gateway = gateway::start(settings, [].into(), &world.test.host)
        .await
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    world
        .test
        .host
        .tasks
        .spawn("gateway behind TLS", async move {
            gateway.serve(listener).await.unwrap();
        });
    port
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_tls_both_http_versions_are_spoken_and_strictness_is_asked_for() {
    let world = World::start().await;
    let (certificate, files) = Certificate::make();
    let port = behind_tls(&world, files, 5).await;

    let stream = certificate.connect(port, b"h2").await;
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    let io = TokioIo::new(stream);
    let (mut sender, connection) = hyper::client::conn::http2::handshake(TokioExecutor::new(), io)
        .await
        .unwrap();
    world.test.host.tasks.spawn("test connection", async move {
        let _ = connection.await;
    });
    let request = Request::get(format!("https://localhost:{port}/"));
    let request = request.body(Full::new(Bytes::new())).unwrap();
    let answer = Answer::whole(sender.send_request(request).await.unwrap()).await;
    assert_eq!(answer.http, 200);
    assert!(
        answer
            .header("strict-transport-security")
            .starts_with("max-age=")
    );

    let mut stream = certificate.connect(port, b"http/1.1").await;
    let request = b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    stream.write_all(request).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    drop(sender);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_text_and_silence_are_turned_away() {
    let world = World::start().await;
    let (_certificate, files) = Certificate::make();
    let port = behind_tls(&world, files, 1).await;
    let mut plain = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    plain
        .write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .unwrap();
    let mut silent = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    for (name, stream) in [("plain", &mut plain), ("silent", &mut silent)] {
        let mut answer = vec![];
        let ended = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer));
        assert!(ended.await.is_ok(), "{name} is ended");
        assert!(
            !answer.starts_with(b"HTTP"),
            "{name}: {}",
            String::from_utf8_lossy(&answer)
        );
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_cannot_be_read_keeps_the_port_closed() {
    let world = World::start().await;
    let mut settings = world.settings.clone();
    settings.keys.actor = world.test.actor_key_pem.as_str().into();
    settings.tls = Some(Tls {
        certificate: "/nowhere".into(),
        key: "/nowhere".into(),
    });
    let gateway = gateway::start(settings, [].into(), &world.test.host)
        .await
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let error = gateway.serve(listener).await.unwrap_err();
    assert!(error.to_string().contains("/nowhere"), "{error}");
    world.stop().await;
}
