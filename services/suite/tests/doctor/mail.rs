//! The check of the mail server for electronic service.

use suite::doctor::Level;

use crate::fixture::{assert_found, only, probe_now};

#[tokio::test]
async fn mail_server_is_red_where_nothing_answers() {
    let mut probe = probe_now();
    // A port that was free a moment ago.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    probe.mail = Some(::mail::Settings {
        host: "127.0.0.1".to_owned(),
        port,
        from: "wenshu@longhai.example".to_owned(),
        ..::mail::Settings::default()
    });
    let finding = only("mail.server", &probe).await;
    assert_found(&finding, Level::Red, "is of no use");
}
