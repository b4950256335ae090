//! Acts of a referral.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{CriminalOutcome, Goods, Paper};
use crate::{Fen, OfficerId, Right};

/// An act of a referral with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 报告涉嫌犯罪
    ReportCrime(ReportCrime),
    /// 决定是否移送
    DecideReferral(DecideReferral),
    /// 移送公安机关
    TransferCrime(TransferCrime),
    /// 记录公安机关签收
    RecordPoliceReceipt(RecordPoliceReceipt),
    /// 记录公安机关转送
    RecordForwarding(RecordForwarding),
    /// 记录公安机关立案决定
    RecordPoliceAnswer(RecordPoliceAnswer),
    /// 提请公安机关复议
    AskPoliceReview(AskPoliceReview),
    /// 记录公安机关复议决定
    RecordReviewAnswer(RecordReviewAnswer),
    /// 建议检察机关立案监督
    AskProsecutor(AskProsecutor),
    /// 记录立案监督结果
    RecordSupervision(RecordSupervision),
    /// 接受不予立案决定
    AcceptRefusal(AcceptRefusal),
    /// 确认异议期限届满
    LapseReview(LapseReview),
    /// 移交涉案物品
    HandOverGoods(HandOverGoods),
    /// 记录刑事处理结果
    RecordOutcome(RecordOutcome),
}

/// Reports a suspected crime to the head, by a special group of two officers or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportCrime {
    /// The second officer of the group.
    pub co_officer: Option<OfficerId>,
    /// Crime that is suspected, e.g. 生产、销售伪劣产品罪.
    pub crime: String,
    /// Facts established so far.
    pub facts: String,
    /// Why it is to be transferred.
    pub opinion: String,
}

/// Decides on a report: to transfer, or not, with the reasons on file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideReferral {
    /// Number of the referral within the case.
    pub number: u32,
    /// Whether the case is transferred.
    pub approved: bool,
    /// Reasons.
    pub reasons: String,
}

/// Transfers the case to the police with its dossier, and a copy to the prosecutor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferCrime {
    /// Number of the referral within the case.
    pub number: u32,
    /// Police that receives it.
    pub police: String,
    /// Prosecutor that is sent a copy.
    pub prosecutor: String,
    /// Papers handed over.
    pub dossier: Vec<Paper>,
    /// Goods involved.
    pub goods: Vec<Goods>,
    /// When it was handed over.
    pub at: DateTime<Utc>,
}

/// Records that the police accepted the case: three days to decide begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordPoliceReceipt {
    /// Number of the referral within the case.
    pub number: u32,
    /// Who signed.
    pub receiver: String,
    /// Number of the receipt.
    pub receipt: String,
    /// Day of acceptance.
    pub on: CivilDate,
}

/// Records that the police, not being competent, forwarded the case to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordForwarding {
    /// Number of the referral within the case.
    pub number: u32,
    /// Police to which it was forwarded.
    pub police: String,
    /// Day of forwarding.
    pub on: CivilDate,
}

/// Records whether the police filed the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordPoliceAnswer {
    /// Number of the referral within the case.
    pub number: u32,
    /// Whether they filed it.
    pub filed: bool,
    /// Number of the written notice.
    pub document: String,
    /// Reasons of a refusal.
    pub reasons: String,
    /// Day on which the notice was received.
    pub on: CivilDate,
}

/// Asks the police to reconsider a refusal, within three days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskPoliceReview {
    /// Number of the referral within the case.
    pub number: u32,
    /// Why it should have been filed.
    pub grounds: String,
    /// Day of the request.
    pub on: CivilDate,
}

/// Records what the police decided on reconsideration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordReviewAnswer {
    /// Number of the referral within the case.
    pub number: u32,
    /// Whether they filed it.
    pub filed: bool,
    /// Number of the written notice.
    pub document: String,
    /// Reasons of a refusal.
    pub reasons: String,
    /// Day on which the notice was received.
    pub on: CivilDate,
}

/// Asks the prosecutor to supervise the refusal, within three days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskProsecutor {
    /// Number of the referral within the case.
    pub number: u32,
    /// Prosecutor that is asked.
    pub prosecutor: String,
    /// Why it should have been filed.
    pub grounds: String,
    /// Day of the request.
    pub on: CivilDate,
}

