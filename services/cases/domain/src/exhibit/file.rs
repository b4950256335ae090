//! What an exhibit has on file.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Step;
use crate::custody::Transfer;
use crate::recording::Occasion;
use crate::{Agency, CaseCode, CaseId, EvidenceKind, OfficerId, OfficerSnapshot};

/// An exhibit: a file of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exhibit {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// Kind of evidence.
    pub kind: EvidenceKind,
    /// The file.
    pub file: File,
    /// How it was taken.
    pub taken: Taken,
    /// When the platform received it.
    pub received: DateTime<Utc>,
    /// Officers who took it, or took it over.
    pub officers: Vec<OfficerSnapshot>,
    /// What it proves.
    pub proves: String,
    /// Number as a piece of evidence of the penalty; 0: it is none by itself.
    pub evidence: u32,
    /// What it belongs to.
    pub links: Vec<Link>,
    /// Grants to other agencies, in order.
    pub grants: Vec<Grant>,
    /// Where it comes from, if it was taken in another case; none: it was taken in this one.
    pub origin: Option<Box<Origin>>,
}

/// A file in the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name where it was taken.
    pub name: String,
    /// Media type, as its bytes say: `image/jpeg`.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// SM3 in hexadecimal: reckoned where it was taken, and again here.
    pub sm3: String,
    /// SHA-256 in hexadecimal: the same.
    pub sha256: String,
}

/// How a file was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// When, by the device's clock.
    pub at: DateTime<Utc>,
    /// With what, e.g. `执法记录仪 DSJ-0231`.
    pub device: String,
    /// Where.
    pub place: String,
}

/// What an exhibit belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Link {
    /// It records a step: of what it is a recording, from when to when.
    Recording(Occasion, DateTime<Utc>, DateTime<Utc>),
    /// It shows an object of the list of a registered preservation: numbers of both.
    Preserved(u32, u32),
    /// It shows an object under a measure: numbers of both.
    Seized(u32, u32),
}

/// Leave for another agency to rely on an exhibit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Number within the exhibit, from 1.
    pub number: u32,
    /// The agency.
    pub to: Agency,
    /// What for.
    pub purpose: String,
    /// First day.
    pub from: CivilDate,
    /// Last day.
    pub until: CivilDate,
    /// Leader who granted it.
    pub by: OfficerId,
    /// When it was withdrawn, with the reasons; none: it stands.
    pub withdrawn: Option<(CivilDate, String)>,
}

/// Where an exhibit comes from that was taken in another case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The case.
    pub case: CaseId,
    /// Its identity code.
    pub code: CaseCode,
    /// The agency.
    pub agency: Agency,
    /// Number of the exhibit there.
    pub exhibit: u32,
    /// Number of the grant; 0: none was asked for, it comes from the case from which this one was filed.
    pub grant: u32,
    /// When it was received there.
    pub received: DateTime<Utc>,
    /// How custody passed there until then.
    pub custody: Vec<Transfer>,
    /// What it is used for.
    pub purpose: String,
    /// How it was verified, and why it is recognised (§46(2)).
    pub recognition: String,
}

/// What is known of an exhibit of another case, when it is to be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// The case.
    pub case: CaseId,
    /// Its identity code.
    pub code: CaseCode,
    /// Its agency.
    pub agency: Agency,
    /// The exhibit as it stands there.
    pub exhibit: Exhibit,
    /// The grant; none: the agency's own exhibit needs none.
    pub grant: Option<Grant>,
    /// How custody passed there.
    pub custody: Vec<Transfer>,
}

impl Link {
    /// The same in Chinese.
    pub fn zh(self) -> String {
        match self {
            Self::Recording(occasion, ..) => format!("{}的音像记录", occasion.zh()),
            Self::Preserved(number, object) => {
                format!("第{number}号先行登记保存清单第{object}项")
            }
            Self::Seized(number, object) => format!("第{number}号强制措施清单第{object}项"),
        }
    }
}
