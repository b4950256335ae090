//! Events of service.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Attempt, Failure, Handed, Kind, Manner, Paper, Receipt, SignedOnline};
use crate::OfficerId;
use crate::procedure::Outcome;

/// Something that has happened in the service of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 文书已交付送达
    Prepared(Box<Prepared>),
    /// 文书已发出, or published
    Sent(Sent),
    /// 文书已送达
    Served(Box<DocumentServed>),
    /// 文书未能送达
    Failed(ServiceFailed),
    /// 当事人已在线签收
    Signed(Box<Signed>),
    /// 送达已撤回
    Withdrawn(Withdrawn),
}

/// A document was handed out to be served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    /// Number of the service.
    pub number: u32,
    /// The document.
    pub document: Handed,
    /// What its service sets going.
    pub paper: Paper,
    /// Day.
    pub on: CivilDate,
    /// Who handed it out.
    pub by: OfficerId,
}

/// A document was sent, or published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Number of the service.
    pub number: u32,
    /// The attempt.
    pub attempt: Attempt,
}

/// A document was received, or counts as received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentServed {
    /// Number of the service.
    pub number: u32,
    /// The act that tells so.
    pub told_by: Kind,
    /// The attempt, where it was made and succeeded at once.
    pub attempt: Option<Attempt>,
    /// 送达回证.
    pub receipt: Receipt,
}

/// An attempt failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceFailed {
    /// Number of the service.
    pub number: u32,
    /// The act that tells so.
    pub told_by: Kind,
    /// The attempt, where it was made and failed at once; it carries its failure.
    pub attempt: Option<Attempt>,
    /// Why.
    pub failure: Failure,
}

/// The party signed for a document on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Number of the service.
    pub number: u32,
    /// The signature.
    pub signed: SignedOnline,
    /// 送达回证, where the document had not been served before.
    pub receipt: Option<Receipt>,
}

/// A service was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Number of the service.
    pub number: u32,
    /// Why.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Who withdrew it.
    pub by: OfficerId,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Prepared(_) => "ServicePrepared",
            Self::Sent(_) => "DocumentSent",
            Self::Served(_) => "DocumentServed",
            Self::Failed(_) => "ServiceFailed",
            Self::Signed(_) => "DocumentSignedOnline",
            Self::Withdrawn(_) => "ServiceWithdrawn",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::Prepared(_) => Kind::PrepareService,
            Self::Sent(it) => match it.attempt.manner {
                Manner::PublicNotice => Kind::PublishDocument,
                _ => Kind::SendDocument,
            },
            Self::Served(it) => it.told_by,
            Self::Failed(it) => it.told_by,
            Self::Signed(_) => Kind::SignOnline,
            Self::Withdrawn(_) => Kind::WithdrawService,
        }
    }

    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        match self {
            Self::Served(it) => match it.told_by {
                Kind::NoteArrival | Kind::LapseServiceNotice => Outcome::Done,
                _ => Outcome::Delivered,
            },
            Self::Failed(it) => match it.told_by {
                Kind::NoteBounce => Outcome::Done,
                _ => Outcome::Undelivered,
            },
            Self::Prepared(_) | Self::Sent(_) | Self::Signed(_) | Self::Withdrawn(_) => {
                Outcome::Done
            }
        }
    }

    /// Number of the service.
    pub(super) fn number(&self) -> u32 {
        match self {
            Self::Prepared(it) => it.number,
            Self::Sent(it) => it.number,
            Self::Served(it) => it.number,
            Self::Failed(it) => it.number,
            Self::Signed(it) => it.number,
            Self::Withdrawn(it) => it.number,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::Prepared(it) => format!("{}交付送达", it.document.title()),
            Self::Sent(it) => {
                let it = &it.attempt;
                format!("{}{}：{}", it.on.zh(), it.manner.zh(), it.address)
            }
            Self::Served(it) => {
                let receipt = &it.receipt;
                let received = match receipt.receiver.as_str() {
                    "" => String::new(),
                    receiver => format!("，收件人：{receiver}"),
                };
                format!("{}{}{received}", receipt.on.zh(), receipt.manner.zh())
            }
            Self::Failed(it) => format!("{}未能送达：{}", it.failure.on.zh(), it.failure.why),
            Self::Signed(it) => match it.signed.remarks.as_str() {
                "" => format!("{}在线签收", it.signed.signer),
                remarks => format!("{}在线签收，并注明：{remarks}", it.signed.signer),
            },
            Self::Withdrawn(it) => format!("撤回送达：{}", it.reasons),
        }
    }
}
