//! What a server answers to a letter.

use std::error::Error as _;
use std::fmt::Write as _;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::response::Response;

/// What a server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It took the letter.
    Taken {
        /// Its answer: `250 2.0.0 Ok: queued as 4XyZ`.
        text: String,
    },
    /// It does not take it, now or later: no such mailbox, say.
    Refused {
        /// Its answer.
        text: String,
    },
    /// It could not be asked, or asks to be asked again.
    Deferred {
        /// Why.
        text: String,
    },
}

impl Answer {
    /// What was answered, or why nothing was.
    pub fn text(&self) -> &str {
        match self {
            Self::Taken { text } | Self::Refused { text } | Self::Deferred { text } => text,
        }
    }

    pub(crate) fn accepted(response: &Response) -> Self {
        let said: Vec<&str> = response.message().collect();
        Self::Taken {
            text: format!("{} {}", response.code(), said.join(" ")),
        }
    }

    pub(crate) fn failed(error: &Error) -> Self {
        let text = why(error);
        match error.status().map(u16::from) {
            // What is wrong with our account is not the party's mailbox.
            Some(530 | 534 | 535 | 538) => Self::Deferred { text },
            Some(_) if error.is_permanent() => Self::Refused { text },
            _ => Self::Deferred { text },
        }
    }
}

/// An error with what is behind it, in one line.
pub(crate) fn why(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(source) = cause {
        let said = source.to_string();
        if !text.contains(&said) {
            let _ = write!(text, ": {said}");
        }
        cause = source.source();
    }
    text.replace(['\r', '\n'], " ")
}
