//! 行政处罚普通程序: from filing to closing.
//!
//! From `Heard` there is a way back: what the party said may call for more evidence (行政处罚法 §45(1)) or
//! for another proposal, which is then reviewed and told anew. No way leads to a decision past a
//! legal review and a notice of the last proposal.
//!
//! What is no penalty (不予处罚、不成立、移送) is decided without a notice and has its own steps to the end: it never comes
//! to be paid or published.
//!
//! The end is final but for one named remedy (I10): a decision that the law corrects is recorded even after the case
//! was closed and archived. A change puts another decision in its place, a revocation may have the case decided anew.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

use super::{DAY, Row, SERVED, Stage, TEAM, Turn, rows};
use crate::fast::{Guard as Own, Kind};
use crate::guard::Guard;
use crate::{ActKind, account, transcript};

/// How far a penalty has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 已立案
    Filed,
    /// 调查已终结
    Concluded,
    /// 法制审核已通过
    Reviewed,
    /// 已告知
    Noticed,
    /// 已听取陈述申辩
    Heard,
    /// 已作出决定
    Decided,
    /// 决定书已送达
    Served,
    /// 罚款已缴清
    Paid,
    /// 已结案
    Closed,
    /// 已终止调查
    Terminated,
    /// 已撤销立案
    Withdrawn,
    /// 已移送: to the police, or to the agency that is competent
    Transferred,
    /// 已归档
    Archived,
    /// 已决定不予处罚、不成立或者移送
    Dismissed,
    /// 不予处罚等决定书已送达
    DismissalServed,
    /// 已结案, without a penalty
    DismissalClosed,
    /// 已归档, without a penalty
    DismissalArchived,
    /// 决定已依法纠正: revoked, declared illegal or declared void, whether the case was closed or not
    Revoked,
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

const FILING: Citation = penalty(54).paragraph(2);
const INQUIRY: Citation = penalty(54).paragraph(1);
const RESULT: Citation = penalty(57).paragraph(1);
const REVIEW: Citation = penalty(58).paragraph(1);
const NOTICE: Citation = penalty(44);
const HEARD: Citation = penalty(45).paragraph(1);
const UNHEARD: Citation = penalty(62);
const DECISION: Citation = penalty(57).paragraph(1).item(1);
const SPARED: Citation = penalty(57).paragraph(1);
const SERVICE: Citation = penalty(61).paragraph(1);
const PAYMENT: Citation = penalty(67).paragraph(3);
const FILE: Citation = penalty(47);
const CORRECTED: Citation = penalty(75).paragraph(2);
const WITHDRAWN: Citation = penalty(48).paragraph(2);
const TRANSFERRED: Citation = penalty(57).paragraph(1).item(4);
const ADDRESS: Citation = penalty(61).paragraph(2);

/// What a case may be filed on.
const COMPETENT: &[Guard] = &[
    Guard::AgencyQualified,
    Guard::PartyKnown,
    Guard::PartyNotMerged,
    Guard::PenaltyItemListed,
    Guard::BasisInForce,
    Guard::AgencyCompetent,
    Guard::FirstToFile,
    Guard::ItemEntrusted,
    Guard::Fast(Own::OpenToItem),
    Guard::NotInFuture,
    Guard::WithinLimitation,
];

/// What a proposal must rest on.
const PROPOSAL: &[Guard] = &[
    Guard::WithinLimitation,
    Guard::AsWeighed,
    Guard::SanctionsFit,
    Guard::SanctionsWhole,
    Guard::RefundConsidered,
    Guard::ItemHasFine,
    Guard::FineInRange,
    Guard::NotHeavierForDefence,
    Guard::InCharge,
    Guard::OneFine,
    Guard::IsFirstOffence,
    Guard::NoFineBesideReferral,
    Guard::Fast(Own::Agreed),
    Guard::Fast(Own::BelowHearing),
];