/// Records what the supervision of the prosecutor came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordSupervision {
    /// Number of the referral within the case.
    pub number: u32,
    /// Whether the police were told to file, and did.
    pub filed: bool,
    /// Number of the written notice.
    pub document: String,
    /// Reasons why not.
    pub reasons: String,
    /// Day on which the notice was received.
    pub on: CivilDate,
}

/// Accepts a refusal of the police: the case goes on under the law of penalties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptRefusal {
    /// Number of the referral within the case.
    pub number: u32,
    /// Reasons.
    pub reasons: String,
}

/// Lets the days to object to a refusal pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LapseReview {
    /// Number of the referral within the case.
    pub number: u32,
}

/// Hands goods and material over to the police once they have filed, within three days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOverGoods {
    /// Number of the referral within the case.
    pub number: u32,
    /// Goods handed over; empty: only material.
    pub goods: Vec<Goods>,
    /// Other material handed over.
    pub material: String,
    /// Who signed for it.
    pub receiver: String,
    /// Day on which the party was told in writing, where goods under a measure go along.
    pub party_told: Option<CivilDate>,
    /// Day of the hand-over.
    pub on: CivilDate,
}

/// Records how the criminal case ended: convicted, or back to the agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordOutcome {
    /// Number of the referral within the case.
    pub number: u32,
    /// How it ended.
    pub outcome: CriminalOutcome,
    /// Number of the judgment or decision.
    pub document: String,
    /// Fine imposed by the court.
    pub criminal_fine: Fen,
    /// What the prosecutor advises the agency to do (检察意见).
    pub prosecutor_opinion: String,
    /// Day on which it was received.
    pub on: CivilDate,
}

