//! Papers: how they are signed, how they reach the party, where the party wants them.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

/// How a party signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Manner.
    pub manner: SignatureManner,
    /// Who signed.
    pub signer: String,
    /// For a refusal or absence: the witness, or the number of the recording.
    pub witness: String,
}

/// Manners of signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignatureManner {
    /// 签名
    Signed,
    /// 拒绝签名
    Refused,
    /// 不在场
    Absent,
}

/// A service of a document (送达回证).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Manner.
    pub manner: ServiceManner,
    /// Day of service: the day signed for, or on which it reached the party's system.
    pub on: CivilDate,
    /// Who received it, or the address it reached; empty for electronic service: the one on file.
    pub receiver: String,
    /// Relation of the receiver to the party, remarks, witness.
    pub remarks: String,
}

/// Manners of service (民事诉讼法 §87 to §95).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceManner {
    /// 直接送达
    Direct,
    /// 留置送达
    Left,
    /// 邮寄送达
    Post,
    /// 电子送达
    Electronic,
    /// 公告送达
    PublicNotice,
    /// 委托送达
    Entrusted,
    /// 转交送达
    Transferred,
}

/// The party's signed confirmation of where papers reach it (送达地址确认书).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceAddress {
    /// E-mail address for electronic service; empty: none.
    pub email: String,
    /// Postal address.
    pub postal: String,
    /// Whether the party consents to electronic service (行政处罚法 §61(2)).
    pub electronic_consent: bool,
    /// Whether the party designates its page on the platform as the system that receives papers.
    #[serde(default)]
    pub platform: bool,
    /// Number of the signed confirmation among the documents of the case; 0: it is kept on paper alone.
    #[serde(default)]
    pub document: u32,
    /// Day of signature.
    pub signed_on: CivilDate,
}

/// What stands as the address of a paper that is served on the party's page.
pub(crate) const PARTY_PAGE: &str = "当事人主页";

impl SignatureManner {
    /// The manner in Chinese: `拒绝签名`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Signed => "签名",
            Self::Refused => "拒绝签名",
            Self::Absent => "不在场",
        }
    }
}

impl ServiceManner {
    /// The manner in Chinese: `直接送达`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Direct => "直接送达",
            Self::Left => "留置送达",
            Self::Post => "邮寄送达",
            Self::Electronic => "电子送达",
            Self::PublicNotice => "公告送达",
            Self::Entrusted => "委托送达",
            Self::Transferred => "转交送达",
        }
    }
}
