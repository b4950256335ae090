//! Acts of service.

use calendar::CivilDate;
use chrono::{DateTime, Utc};

use super::{Manner, Paper};
use crate::OfficerId;
use crate::beside::kinds;

/// An act of service with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 交付送达
    PrepareService(Prepare),
    /// 直接送达、留置送达
    DeliverDocument(Deliver),
    /// 发出文书: by post, through others, by e-mail, to the party's page
    SendDocument(Send),
    /// 公告送达文书
    PublishDocument(Publish),
    /// 记录送达结果
    RecordReturn(RecordReturn),
    /// 电子文书到达, noted by the platform
    NoteArrival(NoteArrival),
    /// 电子文书未能到达, noted by the platform
    NoteBounce(NoteBounce),
    /// 在线签收, by the party on its page
    SignOnline(SignOnline),
    /// The notice of this service has run its days: 视为送达
    LapseServiceNotice(u32),
    /// 撤回送达
    WithdrawService(Withdraw),
}

/// Hands a document out to be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepare {
    /// Number of the document in the case.
    pub document: u32,
    /// What its service sets going.
    pub paper: Paper,
}

/// Keeps an attempt in person, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deliver {
    /// Number of the service.
    pub number: u32,
    /// Direct, or left behind.
    pub manner: Manner,
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// Day.
    pub on: CivilDate,
    /// Place.
    pub place: String,
    /// Whether the document stayed with the party.
    pub delivered: bool,
    /// Who received it, or refused to.
    pub receiver: String,
    /// Relation of that person to the party.
    pub relation: String,
    /// Why it was not accepted.
    pub refusal: String,
    /// The witness, or the number of the recording.
    pub witness: String,
    /// Remarks; of a failed attempt why it failed.
    pub remarks: String,
}

/// Sends a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Send {
    /// Number of the service.
    pub number: u32,
    /// By post, through others, by e-mail, or to the party's page.
    pub manner: Manner,
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// Day.
    pub on: CivilDate,
    /// Where to, or through whom; empty for electronic service: the one on file.
    pub address: String,
    /// Number of the consignment, remarks.
    pub course: String,
}

/// Keeps that a document was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publish {
    /// Number of the service.
    pub number: u32,
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// Whether the party is missing (下落不明); else the other manners have failed.
    pub missing: bool,
    /// The reasons and the course of it, as the file has to say (民事诉讼法 §95(2)).
    pub course: String,
    /// Where it was published.
    pub place: String,
    /// Day of publication.
    pub on: CivilDate,
}

/// Keeps what came of a document that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordReturn {
    /// Number of the service.
    pub number: u32,
    /// Whether it was received.
    pub delivered: bool,
    /// Day on the receipt, or on which it came back.
    pub on: CivilDate,
    /// Who received it.
    pub receiver: String,
    /// Relation of that person to the party.
    pub relation: String,
    /// Remarks; of a failed attempt why it failed.
    pub remarks: String,
}

/// The party's system has accepted the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteArrival {
    /// Number of the service.
    pub number: u32,
    /// Number of the attempt.
    pub attempt: u32,
    /// Moment of arrival.
    pub at: DateTime<Utc>,
    /// What the system answered.
    pub answer: String,
}

/// The party's system did not accept the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteBounce {
    /// Number of the service.
    pub number: u32,
    /// Number of the attempt.
    pub attempt: u32,
    /// Moment.
    pub at: DateTime<Utc>,
    /// What the system answered, or why it could not be asked.
    pub answer: String,
}

/// The party signs for a document on its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOnline {
    /// Number of the service.
    pub number: u32,
    /// Who signs.
    pub signer: String,
    /// Relation of the signer to the party.
    pub relation: String,
    /// How the party proved itself, in Chinese.
    pub factor: String,
    /// What the party remarks.
    pub remarks: String,
}

/// Ends a service that did not come about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdraw {
    /// Number of the service.
    pub number: u32,
    /// Why.
    pub reasons: String,
}

kinds! { in Serving;
    PrepareService = "PREPARE_SERVICE", Handle, "交付送达";
    DeliverDocument = "DELIVER_DOCUMENT", Handle, "直接送达、留置送达";
    SendDocument = "SEND_DOCUMENT", Handle, "发出文书";
    PublishDocument = "PUBLISH_DOCUMENT", Handle, "公告送达文书";
    RecordReturn = "RECORD_RETURN", Handle, "记录送达结果";
    NoteArrival = "NOTE_ARRIVAL", Clock, "电子文书到达";
    NoteBounce = "NOTE_BOUNCE", Clock, "电子文书未能到达";
    SignOnline = "SIGN_ONLINE", Clock, "在线签收";
    LapseServiceNotice = "LAPSE_SERVICE_NOTICE", Clock, "文书公告期满视为送达";
    WithdrawService = "WITHDRAW_SERVICE", Handle, "撤回送达";
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::PrepareService(_) => Kind::PrepareService,
            Self::DeliverDocument(_) => Kind::DeliverDocument,
            Self::SendDocument(_) => Kind::SendDocument,
            Self::PublishDocument(_) => Kind::PublishDocument,
            Self::RecordReturn(_) => Kind::RecordReturn,
            Self::NoteArrival(_) => Kind::NoteArrival,
            Self::NoteBounce(_) => Kind::NoteBounce,
            Self::SignOnline(_) => Kind::SignOnline,
            Self::LapseServiceNotice(_) => Kind::LapseServiceNotice,
            Self::WithdrawService(_) => Kind::WithdrawService,
        }
    }

    /// Number of the service; 0: it begins.
    pub const fn about(&self) -> u32 {
        match self {
            Self::PrepareService(_) => 0,
            Self::DeliverDocument(act) => act.number,
            Self::SendDocument(act) => act.number,
            Self::PublishDocument(act) => act.number,
            Self::RecordReturn(act) => act.number,
            Self::NoteArrival(act) => act.number,
            Self::NoteBounce(act) => act.number,
            Self::SignOnline(act) => act.number,
            Self::LapseServiceNotice(number) => *number,
            Self::WithdrawService(act) => act.number,
        }
    }

    /// The second officer, where the act names one.
    pub(crate) const fn co_officer(&self) -> Option<&OfficerId> {
        match self {
            Self::DeliverDocument(act) => act.co_officer.as_ref(),
            Self::SendDocument(act) => act.co_officer.as_ref(),
            Self::PublishDocument(act) => act.co_officer.as_ref(),
            _ => None,
        }
    }

    /// The day on which it was done, where the act says so.
    pub(crate) const fn done_on(&self) -> Option<CivilDate> {
        match self {
            Self::DeliverDocument(act) => Some(act.on),
            Self::SendDocument(act) => Some(act.on),
            Self::PublishDocument(act) => Some(act.on),
            Self::RecordReturn(act) => Some(act.on),
            _ => None,
        }
    }
}
