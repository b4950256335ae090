//! What the record of a device asks for before it is evidence.

use calendar::CivilDate;
use statute::{Citation, Law};

use super::{Act, Paper, Taken, find};
use crate::beside::{guards, undecided};
use crate::guard::{Fails, View};

const DEVICE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 41).paragraph(1);
const PARTY: Citation = Citation::article(Law::AdministrativePenaltyLaw, 41).paragraph(3);

guards! {
    OfPenalty = "行政处罚案件尚未作出决定", CAPTURE_OUTSIDE_INQUIRY, DEVICE, of_penalty;
    DeviceReviewed = "设备已经过法制和技术审核", DEVICE_NOT_REVIEWED, DEVICE, reviewed;
    PlacePublished = "设备的设置地点已向社会公布", DEVICE_PLACE_NOT_PUBLISHED, DEVICE, published;
    NotBeforeVerified = "告知日期不早于审核日期", CAPTURE_TOLD_UNVERIFIED, PARTY, not_before_verified;
}

fn own<'a>(view: &View<'a>) -> Option<&'a Act> {
    match view.act {
        Some(crate::Act::Offsite(act)) => Some(act),
        _ => None,
    }
}

fn of_penalty(view: &View<'_>) -> Result<(), Fails> {
    match view.case {
        Some(case) if case.penalty().is_none() => Err("本案不是行政处罚普通程序案件".to_owned()),
        _ => undecided(view),
    }
}

fn reviewed(view: &View<'_>) -> Result<(), Fails> {
    let Some(Act::RecordCapture(act)) = own(view) else {
        return Ok(());
    };
    let Taken { device, .. } = &act.taken;
    before(&act.taken, device.legal_review.as_ref(), "法制审核")?;
    before(&act.taken, device.technical_review.as_ref(), "技术审核")
}

fn published(view: &View<'_>) -> Result<(), Fails> {
    let Some(Act::RecordCapture(act)) = own(view) else {
        return Ok(());
    };
    let publication = act.taken.device.publication.as_ref();
    before(&act.taken, publication, "设置地点的公布")
}

/// What the device needs was there when it recorded.
fn before(taken: &Taken, paper: Option<&Paper>, what: &str) -> Result<(), Fails> {
    let (on, device) = (CivilDate::of(taken.at), &taken.device.number);
    match paper {
        None => Err(format!("设备{device}没有{what}的记载")),
        Some(paper) if paper.on > on => Err(format!(
            "设备{device}的{what}于{}完成，晚于记录形成的{}",
            paper.on.zh(),
            on.zh()
        )),
        Some(_) => Ok(()),
    }
}

fn not_before_verified(view: &View<'_>) -> Result<(), Fails> {
    let (Some(Act::TellCapture(act)), Some(case)) = (own(view), view.case) else {
        return Ok(());
    };
    let verified = find(case, act.number).and_then(|it| it.verified.as_ref());
    match verified {
        Some(verified) if act.service.on < verified.on => {
            Err(format!("记录于{}才经审核", verified.on.zh()))
        }
        _ => Ok(()),
    }
}
