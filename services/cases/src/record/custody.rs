//! Custody as the contract writes it, and back.

use cases_domain::OfficerId;
use cases_domain::custody::{Event, HandedOver, Holder, Received, Step, TakenBack, Transfer};
use cases_domain::procedure::Stage as _;
use contract::cases::v1 as proto;
use contract::cases::v1::custody_holder::Holder as ProtoHolder;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::HandedOver(it) => Written::of(&proto::CustodyHandedOver {
            number: parts::count(it.number),
            exhibit_number: parts::count(it.exhibit),
            from: Some(holder(&it.from)),
            to: Some(holder(&it.to)),
            purpose: it.why.clone(),
            hand_over_time: Some(parts::timestamp(it.at)),
            handed_over_by: it.by.to_string(),
        }),
        Event::Received(it) => Written::of(&proto::CustodyReceived {
            number: parts::count(it.number),
            remark: it.remark.clone(),
            receive_time: Some(parts::timestamp(it.at)),
            received_by: it.by.to_string(),
        }),
        Event::TakenBack(it) => Written::of(&proto::CustodyTakenBack {
            number: parts::count(it.number),
            reasons: it.reasons.clone(),
            take_back_time: Some(parts::timestamp(it.at)),
            taken_back_by: it.by.to_string(),
        }),
    }
}

/// The event of this name; none: it is not one of custody.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "CustodyHandedOver" => {
            let it: proto::CustodyHandedOver = message(written)?;
            Event::HandedOver(HandedOver {
                number: parts::number(it.number)?,
                exhibit: parts::number(it.exhibit_number)?,
                from: known(it.from)?,
                to: known(it.to)?,
                why: it.purpose,
                at: parts::instant(it.hand_over_time)?,
                by: OfficerId(it.handed_over_by),
            })
        }
        "CustodyReceived" => {
            let it: proto::CustodyReceived = message(written)?;
            Event::Received(Received {
                number: parts::number(it.number)?,
                remark: it.remark,
                at: parts::instant(it.receive_time)?,
                by: OfficerId(it.received_by),
            })
        }
        "CustodyTakenBack" => {
            let it: proto::CustodyTakenBack = message(written)?;
            Event::TakenBack(TakenBack {
                number: parts::number(it.number)?,
                reasons: it.reasons,
                at: parts::instant(it.take_back_time)?,
                by: OfficerId(it.taken_back_by),
            })
        }
        _ => return Ok(None),
    }))
}

/// The hand-over as callers see it.
pub(crate) fn file(it: &Transfer) -> proto::CustodyTransfer {
    proto::CustodyTransfer {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        exhibit_number: parts::count(it.exhibit),
        from: Some(holder(&it.from)),
        to: Some(holder(&it.to)),
        purpose: it.why.clone(),
        hand_over_time: Some(parts::timestamp(it.at)),
        handed_over_by: it.by.to_string(),
        remark: it.remark.clone(),
        end_time: it.ended_at.map(parts::timestamp),
        ended_by: parts::officer_id(it.ended_by.as_ref()),
    }
}

/// A hand-over that another case had.
pub(super) fn read_transfer(it: proto::CustodyTransfer) -> Read<Transfer> {
    let mut steps = Step::ALL.iter().copied();
    let step = steps
        .find(|step| step.name() == it.step)
        .ok_or(Unreadable("step of a hand-over"))?;
    Ok(Transfer {
        number: parts::number(it.number)?,
        step,
        exhibit: parts::number(it.exhibit_number)?,
        from: known(it.from)?,
        to: known(it.to)?,
        why: it.purpose,
        at: parts::instant(it.hand_over_time)?,
        by: OfficerId(it.handed_over_by),
        remark: it.remark,
        ended_at: it
            .end_time
            .map(|time| parts::instant(Some(time)))
            .transpose()?,
        ended_by: Some(it.ended_by).filter(|id| !id.is_empty()).map(OfficerId),
    })
}

/// Who holds an exhibit, as the contract writes it.
pub(super) fn holder(it: &Holder) -> proto::CustodyHolder {
    let holder = match it {
        Holder::Officer(id) => ProtoHolder::OfficerId(id.to_string()),
        Holder::Outside(name) => ProtoHolder::Outside(name.clone()),
    };
    proto::CustodyHolder {
        holder: Some(holder),
    }
}

fn known(it: Option<proto::CustodyHolder>) -> Read<Holder> {
    match it.and_then(|it| it.holder) {
        Some(ProtoHolder::OfficerId(id)) => Ok(Holder::Officer(OfficerId(id))),
        Some(ProtoHolder::Outside(name)) => Ok(Holder::Outside(name)),
        None => Err(Unreadable("holder of an exhibit")),
    }
}
