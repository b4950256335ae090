//! What the acts of a referral come to.

use calendar::{CivilDate, Hours};
use refusal::Refusal;
use statute::{Citation, Law};

use super::{
    Act, CrimeReported, CrimeTransferred, Event as Own, GoodsHandedOver, OutcomeRecorded,
    PoliceAnswered, PoliceForwarded, PoliceReceived, PoliceReviewAnswered, PoliceReviewAsked,
    ProsecutorAnswered, ProsecutorAsked, ReferralDecided, RefusalAccepted, ReviewLapsed, find,
};
use crate::decide::{Events, judge};
use crate::guard::View;
use crate::standstill::{self, Hold};
use crate::{Case, Clock, DeadlineKind, DeadlineState, Event, Fen, OfficerId, measure};

/// Judges an act of a referral.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|it| it.step);
    judge(standing, view, || {
        let done = done(view, case, act);
        let mut events = Events::of(view, case.rules(), Event::Referral(done.clone()));
        clocks(view, case, &done, &mut events);
        Some(events)
    })
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Own {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    match act {
        Act::ReportCrime(act) => Own::CrimeReported(CrimeReported {
            number: u32::try_from(case.referrals.len() + 1).unwrap_or(u32::MAX),
            officers: group(view),
            crime: act.crime.clone(),
            facts: act.facts.clone(),
            opinion: act.opinion.clone(),
            on,
        }),
        Act::DecideReferral(act) => Own::ReferralDecided(ReferralDecided {
            number: act.number,
            approved: act.approved,
            reasons: act.reasons.clone(),
            at: view.facts.now,
            by,
        }),
        Act::TransferCrime(act) => Own::CrimeTransferred(CrimeTransferred {
            number: act.number,
            police: act.police.clone(),
            prosecutor: act.prosecutor.clone(),
            dossier: act.dossier.clone(),
            goods: act.goods.clone(),
            document_number: view.facts.document_number.clone(),
            at: act.at,
            by,
        }),
        Act::RecordPoliceReceipt(act) => Own::PoliceReceived(PoliceReceived {
            number: act.number,
            receiver: act.receiver.clone(),
            receipt: act.receipt.clone(),
            on: act.on,
            by,
        }),
        Act::RecordForwarding(act) => Own::PoliceForwarded(PoliceForwarded {
            number: act.number,
            police: act.police.clone(),
            on: act.on,
            by,
        }),
        Act::RecordPoliceAnswer(act) => Own::PoliceAnswered(PoliceAnswered {
            number: act.number,
            filed: act.filed,
            document: act.document.clone(),
            reasons: act.reasons.clone(),
            on: act.on,
            by,
        }),
        Act::AskPoliceReview(act) => Own::PoliceReviewAsked(PoliceReviewAsked {
            number: act.number,
            grounds: act.grounds.clone(),
            on: act.on,
            by,
        }),
        Act::RecordReviewAnswer(act) => Own::PoliceReviewAnswered(PoliceReviewAnswered {
            number: act.number,
            filed: act.filed,
            document: act.document.clone(),
            reasons: act.reasons.clone(),
            on: act.on,
            by,
        }),
        Act::AskProsecutor(act) => Own::ProsecutorAsked(ProsecutorAsked {
            number: act.number,
            prosecutor: act.prosecutor.clone(),
            grounds: act.grounds.clone(),
            on: act.on,
            by,
        }),
        Act::RecordSupervision(act) => Own::ProsecutorAnswered(ProsecutorAnswered {
            number: act.number,
            filed: act.filed,
            document: act.document.clone(),
            reasons: act.reasons.clone(),
            on: act.on,
            by,
        }),
        Act::AcceptRefusal(act) => Own::RefusalAccepted(RefusalAccepted {
            number: act.number,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
        Act::LapseReview(act) => Own::ReviewLapsed(ReviewLapsed {
            number: act.number,
            on,
        }),
        Act::HandOverGoods(act) => Own::GoodsHandedOver(GoodsHandedOver {
            number: act.number,
            goods: act.goods.clone(),
            material: act.material.clone(),
            receiver: act.receiver.clone(),
            party_told: act.party_told,
            on: act.on,
            by,
        }),
        Act::RecordOutcome(act) => Own::OutcomeRecorded(OutcomeRecorded {
            number: act.number,
            outcome: act.outcome,
            document: act.document.clone(),
            criminal_fine: act.criminal_fine,
            set_off: set_off(case, act.criminal_fine),
            prosecutor_opinion: act.prosecutor_opinion.clone(),
            on: act.on,
            by,
        }),
    }
}

/// The special group: the acting officer and the second.
fn group(view: &View<'_>) -> Vec<OfficerId> {
    let second = view.act.and_then(crate::Act::co_officer).cloned();
    std::iter::once(view.facts.officer_id())
        .chain(second)
        .collect()
}

/// What of an administrative fine that was imposed counts towards a criminal one (行政处罚法 §35(2)).
fn set_off(case: &Case, criminal: Fen) -> Fen {
    let decided = case.penalty().and_then(|penalty| penalty.decision.as_ref());
    decided.map_or(Fen::ZERO, |decision| decision.fine.min(criminal))
}

/// Hours from the approval within which the case is with the police.
const TRANSFER: Hours = Hours(24);

fn clocks(view: &View<'_>, case: &Case, done: &Own, events: &mut Events<'_>) {
    let number = done.number();
    let clock = |kind: DeadlineKind| -> Clock { kind.about(number) };
    match done {
        Own::CrimeReported(it) => events.start(clock(DeadlineKind::ReferralApproval), it.on),
        Own::ReferralDecided(it) => {
            events.fulfil_at(case, clock(DeadlineKind::ReferralApproval), it.at);
            if it.approved {
                let article = Citation::article(Law::CriminalTransferRegulation, 5).paragraph(2);
                let transfer = clock(DeadlineKind::ReferralTransfer);
                events.start_hours(transfer, it.at, TRANSFER, article);
            }
        }
        Own::CrimeTransferred(it) => {
            events.fulfil_at(case, clock(DeadlineKind::ReferralTransfer), it.at);
            // The case waits for what is decided elsewhere.
            let on = CivilDate::of(it.at);
            standstill::stop(events, case, Hold::Police(it.number), on);
        }
        Own::PoliceReceived(it) => events.start(clock(DeadlineKind::PoliceReply), it.on),
        Own::PoliceForwarded(it) => {
            events.cancel(case, clock(DeadlineKind::PoliceReply), it.on);
        }
        Own::PoliceAnswered(it) => {
            events.fulfil(case, clock(DeadlineKind::PoliceReply), it.on);
            let next = if it.filed {
                DeadlineKind::GoodsHandover
            } else {
                DeadlineKind::PoliceReview
            };
            events.start(clock(next), it.on);
        }
        Own::PoliceReviewAsked(it) => {
            events.fulfil(case, clock(DeadlineKind::PoliceReview), it.on);
            events.start(clock(DeadlineKind::PoliceReviewReply), it.on);
        }
        Own::PoliceReviewAnswered(it) => {
            events.fulfil(case, clock(DeadlineKind::PoliceReviewReply), it.on);
            let next = if it.filed {
                DeadlineKind::GoodsHandover
            } else {
                DeadlineKind::ProsecutorRequest
            };
            events.start(clock(next), it.on);
        }
        Own::ProsecutorAsked(it) => {
            // Before the police reconsider, or after.
            events.fulfil(case, clock(DeadlineKind::PoliceReview), it.on);
            events.fulfil(case, clock(DeadlineKind::ProsecutorRequest), it.on);
        }
        Own::ProsecutorAnswered(it) if it.filed => {
            events.start(clock(DeadlineKind::GoodsHandover), it.on);
        }
        Own::ProsecutorAnswered(_) => go_on(view, case, events),
        Own::RefusalAccepted(it) => {
            events.cancel(case, clock(DeadlineKind::PoliceReview), it.on);
            events.cancel(case, clock(DeadlineKind::ProsecutorRequest), it.on);
            go_on(view, case, events);
        }
        Own::ReviewLapsed(it) => {
            let passed = DeadlineState::Passed;
            events.end(case, clock(DeadlineKind::PoliceReview), passed, it.on);
            events.end(case, clock(DeadlineKind::ProsecutorRequest), passed, it.on);
            go_on(view, case, events);
        }
        Own::GoodsHandedOver(it) => {
            events.fulfil(case, clock(DeadlineKind::GoodsHandover), it.on);
            measure::taken_by_police(case, &it.goods, (it.on, &it.by), events);
        }
        Own::OutcomeRecorded(it) => {
            events.cancel(case, clock(DeadlineKind::GoodsHandover), it.on);
            go_on(view, case, events);
        }
    }
}

/// The case is the agency's to handle again.
fn go_on(view: &View<'_>, case: &Case, events: &mut Events<'_>) {
    let on = view.facts.today();
    standstill::go_on(events, case, Hold::Police(view.about), on);
}
