//! Events of a referral, and what they make of it.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{CriminalOutcome, Goods, Kind, Paper, Referral, Step};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, DocumentNumber, Fen, OfficerId};

/// Something that has happened in a referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已报告涉嫌犯罪
    CrimeReported(CrimeReported),
    /// 已决定是否移送
    ReferralDecided(ReferralDecided),
    /// 已移送公安机关
    CrimeTransferred(CrimeTransferred),
    /// 公安机关已签收
    PoliceReceived(PoliceReceived),
    /// 公安机关已转送
    PoliceForwarded(PoliceForwarded),
    /// 公安机关已决定是否立案
    PoliceAnswered(PoliceAnswered),
    /// 已提请公安机关复议
    PoliceReviewAsked(PoliceReviewAsked),
    /// 公安机关已作出复议决定
    PoliceReviewAnswered(PoliceReviewAnswered),
    /// 已建议检察机关立案监督
    ProsecutorAsked(ProsecutorAsked),
    /// 立案监督已有结果
    ProsecutorAnswered(ProsecutorAnswered),
    /// 已接受不予立案决定
    RefusalAccepted(RefusalAccepted),
    /// 异议期限已届满
    ReviewLapsed(ReviewLapsed),
    /// 涉案物品已移交
    GoodsHandedOver(GoodsHandedOver),
    /// 刑事处理已有结果
    OutcomeRecorded(OutcomeRecorded),
}

/// A suspected crime was reported to the head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrimeReported {
    /// Number within the case, from 1.
    pub number: u32,
    /// The special group (officer ids).
    pub officers: Vec<OfficerId>,
    /// Crime that is suspected.
    pub crime: String,
    /// Facts established so far.
    pub facts: String,
    /// Why it is to be transferred.
    pub opinion: String,
    /// Day of the report.
    pub on: CivilDate,
}

/// The head decided on a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralDecided {
    /// Number of the referral within the case.
    pub number: u32,
    /// Whether the case is transferred.
    pub approved: bool,
    /// Reasons.
    pub reasons: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Leader who decided (officer id).
    pub by: OfficerId,
}

/// The case was transferred to the police.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrimeTransferred {
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
    /// Number of the letter of transfer (文号).
    pub document_number: Option<DocumentNumber>,
    /// When it was handed over.
    pub at: DateTime<Utc>,
    /// Officer who recorded it (officer id).
    pub by: OfficerId,
}

/// The police accepted the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoliceReceived {
    /// Number of the referral within the case.
    pub number: u32,
    /// Who signed.
    pub receiver: String,
    /// Number of the receipt.
    pub receipt: String,
    /// Day of acceptance.
    pub on: CivilDate,
    /// Officer who recorded it (officer id).
    pub by: OfficerId,
}

/// The police forwarded the case to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoliceForwarded {
    /// Number of the referral within the case.
    pub number: u32,
    /// Police to which it was forwarded.
    pub police: String,
    /// Day of forwarding.
    pub on: CivilDate,
    /// Officer who recorded it (officer id).
    pub by: OfficerId,
}

/// The police decided whether to file the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoliceAnswered {
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
    /// Officer who recorded it (officer id).
    pub by: OfficerId,
}

/// The police were asked to reconsider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoliceReviewAsked {
    /// Number of the referral within the case.
    pub number: u32,
    /// Why it should have been filed.
    pub grounds: String,
    /// Day of the request.
    pub on: CivilDate,
    /// Officer who recorded it (officer id).
    pub by: OfficerId,
}

/// The police decided on reconsideration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoliceReviewAnswered {
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
    /// Officer who recorded it (officer id).
    pub by: OfficerId,
}

/// The prosecutor was asked to supervise the refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProsecutorAsked {
    /// Number of the referral within the case.
    pub number: u32,
    /// Prosecutor that is asked.
    pub prosecutor: String,
    /// Why it should have been filed.
    pub grounds: String,
    /// Day of the request.
    pub on: CivilDate,
    /// Officer who recorded it (officer id).
    pub by: OfficerId,
}

/// The supervision of the prosecutor came to an end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProsecutorAnswered {
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
    /// Officer who recorded it (officer id).
    pub by: OfficerId,
}

/// The refusal of the police was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalAccepted {
    /// Number of the referral within the case.
    pub number: u32,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided (officer id).
    pub by: OfficerId,
}

/// The days to object to a refusal passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewLapsed {
    /// Number of the referral within the case.
    pub number: u32,
    /// Day.
    pub on: CivilDate,
}