/// The party's agreement to the fast path.
const AGREED: &[Guard] = &[
    Guard::Fast(Own::Marked),
    Guard::Fast(Own::NotLeft),
    Guard::Fast(Own::NotAgreedYet),
    Guard::Fast(Own::Signed),
    Guard::Fast(Own::FactsClear),
];

/// A case that leaves the fast path is on it.
const LEAVES: &[Guard] = &[Guard::Fast(Own::Marked), Guard::Fast(Own::NotLeft)];

/// Who reviews.
const REVIEWER: &[Guard] = &[Guard::ReviewerNotHandler, Guard::ReviewerQualified];

/// Who decides, and what.
const LEADER: &[Guard] = &[
    Guard::WithinLimitation,
    Guard::DeciderNotHandler,
    Guard::DeciderNotReviewer,
    Guard::HearingOver,
    Guard::HearingEnded,
    Guard::PunishesHere,
    Guard::SanctionsFit,
    Guard::SanctionsWhole,
    Guard::RefundConsidered,
    Guard::ItemHasFine,
    Guard::InCharge,
    Guard::OneFine,
    Guard::IsFirstOffence,
    Guard::NoFineBesideReferral,
    Guard::PoliceHaveFiled,
    Guard::NoCaptureOpen,
    Guard::FineInRange,
    Guard::FineAsTold,
    Guard::ReviewSettled,
    Guard::MeetingHeld,
    Guard::MeetingAsConcluded,
    Guard::DeciderAttended,
    Guard::Endorsed,
    Guard::RevenueMapped,
    Guard::DocumentWordKnown,
];

const EXTENDED: &[Guard] = &[Guard::ReviewExtendable];
const FORGONE: &[Guard] = &[Guard::ReviewMayWait];
const ENDORSER: &[Guard] = &[Guard::EndorserNotHandler, Guard::HearingEnded];
const HEARD_OUT: &[Guard] = &[Guard::HearingEnded];
/// A transcript on which a statement rests.
const STATED: &[Guard] = &[Guard::Transcript(transcript::Guard::StatementSigned)];
/// Who decides that there is no penalty, and what.
const SPARING: &[Guard] = &[
    Guard::DeciderNotHandler,
    Guard::DeciderNotReviewer,
    Guard::HearingEnded,
    Guard::PunishesHere,
    Guard::SanctionsFit,
    Guard::Educated,
    Guard::Endorsed,
    Guard::DocumentWordKnown,
];
/// A clerical error that a leader corrects.
const CLERICAL: &[Guard] = &[Guard::DocumentWordKnown];
const CLOSING: &[Guard] = &[Guard::ClosingFits, Guard::FinePaid];
/// Who approves the closing.
const APPROVAL: &[Guard] = &[
    Guard::DeciderNotHandler,
    Guard::ClosingProposed,
    Guard::ClosingFits,
];
const SENT_BACK: &[Guard] = &[Guard::ClosingProposed];
const FILED_AWAY: &[Guard] = &[Guard::PublicityDone, Guard::NoRecordingOwed];
/// What evidence is made of.
const MADE_OF: &[Guard] = &[Guard::ExhibitsKnown];
/// What a payment must be.
const PAID: &[Guard] = &[Guard::PaymentWithinFine, Guard::ReceiptUnused];

/// The party's own signature.
const WAIVED: &[Guard] = &[Guard::WaiverSigned];

