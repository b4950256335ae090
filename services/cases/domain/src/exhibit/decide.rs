//! What the acts of an exhibit come to.

use refusal::Refusal;

use super::{
    Act, AddExhibit, Event as Own, Exhibit, ExhibitAdded, ExhibitLinked, File, Grant, GrantMade,
    GrantUsed, GrantWithdrawn, Granted, Origin, Step, Taken, UseGranted, find,
};
use crate::decide::{Events, judge, team};
use crate::guard::View;
use crate::{Agency, AgencyId, Case, Event, EvidenceKind};

/// Judges an act of an exhibit.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|it| it.step);
    judge(standing, view, || {
        let done = Event::Exhibit(done(view, case, act)?);
        Some(Events::of(view, case.rules(), done))
    })
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Option<Own> {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    Some(match act {
        Act::AddExhibit(act) => Own::ExhibitAdded(Box::new(ExhibitAdded {
            exhibit: added(view, case, act),
        })),
        Act::LinkExhibit(act) => Own::ExhibitLinked(ExhibitLinked {
            number: act.number,
            link: act.link,
            on,
            by,
        }),
        Act::GrantUse(act) => {
            let grants = &find(case, act.number)?.grants;
            Own::GrantMade(GrantMade {
                number: act.number,
                grant: Grant {
                    number: next(grants.len()),
                    to: agency(view, &act.to),
                    purpose: act.purpose.clone(),
                    from: on,
                    until: act.until,
                    by,
                    withdrawn: None,
                },
            })
        }
        Act::WithdrawGrant(act) => Own::GrantWithdrawn(GrantWithdrawn {
            number: act.number,
            grant: act.grant,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
        Act::UseGranted(act) => match view.facts.granted.as_deref() {
            Some(granted) => Own::GrantUsed(Box::new(GrantUsed {
                exhibit: used(view, case, act, granted),
            })),
            // The guards refuse what was not granted; until they look there is an event without a grant behind it.
            None => Own::GrantUsed(Box::new(GrantUsed {
                exhibit: nothing(view, case),
            })),
        },
    })
}

fn added(view: &View<'_>, case: &Case, act: &AddExhibit) -> Exhibit {
    Exhibit {
        number: next(case.exhibits.len()),
        step: Step::OnFile,
        kind: act.kind,
        file: act.file.clone(),
        taken: act.taken.clone(),
        received: view.facts.now,
        officers: team(view, case),
        proves: act.proves.clone(),
        evidence: if act.alone { as_evidence(case) } else { 0 },
        links: act.link.into_iter().collect(),
        grants: Vec::new(),
        origin: None,
    }
}

/// What was taken there stays as it was taken; what is new is who took it over, and why.
fn used(view: &View<'_>, case: &Case, act: &UseGranted, granted: &Granted) -> Exhibit {
    let there = &granted.exhibit;
    Exhibit {
        number: next(case.exhibits.len()),
        step: Step::OnFile,
        kind: there.kind,
        file: there.file.clone(),
        taken: there.taken.clone(),
        received: view.facts.now,
        officers: team(view, case),
        proves: there.proves.clone(),
        evidence: as_evidence(case),
        links: Vec::new(),
        grants: Vec::new(),
        origin: Some(Box::new(Origin {
            case: granted.case,
            code: granted.code,
            agency: granted.agency.clone(),
            exhibit: there.number,
            grant: granted.grant.as_ref().map_or(0, |it| it.number),
            received: there.received,
            custody: granted.custody.clone(),
            purpose: act.purpose.clone(),
            recognition: act.recognition.clone(),
        })),
    }
}

/// What a grant that nobody made comes to: it never passes the guards.
fn nothing(view: &View<'_>, case: &Case) -> Exhibit {
    Exhibit {
        number: next(case.exhibits.len()),
        step: Step::OnFile,
        kind: EvidenceKind::Electronic,
        file: File {
            name: String::new(),
            media_type: String::new(),
            size: 0,
            sm3: String::new(),
            sha256: String::new(),
        },
        taken: Taken {
            at: view.facts.now,
            device: String::new(),
            place: String::new(),
        },
        received: view.facts.now,
        officers: Vec::new(),
        proves: String::new(),
        evidence: 0,
        links: Vec::new(),
        grants: Vec::new(),
        origin: None,
    }
}

/// The agency as it is known; one that is not is refused by the guards.
fn agency(view: &View<'_>, id: &AgencyId) -> Agency {
    match view.facts.agencies.get(id) {
        Some(known) => known.agency.clone(),
        None => Agency {
            id: id.clone(),
            name: String::new(),
            division: "".into(),
        },
    }
}

/// The next number in the evidence of a penalty that is not decided; 0: the case keeps no such list, or it is closed.
fn as_evidence(case: &Case) -> u32 {
    let penalty = case.penalty().filter(|_| case.decided_on().is_none());
    penalty.map_or(0, |it| it.evidence_count() + 1)
}

fn next(so_far: usize) -> u32 {
    u32::try_from(so_far + 1).unwrap_or(u32::MAX)
}
