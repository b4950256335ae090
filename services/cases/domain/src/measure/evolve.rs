//! What the events of a measure make of it.

use calendar::CivilDate;

use super::event::{Applied, Event, Left};
use super::{Extension, Holding, Measure, MeasureKind, ReleaseGround, Step};
use crate::procedure::Stage;
use crate::{ActKind, Case, OfficerSnapshot};

/// The case after an event of a measure; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Measure(event.kind());
    let begins = match event {
        Event::Applied(it) => Some(begun(it, None)),
        Event::Implemented(it) => {
            let (applied, emergency) = it
                .at_once
                .as_ref()
                .map_or((None, None), |(it, why)| (Some(it), Some(why.clone())));
            applied.map(|applied| begun(applied, emergency))
        }
        _ => None,
    };
    if let Some(mut measure) = begins {
        measure.step = Step::after(None, kind, event.outcome())?;
        case.measures.push(measure);
    } else {
        let measure = at(case, event.number())?;
        measure.step = Step::after(Some(measure.step), kind, event.outcome())?;
    }
    note(at(case, event.number())?, event);
    take_part(case, event);
    Some(())
}

fn at(case: &mut Case, number: u32) -> Option<&mut Measure> {
    case.measures.iter_mut().find(|it| it.number == number)
}

fn begun(it: &Applied, emergency: Option<String>) -> Measure {
    Measure {
        number: it.number,
        // Set by the table right after.
        step: Step::Applied,
        kind: it.kind,
        item: it.item.clone(),
        reasons: it.reasons.clone(),
        asked_by: it.by.clone(),
        asked_on: it.on,
        emergency,
        approval: None,
        site: None,
        officers: Vec::new(),
        deposit: None,
        objects: Vec::new(),
        since: None,
        document_number: None,
        extension: None,
        tests: Vec::new(),
        freeze_service: None,
        release_number: None,
        released_because: String::new(),
        end: String::new(),
        from: None,
        to: None,
    }
}

/// What an event adds to the file.
fn note(measure: &mut Measure, event: &Event) {
    match event {
        Event::Approved(it) => measure.approval = Some(it.approval.clone()),
        Event::Withdrawn(it) => measure.end.clone_from(&it.reasons),
        Event::Implemented(it) => {
            measure.officers.clone_from(&it.officers);
            measure.since = Some(CivilDate::of(it.site.started));
            measure.site = Some(it.site.clone());
            measure.objects.clone_from(&it.objects);
            measure.document_number.clone_from(&it.document_number);
        }
        Event::Frozen(it) => {
            measure.officers.clone_from(&it.officers);
            measure.since = Some(CivilDate::of(it.at));
            measure.deposit = Some(it.deposit.clone());
            measure.document_number.clone_from(&it.document_number);
        }
        Event::FreezeDecisionServed { service, .. } => {
            measure.freeze_service = Some(service.clone());
        }
        Event::Extended(it) => {
            measure.extension = Some(Extension {
                days: it.days,
                reasons: it.reasons.clone(),
                by: it.by.clone(),
                on: it.on,
                told: None,
                document_number: it.document_number.clone(),
            });
        }
        Event::ExtensionTold { service, .. } => {
            if let Some(extension) = &mut measure.extension {
                extension.told = Some(service.clone());
            }
        }
        Event::Tested(it) => measure.tests.push(it.testing.clone()),
        Event::TestingEnded { on, .. } => {
            if let Some(test) = measure.tests.last_mut() {
                test.ended_on = Some(*on);
            }
        }
        Event::Disposed {
            objects, proceeds, ..
        } => {
            hold(measure, objects, Holding::Disposed);
            // One sum for all: it stands with the first, so that the list adds up.
            let first = measure
                .objects
                .iter_mut()
                .find(|it| objects.first() == Some(&it.number));
            if let Some(object) = first {
                object.proceeds = *proceeds;
            }
        }
        Event::Handled(it) => {
            hold(measure, &it.objects, it.handling.holding());
            end(measure, it.left, it.handling.zh());
        }
        Event::Released(it) => {
            hold(measure, &it.objects, Holding::Released);
            measure.release_number.clone_from(&it.document_number);
            measure.released_because = because(it.ground, &it.reasons);
        }
        Event::Returned(it) => {
            for returned in &it.objects {
                let mut objects = measure.objects.iter_mut();
                if let Some(object) = objects.find(|object| object.number == returned.object) {
                    object.holding = Holding::Returned;
                    object.loss.clone_from(&returned.loss);
                    object.compensation = returned.compensation;
                }
            }
            end(measure, it.left, "财物已退还");
        }
        Event::Unfrozen {
            ground,
            reasons,
            document_number,
            ..
        } => {
            ground.zh().clone_into(&mut measure.end);
            measure.released_because = because(*ground, reasons);
            measure.release_number.clone_from(document_number);
        }
        Event::Carried(it) => {
            measure.to = Some(it.to.clone());
            "随案转出".clone_into(&mut measure.end);
        }
        Event::Applied(_) | Event::ApprovalLapsed { .. } => {}
        Event::Expired { .. } => {
            if measure.kind == MeasureKind::Freeze {
                "期限届满，由金融机构解除".clone_into(&mut measure.end);
            }
        }
    }
}

fn because(ground: ReleaseGround, reasons: &str) -> String {
    format!("{}：{reasons}", ground.zh())
}

fn hold(measure: &mut Measure, numbers: &[u32], holding: Holding) {
    for object in &mut measure.objects {
        if numbers.contains(&object.number) {
            object.holding = holding;
        }
    }
}

fn end(measure: &mut Measure, left: Left, how: &str) {
    if left == Left::Settled {
        how.clone_into(&mut measure.end);
    }
}

/// Whoever implements a measure or serves its papers has handled the case; whoever approves it has not.
fn take_part(case: &mut Case, event: &Event) {
    let team: &[OfficerSnapshot] = match event {
        Event::Implemented(it) => &it.officers,
        Event::Frozen(it) => &it.officers,
        Event::Returned(it) => &it.officers,
        _ => &[],
    };
    case.handlers.extend(team.iter().map(|it| it.id.clone()));
    let by = match event {
        Event::Applied(it) => &it.by,
        Event::Withdrawn(it) => &it.by,
        Event::Tested(it) => &it.by,
        Event::Carried(it) => &it.by,
        Event::FreezeDecisionServed { by, .. }
        | Event::ExtensionTold { by, .. }
        | Event::TestingEnded { by, .. } => by,
        _ => return,
    };
    case.handlers.insert(by.clone());
}
