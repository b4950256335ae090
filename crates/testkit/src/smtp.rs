//! A real SMTP server on loopback: it speaks the protocol, keeps what it takes, and answers as a test tells it to.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mailin::{Action, AuthMechanism, Handler, Response, Session, SessionBuilder, response};
use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader,
};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// A letter that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Address it came from.
    pub from: String,
    /// Addresses it is for.
    pub to: Vec<String>,
    /// The letter as it came, headers first.
    pub text: String,
}

/// How the server behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Manners {
    /// It takes every letter.
    Takes,
    /// It knows no such mailbox: 550.
    RefusesMailbox,
    /// It asks to come again: 451.
    AsksLater,
    /// It takes the letter and ends the line before it answers.
    HangsUp,
    /// It answers nothing for so long.
    Slow(Duration),
}

/// How the line to the server is encrypted, with its certificate and key.
#[derive(Clone)]
pub enum Line {
    /// Not at all.
    Clear,
    /// After a greeting in the clear (STARTTLS).
    Starttls(TlsAcceptor),
    /// From the first byte.
    Implicit(TlsAcceptor),
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Clear => "Clear",
            Self::Starttls(_) => "Starttls",
            Self::Implicit(_) => "Implicit",
        })
    }
}

/// What shows this certificate (DER) to whoever calls, and has its key (PKCS #8).
pub fn acceptor(certificate: &[u8], key: &[u8]) -> TlsAcceptor {
    let chain = vec![CertificateDer::from(certificate.to_vec())];
    let key = PrivateKeyDer::try_from(key.to_vec()).expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("protocol versions")
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .expect("a certificate with its key");
    TlsAcceptor::from(Arc::new(config))
}

#[derive(Debug)]
struct State {
    taken: Vec<Taken>,
    manners: Manners,
}

/// An SMTP server for a test; it ends with it.
#[derive(Debug)]
pub struct SmtpServer {
    port: u16,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

impl SmtpServer {
    /// Starts one that takes every letter, in the clear. With an account, it lets in nobody else.
    pub async fn start(account: Option<(&'static str, &'static str)>) -> Self {
        Self::start_on(Line::Clear, account).await
    }

