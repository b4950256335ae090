//! 文号: which acts issue a numbered document, and what its number is made of (law.md 10.4).
//!
//! One sequence for each agency's word, kind of document and year. The number is a fact looked up before the act is
//! judged; the act takes it only when it is written.

use statute::DocumentNumber;

use crate::{
    Act, ActKind, RevocationGround, Ruling, handover, hearing, inspection, preservation, referral,
    summary_penalty,
};

/// Kinds of numbered document (文种).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// 行政处罚决定书
    PenaltyDecision,
    /// 责令改正通知书
    RectificationOrder,
    /// 涉嫌犯罪案件移送书
    CrimeTransfer,
    /// 先行登记保存证据通知书
    PreservationNotice,
    /// 先行登记保存物品处理通知书
    PreservationHandling,
    /// 行政检查通知书
    InspectionNotice,
    /// 行政执法提示函
    ReminderLetter,
    /// 当场行政处罚决定书
    SummaryDecision,
    /// 不予行政处罚决定书
    NoPenalty,
    /// 听证通知书
    HearingNotice,
    /// 补正通知书
    Correction,
    /// 变更、撤销行政处罚决定书
    Change,
    /// 查封、扣押决定书
    Seizure,
    /// 延长查封、扣押期限决定书
    SeizureExtension,
    /// 解除查封、扣押决定书
    SeizureRelease,
    /// 冻结决定书
    Freeze,
    /// 延长冻结期限决定书
    FreezeExtension,
    /// 解除冻结决定书
    FreezeRelease,
    /// 履行催告书
    Urging,
    /// 行政强制执行决定书
    Execution,
    /// 代履行决定书
    SubstitutePerformance,
    /// 强制执行申请书
    CourtApplication,
    /// 案件移送函
    Handover,
    /// A form that takes a number when it is issued, by its word (文种代字).
    Form(&'static str),
}

impl DocumentKind {
    /// Its word in document numbers: `罚`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PenaltyDecision => "罚",
            Self::RectificationOrder => "责改",
            Self::CrimeTransfer => "涉罪移",
            Self::PreservationNotice => "登存",
            Self::PreservationHandling => "登处",
            Self::InspectionNotice => "检通",
            Self::ReminderLetter => "提示",
            Self::SummaryDecision => "当罚",
            Self::NoPenalty => "不罚",
            Self::HearingNotice => "听通",
            Self::Correction => "补正",
            Self::Change => "纠",
            Self::Seizure => "查扣",
            Self::SeizureExtension => "延查",
            Self::SeizureRelease => "解查",
            Self::Freeze => "冻结",
            Self::FreezeExtension => "延冻",
            Self::FreezeRelease => "解冻",
            Self::Urging => "催告",
            Self::Execution => "强执",
            Self::SubstitutePerformance => "代履",
            Self::CourtApplication => "申执",
            Self::Handover => "移",
            Self::Form(word) => word,
        }
    }

    /// The n-th number of a year under an agency's word, e.g. `龙市监罚〔2026〕1号`; none: these make no number.
    pub fn number(self, agency_word: &str, year: i32, n: u32) -> Option<DocumentNumber> {
        let kind = self.word();
        format!("{agency_word}{kind}〔{year}〕{n}号").parse().ok()
    }
}

