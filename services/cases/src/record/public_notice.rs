//! Service by public notice as the contract writes it, and back.

use cases_domain::OfficerId;
use cases_domain::procedure::Stage as _;
use cases_domain::public_notice::{
    Event, Ground, NoticeLapsed, NoticePublished, NoticeWithdrawn, Paper, PublicNotice, Publication,
};
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::Published(it) => Written::of(&proto::PublicNoticePublished {
            number: parts::count(it.number),
            publication: Some(publication(&it.publication)),
            published_by: it.by.to_string(),
        }),
        Event::Withdrawn(it) => Written::of(&proto::PublicNoticeWithdrawn {
            number: parts::count(it.number),
            reasons: it.reasons.clone(),
            withdrawn_date: it.on.to_string(),
            withdrawn_by: it.by.to_string(),
        }),
        Event::Lapsed(it) => Written::of(&proto::PublicNoticeLapsed {
            number: parts::count(it.number),
            served_date: it.served_on.to_string(),
        }),
    }
}

/// The event of this name; none: it is not one of service by public notice.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "PublicNoticePublished" => {
            let it: proto::PublicNoticePublished = message(written)?;
            Event::Published(NoticePublished {
                number: parts::number(it.number)?,
                publication: read_publication(it.publication)?,
                by: OfficerId::from(it.published_by.as_str()),
            })
        }
        "PublicNoticeWithdrawn" => {
            let it: proto::PublicNoticeWithdrawn = message(written)?;
            Event::Withdrawn(NoticeWithdrawn {
                number: parts::number(it.number)?,
                reasons: it.reasons,
                on: parts::day(&it.withdrawn_date)?,
                by: OfficerId::from(it.withdrawn_by.as_str()),
            })
        }
        "PublicNoticeLapsed" => {
            let it: proto::PublicNoticeLapsed = message(written)?;
            Event::Lapsed(NoticeLapsed {
                number: parts::number(it.number)?,
                served_on: parts::day(&it.served_date)?,
            })
        }
        _ => return Ok(None),
    }))
}

fn read_publication(it: Option<proto::Publication>) -> Read<Publication> {
    let it = it.ok_or(Unreadable("publication"))?;
    Ok(Publication {
        paper: read_paper(it.paper()).ok_or(Unreadable("paper of a publication"))?,
        ground: read_ground(it.ground()).ok_or(Unreadable("ground of a publication"))?,
        on: parts::day(&it.published_date)?,
        attempts: it.attempts,
        place: it.place,
    })
}

/// The notice as callers see it.
pub(crate) fn file(it: &PublicNotice) -> proto::PublicNoticeFile {
    proto::PublicNoticeFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        publication: Some(publication(&it.publication)),
        published_by: it.by.to_string(),
        served_date: it.served_on.map(|on| on.to_string()).unwrap_or_default(),
        withdrawal_reasons: it.withdrawn.clone(),
    }
}

fn publication(it: &Publication) -> proto::Publication {
    proto::Publication {
        paper: paper(it.paper).into(),
        ground: ground(it.ground).into(),
        attempts: it.attempts.clone(),
        place: it.place.clone(),
        published_date: it.on.to_string(),
    }
}

const fn paper(paper: Paper) -> proto::PublicNoticePaper {
    match paper {
        Paper::PenaltyNotice => proto::PublicNoticePaper::PenaltyNotice,
        Paper::Decision => proto::PublicNoticePaper::Decision,
        Paper::RectificationOrder => proto::PublicNoticePaper::RectificationOrder,
    }
}

pub(crate) const fn read_paper(paper: proto::PublicNoticePaper) -> Option<Paper> {
    match paper {
        proto::PublicNoticePaper::PenaltyNotice => Some(Paper::PenaltyNotice),
        proto::PublicNoticePaper::Decision => Some(Paper::Decision),
        proto::PublicNoticePaper::RectificationOrder => Some(Paper::RectificationOrder),
        proto::PublicNoticePaper::Unspecified => None,
    }
}

const fn ground(ground: Ground) -> proto::PublicNoticeGround {
    match ground {
        Ground::Missing => proto::PublicNoticeGround::Missing,
        Ground::Unreachable => proto::PublicNoticeGround::Unreachable,
    }
}

pub(crate) const fn read_ground(ground: proto::PublicNoticeGround) -> Option<Ground> {
    match ground {
        proto::PublicNoticeGround::Missing => Some(Ground::Missing),
        proto::PublicNoticeGround::Unreachable => Some(Ground::Unreachable),
        proto::PublicNoticeGround::Unspecified => None,
    }
}
