//! What the acts of a summary penalty come to.

use calendar::Period;
use statute::penalty::{Procedure, cash_ground};

use super::event::{
    SummaryConverted, SummaryDecided, SummaryFiled, SummaryHandedOver, SummaryHeard, SummaryOpened,
};
use super::{
    Act, Collection, DecideOnSpot, Event as Own, HandOverDecision, HearOnSpot, Heard, HowCollected,
    OpenSummary, SummaryDecision, SummaryPenalty,
};
use crate::decide::{Events, opened_on, team};
use crate::event::Closed;
use crate::guard::View;
use crate::remedy_text::{Decided, remedy_text};
use crate::{
    Act as AnyAct, Case, DeadlineKind, Event, Fen, FineRange, Opening, RecordPayment, Revocation,
    RevokeDecision, account, remedy,
};

/// What the opening comes to.
pub(crate) fn open(view: &View<'_>, act: &OpenSummary, opening: Opening) -> Vec<Event> {
    let facts = view.facts.opening.as_ref();
    let item = facts.and_then(|facts| facts.items.first());
    let range = item.map_or_else(FineRange::default, |item| item.fine_for(opening.party.kind));
    vec![Event::Summary(Own::SummaryOpened(Box::new(
        SummaryOpened {
            opening,
            facts: act.facts.clone(),
            place: act.place.clone(),
            act_on: act.act_on,
            on: opened_on(view),
            range,
            review_body: facts.map_or_else(String::new, |facts| facts.government.clone()),
        },
    )))]
}

/// What an act comes to, if it is one of this procedure.
pub(crate) fn draft<'a>(
    view: &View<'a>,
    case: &Case,
    penalty: &SummaryPenalty,
    act: &AnyAct,
) -> Option<Events<'a>> {
    match act {
        AnyAct::Summary(Act::HearOnSpot(act)) => Some(hear(view, case, act)),
        AnyAct::Summary(Act::DecideOnSpot(act)) => Some(decide(view, case, penalty, act)),
        AnyAct::Summary(Act::HandOverDecision(act)) => Some(hand_over(view, case, penalty, act)),
        AnyAct::Summary(Act::FileSummary(act)) => {
            let filed = Own::SummaryFiled(SummaryFiled {
                remarks: act.remarks.clone(),
                on: view.facts.today(),
                by: view.facts.officer_id(),
            });
            let mut events = Events::of(view, case.rules(), Event::Summary(filed));
            events.fulfil_at(case, DeadlineKind::SummaryFiling, view.facts.now);
            Some(events)
        }
        AnyAct::Summary(Act::ConvertSummary(act)) => {
            let converted = Own::SummaryConverted(SummaryConverted {
                ordinary_case: act.ordinary_case,
                reasons: act.reasons.clone(),
                on: view.facts.today(),
                by: view.facts.officer_id(),
            });
            Some(Events::of(view, case.rules(), Event::Summary(converted)))
        }
        AnyAct::RecordPayment(act) => Some(pay(view, case, act)),
        AnyAct::CloseCase(act) if act.approved => {
            let today = view.facts.today();
            let done = Event::CaseClosed(Closed {
                conclusion: act.remarks.clone(),
                on: today,
                by: view.facts.officer_id(),
            });
            let mut events = Events::of(view, case.rules(), done);
            events.fulfil(case, DeadlineKind::Closing, today);
            Some(events)
        }
        AnyAct::RevokeDecision(act) => Some(revoke(view, case, act)),
        _ => None,
    }
}

fn hear<'a>(view: &View<'a>, case: &Case, act: &HearOnSpot) -> Events<'a> {
    let heard = Heard {
        officers: team(view, case),
        told: act.told.clone(),
        intended_fine: act.intended_fine,
        statement: act.statement.clone(),
        adopted: act.adopted,
        reply: act.reply.clone(),
        on: act.on,
    };
    let heard = Own::SummaryHeard(SummaryHeard { heard });
    Events::of(view, case.rules(), Event::Summary(heard))
}

fn decide<'a>(
    view: &View<'a>,
    case: &Case,
    penalty: &SummaryPenalty,
    act: &DecideOnSpot,
) -> Events<'a> {
    let decision = SummaryDecision {
        officers: team(view, case),
        fine: act.fine,
        correction_order: act.correction_order.clone(),
        collection: collection(act),
        remedy: remedy_text(Decided::OnTheSpot, act.on, &penalty.review_body),
        on: act.on,
        document_number: view.facts.document_number.clone(),
    };
    let decided = Own::SummaryDecided(SummaryDecided { decision });
    let mut events = Events::of(view, case.rules(), Event::Summary(decided));
    let parameters = &view.facts.parameters;
    let clock = DeadlineKind::SummaryFiling;
    if let Some((limit, _)) = clock.limit_by(case.rules(), parameters, act.on) {
        match limit.period {
            Period::Hours(hours) => {
                events.start_hours(clock, view.facts.now, hours, limit.citation);
            }
            _ => events.start(clock, act.on),
        }
    }
    events
}

fn collection(act: &DecideOnSpot) -> Collection {
    match act.collected {
        _ if act.fine == Fen::ZERO => Collection::Nothing,
        HowCollected::Bank => Collection::Bank,
        HowCollected::OnSpot {
            hard_to_enforce_later: hard,
            remote_and_requested: remote,
        } => cash_ground(Procedure::Summary, act.fine, hard, remote)
            .map_or(Collection::Bank, Collection::OnSpot),
    }
}

/// From now on the party may apply for review, which comes before any suit (行政复议法 §23), and pays within fifteen days what is
/// not collected on the spot.
fn hand_over<'a>(
    view: &View<'a>,
    case: &Case,
    penalty: &SummaryPenalty,
    act: &HandOverDecision,
) -> Events<'a> {
    let to_pay = penalty.owed() > Fen::ZERO;
    let handed = Own::SummaryHandedOver(SummaryHandedOver {
        signature: act.signature.clone(),
        on: act.on,
        to_pay,
        by: view.facts.officer_id(),
    });
    let mut events = Events::of(view, case.rules(), Event::Summary(handed));
    remedy::arm(&mut events, case, act.on);
    let collection = penalty.decision.as_ref().map(|it| it.collection);
    if collection == Some(Collection::Bank) {
        events.start(DeadlineKind::Payment, act.on);
    }
    if !to_pay {
        events.start(DeadlineKind::Closing, act.on);
    }
    events
}

fn pay<'a>(view: &View<'a>, case: &Case, act: &RecordPayment) -> Events<'a> {
    let paid = account::payment(view, case, act, account::Channel::Slip);
    let mut events = Events::of(view, case.rules(), Event::PaymentRecorded(paid.clone()));
    account::after(&mut events, case, &paid);
    events
}

/// Nothing that the decision asked for is due any more. A summary decision is not published (信用修复管理办法: 轻微), so that nothing
/// is to be withdrawn.
fn revoke<'a>(view: &View<'a>, case: &Case, act: &RevokeDecision) -> Events<'a> {
    let today = view.facts.today();
    let done = Event::DecisionRevoked(Revocation {
        effect: act.effect,
        ground: act.ground,
        instrument: act.instrument.clone(),
        reasons: act.reasons.clone(),
        on: act.on,
        by: view.facts.officer_id(),
        changed: None,
        paid_in_full: false,
        redo: false,
        document_number: view.facts.document_number.clone(),
    });
    let mut events = Events::of(view, case.rules(), done);
    for deadline in case.deadlines.iter().filter(|deadline| deadline.is_open()) {
        events.cancel(case, deadline.clock, today);
    }
    events
}
