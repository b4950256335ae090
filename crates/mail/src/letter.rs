//! A letter.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::message::header::ContentType;
use lettre::message::{Attachment as Part, Mailbox, Message, MultiPart, SinglePart};

/// A letter to be sent.
#[derive(Debug, Clone)]
pub struct Letter<'a> {
    /// What makes it the same letter in every try: the part of its Message-ID before the `@`.
    pub id: &'a str,
    /// Address.
    pub to: &'a str,
    /// Subject.
    pub subject: &'a str,
    /// Text.
    pub text: &'a str,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// What is enclosed.
    pub attachments: Vec<Attachment>,
}

/// A file that goes with a letter.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Name of the file.
    pub name: String,
    /// Media type: `application/pdf`.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// What cannot be made a letter of.
#[derive(Debug, thiserror::Error)]
pub enum NotALetter {
    /// An address is none.
    #[error("{0:?} is no e-mail address")]
    Address(String),
    /// A media type is none.
    #[error("{0:?} is no media type")]
    MediaType(&'static str),
    /// It lacks what every letter has.
    #[error("the letter cannot be written: {0}")]
    Written(#[from] lettre::error::Error),
}

impl Letter<'_> {
    pub(crate) fn written(&self, from: &str, message_id: &str) -> Result<Message, NotALetter> {
        let mut parts = MultiPart::mixed().singlepart(SinglePart::plain(self.text.to_owned()));
        for file in &self.attachments {
            let media_type = ContentType::parse(file.media_type)
                .map_err(|_| NotALetter::MediaType(file.media_type))?;
            let part = Part::new(file.name.clone()).body(file.bytes.clone(), media_type);
            parts = parts.singlepart(part);
        }
        Ok(Message::builder()
            .message_id(Some(message_id.to_owned()))
            .date(SystemTime::from(self.written_at))
            .from(mailbox(from)?)
            .to(mailbox(self.to)?)
            .subject(self.subject)
            .multipart(parts)?)
    }
}

fn mailbox(text: &str) -> Result<Mailbox, NotALetter> {
    let address = text
        .parse()
        .map_err(|_| NotALetter::Address(text.to_owned()))?;
    Ok(Mailbox::new(None, address))
}

/// The domain of an address; none: it is no address.
pub(crate) fn domain(address: &str) -> Option<String> {
    let address: lettre::Address = address.parse().ok()?;
    Some(address.domain().to_owned())
}
