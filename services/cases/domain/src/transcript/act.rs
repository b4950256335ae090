//! Acts of a transcript.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Content, MarkManner, Reading, UnsignedManner};
use crate::OfficerId;
use crate::beside::kinds;

/// An act of a transcript with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 笔录定稿
    ConcludeTranscript(ConcludeTranscript),
    /// 笔录另立版本
    ReviseTranscript(ReviseTranscript),
    /// 笔录逐页签名
    SignPages(SignPages),
    /// 注明未签名
    NoteUnsigned(NoteUnsigned),
    /// 执法人员在笔录上签名
    SignAsOfficer(SignAsOfficer),
}

/// Fixes a transcript: from here on its text stands still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcludeTranscript {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// What it says.
    pub content: Content,
    /// The draft it comes from; nil: from none.
    pub draft: Uuid,
    /// Version of the draft that was read; 0: it comes from none.
    pub draft_version: i64,
}

/// Fixes another version of a transcript that was concluded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviseTranscript {
    /// Number of the version whose place it takes.
    pub number: u32,
    /// Why.
    pub why: String,
    /// The new version.
    pub as_new: ConcludeTranscript,
}

/// A page as it was shown to whoever signs it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SeenPage {
    /// Number, from 1.
    pub page: u32,
    /// SM3 of the page, as lower-case hexadecimal.
    pub sm3: String,
}

/// Keeps that the person, or somebody who attended, signed pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignPages {
    /// Number of the version.
    pub number: u32,
    /// Who signs.
    pub signer: String,
    /// The pages, each with the hash of what was shown.
    pub pages: Vec<SeenPage>,
    /// How.
    pub manner: MarkManner,
    /// SM3 of the strokes; empty: they were not drawn here.
    pub strokes_sm3: String,
    /// How the person checked it.
    pub reading: Option<Reading>,
    /// What the person wrote beside the signature; empty: the usual sentence.
    pub remark: String,
}

/// Keeps that the person does not sign, or was not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteUnsigned {
    /// Number of the version.
    pub number: u32,
    /// Which of the two.
    pub manner: UnsignedManner,
    /// What happened, and why.
    pub reasons: String,
    /// Name of the witness; empty: none.
    pub witness: String,
    /// Number of the recording; empty: none was made.
    pub recording: String,
}

/// An officer signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignAsOfficer {
    /// Number of the version.
    pub number: u32,
    /// SM3 of the whole as it was shown.
    pub sm3: String,
    /// SM3 of the strokes; empty: by the account alone.
    pub strokes_sm3: String,
}

kinds! { in Transcript;
    ConcludeTranscript = "CONCLUDE_TRANSCRIPT", Handle, "笔录定稿";
    ReviseTranscript = "REVISE_TRANSCRIPT", Handle, "笔录另立版本";
    SignPages = "SIGN_TRANSCRIPT_PAGES", Handle, "笔录逐页签名";
    NoteUnsigned = "NOTE_TRANSCRIPT_UNSIGNED", Handle, "注明笔录未签名";
    SignAsOfficer = "SIGN_TRANSCRIPT_AS_OFFICER", Handle, "执法人员在笔录上签名";
}

impl Kind {
    /// Whether it needs the certificates of two officers.
    pub const fn needs_certificates(self) -> bool {
        matches!(self, Self::ConcludeTranscript | Self::ReviseTranscript)
    }
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::ConcludeTranscript(_) => Kind::ConcludeTranscript,
            Self::ReviseTranscript(_) => Kind::ReviseTranscript,
            Self::SignPages(_) => Kind::SignPages,
            Self::NoteUnsigned(_) => Kind::NoteUnsigned,
            Self::SignAsOfficer(_) => Kind::SignAsOfficer,
        }
    }

    /// Number of the version that it is about; 0: one that is about to be made.
    pub const fn about(&self) -> u32 {
        match self {
            Self::ConcludeTranscript(_) => 0,
            Self::ReviseTranscript(act) => act.number,
            Self::SignPages(act) => act.number,
            Self::NoteUnsigned(act) => act.number,
            Self::SignAsOfficer(act) => act.number,
        }
    }

    /// The transcript that it concludes.
    pub const fn concluded(&self) -> Option<&ConcludeTranscript> {
        match self {
            Self::ConcludeTranscript(act) => Some(act),
            Self::ReviseTranscript(act) => Some(&act.as_new),
            Self::SignPages(_) | Self::NoteUnsigned(_) | Self::SignAsOfficer(_) => None,
        }
    }

    /// The second officer.
    pub(crate) fn co_officer(&self) -> Option<&OfficerId> {
        self.concluded().and_then(|it| it.co_officer.as_ref())
    }

    /// When what it tells of was over.
    pub(crate) fn at(&self) -> Option<DateTime<Utc>> {
        self.concluded().map(|it| it.content.ended)
    }

    /// The day on which it was done.
    pub(crate) fn done_on(&self) -> Option<CivilDate> {
        self.at().map(CivilDate::of)
    }

    /// Whether the certificates were shown.
    pub(crate) fn certificates_shown(&self) -> bool {
        self.concluded()
            .is_none_or(|it| it.content.certificates_shown)
    }

    /// Whether rights were told.
    pub(crate) fn rights_told(&self) -> bool {
        self.concluded().is_none_or(|it| it.content.rights_told)
    }
}
