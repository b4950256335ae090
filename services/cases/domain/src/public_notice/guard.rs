//! What service by public notice asks for, and what it asks of the acts that serve.

use calendar::CivilDate;
use statute::{Citation, Law};

use super::{Act, Paper, PublicNotice, Publication, Step};
use crate::beside::guards;
use crate::guard::{Fails, View};
use crate::procedure::{inspection, penalty};
use crate::{ActKind, Case, DeadlineKind, Procedure, ServiceManner};

const RULE: Citation = Citation::article(Law::CivilProcedureLaw, 95);

guards! {
    PaperWaits = "公告的文书待送达", PAPER_NOT_WAITING, RULE, paper_waits;
    PublishedOnce = "同一文书没有正在进行的公告", PUBLIC_NOTICE_REPEATED, RULE, published_once;
    PeriodOver = "公告期已届满", PUBLIC_NOTICE_STILL_RUNNING, RULE, period_over;
    LastDayNamed = "公告送达经公告期满", PUBLIC_NOTICE_NOT_OVER, RULE, last_day_named;
    NotBothWays = "以其他方式送达的，公告已撤回", PUBLIC_NOTICE_NOT_WITHDRAWN, RULE, not_both_ways;
}

fn publication<'a>(view: &View<'a>) -> Option<&'a Publication> {
    match view.act {
        Some(crate::Act::PublicNotice(Act::PublishNotice(act))) => Some(&act.publication),
        _ => None,
    }
}

fn paper_waits(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(publication)) = (view.case, publication(view)) else {
        return Ok(());
    };
    let paper = publication.paper.zh();
    match waiting_since(case, publication.paper) {
        None => Err(format!("案件现为“{}”，没有待送达的{paper}", case.step_zh())),
        Some(since) if publication.on < since => {
            Err(format!("{paper}于{}才具备送达条件", since.zh()))
        }
        Some(_) => Ok(()),
    }
}

/// Since when a paper waits to be served; none: it does not.
fn waiting_since(case: &Case, paper: Paper) -> Option<CivilDate> {
    use penalty::Step::{Decided, Dismissed, Reviewed};
    match (&case.procedure, paper) {
        (Procedure::OrdinaryPenalty(it), Paper::PenaltyNotice) if it.step == Reviewed => {
            Some(it.inquiry.as_ref()?.on)
        }
        (Procedure::OrdinaryPenalty(it), Paper::Decision)
            if matches!(it.step, Decided | Dismissed) =>
        {
            case.decided_on()
        }
        (Procedure::Inspection(it), Paper::RectificationOrder)
            if it.step == inspection::Step::Ordered =>
        {
            Some(case.last_step_on)
        }
        _ => None,
    }
}

/// What an act serves that may have been published.
const fn served(kind: ActKind) -> Option<Paper> {
    match kind {
        ActKind::ServeNotice => Some(Paper::PenaltyNotice),
        ActKind::ServeDecision => Some(Paper::Decision),
        ActKind::ServeOrder => Some(Paper::RectificationOrder),
        _ => None,
    }
}

fn running(case: &Case, paper: Paper) -> Option<&PublicNotice> {
    let mut running = case.public_notices.iter();
    running.find(|it| it.step == Step::Published && it.publication.paper == paper)
}

/// Whether what an act serves is being served by public notice.
pub(crate) fn is_under_way(case: &Case, kind: ActKind) -> bool {
    served(kind).is_some_and(|paper| running(case, paper).is_some())
}

fn published_once(view: &View<'_>) -> Result<(), Fails> {
    let notice = publication(view);
    let running = notice
        .zip(view.case)
        .and_then(|(notice, case)| running(case, notice.paper));
    match running {
        Some(it) => Err(format!(
            "{}的送达公告已于{}发布，公告期未满",
            it.publication.paper.zh(),
            it.publication.on.zh()
        )),
        None => Ok(()),
    }
}

fn period_over(view: &View<'_>) -> Result<(), Fails> {
    let clock = DeadlineKind::PublicNotice.about(view.about);
    match view.case.and_then(|case| case.running(clock)) {
        Some(running) if view.facts.now < running.over_at() => {
            Err(format!("公告期至{}", running.due.zh()))
        }
        _ => Ok(()),
    }
}

fn last_day_named(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(service)) = (view.case, view.act.and_then(crate::Act::service)) else {
        return Ok(());
    };
    if service.manner != ServiceManner::PublicNotice {
        return Ok(());
    }
    let Some(paper) = served(view.kind) else {
        return Err("该文书不能在本平台以公告方式送达".to_owned());
    };
    if let Some(it) = running(case, paper) {
        let due = case.running(DeadlineKind::PublicNotice.about(it.number));
        let until = due.map_or_else(String::new, |it| format!("，至{}", it.due.zh()));
        return Err(format!("{}的公告期未满{until}", paper.zh()));
    }
    let since = waiting_since(case, paper);
    let mut newest_first = case.public_notices.iter().rev();
    let lapsed = newest_first.find(|it| {
        it.publication.paper == paper
            && it.served_on.is_some()
            && since.is_none_or(|since| it.publication.on >= since)
    });
    match lapsed.and_then(|it| it.served_on) {
        None => Err(format!("{}没有发布过送达公告", paper.zh())),
        Some(on) if on != service.on => Err(format!(
            "公告期满之日为{}，所填送达日期为{}",
            on.zh(),
            service.on.zh()
        )),
        Some(_) => Ok(()),
    }
}

fn not_both_ways(view: &View<'_>) -> Result<(), Fails> {
    let manner = view.act.and_then(crate::Act::service).map(|it| it.manner);
    if manner.is_none_or(|manner| manner == ServiceManner::PublicNotice) {
        return Ok(());
    }
    let notice = view
        .case
        .zip(served(view.kind))
        .and_then(|(case, paper)| running(case, paper));
    match notice {
        Some(it) => Err(format!(
            "{}正在公告送达（第{}号公告）",
            it.publication.paper.zh(),
            it.number
        )),
        None => Ok(()),
    }
}
