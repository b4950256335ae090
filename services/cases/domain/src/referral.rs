//! 涉嫌犯罪案件移送 (行政处罚法 §27, 国务院令第730号): what may be a crime goes to the police, and no fine is put in its place.
//!
//! A side procedure of a penalty. Two officers report, the head decides within three days, the file is with the police within
//! twenty-four hours. Until the police or the court have answered for good the case may not end in a fine ([`fine_allowed`]);
//! what was ordered before stands (移送规定 §11). A refusal may be reconsidered by the police and then be put before the
//! prosecutor; what comes back is handled further under the law of penalties (§10, §13).
//!
//! Late answers are kept even after the case was closed as transferred.

mod act;
mod decide;
mod event;
mod guard;
mod procedure;
pub mod reasons;

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use crate::Case;

pub use act::{
    AcceptRefusal, Act, AskPoliceReview, AskProsecutor, DecideReferral, HandOverGoods, Kind,
    LapseReview, RecordForwarding, RecordOutcome, RecordPoliceAnswer, RecordPoliceReceipt,
    RecordReviewAnswer, RecordSupervision, ReportCrime, TransferCrime,
};
pub use event::{
    CrimeReported, CrimeTransferred, Event, GoodsHandedOver, OutcomeRecorded, PoliceAnswered,
    PoliceForwarded, PoliceReceived, PoliceReviewAnswered, PoliceReviewAsked, ProsecutorAnswered,
    ProsecutorAsked, ReferralDecided, RefusalAccepted, ReviewLapsed,
};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use event::evolve;
pub(crate) use guard::{NO_FINE, TRANSFERRED, fine_allowed, police_have_filed};

/// A referral of a suspected crime to the police (涉嫌犯罪案件移送).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// The report.
    pub report: CrimeReported,
    /// What the head decided.
    pub decision: Option<ReferralDecided>,
    /// The transfer.
    pub transfer: Option<CrimeTransferred>,
    /// Receipts of the police, in order.
    pub receipts: Vec<PoliceReceived>,
    /// Forwardings, in order.
    pub forwardings: Vec<PoliceForwarded>,
    /// What the police decided.
    pub answer: Option<PoliceAnswered>,
    /// The request to reconsider.
    pub review: Option<PoliceReviewAsked>,
    /// What they decided on reconsideration.
    pub review_answer: Option<PoliceReviewAnswered>,
    /// The request to the prosecutor.
    pub supervision: Option<ProsecutorAsked>,
    /// What the supervision came to.
    pub supervision_answer: Option<ProsecutorAnswered>,
    /// That the refusal was accepted, and why.
    pub acceptance: Option<RefusalAccepted>,
    /// That the days to object passed.
    pub lapse: Option<ReviewLapsed>,
    /// The hand-over of goods.
    pub handover: Option<GoodsHandedOver>,
    /// How the criminal case ended.
    pub outcome: Option<OutcomeRecorded>,
}

/// Papers of a dossier (移送规定 §6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DossierKind {
    /// 涉嫌犯罪案件移送书
    TransferLetter,
    /// 涉嫌犯罪案件情况的调查报告
    InquiryReport,
    /// 涉案物品清单
    GoodsList,
    /// 检验报告、鉴定结论
    ExpertReport,
    /// 其他有关材料
    Other,
}

/// How the criminal case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CriminalOutcome {
    /// 判处刑罚
    Convicted,
    /// 不起诉
    NotProsecuted,
    /// 免予刑事处罚或者宣告无罪
    Acquitted,
    /// 撤销刑事案件
    Withdrawn,
}

/// A paper of the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Kind of paper.
    pub kind: DossierKind,
    /// Title.
    pub title: String,
}

/// Goods involved in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goods {
    /// What it is.
    pub name: String,
    /// How many or how much, with the unit.
    pub quantity: String,
    /// Number of the measure under which they are held; 0: none.
    pub measure_number: u32,
}

impl DossierKind {
    /// In Chinese: `涉嫌犯罪案件移送书`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::TransferLetter => "涉嫌犯罪案件移送书",
            Self::InquiryReport => "涉嫌犯罪案件情况的调查报告",
            Self::GoodsList => "涉案物品清单",
            Self::ExpertReport => "检验报告、鉴定结论",
            Self::Other => "其他有关材料",
        }
    }
}

impl CriminalOutcome {
    /// In Chinese: `判处刑罚`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Convicted => "判处刑罚",
            Self::NotProsecuted => "不起诉",
            Self::Acquitted => "免予刑事处罚或者宣告无罪",
            Self::Withdrawn => "撤销刑事案件",
        }
    }
}

/// Where each of the case's referrals stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    let all = case.referrals.iter();
    all.map(|it| (it.number, it.step)).collect()
}

/// The referrals for which the case is with the police or the court, each since the day it went there.
pub(crate) fn with_police(case: &Case) -> impl Iterator<Item = (u32, CivilDate)> + '_ {
    let open = case
        .referrals
        .iter()
        .filter(|it| !crate::procedure::Stage::is_final(it.step));
    open.filter_map(|it| Some((it.number, CivilDate::of(it.transfer.as_ref()?.at))))
}

/// The referral of this number.
fn find(case: &Case, number: u32) -> Option<&Referral> {
    case.referrals.iter().find(|it| it.number == number)
}