const RUNNING: &[Guard] = &[Guard::InquiryNotSuspended];
const GATHERED: &[Guard] = &[
    Guard::NoTestingUnderWay,
    Guard::EvidenceOnFile,
    Guard::PartyAsked,
    Guard::NoCaptureOpen,
];
const HANDLED: &[Guard] = &[Guard::NoPreservationOpen];
const ENDED: &[Guard] = &[
    Guard::EnderNotHandler,
    Guard::NoPreservationOpen,
    Guard::NoTestingUnderWay,
    Guard::NoMeasureOpen,
    Guard::NoExecutionOpen,
];
const SENT: &[Guard] = &[Guard::NoPreservationOpen, Guard::PoliceHaveFiled];
const LAPSED: &[Guard] = &[Guard::StatementOver];
const TOLD: &[Guard] = &[Guard::PenaltyProposed, Guard::HearingTold];
/// No compulsion is left open when the case ends (行政强制法 §27).
const UNFORCED: &[Guard] = &[Guard::NoMeasureOpen, Guard::NoExecutionOpen];
/// What a case with money is closed on.
const SETTLED: &[Guard] = &[
    Guard::Account(account::Guard::Settled),
    Guard::Account(account::Guard::CashBanked),
    Guard::Account(account::Guard::Receipted),
];
const PAST: &[Guard] = &[Guard::NotInFuture];
const AFTER: &[Guard] = &[
    Guard::NotInFuture,
    Guard::NotBeforeDecision,
    Guard::ChangedWhole,
    Guard::ChangedNotHeavier,
    Guard::DocumentWordKnown,
];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![
    _         --FileCase-->                  Filed,     [COMPETENT, TEAM],        FILING;
    Filed     --RecordEvidence-->            Filed,     [RUNNING, PAST, TEAM, MADE_OF], INQUIRY;
    Filed     --ConcludeInquiry-->           Concluded, [RUNNING, GATHERED, TEAM, PROPOSAL], RESULT;
    Concluded --ReviewLegality [Passed]-->   Reviewed,  [RUNNING, REVIEWER],      REVIEW;
    Concluded --ReviewLegality [Returned]--> Filed,     [RUNNING, REVIEWER],      REVIEW;
    Concluded --ExtendReview-->              Concluded, [EXTENDED],               REVIEW;
    Concluded --ForgoReview-->               Reviewed,  [RUNNING, FORGONE],       REVIEW;
    Reviewed  --ServeNotice-->               Noticed,   [RUNNING, DAY, TEAM, SERVED, TOLD], NOTICE;
    Noticed   --RecordStatement-->           Heard,     [DAY, TEAM, STATED],      HEARD;
    Noticed   --WaiveStatement-->            Heard,     [DAY, WAIVED],            UNHEARD;
    Noticed   --LapseStatement-->            Heard,     [LAPSED],                 UNHEARD;
    Heard     --RecordStatement-->           Heard,     [DAY, TEAM, STATED],      HEARD;
    Heard     --RecordEvidence-->            Heard,     [RUNNING, PAST, TEAM, MADE_OF], HEARD;
    Heard     --ConcludeInquiry-->           Concluded, [RUNNING, GATHERED, TEAM, HEARD_OUT, PROPOSAL], RESULT;
    Heard     --ReviewLegality [Passed]-->   Heard,     [RUNNING, REVIEWER, HEARD_OUT], REVIEW;
    Heard     --ReviewLegality [Returned]--> Filed,     [RUNNING, REVIEWER, HEARD_OUT], REVIEW;
    Heard     --ExtendReview-->              Heard,     [EXTENDED],               REVIEW;
    Heard     --EndorseDecision [Passed]-->  Heard,     [RUNNING, ENDORSER],      RESULT;
    Heard     --EndorseDecision [Returned]--> Filed,    [RUNNING, ENDORSER],      RESULT;
    Reviewed  --EndorseDecision [Passed]-->  Reviewed,  [RUNNING, ENDORSER],      RESULT;
    Reviewed  --EndorseDecision [Returned]--> Filed,    [RUNNING, ENDORSER],      RESULT;
    Heard     --Decide-->                    Decided,   [RUNNING, LEADER],        DECISION;
    Decided   --ServeDecision-->             Served,    [DAY, SERVED],            SERVICE;
    Served    --RecordPayment [PaidInPart]--> Served,   [DAY, PAID],              PAYMENT;
    Served    --RecordPayment [PaidInFull]--> Paid,     [DAY, PAID],              PAYMENT;
    Served    --ProposeClosing-->            Served,    [CLOSING],                FILE;
    Paid      --ProposeClosing-->            Paid,      [CLOSING],                FILE;
    Served    --CloseCase [Granted]-->       Closed,    [APPROVAL, HANDLED, SETTLED, UNFORCED], FILE;
    Paid      --CloseCase [Granted]-->       Closed,    [APPROVAL, HANDLED, SETTLED, UNFORCED], FILE;
    Served    --CloseCase [Refused]-->       Served,    [SENT_BACK],              FILE;
    Paid      --CloseCase [Refused]-->       Paid,      [SENT_BACK],              FILE;
    Closed    --ArchiveCase-->               Archived,  [FILED_AWAY],             FILE;

    Reviewed  --Dismiss-->                   Dismissed, [RUNNING, SPARING],       SPARED;
    Heard     --Dismiss-->                   Dismissed, [RUNNING, SPARING],       SPARED;
    Dismissed --ServeDecision-->             DismissalServed, [DAY, SERVED],      SERVICE;
    Dismissed --ProposeClosing-->            Dismissed, [CLOSING],                FILE;
    Dismissed --CloseCase [Granted]-->       DismissalClosed, [APPROVAL, HANDLED, SETTLED, UNFORCED], FILE;
    Dismissed --CloseCase [Refused]-->       Dismissed, [SENT_BACK],              FILE;
    DismissalServed --ProposeClosing-->      DismissalServed, [CLOSING],          FILE;
    DismissalServed --CloseCase [Granted]--> DismissalClosed, [APPROVAL, HANDLED, SETTLED, UNFORCED], FILE;
    DismissalServed --CloseCase [Refused]--> DismissalServed, [SENT_BACK],        FILE;
    DismissalClosed --ArchiveCase-->         DismissalArchived, [FILED_AWAY],     FILE;

    Decided   --CorrectErrors-->             Decided,   [CLERICAL],               CORRECTED;
    Served    --CorrectErrors-->             Served,    [CLERICAL],               CORRECTED;
    Paid      --CorrectErrors-->             Paid,      [CLERICAL],               CORRECTED;
    Dismissed --CorrectErrors-->             Dismissed, [CLERICAL],               CORRECTED;
    DismissalServed --CorrectErrors-->       DismissalServed, [CLERICAL],         CORRECTED;

    Filed     --CloseTransferred-->          Transferred, [SENT, UNFORCED],       TRANSFERRED;
    Concluded --CloseTransferred-->          Transferred, [SENT, UNFORCED],       TRANSFERRED;
    Reviewed  --CloseTransferred-->          Transferred, [SENT, UNFORCED],       TRANSFERRED;
    Noticed   --CloseTransferred-->          Transferred, [SENT, UNFORCED],       TRANSFERRED;
    Heard     --CloseTransferred-->          Transferred, [SENT, UNFORCED],       TRANSFERRED;

    Filed     --TerminateCase-->            Terminated, [ENDED], INQUIRY;
    Concluded --TerminateCase-->            Terminated, [ENDED], INQUIRY;
    Reviewed  --TerminateCase-->            Terminated, [ENDED], INQUIRY;
    Noticed   --TerminateCase-->            Terminated, [ENDED], INQUIRY;
    Heard     --TerminateCase-->            Terminated, [ENDED], INQUIRY;
    Filed     --WithdrawCase-->             Withdrawn, [ENDED], FILING;
    Concluded --WithdrawCase-->             Withdrawn, [ENDED], FILING;
    Reviewed  --WithdrawCase-->             Withdrawn, [ENDED], FILING;
    Noticed   --WithdrawCase-->             Withdrawn, [ENDED], FILING;
    Heard     --WithdrawCase-->             Withdrawn, [ENDED], FILING;

    Decided   --RevokeDecision-->            Revoked,   [AFTER],                  CORRECTED;
    Served    --RevokeDecision-->            Revoked,   [AFTER],                  WITHDRAWN;
    Paid      --RevokeDecision-->            Revoked,   [AFTER],                  WITHDRAWN;
    Closed    --RevokeDecision-->            Revoked,   [AFTER],                  WITHDRAWN;
    Archived  --RevokeDecision-->            Revoked,   [AFTER],                  WITHDRAWN;
    Dismissed --RevokeDecision-->            Revoked,   [AFTER],                  CORRECTED;
    DismissalServed --RevokeDecision-->      Revoked,   [AFTER],                  CORRECTED;
    DismissalClosed --RevokeDecision-->      Revoked,   [AFTER],                  CORRECTED;
    DismissalArchived --RevokeDecision-->    Revoked,   [AFTER],                  CORRECTED;

    Decided   --RevokeDecision [Changed]-->  Decided,   [AFTER],                  CORRECTED;
    Served    --RevokeDecision [Changed]-->  Served,    [AFTER],                  WITHDRAWN;
    Paid      --RevokeDecision [Changed]-->  Served,    [AFTER],                  WITHDRAWN;
    Closed    --RevokeDecision [Changed]-->  Served,    [AFTER],                  WITHDRAWN;
    Archived  --RevokeDecision [Changed]-->  Served,    [AFTER],                  WITHDRAWN;
    Served    --RevokeDecision [ChangedAndPaid]--> Paid, [AFTER],                 WITHDRAWN;
    Paid      --RevokeDecision [ChangedAndPaid]--> Paid, [AFTER],                 WITHDRAWN;
    Closed    --RevokeDecision [ChangedAndPaid]--> Paid, [AFTER],                 WITHDRAWN;
    Archived  --RevokeDecision [ChangedAndPaid]--> Paid, [AFTER],                 WITHDRAWN;

    Decided   --RevokeDecision [Redone]-->   Filed,     [AFTER],                  CORRECTED;
    Served    --RevokeDecision [Redone]-->   Filed,     [AFTER],                  WITHDRAWN;
    Paid      --RevokeDecision [Redone]-->   Filed,     [AFTER],                  WITHDRAWN;
    Closed    --RevokeDecision [Redone]-->   Filed,     [AFTER],                  WITHDRAWN;
    Archived  --RevokeDecision [Redone]-->   Filed,     [AFTER],                  WITHDRAWN;
    Dismissed --RevokeDecision [Redone]-->   Filed,     [AFTER],                  CORRECTED;
    DismissalServed --RevokeDecision [Redone]--> Filed, [AFTER],                  CORRECTED;
    DismissalClosed --RevokeDecision [Redone]--> Filed, [AFTER],                  CORRECTED;
    DismissalArchived --RevokeDecision [Redone]--> Filed, [AFTER],                CORRECTED;

    Filed     --Fast(AgreeFast)-->           Filed,     [DAY, TEAM, AGREED],      INQUIRY;
    Filed     --Fast(LeaveFast)-->           Filed,     [LEAVES],                 INQUIRY;
    Concluded --Fast(LeaveFast)-->           Concluded, [LEAVES],                 INQUIRY;
    Reviewed  --Fast(LeaveFast)-->           Reviewed,  [LEAVES],                 INQUIRY;
    Noticed   --Fast(LeaveFast)-->           Noticed,   [LEAVES],                 HEARD;
    Heard     --Fast(LeaveFast)-->           Heard,     [LEAVES],                 HEARD;

    Filed     --ConfirmServiceAddress-->     Filed,     [PAST],                   ADDRESS;
    Concluded --ConfirmServiceAddress-->     Concluded, [PAST],                   ADDRESS;
    Reviewed  --ConfirmServiceAddress-->     Reviewed,  [PAST],                   ADDRESS;
    Noticed   --ConfirmServiceAddress-->     Noticed,   [PAST],                   ADDRESS;
    Heard     --ConfirmServiceAddress-->     Heard,     [PAST],                   ADDRESS;
    Decided   --ConfirmServiceAddress-->     Decided,   [PAST],                   ADDRESS;
    Served    --ConfirmServiceAddress-->     Served,    [PAST],                   ADDRESS;
    Paid      --ConfirmServiceAddress-->     Paid,      [PAST],                   ADDRESS;
    Dismissed --ConfirmServiceAddress-->     Dismissed, [PAST],                   ADDRESS;
    DismissalServed --ConfirmServiceAddress--> DismissalServed, [PAST],           ADDRESS;
];

