//! Measures of compulsion as the contract writes them, and back.

mod file;
mod words;

use cases_domain::measure::{
    Applied, Approval, Approved, Carried, Deposit, Ended, Event, Extended, Frozen, Handled,
    Implemented, Object, Received, Released, Returned, Returning, Site, Tested, Testing,
};
use cases_domain::{ItemSnapshot, OfficerId, Service};
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

pub(crate) use file::file;

use file::{carriage, read_carriage, read_file};
use words::{ground, handling, holding, kind, left, read_holding, read_left};

pub(crate) use words::{read_ground, read_handling, read_kind};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    let number = parts::count(event.number());
    match event {
        Event::Applied(it) => Written::of(&applied(it)),
        Event::Approved(it) => Written::of(&proto::MeasureApproved {
            number,
            approval: Some(approval(&it.approval)),
        }),
        Event::Withdrawn(it) => Written::of(&proto::MeasureWithdrawn {
            number,
            reasons: it.reasons.clone(),
            withdrawn_date: it.on.to_string(),
            recorded_by: it.by.to_string(),
        }),
        Event::Implemented(it) => Written::of(&implemented(it)),
        Event::Frozen(it) => Written::of(&proto::DepositFrozen {
            number,
            officers: parts::officers(&it.officers),
            deposit: Some(deposit(&it.deposit)),
            freeze_time: Some(parts::timestamp(it.at)),
            document_number: parts::document_number(it.document_number.as_ref()),
        }),
        Event::FreezeDecisionServed { service, by, .. } => {
            Written::of(&proto::FreezeDecisionServed {
                number,
                service: Some(parts::service(service)),
                recorded_by: by.to_string(),
            })
        }
        Event::Extended(it) => Written::of(&proto::MeasureExtended {
            number,
            freeze: it.freeze,
            days: parts::count(it.days),
            reasons: it.reasons.clone(),
            extended_date: it.on.to_string(),
            extended_by: it.by.to_string(),
            document_number: parts::document_number(it.document_number.as_ref()),
        }),
        Event::ExtensionTold { service, by, .. } => Written::of(&proto::MeasureExtensionTold {
            number,
            service: Some(parts::service(service)),
            recorded_by: by.to_string(),
        }),
        Event::Tested(it) => Written::of(&proto::MeasureTestingTold {
            number,
            testing: Some(testing(&it.testing)),
            recorded_by: it.by.to_string(),
        }),
        Event::TestingEnded { on, by, .. } => Written::of(&proto::MeasureTestingEnded {
            number,
            ended_date: on.to_string(),
            recorded_by: by.to_string(),
        }),
        Event::Disposed {
            objects,
            reasons,
            proceeds,
            on,
            by,
            ..
        } => Written::of(&proto::ObjectsDisposed {
            number,
            objects: counts(objects),
            reasons: reasons.clone(),
            proceeds_fen: parts::fen(*proceeds),
            disposed_date: on.to_string(),
            disposed_by: by.to_string(),
        }),
        Event::Handled(it) => Written::of(&proto::ObjectsHandled {
            number,
            objects: counts(&it.objects),
            handling: handling(it.handling).into(),
            reasons: it.reasons.clone(),
            told: it.told.as_ref().map(parts::service),
            handled_date: it.on.to_string(),
            handled_by: it.by.to_string(),
            left: left(it.left).into(),
        }),
        Event::Released(it) => Written::of(&proto::ObjectsReleased {
            number,
            objects: counts(&it.objects),
            ground: ground(it.ground).into(),
            reasons: it.reasons.clone(),
            released_date: it.on.to_string(),
            released_by: it.by.to_string(),
            document_number: parts::document_number(it.document_number.as_ref()),
            left: left(it.left).into(),
        }),
        Event::Returned(it) => Written::of(&proto::ObjectsReturned {
            number,
            officers: parts::officers(&it.officers),
            objects: it.objects.iter().map(returning).collect(),
            signature: Some(parts::signature(&it.signature)),
            returned_date: it.on.to_string(),
            left: left(it.left).into(),
        }),
        Event::Unfrozen {
            ground: why,
            reasons,
            on,
            by,
            document_number,
            ..
        } => Written::of(&proto::DepositUnfrozen {
            number,
            ground: ground(*why).into(),
            reasons: reasons.clone(),
            unfrozen_date: on.to_string(),
            unfrozen_by: by.to_string(),
            document_number: parts::document_number(document_number.as_ref()),
        }),
        Event::Carried(it) => Written::of(&proto::MeasureCarried {
            number,
            to: Some(carriage(&it.to)),
            recorded_by: it.by.to_string(),
        }),
        Event::ApprovalLapsed { at, .. } => Written::of(&proto::MeasureApprovalLapsed {
            number,
            lapse_time: Some(parts::timestamp(*at)),
        }),
        Event::Expired { on, .. } => Written::of(&proto::MeasureExpired {
            number,
            expired_date: on.to_string(),
        }),
    }
}