/// An act of a referral without its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// 报告涉嫌犯罪
    ReportCrime,
    /// 决定是否移送
    DecideReferral,
    /// 移送公安机关
    TransferCrime,
    /// 记录公安机关签收
    RecordPoliceReceipt,
    /// 记录公安机关转送
    RecordForwarding,
    /// 记录公安机关立案决定
    RecordPoliceAnswer,
    /// 提请公安机关复议
    AskPoliceReview,
    /// 记录公安机关复议决定
    RecordReviewAnswer,
    /// 建议检察机关立案监督
    AskProsecutor,
    /// 记录立案监督结果
    RecordSupervision,
    /// 接受不予立案决定
    AcceptRefusal,
    /// 确认异议期限届满
    LapseReview,
    /// 移交涉案物品
    HandOverGoods,
    /// 记录刑事处理结果
    RecordOutcome,
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::ReportCrime(_) => Kind::ReportCrime,
            Self::DecideReferral(_) => Kind::DecideReferral,
            Self::TransferCrime(_) => Kind::TransferCrime,
            Self::RecordPoliceReceipt(_) => Kind::RecordPoliceReceipt,
            Self::RecordForwarding(_) => Kind::RecordForwarding,
            Self::RecordPoliceAnswer(_) => Kind::RecordPoliceAnswer,
            Self::AskPoliceReview(_) => Kind::AskPoliceReview,
            Self::RecordReviewAnswer(_) => Kind::RecordReviewAnswer,
            Self::AskProsecutor(_) => Kind::AskProsecutor,
            Self::RecordSupervision(_) => Kind::RecordSupervision,
            Self::AcceptRefusal(_) => Kind::AcceptRefusal,
            Self::LapseReview(_) => Kind::LapseReview,
            Self::HandOverGoods(_) => Kind::HandOverGoods,
            Self::RecordOutcome(_) => Kind::RecordOutcome,
        }
    }

    /// Number of the referral it is about; 0: one that is about to begin.
    pub const fn about(&self) -> u32 {
        match self {
            Self::ReportCrime(_) => 0,
            Self::DecideReferral(act) => act.number,
            Self::TransferCrime(act) => act.number,
            Self::RecordPoliceReceipt(act) => act.number,
            Self::RecordForwarding(act) => act.number,
            Self::RecordPoliceAnswer(act) => act.number,
            Self::AskPoliceReview(act) => act.number,
            Self::RecordReviewAnswer(act) => act.number,
            Self::AskProsecutor(act) => act.number,
            Self::RecordSupervision(act) => act.number,
            Self::AcceptRefusal(act) => act.number,
            Self::LapseReview(act) => act.number,
            Self::HandOverGoods(act) => act.number,
            Self::RecordOutcome(act) => act.number,
        }
    }

    /// The second officer, where the act is one of two officers.
    pub fn co_officer(&self) -> Option<&OfficerId> {
        match self {
            Self::ReportCrime(act) => act.co_officer.as_ref(),
            _ => None,
        }
    }

    /// The day on which the thing itself was done, as far as the act says so.
    pub fn done_on(&self) -> Option<CivilDate> {
        match self {
            Self::RecordPoliceReceipt(act) => Some(act.on),
            Self::RecordForwarding(act) => Some(act.on),
            Self::RecordPoliceAnswer(act) => Some(act.on),
            Self::AskPoliceReview(act) => Some(act.on),
            Self::RecordReviewAnswer(act) => Some(act.on),
            Self::AskProsecutor(act) => Some(act.on),
            Self::RecordSupervision(act) => Some(act.on),
            Self::HandOverGoods(act) => Some(act.on),
            Self::RecordOutcome(act) => Some(act.on),
            Self::TransferCrime(act) => Some(CivilDate::of(act.at)),
            _ => None,
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::ReportCrime,
        Self::DecideReferral,
        Self::TransferCrime,
        Self::RecordPoliceReceipt,
        Self::RecordForwarding,
        Self::RecordPoliceAnswer,
        Self::AskPoliceReview,
        Self::RecordReviewAnswer,
        Self::AskProsecutor,
        Self::RecordSupervision,
        Self::AcceptRefusal,
        Self::LapseReview,
        Self::HandOverGoods,
        Self::RecordOutcome,
    ];

    /// Name on the wire: `REPORT_CRIME`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ReportCrime => "REPORT_CRIME",
            Self::DecideReferral => "DECIDE_REFERRAL",
            Self::TransferCrime => "TRANSFER_CRIME",
            Self::RecordPoliceReceipt => "RECORD_POLICE_RECEIPT",
            Self::RecordForwarding => "RECORD_FORWARDING",
            Self::RecordPoliceAnswer => "RECORD_POLICE_ANSWER",
            Self::AskPoliceReview => "ASK_POLICE_REVIEW",
            Self::RecordReviewAnswer => "RECORD_REVIEW_ANSWER",
            Self::AskProsecutor => "ASK_PROSECUTOR",
            Self::RecordSupervision => "RECORD_SUPERVISION",
            Self::AcceptRefusal => "ACCEPT_REFUSAL",
            Self::LapseReview => "LAPSE_REVIEW",
            Self::HandOverGoods => "HAND_OVER_GOODS",
            Self::RecordOutcome => "RECORD_OUTCOME",
        }
    }

    /// The act in Chinese: `报告涉嫌犯罪`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::ReportCrime => "报告涉嫌犯罪",
            Self::DecideReferral => "决定是否移送",
            Self::TransferCrime => "移送公安机关",
            Self::RecordPoliceReceipt => "记录公安机关签收",
            Self::RecordForwarding => "记录公安机关转送",
            Self::RecordPoliceAnswer => "记录公安机关立案决定",
            Self::AskPoliceReview => "提请公安机关复议",
            Self::RecordReviewAnswer => "记录公安机关复议决定",
            Self::AskProsecutor => "建议检察机关立案监督",
            Self::RecordSupervision => "记录立案监督结果",
            Self::AcceptRefusal => "接受不予立案决定",
            Self::LapseReview => "确认异议期限届满",
            Self::HandOverGoods => "移交涉案物品",
            Self::RecordOutcome => "记录刑事处理结果",
        }
    }

    /// Who may do it at all.
    pub const fn right(self) -> Right {
        match self {
            Self::ReportCrime
            | Self::TransferCrime
            | Self::RecordPoliceReceipt
            | Self::RecordForwarding
            | Self::RecordPoliceAnswer
            | Self::AskPoliceReview
            | Self::RecordReviewAnswer
            | Self::AskProsecutor
            | Self::RecordSupervision
            | Self::HandOverGoods
            | Self::RecordOutcome => Right::Handle,
            Self::DecideReferral | Self::AcceptRefusal => Right::Approve,
            Self::LapseReview => Right::Clock,
        }
    }

    /// Whether the act needs the certificates of two officers.
    pub const fn needs_certificates(self) -> bool {
        matches!(self, Self::ReportCrime)
    }
}
