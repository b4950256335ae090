//! A measure as a whole: as callers see it, and as a case that receives it keeps it.

use cases_domain::measure::{Carriage, Extension, Measure, Step};
use cases_domain::procedure::Stage as _;
use cases_domain::{CivilDate, OfficerId};
use contract::cases::v1 as proto;

use super::words::kind;
use super::{
    Read, approval, deposit, item, object, read_approval, read_deposit, read_item, read_kind,
    read_object, read_site, read_testing, site, testing, told,
};
use crate::record::{Unreadable, parts};

/// The measure as callers see it.
pub(crate) fn file(it: &Measure) -> proto::MeasureFile {
    let day = |day: Option<CivilDate>| day.map(|day| day.to_string()).unwrap_or_default();
    proto::MeasureFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        kind: kind(it.kind).into(),
        item: item(&it.item),
        reasons: it.reasons.clone(),
        asked_by: it.asked_by.to_string(),
        asked_date: it.asked_on.to_string(),
        emergency: it.emergency.clone().unwrap_or_default(),
        approval: it.approval.as_ref().map(approval),
        site: it.site.as_ref().map(site),
        officers: parts::officers(&it.officers),
        objects: it.objects.iter().map(object).collect(),
        deposit: it.deposit.as_ref().map(deposit),
        since_date: day(it.since),
        document_number: parts::document_number(it.document_number.as_ref()),
        extension: it.extension.as_ref().map(extension),
        tests: it.tests.iter().map(testing).collect(),
        freeze_service: it.freeze_service.as_ref().map(parts::service),
        release_number: parts::document_number(it.release_number.as_ref()),
        released_because: it.released_because.clone(),
        end: it.end.clone(),
        from: it.from.as_ref().map(carriage),
        to: it.to.as_ref().map(carriage),
    }
}

/// The measure as it was written.
pub(super) fn read_file(it: Option<proto::MeasureFile>) -> Read<Measure> {
    let it = it.ok_or(Unreadable("measure"))?;
    let steps = Step::ALL.iter().copied();
    let step = steps.into_iter().find(|step| step.name() == it.step);
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let officers = parts::read_officers(it.officers.clone())?;
    let objects = it.objects.iter().cloned().map(read_object);
    let tests = it.tests.iter().cloned().map(|it| read_testing(Some(it)));
    Ok(Measure {
        number: parts::number(it.number)?,
        step: step.ok_or(Unreadable("step of a measure"))?,
        kind: read_kind(it.kind()).ok_or(Unreadable("kind of a measure"))?,
        objects: objects.collect::<Read<_>>()?,
        tests: tests.collect::<Read<_>>()?,
        item: read_item(it.item)?,
        asked_on: parts::day(&it.asked_date)?,
        approval: it.approval.map(|it| read_approval(Some(it))).transpose()?,
        site: it.site.map(|it| read_site(Some(it))).transpose()?,
        officers,
        deposit: it.deposit.map(|it| read_deposit(Some(it))).transpose()?,
        since: some(it.since_date)
            .map(|day| parts::day(&day))
            .transpose()?,
        document_number: parts::read_document_number(&it.document_number)?,
        extension: it.extension.map(read_extension).transpose()?,
        freeze_service: told(it.freeze_service)?,
        release_number: parts::read_document_number(&it.release_number)?,
        from: it.from.map(|it| read_carriage(Some(it))).transpose()?,
        to: it.to.map(|it| read_carriage(Some(it))).transpose()?,
        reasons: it.reasons,
        asked_by: OfficerId(it.asked_by),
        emergency: some(it.emergency),
        released_because: it.released_because,
        end: it.end,
    })
}

fn extension(it: &Extension) -> proto::MeasureExtension {
    proto::MeasureExtension {
        days: parts::count(it.days),
        reasons: it.reasons.clone(),
        extended_by: it.by.to_string(),
        extended_date: it.on.to_string(),
        told: it.told.as_ref().map(parts::service),
        document_number: parts::document_number(it.document_number.as_ref()),
    }
}

fn read_extension(it: proto::MeasureExtension) -> Read<Extension> {
    Ok(Extension {
        days: parts::number(it.days)?,
        on: parts::day(&it.extended_date)?,
        told: told(it.told)?,
        document_number: parts::read_document_number(&it.document_number)?,
        reasons: it.reasons,
        by: OfficerId(it.extended_by),
    })
}

pub(super) fn carriage(it: &Carriage) -> proto::MeasureCarriage {
    proto::MeasureCarriage {
        case_id: it.case.to_string(),
        case_code: it.code.to_string(),
        agency: Some(parts::involved(&it.agency)),
        number: parts::count(it.number),
        carried_date: it.on.to_string(),
    }
}

pub(super) fn read_carriage(it: Option<proto::MeasureCarriage>) -> Read<Carriage> {
    let it = it.ok_or(Unreadable("carriage of a measure"))?;
    Ok(Carriage {
        case: parts::case_id(&it.case_id)?,
        code: parts::case_code(&it.case_code)?,
        agency: parts::read_involved(it.agency)?,
        number: parts::number(it.number)?,
        on: parts::day(&it.carried_date)?,
    })
}