/// Goods and material were handed over to the police.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodsHandedOver {
    /// Number of the referral within the case.
    pub number: u32,
    /// Goods handed over.
    pub goods: Vec<Goods>,
    /// Other material handed over.
    pub material: String,
    /// Who signed for it.
    pub receiver: String,
    /// Day on which the party was told in writing.
    pub party_told: Option<CivilDate>,
    /// Day of the hand-over.
    pub on: CivilDate,
    /// Officer who recorded it (officer id).
    pub by: OfficerId,
}

/// The criminal case ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeRecorded {
    /// Number of the referral within the case.
    pub number: u32,
    /// How it ended.
    pub outcome: CriminalOutcome,
    /// Number of the judgment or decision.
    pub document: String,
    /// Fine imposed by the court.
    pub criminal_fine: Fen,
    /// Of the administrative fine, what counts towards it (行政处罚法 §35).
    pub set_off: Fen,
    /// What the prosecutor advises the agency to do (检察意见).
    pub prosecutor_opinion: String,
    /// Day on which it was received.
    pub on: CivilDate,
    /// Officer who recorded it (officer id).
    pub by: OfficerId,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::CrimeReported(_) => "CrimeReported",
            Self::ReferralDecided(_) => "ReferralDecided",
            Self::CrimeTransferred(_) => "CrimeTransferred",
            Self::PoliceReceived(_) => "PoliceReceived",
            Self::PoliceForwarded(_) => "PoliceForwarded",
            Self::PoliceAnswered(_) => "PoliceAnswered",
            Self::PoliceReviewAsked(_) => "PoliceReviewAsked",
            Self::PoliceReviewAnswered(_) => "PoliceReviewAnswered",
            Self::ProsecutorAsked(_) => "ProsecutorAsked",
            Self::ProsecutorAnswered(_) => "ProsecutorAnswered",
            Self::RefusalAccepted(_) => "RefusalAccepted",
            Self::ReviewLapsed(_) => "ReviewLapsed",
            Self::GoodsHandedOver(_) => "GoodsHandedOver",
            Self::OutcomeRecorded(_) => "OutcomeRecorded",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::CrimeReported(_) => Kind::ReportCrime,
            Self::ReferralDecided(_) => Kind::DecideReferral,
            Self::CrimeTransferred(_) => Kind::TransferCrime,
            Self::PoliceReceived(_) => Kind::RecordPoliceReceipt,
            Self::PoliceForwarded(_) => Kind::RecordForwarding,
            Self::PoliceAnswered(_) => Kind::RecordPoliceAnswer,
            Self::PoliceReviewAsked(_) => Kind::AskPoliceReview,
            Self::PoliceReviewAnswered(_) => Kind::RecordReviewAnswer,
            Self::ProsecutorAsked(_) => Kind::AskProsecutor,
            Self::ProsecutorAnswered(_) => Kind::RecordSupervision,
            Self::RefusalAccepted(_) => Kind::AcceptRefusal,
            Self::ReviewLapsed(_) => Kind::LapseReview,
            Self::GoodsHandedOver(_) => Kind::HandOverGoods,
            Self::OutcomeRecorded(_) => Kind::RecordOutcome,
        }
    }

    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        match self {
            Self::ReferralDecided(it) if it.approved => Outcome::Granted,
            Self::ReferralDecided(_) => Outcome::Refused,
            Self::PoliceAnswered(it) if it.filed => Outcome::PoliceFiled,
            Self::PoliceReviewAnswered(it) if it.filed => Outcome::PoliceFiled,
            Self::ProsecutorAnswered(it) if it.filed => Outcome::PoliceFiled,
            Self::PoliceAnswered(_)
            | Self::PoliceReviewAnswered(_)
            | Self::ProsecutorAnswered(_) => Outcome::PoliceDeclined,
            Self::OutcomeRecorded(it) if matches!(it.outcome, CriminalOutcome::Convicted) => {
                Outcome::Convicted
            }
            Self::OutcomeRecorded(_) => Outcome::NotLiable,
            Self::CrimeReported(_)
            | Self::CrimeTransferred(_)
            | Self::PoliceReceived(_)
            | Self::PoliceForwarded(_)
            | Self::PoliceReviewAsked(_)
            | Self::ProsecutorAsked(_)
            | Self::RefusalAccepted(_)
            | Self::ReviewLapsed(_)
            | Self::GoodsHandedOver(_) => Outcome::Done,
        }
    }

    /// Number of the referral it is about.
    pub(crate) const fn number(&self) -> u32 {
        match self {
            Self::CrimeReported(it) => it.number,
            Self::ReferralDecided(it) => it.number,
            Self::CrimeTransferred(it) => it.number,
            Self::PoliceReceived(it) => it.number,
            Self::PoliceForwarded(it) => it.number,
            Self::PoliceAnswered(it) => it.number,
            Self::PoliceReviewAsked(it) => it.number,
            Self::PoliceReviewAnswered(it) => it.number,
            Self::ProsecutorAsked(it) => it.number,
            Self::ProsecutorAnswered(it) => it.number,
            Self::RefusalAccepted(it) => it.number,
            Self::ReviewLapsed(it) => it.number,
            Self::GoodsHandedOver(it) => it.number,
            Self::OutcomeRecorded(it) => it.number,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::CrimeReported(it) => format!("专案组报告涉嫌{}，建议移送公安机关", it.crime),
            Self::ReferralDecided(it) if it.approved => format!("决定移送公安机关：{}", it.reasons),
            Self::ReferralDecided(it) => format!("决定不移送公安机关：{}", it.reasons),
            Self::CrimeTransferred(it) => format!("案件移送{}，抄送{}", it.police, it.prosecutor),
            Self::PoliceReceived(it) => format!("公安机关签收移送案件，回执{}", it.receipt),
            Self::PoliceForwarded(it) => format!("公安机关认为不属于本机关管辖，转送{}", it.police),
            Self::PoliceAnswered(it) if it.filed => format!("公安机关决定立案（{}）", it.document),
            Self::PoliceAnswered(it) => {
                format!("公安机关决定不予立案（{}）：{}", it.document, it.reasons)
            }
            Self::PoliceReviewAsked(it) => format!("提请公安机关复议：{}", it.grounds),
            Self::PoliceReviewAnswered(it) if it.filed => {
                format!("公安机关经复议决定立案（{}）", it.document)
            }
            Self::PoliceReviewAnswered(it) => format!(
                "公安机关经复议维持不予立案（{}）：{}",
                it.document, it.reasons
            ),
            Self::ProsecutorAsked(it) => {
                format!("建议{}依法进行立案监督：{}", it.prosecutor, it.grounds)
            }
            Self::ProsecutorAnswered(it) if it.filed => {
                format!("检察机关立案监督，公安机关立案（{}）", it.document)
            }
            Self::ProsecutorAnswered(it) => format!(
                "检察机关立案监督未通知立案（{}）：{}",
                it.document, it.reasons
            ),
            Self::RefusalAccepted(it) => {
                format!("对不予立案决定无异议，依法作行政处理：{}", it.reasons)
            }
            Self::ReviewLapsed(_) => "对不予立案决定提出异议的期限届满，依法作行政处理".to_owned(),
            Self::GoodsHandedOver(it) => {
                format!("向公安机关移交涉案物品{}项及案件材料", it.goods.len())
            }
            Self::OutcomeRecorded(it) => format!("刑事案件{}（{}）", it.outcome.zh(), it.document),
        }
    }
}

