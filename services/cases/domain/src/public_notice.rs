//! 公告送达 (民事诉讼法 §95): service on a party that is missing, or whom no other manner reaches.
//!
//! A side procedure: once for each paper that waits to be served. The paper is served by the notice's last day (K40), which the
//! clock notes by itself; the act that serves the paper then names that day. Before a decision the days of the notice do not
//! count where the line's own rules leave them out ([`crate::standstill`]).

mod act;
mod decide;
mod event;
mod guard;
mod procedure;
pub mod reasons;

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use crate::{Case, OfficerId};

pub use act::{Act, Kind, PublishNotice, WithdrawPublicNotice};
pub use event::{Event, NoticeLapsed, NoticePublished, NoticeWithdrawn};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use event::evolve;
pub(crate) use guard::is_under_way;

/// A paper that is served by public notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicNotice {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// What was published.
    pub publication: Publication,
    /// Who published it.
    pub by: OfficerId,
    /// Day on which the paper counts as served; none: the notice runs, or was withdrawn.
    pub served_on: Option<CivilDate>,
    /// Why it was withdrawn; empty: it was not.
    pub withdrawn: String,
}

/// What is published, where, and why there was no other way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// The paper.
    pub paper: Paper,
    /// Why nothing else is left.
    pub ground: Ground,
    /// How it was tried before: the reasons and the course of it, as the file has to say (民事诉讼法 §95(2)).
    pub attempts: String,
    /// Where it was published, e.g. `福建日报` or the agency's notice board.
    pub place: String,
    /// Day of publication.
    pub on: CivilDate,
}

/// What can be served by public notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// 行政处罚告知书
    PenaltyNotice,
    /// 行政处罚决定书 or 不予行政处罚决定书
    Decision,
    /// 责令改正通知书
    RectificationOrder,
}

/// When a paper may be served by public notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// 受送达人下落不明
    Missing,
    /// 用其他方式无法送达
    Unreachable,
}

impl Paper {
    /// The paper in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::PenaltyNotice => "行政处罚告知书",
            Self::Decision => "行政处罚决定书",
            Self::RectificationOrder => "责令改正通知书",
        }
    }
}

impl Ground {
    /// The ground in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Missing => "受送达人下落不明",
            Self::Unreachable => "用其他方式无法送达",
        }
    }
}

/// Where each of the case's notices stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    let notices = case.public_notices.iter();
    notices.map(|it| (it.number, it.step)).collect()
}

/// The running notices whose days may be left out of those to decide, each since its publication.
pub(crate) fn before_decision(case: &Case) -> impl Iterator<Item = (u32, CivilDate)> + '_ {
    let running = case.public_notices.iter();
    let running = running.filter(|it| it.step == Step::Published);
    let notices = running.filter(|it| it.publication.paper == Paper::PenaltyNotice);
    notices.map(|it| (it.number, it.publication.on))
}

/// The notice of this number.
fn find(case: &Case, number: u32) -> Option<&PublicNotice> {
    case.public_notices.iter().find(|it| it.number == number)
}