    /// The same on a line that may be encrypted.
    #[expect(
        clippy::disallowed_methods,
        reason = "it ends with its test, and nothing waits for it"
    )]
    pub async fn start_on(line: Line, account: Option<(&'static str, &'static str)>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("a port for the mail server");
        let port = listener.local_addr().expect("an address").port();
        let state = Arc::new(Mutex::new(State {
            taken: Vec::new(),
            manners: Manners::Takes,
        }));
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((caller, peer)) = listener.accept().await {
                let (shared, line) = (Arc::clone(&shared), line.clone());
                tokio::spawn(async move {
                    // A client that goes away in the middle is its own affair.
                    let _ = serve(caller, line, peer.ip(), shared, account).await;
                });
            }
        });
        Self { port, state, task }
    }

    /// Its port on 127.0.0.1.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// What it has taken so far.
    pub fn taken(&self) -> Vec<Taken> {
        self.state.lock().expect("the server's state").taken.clone()
    }

    /// Lets it behave otherwise from now on.
    pub fn behave(&self, manners: Manners) {
        self.state.lock().expect("the server's state").manners = manners;
    }

    /// Ends it, and waits until its port is closed: whoever calls finds nobody.
    pub async fn stop(&mut self) {
        self.task.abort();
        // Cancelled is what it was asked to be.
        let _ = (&mut self.task).await;
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Mailroom {
    state: Arc<Mutex<State>>,
    account: Option<(&'static str, &'static str)>,
    letter: Taken,
    body: Vec<u8>,
}

impl Mailroom {
    fn manners(&self) -> Manners {
        self.state
            .lock()
            .expect("the server's state")
            .manners
            .clone()
    }
}

impl Handler for Mailroom {
    fn mail(&mut self, _: IpAddr, _: &str, from: &str) -> Response {
        self.letter = Taken {
            from: from.to_owned(),
            to: Vec::new(),
            text: String::new(),
        };
        self.body.clear();
        response::OK
    }

    fn rcpt(&mut self, to: &str) -> Response {
        match self.manners() {
            Manners::RefusesMailbox => response::NO_MAILBOX,
            Manners::AsksLater => Response::custom(451, "4.7.1 please come again".to_owned()),
            _ => {
                self.letter.to.push(to.to_owned());
                response::OK
            }
        }
    }

    fn data(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.body.extend_from_slice(bytes);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        self.letter.text = String::from_utf8_lossy(&self.body).into_owned();
        let mut state = self.state.lock().expect("the server's state");
        state.taken.push(self.letter.clone());
        let number = state.taken.len();
        Response::custom(250, format!("2.0.0 Ok: queued as TEST{number}"))
    }

    fn auth_plain(&mut self, _: &str, user: &str, secret: &str) -> Response {
        if self.account == Some((user, secret)) {
            response::AUTH_OK
        } else {
            response::INVALID_CREDENTIALS
        }
    }
}

async fn serve(
    caller: TcpStream,
    line: Line,
    peer: IpAddr,
    state: Arc<Mutex<State>>,
    account: Option<(&'static str, &'static str)>,
) -> std::io::Result<()> {
    let mailroom = Mailroom {
        state: Arc::clone(&state),
        account,
        letter: Taken {
            from: String::new(),
            to: Vec::new(),
            text: String::new(),
        },
        body: Vec::new(),
    };
    let mut builder = SessionBuilder::new("party.example");
    if account.is_some() {
        builder.enable_auth(AuthMechanism::Plain);
    }
    match line {
        Line::Clear => {
            builder.insecure_enable_plaintext_auth();
            let mut session = builder.build(peer, mailroom);
            let mut open = BufReader::new(caller);
            open.write_all(&session.greeting().buffer()?).await?;
            talk(&mut open, &mut session, &state).await?;
        }
        Line::Starttls(acceptor) => {
            builder.enable_start_tls();
            let mut session = builder.build(peer, mailroom);
            let mut open = BufReader::new(caller);
            open.write_all(&session.greeting().buffer()?).await?;
            if talk(&mut open, &mut session, &state).await? == End::Upgrade {
                // What came in the clear after the word is not read on.
                let mut closed = BufReader::new(acceptor.accept(open.into_inner()).await?);
                session.tls_active();
                talk(&mut closed, &mut session, &state).await?;
            }
        }
        Line::Implicit(acceptor) => {
            let mut closed = BufReader::new(acceptor.accept(caller).await?);
            let mut session = builder.build(peer, mailroom);
            session.tls_active();
            closed.write_all(&session.greeting().buffer()?).await?;
            talk(&mut closed, &mut session, &state).await?;
        }
    }
    Ok(())
}

/// How a conversation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// It is over.
    Over,
    /// It goes on encrypted.
    Upgrade,
}

async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
    line: &mut BufReader<S>,
    session: &mut Session<Mailroom>,
    state: &Mutex<State>,
) -> std::io::Result<End> {
    let mut command = Vec::new();
    loop {
        command.clear();
        if line.read_until(b'\n', &mut command).await? == 0 {
            return Ok(End::Over);
        }
        let answer = session.process(&command);
        let manners = state.lock().expect("the server's state").manners.clone();
        if let Manners::Slow(delay) = manners {
            tokio::time::sleep(delay).await;
        }
        let hangs_up = manners == Manners::HangsUp && answer.code == 250 && ended(&command);
        if hangs_up {
            return Ok(End::Over);
        }
        if answer.action != Action::NoReply {
            line.write_all(&answer.buffer()?).await?;
            line.flush().await?;
        }
        match answer.action {
            Action::Close => return Ok(End::Over),
            Action::UpgradeTls => return Ok(End::Upgrade),
            _ => {}
        }
    }
}

/// Whether this line ends a letter.
fn ended(line: &[u8]) -> bool {
    line.strip_suffix(b"\r\n").unwrap_or(line) == b"."
}