impl Stage for Step {
    const ALL: &'static [Self] = &[
        Self::Filed,
        Self::Concluded,
        Self::Reviewed,
        Self::Noticed,
        Self::Heard,
        Self::Decided,
        Self::Served,
        Self::Paid,
        Self::Closed,
        Self::Terminated,
        Self::Withdrawn,
        Self::Transferred,
        Self::Archived,
        Self::Dismissed,
        Self::DismissalServed,
        Self::DismissalClosed,
        Self::DismissalArchived,
        Self::Revoked,
    ];
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = &[
        ActKind::FileCase,
        ActKind::Fast(Kind::AgreeFast),
        ActKind::Fast(Kind::LeaveFast),
        ActKind::RecordEvidence,
        ActKind::ConcludeInquiry,
        ActKind::ReviewLegality,
        ActKind::ConfirmServiceAddress,
        ActKind::ServeNotice,
        ActKind::RecordStatement,
        ActKind::WaiveStatement,
        ActKind::LapseStatement,
        ActKind::ExtendReview,
        ActKind::ForgoReview,
        ActKind::EndorseDecision,
        ActKind::Decide,
        ActKind::Dismiss,
        ActKind::CorrectErrors,
        ActKind::ServeDecision,
        ActKind::RecordPayment,
        ActKind::ProposeClosing,
        ActKind::CloseCase,
        ActKind::CloseTransferred,
        ActKind::ArchiveCase,
        ActKind::TerminateCase,
        ActKind::WithdrawCase,
        ActKind::RevokeDecision,
    ];

    fn name(self) -> &'static str {
        self.name()
    }

    fn zh(self) -> &'static str {
        self.zh()
    }

    fn is_final(self) -> bool {
        self.is_final()
    }

    fn awaits(self) -> Option<ActKind> {
        match self {
            Self::Filed => Some(ActKind::ConcludeInquiry),
            Self::Concluded => Some(ActKind::ReviewLegality),
            Self::Reviewed => Some(ActKind::ServeNotice),
            Self::Noticed => Some(ActKind::RecordStatement),
            Self::Heard => Some(ActKind::Decide),
            Self::Decided | Self::Dismissed => Some(ActKind::ServeDecision),
            Self::Served => Some(ActKind::RecordPayment),
            Self::Paid | Self::DismissalServed => Some(ActKind::ProposeClosing),
            Self::Closed
            | Self::Terminated
            | Self::Withdrawn
            | Self::Transferred
            | Self::Archived
            | Self::DismissalClosed
            | Self::DismissalArchived
            | Self::Revoked => None,
        }
    }

    fn turn(self) -> Turn {
        match self {
            Self::Noticed | Self::Served => Turn::Party,
            _ => Turn::Agency,
        }
    }

    fn behind(self) -> &'static [Guard] {
        const BEHIND: &[Guard] = &[
            Guard::InquiryConcluded,
            Guard::ReviewPassed,
            Guard::NoticeServed,
            Guard::PartyHeard,
            Guard::DecisionMade,
            Guard::DecisionServed,
            Guard::FinePaid,
        ];
        // What has no penalty at its end need not have been told to anybody before.
        const UNPUNISHED: &[Guard] = &[
            Guard::InquiryConcluded,
            Guard::ReviewPassed,
            Guard::DecisionMade,
            Guard::DecisionServed,
        ];
        // The procedure is a line with ways back: each step has behind it what leads to it.
        let count = match self {
            // Wherever it comes from, nothing is sure but that it was filed.
            Self::Filed | Self::Terminated | Self::Withdrawn | Self::Transferred => 0,
            Self::Concluded => 1,
            Self::Reviewed => 2,
            Self::Noticed => 3,
            Self::Heard => 4,
            Self::Decided => 5,
            // Not everything that is decided asks to be paid.
            Self::Served | Self::Closed | Self::Archived => 6,
            Self::Paid => 7,
            // Wherever it comes from, the decision was made. A transfer is closed without having been served.
            Self::Dismissed | Self::DismissalClosed | Self::DismissalArchived | Self::Revoked => {
                return UNPUNISHED.split_at(3).0;
            }
            Self::DismissalServed => return UNPUNISHED,
        };
        BEHIND.split_at(count).0
    }

    fn needs(act: ActKind) -> &'static [Guard] {
        match act {
            ActKind::ReviewLegality | ActKind::ExtendReview | ActKind::ForgoReview => {
                &[Guard::InquiryConcluded]
            }
            ActKind::ServeNotice | ActKind::EndorseDecision | ActKind::Dismiss => {
                &[Guard::ReviewPassed]
            }
            ActKind::RecordStatement | ActKind::WaiveStatement | ActKind::LapseStatement => {
                &[Guard::NoticeServed]
            }
            ActKind::Decide => &[Guard::NoticeServed, Guard::PartyHeard],
            ActKind::ServeDecision
            | ActKind::RevokeDecision
            | ActKind::CorrectErrors
            | ActKind::ProposeClosing
            | ActKind::CloseCase
            | ActKind::ArchiveCase => &[Guard::DecisionMade],
            ActKind::RecordPayment => &[Guard::DecisionMade, Guard::DecisionServed],
            _ => &[],
        }
    }
}

