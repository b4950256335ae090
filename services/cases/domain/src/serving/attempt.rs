//! Attempts of service, and what came of them.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{OfficerId, OfficerSnapshot, Service, ServiceManner};

/// How a document is brought to the party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// 直接送达
    Direct,
    /// 留置送达
    Left,
    /// 邮寄送达
    Post,
    /// 委托送达
    Entrusted,
    /// 转交送达
    Transferred,
    /// 电子送达：电子邮件
    Email,
    /// 电子送达：当事人主页
    Platform,
    /// 公告送达
    PublicNotice,
}

/// One attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Number within the service of the document, from 1.
    pub number: u32,
    /// Manner.
    pub manner: Manner,
    /// Where to, or through whom; for a public notice where it was published.
    pub address: String,
    /// Day on which it was tried, sent or published.
    pub on: CivilDate,
    /// The course of it: number of the consignment, why nothing else was left.
    pub course: String,
    /// Officers who served, with the certificates relied on.
    pub officers: Vec<OfficerSnapshot>,
    /// Who recorded it.
    pub by: OfficerId,
    /// Why it failed; none: it did not, or is under way.
    pub failure: Option<Failure>,
}

/// Why an attempt failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Day on which that was known.
    pub on: CivilDate,
    /// Why, e.g. `查无此人` or what the party's mail server answered.
    pub why: String,
}

/// 送达回证: that a document was received, or counts as received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Manner in which it reached the party.
    pub manner: Manner,
    /// Day of service.
    pub on: CivilDate,
    /// Moment of arrival, where a system noted it.
    pub at: Option<DateTime<Utc>>,
    /// Place or address.
    pub place: String,
    /// Who received it; empty for a public notice.
    pub receiver: String,
    /// Relation of the receiver to the party: `本人`, `同住成年家属`.
    pub relation: String,
    /// Why it was not accepted, for a document left behind.
    pub refusal: String,
    /// The witness, or the number of the recording in its place.
    pub witness: String,
    /// What the party's system answered: the evidence of an electronic arrival.
    pub answer: String,
    /// Remarks.
    pub remarks: String,
}

/// 在线签收: that the party signed for a document on-line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedOnline {
    /// Who signed, as entered by the party.
    pub signer: String,
    /// Relation of the signer to the party.
    pub relation: String,
    /// When.
    pub at: DateTime<Utc>,
    /// How the party had proved itself, in Chinese: `电子邮件一次性验证码`.
    pub factor: String,
    /// What the party remarked, e.g. an objection; empty: nothing.
    pub remarks: String,
}

impl Manner {
    /// Every manner.
    pub const ALL: [Self; 8] = [
        Self::Direct,
        Self::Left,
        Self::Post,
        Self::Entrusted,
        Self::Transferred,
        Self::Email,
        Self::Platform,
        Self::PublicNotice,
    ];

    /// The manner in Chinese: `留置送达`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Direct => "直接送达",
            Self::Left => "留置送达",
            Self::Post => "邮寄送达",
            Self::Entrusted => "委托送达",
            Self::Transferred => "转交送达",
            Self::Email => "电子送达（电子邮件）",
            Self::Platform => "电子送达（当事人主页）",
            Self::PublicNotice => "公告送达",
        }
    }

    /// Whether it is electronic service, which needs consent.
    pub const fn is_electronic(self) -> bool {
        matches!(self, Self::Email | Self::Platform)
    }

    /// The manner as the acts that issue and serve in one name it.
    pub const fn in_law(self) -> ServiceManner {
        match self {
            Self::Direct => ServiceManner::Direct,
            Self::Left => ServiceManner::Left,
            Self::Post => ServiceManner::Post,
            Self::Entrusted => ServiceManner::Entrusted,
            Self::Transferred => ServiceManner::Transferred,
            Self::Email | Self::Platform => ServiceManner::Electronic,
            Self::PublicNotice => ServiceManner::PublicNotice,
        }
    }
}

impl Receipt {
    /// The service as the acts that issue and serve in one keep it.
    pub fn service(&self) -> Service {
        let parts = [&self.relation, &self.refusal, &self.witness, &self.remarks];
        let said = parts.into_iter().map(String::as_str);
        let remarks: Vec<&str> = said.filter(|part| !part.is_empty()).collect();
        // Electronic service goes to an address, whoever reads it.
        let receiver = if self.receiver.is_empty() || self.manner.is_electronic() {
            &self.place
        } else {
            &self.receiver
        };
        Service {
            manner: self.manner.in_law(),
            on: self.on,
            receiver: receiver.clone(),
            remarks: remarks.join("；"),
        }
    }
}
