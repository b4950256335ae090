//! What the service of a document sets going: the act that an officer would do who issued and served in one.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use crate::execution::{self, Obligation};
use crate::hearing::{self, NotifyHearing};
use crate::inspection::{self, TellResult};
use crate::measure::{self, TellExtension};
use crate::{Act, ActKind, Fen, OfficerId, ServeNotice, Service};

/// What a document is about, as far as its service changes the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// Nothing begins with its service.
    Other,
    /// 行政处罚告知书
    PenaltyNotice {
        /// What it says.
        content: String,
        /// Whether it tells of the right to a hearing.
        hearing_told: bool,
    },
    /// 行政处罚决定书、不予行政处罚决定书
    Decision,
    /// 责令改正通知书
    RectificationOrder,
    /// 行政检查通知书
    InspectionNotice,
    /// 行政检查结果告知书
    InspectionResult {
        /// What it says.
        content: String,
    },
    /// 催告书, which begins an execution
    Urging {
        /// What is owed.
        obligation: Obligation,
        /// Last day that the decision set to perform an act; none: for money it follows from the case.
        overdue_since: Option<CivilDate>,
        /// Last day to perform now.
        until: CivilDate,
        /// How to perform; for money how to pay.
        manner: String,
        /// What is left of the fine.
        principal: Fen,
        /// Late fine so far.
        late_fine: Fen,
        /// Whether the right to state and defend was told.
        rights_told: bool,
    },
    /// 行政强制执行决定书 of the execution of this number
    ExecutionDecision(u32),
    /// 代履行催告书 of the execution of this number
    UrgingAgain(u32),
    /// 立即清除告知书 of the execution of this number
    ClearingNotice(u32),
    /// 冻结决定书 of the measure of this number
    FreezeDecision(u32),
    /// 延长强制措施期限决定书 of the measure of this number
    ExtensionNotice(u32),
    /// 听证通知书
    HearingNotice {
        /// Number of the hearing.
        number: u32,
        /// Day of the hearing.
        on: CivilDate,
        /// Hour and place.
        place: String,
        /// Whether it is public.
        public: bool,
        /// Why it is not.
        closed_because: String,
    },
}

impl Paper {
    /// Whether it is the notice of an intended penalty.
    pub(super) const fn is_notice(&self) -> bool {
        matches!(self, Self::PenaltyNotice { .. })
    }

    /// The act that the service amounts to, done by the caller and a second officer; none: nothing begins with it.
    pub fn act(&self, service: Service, co_officer: Option<OfficerId>) -> Option<Act> {
        Some(match self {
            Self::Other => return None,
            Self::PenaltyNotice {
                content,
                hearing_told,
            } => Act::ServeNotice(ServeNotice {
                content: content.clone(),
                hearing_told: *hearing_told,
                service,
                co_officer,
            }),
            Self::Decision => Act::ServeDecision(service),
            Self::RectificationOrder => Act::ServeOrder(service),
            Self::InspectionNotice => {
                Act::Inspection(inspection::Act::ServeInspectionNotice(service))
            }
            Self::InspectionResult { content } => {
                Act::Inspection(inspection::Act::TellResult(TellResult {
                    content: content.clone(),
                    service,
                }))
            }
            Self::Urging {
                obligation,
                overdue_since,
                until,
                manner,
                principal,
                late_fine,
                rights_told,
            } => Act::Execution(Box::new(execution::Act::Urge(execution::Urge {
                obligation: *obligation,
                overdue_since: *overdue_since,
                until: *until,
                manner: manner.clone(),
                principal: *principal,
                late_fine: *late_fine,
                rights_told: *rights_told,
                service,
            }))),
            Self::ExecutionDecision(number) => {
                let number = *number;
                let act = execution::ServeExecution { number, service };
                Act::Execution(Box::new(execution::Act::ServeExecution(act)))
            }
            Self::UrgingAgain(number) => {
                let number = *number;
                let act = execution::UrgeAgain { number, service };
                Act::Execution(Box::new(execution::Act::UrgeAgain(act)))
            }
            Self::ClearingNotice(number) => {
                let number = *number;
                let act = execution::NotifyCleared { number, service };
                Act::Execution(Box::new(execution::Act::NotifyCleared(act)))
            }
            Self::FreezeDecision(number) => {
                let number = *number;
                let act = measure::Act::ServeFreezeDecision { number, service };
                Act::Measure(Box::new(act))
            }
            Self::ExtensionNotice(number) => {
                let number = *number;
                let act = measure::Act::TellExtension(TellExtension { number, service });
                Act::Measure(Box::new(act))
            }
            Self::HearingNotice {
                number,
                on,
                place,
                public,
                closed_because,
            } => Act::Hearing(hearing::Act::NotifyHearing(NotifyHearing {
                number: *number,
                on: *on,
                place: place.clone(),
                public: *public,
                closed_because: closed_because.clone(),
                service,
            })),
        })
    }

    /// The kind of the act that the service amounts to; none: nothing begins with it.
    pub(super) const fn kind(&self) -> Option<ActKind> {
        Some(match self {
            Self::Other => return None,
            Self::PenaltyNotice { .. } => ActKind::ServeNotice,
            Self::Decision => ActKind::ServeDecision,
            Self::RectificationOrder => ActKind::ServeOrder,
            Self::InspectionNotice => ActKind::Inspection(inspection::Kind::ServeInspectionNotice),
            Self::InspectionResult { .. } => ActKind::Inspection(inspection::Kind::TellResult),
            Self::Urging { .. } => ActKind::Execution(execution::Kind::Urge),
            Self::ExecutionDecision(_) => ActKind::Execution(execution::Kind::ServeExecution),
            Self::UrgingAgain(_) => ActKind::Execution(execution::Kind::UrgeAgain),
            Self::ClearingNotice(_) => ActKind::Execution(execution::Kind::NotifyCleared),
            Self::FreezeDecision(_) => ActKind::Measure(measure::Kind::ServeFreezeDecision),
            Self::ExtensionNotice(_) => ActKind::Measure(measure::Kind::TellExtension),
            Self::HearingNotice { .. } => ActKind::Hearing(hearing::Kind::NotifyHearing),
        })
    }

    /// Codes of the forms that may be served so; empty: any but those that stand with another matter.
    pub(super) const fn forms(&self) -> &'static [&'static str] {
        match self {
            Self::Other => &[],
            Self::PenaltyNotice { .. } => &["GZ01", "GZ02"],
            Self::Decision => &["JD03", "JD05"],
            Self::RectificationOrder => &["JC09"],
            Self::InspectionNotice => &["JC03"],
            Self::InspectionResult { .. } => &["JC08"],
            Self::Urging { .. } | Self::UrgingAgain(_) => &["ZX04"],
            Self::ExecutionDecision(_) => &["ZX06"],
            Self::ClearingNotice(_) => &["ZX04", "ZX06", "ZX07"],
            Self::FreezeDecision(_) => &["QZ06"],
            Self::ExtensionNotice(_) => &["QZ04"],
            Self::HearingNotice { .. } => &["TZ02"],
        }
    }
}

/// Forms whose service always sets something going.
pub(super) const WITH_EFFECT: [&str; 8] = [
    "GZ01", "JD03", "JD05", "JC09", "JC03", "ZX06", "QZ06", "TZ02",
];