/// The case after an event of a referral; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Referral(event.kind());
    if let Event::CrimeReported(it) = event {
        let step = Step::after(None, kind, event.outcome())?;
        case.handlers.extend(it.officers.iter().cloned());
        case.referrals.push(Referral {
            number: it.number,
            step,
            report: it.clone(),
            decision: None,
            transfer: None,
            receipts: Vec::new(),
            forwardings: Vec::new(),
            answer: None,
            review: None,
            review_answer: None,
            supervision: None,
            supervision_answer: None,
            acceptance: None,
            lapse: None,
            handover: None,
            outcome: None,
        });
        return Some(());
    }
    let mut all = case.referrals.iter_mut();
    let referral = all.find(|it| it.number == event.number())?;
    referral.step = Step::after(Some(referral.step), kind, event.outcome())?;
    match event {
        Event::CrimeReported(_) => return None,
        Event::ReferralDecided(it) => referral.decision = Some(it.clone()),
        Event::CrimeTransferred(it) => referral.transfer = Some(it.clone()),
        Event::PoliceReceived(it) => referral.receipts.push(it.clone()),
        Event::PoliceForwarded(it) => referral.forwardings.push(it.clone()),
        Event::PoliceAnswered(it) => referral.answer = Some(it.clone()),
        Event::PoliceReviewAsked(it) => referral.review = Some(it.clone()),
        Event::PoliceReviewAnswered(it) => referral.review_answer = Some(it.clone()),
        Event::ProsecutorAsked(it) => referral.supervision = Some(it.clone()),
        Event::ProsecutorAnswered(it) => referral.supervision_answer = Some(it.clone()),
        Event::RefusalAccepted(it) => referral.acceptance = Some(it.clone()),
        Event::ReviewLapsed(it) => referral.lapse = Some(it.clone()),
        Event::GoodsHandedOver(it) => referral.handover = Some(it.clone()),
        Event::OutcomeRecorded(it) => referral.outcome = Some(it.clone()),
    }
    Some(())
}
