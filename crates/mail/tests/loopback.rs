//! Letters against a real SMTP server on loopback: taken, refused, put off, cut off in the middle, and nobody there.

use std::time::Duration;

use chrono::DateTime;
use mail::{Answer, Attachment, Letter, Mailer, Settings, Tls};
use testkit::{Manners, SmtpServer};

fn settings(port: u16) -> Settings {
    Settings {
        host: "127.0.0.1".to_owned(),
        port,
        from: "wenshu@longwen.example".to_owned(),
        tls: Tls::None,
        timeout_s: 1,
        ..Settings::default()
    }
}

fn mailer(settings: &Settings) -> Mailer {
    Mailer::open(settings).expect("settings").expect("a server")
}

fn letter() -> Letter<'static> {
    Letter {
        id: "case.1.1",
        to: "shop@party.example",
        subject: "行政处罚决定书",
        text: "请查收附件。\n.\n..两点开头的行也要原样到达",
        written_at: DateTime::UNIX_EPOCH,
        attachments: vec![Attachment {
            name: "行政处罚决定书.pdf".to_owned(),
            media_type: "application/pdf",
            bytes: b"%PDF-1.7 \xFF\xFE\x00".to_vec(),
        }],
    }
}

#[tokio::test]
async fn a_letter_arrives_whole_with_its_message_id() {
    let server = SmtpServer::start(None).await;
    let answer = mailer(&settings(server.port()))
        .send(&letter())
        .await
        .expect("a letter");
    assert_eq!(
        answer,
        Answer::Taken {
            text: "250 2.0.0 Ok: queued as TEST1".to_owned()
        }
    );
    let taken = server.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].from, "wenshu@longwen.example");
    assert_eq!(taken[0].to, ["shop@party.example"]);
    let text = &taken[0].text;
    assert!(
        text.contains("Message-ID: <case.1.1@longwen.example>"),
        "{text}"
    );
    assert!(text.contains("application/pdf"), "{text}");
    // The file, in base 64.
    assert!(text.contains("JVBERi0xLjcg//4A"), "{text}");
}

#[tokio::test]
async fn an_unknown_mailbox_is_a_refusal_and_a_busy_server_is_not() {
    let server = SmtpServer::start(None).await;
    let mailer = mailer(&settings(server.port()));
    server.behave(Manners::RefusesMailbox);
    let answer = mailer.send(&letter()).await.expect("a letter");
    assert!(
        matches!(&answer, Answer::Refused { text } if text.contains("550") || text.contains("Mailbox")),
        "{answer:?}"
    );
    server.behave(Manners::AsksLater);
    let answer = mailer.send(&letter()).await.expect("a letter");
    assert!(
        matches!(&answer, Answer::Deferred { text } if text.contains("come again")),
        "{answer:?}"
    );
    assert!(server.taken().is_empty());
}

#[tokio::test]
async fn a_line_that_breaks_before_the_answer_is_no_refusal_and_the_letter_is_the_same_again() {
    let server = SmtpServer::start(None).await;
    let mailer = mailer(&settings(server.port()));
    server.behave(Manners::HangsUp);
    let answer = mailer.send(&letter()).await.expect("a letter");
    assert!(matches!(answer, Answer::Deferred { .. }), "{answer:?}");
    server.behave(Manners::Takes);
    let answer = mailer.send(&letter()).await.expect("a letter");
    assert!(matches!(answer, Answer::Taken { .. }), "{answer:?}");
    let ids: Vec<String> = server
        .taken()
        .iter()
        .map(|it| message_id(&it.text))
        .collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
}

fn message_id(text: &str) -> String {
    let line = text.lines().find(|line| line.starts_with("Message-ID:"));
    line.expect("a Message-ID").trim().to_owned()
}

#[tokio::test]
async fn a_slow_server_is_given_up_on_and_a_dead_one_at_once() {
    let mut server = SmtpServer::start(None).await;
    let mailer = mailer(&settings(server.port()));
    // Waited for to its end, it would take the letter.
    server.behave(Manners::Slow(Duration::from_secs(30)));
    let answer = mailer.send(&letter()).await.expect("a letter");
    assert!(matches!(answer, Answer::Deferred { .. }), "{answer:?}");
    server.stop().await;
    let answer = mailer.send(&letter()).await.expect("a letter");
    assert!(matches!(answer, Answer::Deferred { .. }), "{answer:?}");
    assert!(mailer.probe().await.is_err());
}

#[tokio::test]
async fn the_account_is_shown_and_a_wrong_one_bounces_nothing() {
    let server = SmtpServer::start(Some(("wenshu", "geheim"))).await;
    let mut ours = settings(server.port());
    ours.user = "wenshu".to_owned();
    ours.secret = "geheim".to_owned().into();
    let right = mailer(&ours);
    assert_eq!(right.probe().await, Ok(()));
    assert!(matches!(
        right.send(&letter()).await,
        Ok(Answer::Taken { .. })
    ));
    ours.secret = "falsch".to_owned().into();
    let answer = mailer(&ours).send(&letter()).await.expect("a letter");
    assert!(matches!(answer, Answer::Deferred { .. }), "{answer:?}");
}

#[test]
fn settings_that_name_no_server_send_nothing_and_wrong_ones_say_what_is_wrong() {
    assert!(
        Mailer::open(&Settings::default())
            .expect("no server")
            .is_none()
    );
    let from = Settings {
        from: "nobody".to_owned(),
        ..settings(25)
    };
    let error = Mailer::open(&from).expect_err("no address").to_string();
    assert!(error.contains("mail.from"), "{error}");
    let ca = Settings {
        tls: Tls::Starttls,
        ca_file: "/nowhere/ca.pem".into(),
        ..settings(25)
    };
    let error = Mailer::open(&ca).expect_err("no file").to_string();
    assert!(error.contains("mail.ca_file /nowhere/ca.pem"), "{error}");
}
