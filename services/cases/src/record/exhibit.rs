//! Exhibits as the contract writes them, and back.

use cases_domain::exhibit::{
    Event, Exhibit, ExhibitAdded, ExhibitLinked, File, Grant, GrantMade, GrantUsed, GrantWithdrawn,
    Link, Origin, Step, Taken,
};
use cases_domain::procedure::Stage as _;
use cases_domain::{Case, OfficerId, custody as domain_custody};
use contract::cases::v1 as proto;
use contract::cases::v1::exhibit_link::Link as ProtoLink;

use super::read::message;
use super::{Unreadable, Written, custody, parts, recording};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::ExhibitAdded(it) => Written::of(&proto::ExhibitAdded {
            exhibit: Some(exhibit(&it.exhibit)),
        }),
        Event::ExhibitLinked(it) => Written::of(&proto::ExhibitLinked {
            number: parts::count(it.number),
            link: Some(link(it.link)),
            linked_date: it.on.to_string(),
            linked_by: it.by.to_string(),
        }),
        Event::GrantMade(it) => Written::of(&proto::EvidenceGrantMade {
            number: parts::count(it.number),
            grant: Some(grant(&it.grant)),
        }),
        Event::GrantWithdrawn(it) => Written::of(&proto::EvidenceGrantWithdrawn {
            number: parts::count(it.number),
            grant_number: parts::count(it.grant),
            reasons: it.reasons.clone(),
            withdrawn_date: it.on.to_string(),
            withdrawn_by: it.by.to_string(),
        }),
        Event::GrantUsed(it) => Written::of(&proto::EvidenceGrantUsed {
            exhibit: Some(exhibit(&it.exhibit)),
        }),
    }
}

/// The event of this name; none: it is not an exhibit's.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "ExhibitAdded" => {
            let it: proto::ExhibitAdded = message(written)?;
            Event::ExhibitAdded(Box::new(ExhibitAdded {
                exhibit: read_exhibit(it.exhibit)?,
            }))
        }
        "ExhibitLinked" => {
            let it: proto::ExhibitLinked = message(written)?;
            Event::ExhibitLinked(ExhibitLinked {
                number: parts::number(it.number)?,
                link: it
                    .link
                    .and_then(read_link)
                    .ok_or(Unreadable("link of an exhibit"))?,
                on: parts::day(&it.linked_date)?,
                by: OfficerId(it.linked_by),
            })
        }
        "EvidenceGrantMade" => {
            let it: proto::EvidenceGrantMade = message(written)?;
            Event::GrantMade(GrantMade {
                number: parts::number(it.number)?,
                grant: read_grant(it.grant.ok_or(Unreadable("grant"))?)?,
            })
        }
        "EvidenceGrantWithdrawn" => {
            let it: proto::EvidenceGrantWithdrawn = message(written)?;
            Event::GrantWithdrawn(GrantWithdrawn {
                number: parts::number(it.number)?,
                grant: parts::number(it.grant_number)?,
                reasons: it.reasons,
                on: parts::day(&it.withdrawn_date)?,
                by: OfficerId(it.withdrawn_by),
            })
        }
        "EvidenceGrantUsed" => {
            let it: proto::EvidenceGrantUsed = message(written)?;
            Event::GrantUsed(Box::new(GrantUsed {
                exhibit: read_exhibit(it.exhibit)?,
            }))
        }
        _ => return Ok(None),
    }))
}

/// The exhibit as callers see it: with who holds it now.
pub(crate) fn file(case: &Case, it: &Exhibit) -> proto::ExhibitFile {
    proto::ExhibitFile {
        holder: domain_custody::holder(case, it.number).map(|it| custody::holder(&it)),
        ..exhibit(it)
    }
}

fn exhibit(it: &Exhibit) -> proto::ExhibitFile {
    proto::ExhibitFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        kind: parts::written_evidence_kind(it.kind).into(),
        name: it.file.name.clone(),
        media_type: it.file.media_type.clone(),
        size_bytes: i64::try_from(it.file.size).unwrap_or(i64::MAX),
        sm3: it.file.sm3.clone(),
        sha256: it.file.sha256.clone(),
        capture_time: Some(parts::timestamp(it.taken.at)),
        device: it.taken.device.clone(),
        place: it.taken.place.clone(),
        receive_time: Some(parts::timestamp(it.received)),
        officers: parts::officers(&it.officers),
        proves: it.proves.clone(),
        evidence_number: parts::count(it.evidence),
        links: it.links.iter().copied().map(link).collect(),
        grants: it.grants.iter().map(grant).collect(),
        origin: it.origin.as_deref().map(origin),
        holder: None,
    }
}

