//! 听证 (行政处罚法 §63 to §65): what a party may ask for before a heavy penalty is decided.
//!
//! A side procedure: once for each request. While it is open nothing is proposed anew, reviewed, endorsed or decided; what is
//! decided afterwards rests on its record ([`nothing_open`] is a guard of those acts).

mod act;
mod decide;
mod event;
mod guard;
mod procedure;
pub mod reasons;

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use crate::{Case, DocumentNumber, OfficerId, Service, Signature};

pub use act::{
    Act, AnswerHearing, AppointPresider, EndHearing, HoldHearing, Kind, NotifyHearing,
    PostponeHearing, ReportHearing, RequestHearing,
};
pub use event::{
    Event, HearingAnswered, HearingEnded, HearingHeld, HearingNotified, HearingPostponed,
    HearingReported, HearingRequested, PresiderAppointed,
};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use decide::drafted;
pub(crate) use event::evolve;
pub(crate) use guard::nothing_open;

/// A hearing that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hearing {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// How it was asked for.
    pub manner: Manner,
    /// Day on which it was asked for.
    pub requested_on: CivilDate,
    /// Whether that was too late, or there was no right to it.
    pub late: bool,
    /// Reasons of the answer.
    pub answer: String,
    /// Who presides; none: nobody has been appointed.
    pub presider: Option<OfficerId>,
    /// When and where; none: nobody has been told.
    pub session: Option<Session>,
    /// What happened at it; none: it was not held.
    pub minutes: Option<Minutes>,
    /// Why it ended without a report.
    pub ended: Option<EndGround>,
    /// The report (听证报告).
    pub report: String,
    /// Day from which its days do not count towards the decision; none: it was not granted.
    pub since: Option<CivilDate>,
}

/// How a hearing is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// 书面
    Written,
    /// 口头, noted in the record
    Oral,
}

/// When and where a hearing is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Day of the hearing.
    pub on: CivilDate,
    /// Hour and place.
    pub place: String,
    /// Why it is not public; empty: it is.
    pub closed_because: String,
    /// How the party was told.
    pub service: Service,
    /// Number of the notice (文号).
    pub document_number: Option<DocumentNumber>,
}

/// What happened at a hearing (听证笔录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// Day.
    pub on: CivilDate,
    /// Agents who came for the party, one or two; none: it came itself.
    pub agents: Vec<String>,
    /// What the investigators put forward, what the party answered, what was cross-examined.
    pub record: String,
    /// How the party signed.
    pub signature: Signature,
}

/// Why a hearing ends without a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndGround {
    /// 当事人撤回听证申请
    Withdrawn,
    /// 当事人无正当理由拒不出席
    Absent,
    /// 当事人未经许可中途退出
    Left,
}

impl Manner {
    /// The manner in Chinese: `书面`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Written => "书面",
            Self::Oral => "口头",
        }
    }
}

impl EndGround {
    /// The ground in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Withdrawn => "当事人撤回听证申请",
            Self::Absent => "当事人无正当理由拒不出席，视为放弃听证权利",
            Self::Left => "当事人未经许可中途退出，视为放弃听证权利",
        }
    }
}

/// Where each of the case's hearings stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    let hearings = case.hearings.iter();
    hearings.map(|it| (it.number, it.step)).collect()
}

/// How many hearings were held and reported on.
pub(crate) fn held(case: &Case) -> u32 {
    let reported = case.hearings.iter().filter(|it| it.step == Step::Reported);
    u32::try_from(reported.count()).unwrap_or(u32::MAX)
}

/// The hearings that were granted and have not ended, each since the day from which its days may be left out.
pub(crate) fn pending(case: &Case) -> impl Iterator<Item = (u32, CivilDate)> + '_ {
    let open = case.hearings.iter();
    let open = open.filter(|it| !crate::procedure::Stage::is_final(it.step));
    open.filter_map(|it| Some((it.number, it.since?)))
}

/// The hearing of this number.
fn find(case: &Case, number: u32) -> Option<&Hearing> {
    case.hearings.iter().find(|it| it.number == number)
}
