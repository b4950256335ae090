//! Events of service by public notice, and what they make of it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Kind, PublicNotice, Publication, Step};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, OfficerId};

/// Something that has happened in service by public notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 送达公告已发布
    Published(NoticePublished),
    /// 送达公告已撤回
    Withdrawn(NoticeWithdrawn),
    /// 公告期满，视为送达
    Lapsed(NoticeLapsed),
}

/// A paper was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticePublished {
    /// Its number.
    pub number: u32,
    /// What, where and why.
    pub publication: Publication,
    /// Who published it.
    pub by: OfficerId,
}

/// A notice was withdrawn before its last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeWithdrawn {
    /// Its number.
    pub number: u32,
    /// Why.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Who withdrew it.
    pub by: OfficerId,
}

/// A notice has run its days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeLapsed {
    /// Its number.
    pub number: u32,
    /// Its last day: the paper counts as served on it.
    pub served_on: CivilDate,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Published(_) => "PublicNoticePublished",
            Self::Withdrawn(_) => "PublicNoticeWithdrawn",
            Self::Lapsed(_) => "PublicNoticeLapsed",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::Published(_) => Kind::PublishNotice,
            Self::Withdrawn(_) => Kind::WithdrawPublicNotice,
            Self::Lapsed(_) => Kind::LapsePublicNotice,
        }
    }

    const fn number(&self) -> u32 {
        match self {
            Self::Published(it) => it.number,
            Self::Withdrawn(it) => it.number,
            Self::Lapsed(it) => it.number,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::Published(it) => {
                let it = &it.publication;
                let (paper, ground) = (it.paper.zh(), it.ground.zh());
                format!("{ground}，{}在{}公告送达{paper}", it.on.zh(), it.place)
            }
            Self::Withdrawn(it) => format!("撤回送达公告：{}", it.reasons),
            Self::Lapsed(it) => format!("公告期满，{}视为送达", it.served_on.zh()),
        }
    }
}

/// The case after an event of service by public notice; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::PublicNotice(event.kind());
    let notices = &mut case.public_notices;
    let before = notices.iter().position(|it| it.number == event.number());
    let from = before.and_then(|at| Some(notices.get(at)?.step));
    let step = Step::after(from, kind, Outcome::Done)?;
    if let Event::Published(it) = event {
        notices.push(PublicNotice {
            number: it.number,
            step,
            publication: it.publication.clone(),
            by: it.by.clone(),
            served_on: None,
            withdrawn: String::new(),
        });
        return Some(());
    }
    let notice = notices.get_mut(before?)?;
    notice.step = step;
    match event {
        Event::Withdrawn(it) => notice.withdrawn.clone_from(&it.reasons),
        Event::Lapsed(it) => notice.served_on = Some(it.served_on),
        Event::Published(_) => {}
    }
    Some(())
}