/// The event of this name; none: it is not one of a measure.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "MeasureApplied" => Event::Applied(read_applied(message(written)?)?),
        "MeasureApproved" => {
            let it: proto::MeasureApproved = message(written)?;
            Event::Approved(Approved {
                number: parts::number(it.number)?,
                approval: read_approval(it.approval)?,
            })
        }
        "MeasureWithdrawn" => {
            let it: proto::MeasureWithdrawn = message(written)?;
            Event::Withdrawn(Ended {
                number: parts::number(it.number)?,
                on: parts::day(&it.withdrawn_date)?,
                reasons: it.reasons,
                by: OfficerId(it.recorded_by),
            })
        }
        "MeasureImplemented" => Event::Implemented(Box::new(read_implemented(message(written)?)?)),
        "DepositFrozen" => {
            let it: proto::DepositFrozen = message(written)?;
            Event::Frozen(Frozen {
                number: parts::number(it.number)?,
                officers: parts::read_officers(it.officers)?,
                deposit: read_deposit(it.deposit)?,
                at: parts::instant(it.freeze_time)?,
                document_number: parts::read_document_number(&it.document_number)?,
            })
        }
        "FreezeDecisionServed" => {
            let it: proto::FreezeDecisionServed = message(written)?;
            Event::FreezeDecisionServed {
                number: parts::number(it.number)?,
                service: parts::read_service(it.service)?,
                by: OfficerId(it.recorded_by),
            }
        }
        "MeasureExtended" => {
            let it: proto::MeasureExtended = message(written)?;
            Event::Extended(Extended {
                number: parts::number(it.number)?,
                freeze: it.freeze,
                days: parts::number(it.days)?,
                on: parts::day(&it.extended_date)?,
                document_number: parts::read_document_number(&it.document_number)?,
                reasons: it.reasons,
                by: OfficerId(it.extended_by),
            })
        }
        "MeasureExtensionTold" => {
            let it: proto::MeasureExtensionTold = message(written)?;
            Event::ExtensionTold {
                number: parts::number(it.number)?,
                service: parts::read_service(it.service)?,
                by: OfficerId(it.recorded_by),
            }
        }
        "MeasureTestingTold" => {
            let it: proto::MeasureTestingTold = message(written)?;
            Event::Tested(Tested {
                number: parts::number(it.number)?,
                testing: read_testing(it.testing)?,
                by: OfficerId(it.recorded_by),
            })
        }
        "MeasureTestingEnded" => {
            let it: proto::MeasureTestingEnded = message(written)?;
            Event::TestingEnded {
                number: parts::number(it.number)?,
                on: parts::day(&it.ended_date)?,
                by: OfficerId(it.recorded_by),
            }
        }
        "MeasureApprovalLapsed" => {
            let it: proto::MeasureApprovalLapsed = message(written)?;
            Event::ApprovalLapsed {
                number: parts::number(it.number)?,
                at: parts::instant(it.lapse_time)?,
            }
        }
        "MeasureExpired" => {
            let it: proto::MeasureExpired = message(written)?;
            Event::Expired {
                number: parts::number(it.number)?,
                on: parts::day(&it.expired_date)?,
            }
        }
        _ => return read_end(name, written),
    }))
}