impl ActKind {
    /// The numbered document that the act issues.
    pub const fn document(self) -> Option<DocumentKind> {
        match self {
            Self::Decide => Some(DocumentKind::PenaltyDecision),
            Self::OrderRectification => Some(DocumentKind::RectificationOrder),
            Self::Measure(kind) => kind.document(),
            Self::Execution(kind) => kind.document(),
            Self::Referral(referral::Kind::TransferCrime) => Some(DocumentKind::CrimeTransfer),
            Self::Inspection(inspection::Kind::ServeInspectionNotice) => {
                Some(DocumentKind::InspectionNotice)
            }
            Self::Inspection(inspection::Kind::IssueReminder) => Some(DocumentKind::ReminderLetter),
            Self::Summary(summary_penalty::Kind::DecideOnSpot) => {
                Some(DocumentKind::SummaryDecision)
            }
            Self::Dismiss => Some(DocumentKind::NoPenalty),
            Self::CorrectErrors => Some(DocumentKind::Correction),
            Self::Hearing(hearing::Kind::NotifyHearing) => Some(DocumentKind::HearingNotice),
            Self::Preservation(
                preservation::Kind::CarryOutPreservation | preservation::Kind::PreserveAtOnce,
            ) => Some(DocumentKind::PreservationNotice),
            Self::Preservation(preservation::Kind::HandlePreserved) => {
                Some(DocumentKind::PreservationHandling)
            }
            Self::Handover(handover::Kind::OfferHandover) => Some(DocumentKind::Handover),
            Self::OpenInspection
            | Self::RecordSite
            | Self::ConfirmServiceAddress
            | Self::ServeOrder
            | Self::RecordRevisit
            | Self::CloseInspection
            | Self::FileCase
            | Self::RecordEvidence
            | Self::ConcludeInquiry
            | Self::ReviewLegality
            | Self::ServeNotice
            | Self::RecordStatement
            | Self::WaiveStatement
            | Self::LapseStatement
            | Self::ServeDecision
            | Self::RecordPayment
            | Self::CloseCase
            | Self::CloseTransferred
            | Self::TerminateCase
            | Self::WithdrawCase
            | Self::RevokeDecision
            | Self::PassDeadline
            | Self::RecountDeadline
            | Self::CorrectDeadlineStart
            | Self::Inspection(_)
            | Self::Summary(_)
            | Self::Fast(_)
            | Self::Recusal(_)
            | Self::Handover(_)
            | Self::Jurisdiction(_)
            | Self::Assistance(_)
            | Self::Concurrence(_)
            | Self::Referral(_)
            | Self::Weighing(_)
            | Self::Account(_)
            | Self::Remedy(_)
            | Self::Preservation(_)
            | Self::Testing(_)
            | Self::Suspension(_)
            | Self::Exhibit(_)
            | Self::Custody(_)
            | Self::Recording(_)
            | Self::Interview(_)
            | Self::Offsite(_)
            | Self::PublicNotice(_)
            | Self::Presentation(_)
            | Self::Serving(_)
            | Self::Task(_)
            | Self::Hearing(_)
            | Self::Meeting(_)
            // Which form it is decides: see [`Act::document`].
            | Self::Issuing(_)
            | Self::Transcript(_)
            | Self::ExtendReview
            | Self::ForgoReview
            | Self::EndorseDecision
            | Self::ProposeClosing
            | Self::ArchiveCase
            | Self::NoteDisclosure => None,
        }
    }
}

impl Act {
    /// The numbered document that the act issues, as far as its contents decide that: a case that is handed on is handed on by
    /// papers of that procedure, and what another organ decided carries that organ's number.
    pub fn document(&self) -> Option<DocumentKind> {
        match self {
            Self::Dismiss(act) => match act.disposal.ruling {
                Ruling::ToPolice(_) | Ruling::ToOther(_) => None,
                _ => Some(DocumentKind::NoPenalty),
            },
            Self::RevokeDecision(act) => match act.ground {
                RevocationGround::SelfCorrection => Some(DocumentKind::Change),
                _ => None,
            },
            Self::Issuing(act) => act.document(),
            other => other.kind().document(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_agency_kind_year_and_count() {
        let number = |kind: DocumentKind, n| kind.number("龙市监", 2026, n);
        let first = number(DocumentKind::PenaltyDecision, 1).unwrap();
        assert_eq!(first.to_string(), "龙市监罚〔2026〕1号");
        let order = number(DocumentKind::RectificationOrder, 12).unwrap();
        assert_eq!(order.to_string(), "龙市监责改〔2026〕12号");
        assert_eq!(
            number(DocumentKind::PenaltyDecision, 0),
            None,
            "numbers begin with 1"
        );
    }
}