impl Step {
    /// Name on the wire: `NOTICED`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Filed => "FILED",
            Self::Concluded => "CONCLUDED",
            Self::Reviewed => "REVIEWED",
            Self::Noticed => "NOTICED",
            Self::Heard => "HEARD",
            Self::Decided => "DECIDED",
            Self::Served => "SERVED",
            Self::Paid => "PAID",
            Self::Closed => "CLOSED",
            Self::Terminated => "TERMINATED",
            Self::Withdrawn => "WITHDRAWN",
            Self::Transferred => "TRANSFERRED",
            Self::Archived => "ARCHIVED",
            Self::Dismissed => "DISMISSED",
            Self::DismissalServed => "DISMISSAL_SERVED",
            Self::DismissalClosed => "DISMISSAL_CLOSED",
            Self::DismissalArchived => "DISMISSAL_ARCHIVED",
            Self::Revoked => "REVOKED",
        }
    }

    /// The step in Chinese: `已告知`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Filed => "已立案",
            Self::Concluded => "调查已终结",
            Self::Reviewed => "法制审核已通过",
            Self::Noticed => "已告知",
            Self::Heard => "陈述申辩已完成",
            Self::Decided => "已作出决定",
            Self::Served => "决定书已送达",
            Self::Paid => "罚款已缴清",
            Self::Closed => "已结案",
            Self::Terminated => "已终止调查",
            Self::Withdrawn => "已撤销立案",
            Self::Transferred => "已移送",
            Self::Archived | Self::DismissalArchived => "已归档",
            Self::Dismissed => "已决定不予处罚、不成立或者移送",
            Self::DismissalServed => "不予处罚等决定书已送达",
            Self::DismissalClosed => "已结案（未予处罚）",
            Self::Revoked => "决定已依法纠正",
        }
    }

    /// Whether the case has ended.
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::Closed
                | Self::Terminated
                | Self::Withdrawn
                | Self::Transferred
                | Self::Archived
                | Self::DismissalClosed
                | Self::DismissalArchived
                | Self::Revoked
        )
    }
}
