//! A real SMTP server on loopback: it speaks the protocol, keeps what it takes, and answers as a test tells it to.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mailin::{Action, AuthMechanism, Handler, Response, SessionBuilder, response};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

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
    /// Starts one that takes every letter. With an account, it lets in nobody else.
    #[expect(
        clippy::disallowed_methods,
        reason = "it ends with its test, and nothing waits for it"
    )]
    pub async fn start(account: Option<(&'static str, &'static str)>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("a port for the mail server");
        let port = listener.local_addr().expect("an address").port();
        let state = Arc::new(Mutex::new(State {
            taken: Vec::new(),
            manners: Manners::Takes,
        }));
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((line, peer)) = listener.accept().await {
                let shared = Arc::clone(&shared);
                tokio::spawn(async move {
                    // A client that goes away in the middle is its own affair.
                    let _ = serve(line, peer.ip(), shared, account).await;
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
    line: TcpStream,
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
        builder.insecure_enable_plaintext_auth();
    }
    let mut session = builder.build(peer, mailroom);
    let (reading, mut writing) = line.into_split();
    let mut reading = BufReader::new(reading);
    writing.write_all(&session.greeting().buffer()?).await?;
    let mut command = Vec::new();
    loop {
        command.clear();
        if reading.read_until(b'\n', &mut command).await? == 0 {
            return Ok(());
        }
        let answer = session.process(&command);
        let manners = state.lock().expect("the server's state").manners.clone();
        if let Manners::Slow(delay) = manners {
            tokio::time::sleep(delay).await;
        }
        let hangs_up = manners == Manners::HangsUp && answer.code == 250 && ended(&command);
        if hangs_up {
            return Ok(());
        }
        if answer.action != Action::NoReply {
            writing.write_all(&answer.buffer()?).await?;
        }
        if answer.action == Action::Close {
            return Ok(());
        }
    }
}

/// Whether this line ends a letter.
fn ended(line: &[u8]) -> bool {
    line.strip_suffix(b"\r\n").unwrap_or(line) == b"."
}