fn read_exhibit(it: Option<proto::ExhibitFile>) -> Read<Exhibit> {
    let it = it.ok_or(Unreadable("exhibit"))?;
    let kind = parts::evidence_kind(it.kind()).ok_or(Unreadable("kind of evidence"))?;
    let links = it.links.into_iter().map(read_link);
    let grants = it.grants.into_iter().map(read_grant);
    Ok(Exhibit {
        number: parts::number(it.number)?,
        step: Step::OnFile,
        kind,
        file: File {
            name: it.name,
            media_type: it.media_type,
            size: u64::try_from(it.size_bytes).map_err(|_| Unreadable("size of a file"))?,
            sm3: it.sm3,
            sha256: it.sha256,
        },
        taken: Taken {
            at: parts::instant(it.capture_time)?,
            device: it.device,
            place: it.place,
        },
        received: parts::instant(it.receive_time)?,
        officers: parts::read_officers(it.officers)?,
        proves: it.proves,
        evidence: parts::number(it.evidence_number)?,
        links: links
            .collect::<Option<_>>()
            .ok_or(Unreadable("link of an exhibit"))?,
        grants: grants.collect::<Read<_>>()?,
        origin: it.origin.map(read_origin).transpose()?.map(Box::new),
    })
}

fn link(it: Link) -> proto::ExhibitLink {
    let listed = |list: u32, object: u32| proto::ListItem {
        list_number: parts::count(list),
        object_number: parts::count(object),
    };
    let link = match it {
        Link::Recording(occasion, from, to) => ProtoLink::Recording(proto::StepRecording {
            occasion: recording::occasion(occasion).into(),
            number: parts::count(occasion.number()),
            start_time: Some(parts::timestamp(from)),
            end_time: Some(parts::timestamp(to)),
        }),
        Link::Preserved(list, object) => ProtoLink::Preserved(listed(list, object)),
        Link::Seized(list, object) => ProtoLink::Seized(listed(list, object)),
    };
    proto::ExhibitLink { link: Some(link) }
}

/// What an exhibit belongs to; none: it is not said, or not whole.
pub(crate) fn read_link(it: proto::ExhibitLink) -> Option<Link> {
    let listed = |it: proto::ListItem| {
        let list = u32::try_from(it.list_number).ok()?;
        Some((list, u32::try_from(it.object_number).ok()?))
    };
    Some(match it.link? {
        ProtoLink::Recording(it) => {
            let occasion = recording::read_occasion(it.occasion(), it.number)?;
            let from = parts::instant(it.start_time).ok()?;
            Link::Recording(occasion, from, parts::instant(it.end_time).ok()?)
        }
        ProtoLink::Preserved(it) => {
            listed(it).map(|(list, object)| Link::Preserved(list, object))?
        }
        ProtoLink::Seized(it) => listed(it).map(|(list, object)| Link::Seized(list, object))?,
    })
}

fn grant(it: &Grant) -> proto::EvidenceGrant {
    let withdrawn = it.withdrawn.as_ref();
    proto::EvidenceGrant {
        number: parts::count(it.number),
        agency: Some(parts::involved(&it.to)),
        purpose: it.purpose.clone(),
        from_date: it.from.to_string(),
        until_date: it.until.to_string(),
        granted_by: it.by.to_string(),
        withdrawn_date: withdrawn.map(|(on, _)| on.to_string()).unwrap_or_default(),
        withdrawal_reasons: withdrawn.map(|(_, why)| why.clone()).unwrap_or_default(),
    }
}

fn read_grant(it: proto::EvidenceGrant) -> Read<Grant> {
    let withdrawn_on = parts::day_if_any(&it.withdrawn_date)?;
    Ok(Grant {
        number: parts::number(it.number)?,
        to: parts::read_involved(it.agency)?,
        purpose: it.purpose,
        from: parts::day(&it.from_date)?,
        until: parts::day(&it.until_date)?,
        by: OfficerId(it.granted_by),
        withdrawn: withdrawn_on.map(|on| (on, it.withdrawal_reasons)),
    })
}

fn origin(it: &Origin) -> proto::EvidenceOrigin {
    proto::EvidenceOrigin {
        case_id: it.case.to_string(),
        case_code: it.code.to_string(),
        agency: Some(parts::involved(&it.agency)),
        exhibit_number: parts::count(it.exhibit),
        grant_number: parts::count(it.grant),
        receive_time: Some(parts::timestamp(it.received)),
        custody_transfers: it.custody.iter().map(custody::file).collect(),
        purpose: it.purpose.clone(),
        recognition: it.recognition.clone(),
    }
}

fn read_origin(it: proto::EvidenceOrigin) -> Read<Origin> {
    let custody = it.custody_transfers.into_iter().map(custody::read_transfer);
    Ok(Origin {
        case: parts::case_id(&it.case_id)?,
        code: parts::case_code(&it.case_code)?,
        agency: parts::read_involved(it.agency)?,
        exhibit: parts::number(it.exhibit_number)?,
        grant: parts::number(it.grant_number)?,
        received: parts::instant(it.receive_time)?,
        custody: custody.collect::<Read<_>>()?,
        purpose: it.purpose,
        recognition: it.recognition,
    })
}
