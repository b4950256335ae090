//! Letters over lines that are encrypted, against a real server with a certificate made for the test: after a greeting in the clear and from
//! the first byte; nothing goes to a server that cannot, or that shows a certificate nobody here trusts.

use std::io::Write as _;

use chrono::DateTime;
use mail::{Answer, Letter, Mailer, Settings, Tls};
use rcgen::{CertificateParams, KeyPair};
use tempfile::NamedTempFile;
use testkit::{Line, SmtpServer, acceptor};

const ACCOUNT: (&str, &str) = ("wenshu", "geheim");

/// A certificate for 127.0.0.1 that vouches for itself.
struct Own {
    der: Vec<u8>,
    key: Vec<u8>,
    /// The file of those who trust it.
    pem: NamedTempFile,
}

fn own() -> Own {
    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).expect("a name");
    let certificate = params.self_signed(&key).expect("a certificate");
    let mut pem = NamedTempFile::new().expect("a file");
    let der = certificate.der().to_vec();
    let text = data_encoding::BASE64.encode(&der);
    writeln!(
        pem,
        "-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----"
    )
    .expect("a file");
    Own {
        der,
        key: key.serialize_der(),
        pem,
    }
}

fn mailer(port: u16, tls: Tls, trusted: &Own) -> Mailer {
    let settings = Settings {
        host: "127.0.0.1".to_owned(),
        port,
        from: "wenshu@longwen.example".to_owned(),
        user: ACCOUNT.0.to_owned(),
        secret: ACCOUNT.1.to_owned().into(),
        tls,
        ca_file: trusted.pem.path().to_owned(),
        timeout_s: 5,
        ..Settings::default()
    };
    Mailer::open(&settings).expect("settings").expect("a server")
}

fn letter() -> Letter<'static> {
    Letter {
        id: "case.1.1",
        to: "shop@party.example",
        subject: "行政处罚决定书",
        text: "请查收附件。",
        written_at: DateTime::UNIX_EPOCH,
        attachments: Vec::new(),
    }
}

#[tokio::test]
async fn a_letter_and_the_account_go_over_an_encrypted_line() {
    let own = own();
    let crypt = || acceptor(&own.der, &own.key);
    for (tls, line) in [
        (Tls::Starttls, Line::Starttls(crypt())),
        (Tls::Implicit, Line::Implicit(crypt())),
    ] {
        // This server lets nobody in whose password comes in the clear.
        let server = SmtpServer::start_on(line, Some(ACCOUNT)).await;
        let mailer = mailer(server.port(), tls, &own);
        assert_eq!(mailer.probe().await, Ok(()), "{tls:?}");
        let answer = mailer.send(&letter()).await.expect("a letter");
        let Answer::Taken { text } = answer else {
            panic!("{tls:?}: {answer:?}")
        };
        assert!(text.contains("queued as TEST1"), "{tls:?}: {text}");
        let taken = server.taken();
        assert_eq!(taken.len(), 1, "{tls:?}");
        assert_eq!(taken[0].to, ["shop@party.example"]);
        assert!(
            taken[0]
                .text
                .contains("Message-ID: <case.1.1@longwen.example>")
        );
    }
}

#[tokio::test]
async fn a_server_whose_certificate_nobody_trusts_gets_nothing() {
    let (shown, trusted) = (own(), own());
    let crypt = || acceptor(&shown.der, &shown.key);
    for (tls, line) in [
        (Tls::Starttls, Line::Starttls(crypt())),
        (Tls::Implicit, Line::Implicit(crypt())),
    ] {
        let server = SmtpServer::start_on(line, Some(ACCOUNT)).await;
        let mailer = mailer(server.port(), tls, &trusted);
        let answer = mailer.send(&letter()).await.expect("a letter");
        // It is no answer about the mailbox: the letter waits.
        assert!(
            matches!(answer, Answer::Deferred { .. }),
            "{tls:?}: {answer:?}"
        );
        assert!(server.taken().is_empty(), "{tls:?}");
        assert!(mailer.probe().await.is_err(), "{tls:?}");
    }
}

#[tokio::test]
async fn a_server_that_cannot_encrypt_gets_nothing_in_the_clear() {
    let own = own();
    let server = SmtpServer::start(None).await;
    for tls in [Tls::Starttls, Tls::Implicit] {
        let mailer = mailer(server.port(), tls, &own);
        let answer = mailer.send(&letter()).await.expect("a letter");
        assert!(
            matches!(answer, Answer::Deferred { .. }),
            "{tls:?}: {answer:?}"
        );
        assert!(server.taken().is_empty(), "{tls:?}");
    }
}