/// The event of this name by which objects leave a measure.
fn read_end(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "ObjectsDisposed" => {
            let it: proto::ObjectsDisposed = message(written)?;
            Event::Disposed {
                number: parts::number(it.number)?,
                objects: numbers(&it.objects)?,
                proceeds: parts::amount(it.proceeds_fen)?,
                on: parts::day(&it.disposed_date)?,
                reasons: it.reasons,
                by: OfficerId(it.disposed_by),
            }
        }
        "ObjectsHandled" => {
            let it: proto::ObjectsHandled = message(written)?;
            Event::Handled(Handled {
                number: parts::number(it.number)?,
                objects: numbers(&it.objects)?,
                handling: read_handling(it.handling()).ok_or(Unreadable("handling of objects"))?,
                told: told(it.told.clone())?,
                on: parts::day(&it.handled_date)?,
                left: read_left(it.left())?,
                reasons: it.reasons,
                by: OfficerId(it.handled_by),
            })
        }
        "ObjectsReleased" => {
            let it: proto::ObjectsReleased = message(written)?;
            Event::Released(Released {
                number: parts::number(it.number)?,
                objects: numbers(&it.objects)?,
                ground: read_ground(it.ground()).ok_or(Unreadable("ground of release"))?,
                on: parts::day(&it.released_date)?,
                document_number: parts::read_document_number(&it.document_number)?,
                left: read_left(it.left())?,
                reasons: it.reasons,
                by: OfficerId(it.released_by),
            })
        }
        "ObjectsReturned" => {
            let it: proto::ObjectsReturned = message(written)?;
            let left = read_left(it.left())?;
            let objects = it.objects.into_iter().map(read_returning);
            Event::Returned(Returned {
                number: parts::number(it.number)?,
                officers: parts::read_officers(it.officers)?,
                objects: objects.collect::<Read<_>>()?,
                signature: parts::read_signature(it.signature)?,
                on: parts::day(&it.returned_date)?,
                left,
            })
        }
        "MeasureCarried" => {
            let it: proto::MeasureCarried = message(written)?;
            Event::Carried(Box::new(Carried {
                number: parts::number(it.number)?,
                to: read_carriage(it.to)?,
                by: OfficerId(it.recorded_by),
            }))
        }
        "DepositUnfrozen" => {
            let it: proto::DepositUnfrozen = message(written)?;
            Event::Unfrozen {
                number: parts::number(it.number)?,
                ground: read_ground(it.ground()).ok_or(Unreadable("ground of release"))?,
                on: parts::day(&it.unfrozen_date)?,
                document_number: parts::read_document_number(&it.document_number)?,
                reasons: it.reasons,
                by: OfficerId(it.unfrozen_by),
            }
        }
        _ => return Ok(None),
    }))
}

/// That a measure came along, as the record keeps it.
pub(super) fn write_received(it: &Received) -> Written {
    Written::of(&proto::MeasureReceived {
        measure: Some(file(&it.measure)),
        recorded_by: it.by.to_string(),
    })
}

pub(super) fn read_received(written: &Written) -> Read<Received> {
    let it: proto::MeasureReceived = message(written)?;
    Ok(Received {
        measure: read_file(it.measure)?,
        by: OfficerId(it.recorded_by),
    })
}

fn applied(it: &Applied) -> proto::MeasureApplied {
    proto::MeasureApplied {
        number: parts::count(it.number),
        kind: kind(it.kind).into(),
        item: item(&it.item),
        reasons: it.reasons.clone(),
        applied_date: it.on.to_string(),
        applied_by: it.by.to_string(),
    }
}

fn read_applied(it: proto::MeasureApplied) -> Read<Applied> {
    Ok(Applied {
        number: parts::number(it.number)?,
        kind: read_kind(it.kind()).ok_or(Unreadable("kind of a measure"))?,
        item: read_item(it.item)?,
        on: parts::day(&it.applied_date)?,
        reasons: it.reasons,
        by: OfficerId(it.applied_by),
    })
}

fn implemented(it: &Implemented) -> proto::MeasureImplemented {
    let at_once = it.at_once.as_ref();
    proto::MeasureImplemented {
        number: parts::count(it.number),
        at_once: at_once.map(|(it, _)| applied(it)),
        emergency: at_once.map(|(_, why)| why.clone()).unwrap_or_default(),
        officers: parts::officers(&it.officers),
        site: Some(site(&it.site)),
        objects: it.objects.iter().map(object).collect(),
        document_number: parts::document_number(it.document_number.as_ref()),
    }
}

fn read_implemented(it: proto::MeasureImplemented) -> Read<Implemented> {
    let emergency = it.emergency;
    let at_once = it.at_once.map(read_applied).transpose()?;
    Ok(Implemented {
        number: parts::number(it.number)?,
        at_once: at_once.map(|applied| (applied, emergency)),
        officers: parts::read_officers(it.officers)?,
        site: read_site(it.site)?,
        objects: it
            .objects
            .into_iter()
            .map(read_object)
            .collect::<Read<_>>()?,
        document_number: parts::read_document_number(&it.document_number)?,
    })
}

/// The item, in the list that the contract's items are written as.
pub(super) fn item(it: &ItemSnapshot) -> Option<proto::ItemSnapshot> {
    parts::items(std::slice::from_ref(it)).pop()
}

pub(super) fn read_item(it: Option<proto::ItemSnapshot>) -> Read<ItemSnapshot> {
    let items = parts::read_items(it.into_iter().collect())?;
    items.into_iter().next().ok_or(Unreadable("item"))
}

fn approval(it: &Approval) -> proto::MeasureApproval {
    proto::MeasureApproval {
        granted: it.granted,
        reasons: it.reasons.clone(),
        approved_by: it.by.to_string(),
        approve_time: Some(parts::timestamp(it.at)),
    }
}

fn read_approval(it: Option<proto::MeasureApproval>) -> Read<Approval> {
    let it = it.ok_or(Unreadable("approval"))?;
    Ok(Approval {
        granted: it.granted,
        reasons: it.reasons,
        by: OfficerId(it.approved_by),
        at: parts::instant(it.approve_time)?,
    })
}

