//! What the service of a document sets going: the act that an officer would do who issued and served in one.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use crate::execution::{self, Obligation};
use crate::hearing::{self, NotifyHearing};
use crate::inspection::{self, TellResult};
use crate::measure::{self, TellExtension, TestObjects};
use crate::offsite::{self, TellCapture};
use crate::preservation::{self, Fate, HandlePreserved};
use crate::testing::{self, Retest};
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
    /// 先行登记保存物品处理通知书
    PreservationHandling {
        /// Number of the preservation.
        number: u32,
        /// What becomes of each object.
        fates: Vec<Fate>,
    },
    /// 检测、检验、检疫、鉴定期间告知书
    TestingPeriod {
        /// Number of the measure under which the objects are.
        number: u32,
        /// What is done to what.
        what: String,
        /// First day.
        from: CivilDate,
        /// Last day.
        to: CivilDate,
    },
    /// 检测、检验、检疫、鉴定结果告知书
    TestingResult {
        /// Number of the testing.
        number: u32,
        /// The right to another test; none: there is none.
        retest: Option<Retest>,
    },
    /// 非现场违法事实告知书
    OffsiteFacts {
        /// Number of the device's record.
        number: u32,
        /// How the party sees the record, states and defends itself.
        access: String,
    },
}

/// A form that a matter may be served by: its code, and its name where the code has several; empty: any of them.
type FormOf = (&'static str, &'static str);

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
            Self::PreservationHandling { number, fates } => {
                Act::Preservation(preservation::Act::HandlePreserved(HandlePreserved {
                    number: *number,
                    co_officer,
                    fates: fates.clone(),
                    service,
                }))
            }
            Self::TestingPeriod {
                number,
                what,
                from,
                to,
            } => Act::Measure(Box::new(measure::Act::TestObjects(TestObjects {
                number: *number,
                what: what.clone(),
                from: *from,
                to: *to,
                service,
            }))),
            Self::TestingResult { number, retest } => {
                Act::Testing(testing::Act::TellResult(testing::TellResult {
                    number: *number,
                    service,
                    retest: retest.clone(),
                }))
            }
            Self::OffsiteFacts { number, access } => {
                Act::Offsite(offsite::Act::TellCapture(TellCapture {
                    number: *number,
                    service,
                    access: access.clone(),
                }))
            }
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
            Self::PreservationHandling { .. } => {
                ActKind::Preservation(preservation::Kind::HandlePreserved)
            }
            Self::TestingPeriod { .. } => ActKind::Measure(measure::Kind::TestObjects),
            Self::TestingResult { .. } => ActKind::Testing(testing::Kind::TellResult),
            Self::OffsiteFacts { .. } => ActKind::Offsite(offsite::Kind::TellCapture),
        })
    }

    /// Number of the thing of the case it is about; none: of the case itself, or of a thing that begins with it.
    pub(super) const fn about(&self) -> Option<u32> {
        Some(match self {
            Self::ExecutionDecision(number)
            | Self::UrgingAgain(number)
            | Self::ClearingNotice(number)
            | Self::FreezeDecision(number)
            | Self::ExtensionNotice(number)
            | Self::HearingNotice { number, .. }
            | Self::PreservationHandling { number, .. }
            | Self::TestingPeriod { number, .. }
            | Self::TestingResult { number, .. }
            | Self::OffsiteFacts { number, .. } => *number,
            Self::Other
            | Self::PenaltyNotice { .. }
            | Self::Decision
            | Self::RectificationOrder
            | Self::InspectionNotice
            | Self::InspectionResult { .. }
            | Self::Urging { .. } => return None,
        })
    }

    /// The forms that may be served so; empty: any whose service sets nothing going that the case still waits for.
    pub(super) const fn forms(&self) -> &'static [FormOf] {
        match self {
            Self::Other => &[],
            Self::PenaltyNotice { .. } => &[("GZ01", ""), ("GZ02", "")],
            Self::Decision => &[
                ("JD03", ""),
                ("JD05", "不予行政处罚决定书"),
                ("JD06", "变更行政处罚决定书"),
            ],
            Self::RectificationOrder => &[("JC09", "")],
            Self::InspectionNotice => &[("JC03", "")],
            Self::InspectionResult { .. } => &[("JC08", "")],
            Self::Urging { .. } | Self::UrgingAgain(_) => &[("ZX04", "")],
            Self::ExecutionDecision(_) => {
                &[("ZX06", "行政强制执行决定书"), ("ZX06", "代履行决定书")]
            }
            Self::ClearingNotice(_) => &[("ZX04", ""), ("ZX06", ""), ("ZX07", "")],
            Self::FreezeDecision(_) => &[("QZ06", "冻结决定书")],
            Self::ExtensionNotice(_) => &[("QZ04", ""), ("QZ06", "延长冻结期限决定书")],
            Self::HearingNotice { .. } => &[("TZ02", "听证通知书")],
            Self::PreservationHandling { .. } => &[("DC12", "先行登记保存物品处理通知书")],
            Self::TestingPeriod { .. } => &[("DC14", "")],
            Self::TestingResult { .. } => &[("DC15", "")],
            Self::OffsiteFacts { .. } => &[("DC16", "非现场违法事实告知书")],
        }
    }
}
