//! Letters by e-mail: what is sent, to whom, and what the server that takes it answers.
//!
//! A server that takes a letter answers 250: where it is the party's own, or answers for it, that is the arrival in the system
//! that the party designated (民事诉讼法 §90). A letter has the same Message-ID in every try, so that one that was taken just before
//! the line broke is the same letter when it comes again.

mod answer;
mod letter;
mod settings;

use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls as Crypt, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};

pub use answer::Answer;
pub use letter::{Attachment, Letter, NotALetter};
pub use settings::{Settings, Tls};

/// Why letters cannot be sent at all.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// The file of trusted certificates cannot be read.
    #[error("mail.ca_file {path} cannot be read: {source}")]
    Certificates {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// It holds no certificate.
    #[error("mail.ca_file {0} holds no certificate")]
    NoCertificate(String),
    /// The settings do not make a connection.
    #[error("the mail server's settings are not usable: {0}")]
    Settings(#[from] lettre::transport::smtp::Error),
    /// The address letters come from is none.
    #[error("mail.from {0:?} is no e-mail address")]
    From(String),
}

/// What sends letters. Cheap to clone; every letter opens a connection of its own.
#[derive(Debug, Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: String,
    domain: String,
    whole: Duration,
    place: String,
}

impl Mailer {
    /// What sends letters by these settings; none: they name no server.
    pub fn open(settings: &Settings) -> Result<Option<Self>, Unusable> {
        if settings.host.is_empty() {
            return Ok(None);
        }
        let domain =
            letter::domain(&settings.from).ok_or_else(|| Unusable::From(settings.from.clone()))?;
        let each = Duration::from_secs(settings.timeout_s.max(1));
        let server = settings.host.as_str();
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server)
            .port(settings.port)
            .timeout(Some(each))
            .hello_name(ClientId::Domain(settings.hello(&domain)))
            .tls(crypt(settings)?);
        if !settings.user.is_empty() {
            let secret = settings.secret.expose().to_owned();
            transport = transport.credentials(Credentials::new(settings.user.clone(), secret));
        }
        Ok(Some(Self {
            transport: transport.build(),
            from: settings.from.clone(),
            domain,
            // A server that answers each command at the last moment is not waited for for ever.
            whole: each.saturating_mul(4),
            place: format!("{server}:{}", settings.port),
        }))
    }

    /// Which server it is: `mail.example:465`.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The Message-ID of a letter, with the domain of the address it comes from.
    pub fn message_id(&self, local: &str) -> String {
        format!("<{local}@{}>", self.domain)
    }

    /// Sends a letter, and says what the server answered.
    pub async fn send(&self, letter: &Letter<'_>) -> Result<Answer, NotALetter> {
        let message = letter.written(&self.from, &self.message_id(letter.id))?;
        let sending = self.transport.send(message);
        Ok(match tokio::time::timeout(self.whole, sending).await {
            Ok(Ok(response)) => Answer::accepted(&response),
            Ok(Err(error)) => Answer::failed(&error),
            Err(_) => Answer::Deferred {
                text: format!("邮件服务器{}秒内没有完成接收", self.whole.as_secs()),
            },
        })
    }

    /// Asks the server whether it is there and lets us in.
    pub async fn probe(&self) -> Result<(), String> {
        match tokio::time::timeout(self.whole, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(format!("{}没有应答", self.place)),
            Ok(Err(error)) => Err(answer::why(&error)),
            Err(_) => Err(format!("{}秒内没有应答", self.whole.as_secs())),
        }
    }
}

fn crypt(settings: &Settings) -> Result<Crypt, Unusable> {
    if settings.tls == Tls::None {
        return Ok(Crypt::None);
    }
    let mut parameters = TlsParameters::builder(settings.host.clone());
    if !settings.ca_file.as_os_str().is_empty() {
        parameters = parameters.certificate_store(CertificateStore::None);
        for certificate in certificates(settings)? {
            parameters = parameters.add_root_certificate(certificate);
        }
    }
    let parameters = parameters.build()?;
    Ok(match settings.tls {
        Tls::Starttls => Crypt::Required(parameters),
        Tls::Implicit => Crypt::Wrapper(parameters),
        Tls::None => Crypt::None,
    })
}

/// The certificates that are trusted, one by one.
fn certificates(settings: &Settings) -> Result<Vec<Certificate>, Unusable> {
    let path = settings.ca_file.display().to_string();
    let pem = std::fs::read_to_string(&settings.ca_file).map_err(|source| {
        let path = path.clone();
        Unusable::Certificates { path, source }
    })?;
    let mut certificates = Vec::new();
    for block in pem.split_inclusive("-----END CERTIFICATE-----") {
        if let Some(at) = block.find("-----BEGIN CERTIFICATE-----") {
            certificates.push(Certificate::from_pem(&block.as_bytes()[at..])?);
        }
    }
    if certificates.is_empty() {
        return Err(Unusable::NoCertificate(path));
    }
    Ok(certificates)
}