fn site(it: &Site) -> proto::MeasureSite {
    proto::MeasureSite {
        place: it.place.clone(),
        start_time: Some(parts::timestamp(it.started)),
        end_time: Some(parts::timestamp(it.ended)),
        certificates_shown: it.certificates_shown,
        party_present: it.party_present,
        reasons_told: it.reasons_told,
        heard: it.heard,
        statement: it.statement.clone(),
        handed_over: it.handed_over,
        list_copies: parts::count(it.list_copies),
        signature: Some(parts::signature(&it.signature)),
        recording: it.recording.clone(),
    }
}

fn read_site(it: Option<proto::MeasureSite>) -> Read<Site> {
    let it = it.ok_or(Unreadable("on-site record of a measure"))?;
    Ok(Site {
        place: it.place,
        started: parts::instant(it.start_time)?,
        ended: parts::instant(it.end_time)?,
        certificates_shown: it.certificates_shown,
        party_present: it.party_present,
        reasons_told: it.reasons_told,
        heard: it.heard,
        statement: it.statement,
        handed_over: it.handed_over,
        list_copies: parts::number(it.list_copies)?,
        signature: parts::read_signature(it.signature)?,
        recording: it.recording,
    })
}

fn object(it: &Object) -> proto::MeasureObject {
    proto::MeasureObject {
        number: parts::count(it.number),
        name: it.name.clone(),
        specification: it.specification.clone(),
        quantity: it.quantity.clone(),
        unit: it.unit.clone(),
        condition: it.condition.clone(),
        custody: it.custody.clone(),
        custodian: it.custodian.clone(),
        perishable: it.perishable,
        holding: holding(it.holding).into(),
        proceeds_fen: parts::fen(it.proceeds),
        loss: it.loss.clone(),
        compensation_fen: parts::fen(it.compensation),
    }
}

fn read_object(it: proto::MeasureObject) -> Read<Object> {
    Ok(Object {
        number: parts::number(it.number)?,
        holding: read_holding(it.holding())?,
        proceeds: parts::amount(it.proceeds_fen)?,
        compensation: parts::amount(it.compensation_fen)?,
        name: it.name,
        specification: it.specification,
        quantity: it.quantity,
        unit: it.unit,
        condition: it.condition,
        custody: it.custody,
        custodian: it.custodian,
        perishable: it.perishable,
        loss: it.loss,
    })
}

fn deposit(it: &Deposit) -> proto::FrozenDeposit {
    proto::FrozenDeposit {
        bank: it.bank.clone(),
        account: it.account.clone(),
        amount_fen: parts::fen(it.amount),
    }
}

fn read_deposit(it: Option<proto::FrozenDeposit>) -> Read<Deposit> {
    let it = it.ok_or(Unreadable("deposit"))?;
    Ok(Deposit {
        amount: parts::amount(it.amount_fen)?,
        bank: it.bank,
        account: it.account,
    })
}

fn testing(it: &Testing) -> proto::MeasureTesting {
    proto::MeasureTesting {
        what: it.what.clone(),
        from_date: it.from.to_string(),
        to_date: it.to.to_string(),
        told: Some(parts::service(&it.told)),
        ended_date: it.ended_on.map(|on| on.to_string()).unwrap_or_default(),
    }
}

fn read_testing(it: Option<proto::MeasureTesting>) -> Read<Testing> {
    let it = it.ok_or(Unreadable("test"))?;
    let ended_on = Some(it.ended_date.as_str()).filter(|on| !on.is_empty());
    Ok(Testing {
        from: parts::day(&it.from_date)?,
        to: parts::day(&it.to_date)?,
        told: parts::read_service(it.told)?,
        ended_on: ended_on.map(parts::day).transpose()?,
        what: it.what,
    })
}

fn returning(it: &Returning) -> proto::ObjectReturn {
    proto::ObjectReturn {
        object: parts::count(it.object),
        loss: it.loss.clone(),
        compensation_fen: parts::fen(it.compensation),
    }
}

fn read_returning(it: proto::ObjectReturn) -> Read<Returning> {
    Ok(Returning {
        object: parts::number(it.object)?,
        compensation: parts::amount(it.compensation_fen)?,
        loss: it.loss,
    })
}

fn told(it: Option<proto::Service>) -> Read<Option<Service>> {
    it.map(|it| parts::read_service(Some(it))).transpose()
}

fn counts(numbers: &[u32]) -> Vec<i32> {
    numbers.iter().map(|number| parts::count(*number)).collect()
}

fn numbers(counts: &[i32]) -> Read<Vec<u32>> {
    counts.iter().map(|count| parts::number(*count)).collect()
}
