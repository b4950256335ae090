//! What the acts of an ordinary penalty come to.

use super::{Events, addressed, opened_on, team};
use crate::event::{
    CaseDismissed, CaseEnded, CaseFiled, Closed, InquiryConcluded, NoticeServed, PenaltyDecided,
    StatementLapsed, StatementRecorded, StatementWaived,
};
use crate::guard::View;
use crate::penalty::{Correction, Endorsement, Forgone, Inquiry};
use crate::{
    Act, Case, CivilDate, Close, CloseCase, ClosingProposal, ConcludeInquiry, CorrectErrors,
    Deadline, DeadlineKind, DeadlineState, Decide, Dismiss, Disposal, EndCase, EndorseDecision,
    Event, Evidence, ExtendReview, Fen, FileCase, FineRange, ForgoReview, Opening, Penalty,
    ProcedureKind, ProposeClosing, RecordEvidence, RecordPayment, RecordStatement, Review,
    ReviewLegality, Revocation, RevokeDecision, Rules, Ruling, ServeNotice, Service,
    WaiveStatement, account, fast, issuing, remedy, transcript,
};

pub(super) fn file(view: &View<'_>, act: &FileCase, opening: Opening) -> Vec<Event> {
    let item = view
        .facts
        .opening
        .as_ref()
        .and_then(|facts| facts.items.first());
    let range = item.map_or_else(FineRange::default, |item| item.fine_for(opening.party.kind));
    let rules = Rules {
        domain: opening.domain,
        procedure: ProcedureKind::OrdinaryPenalty,
    };
    let filed_on = opened_on(view);
    let done = Event::CaseFiled(CaseFiled {
        opening,
        source: act.source.clone(),
        summary: act.summary.clone(),
        act_on: act.act_on,
        found_on: act.found_on,
        filed_on,
        from_case: act.from_case,
        extent: act.extent.clone(),
        range,
        fast: act.fast,
    });
    let mut events = Events::of(view, rules, done);
    events.start(DeadlineKind::Decision, filed_on);
    if act.fast {
        events.start(DeadlineKind::FastTarget, filed_on);
    }
    events.in_order()
}

/// What an act comes to, if it is one of this procedure.
pub(super) fn draft<'a>(
    view: &View<'a>,
    case: &Case,
    penalty: &Penalty,
    act: &Act,
) -> Option<Events<'a>> {
    match act {
        Act::RecordEvidence(act) => Some(record_evidence(view, case, penalty, act)),
        Act::ConcludeInquiry(act) => Some(conclude(view, case, act)),
        Act::ReviewLegality(act) => Some(review(view, case, act)),
        Act::ConfirmServiceAddress(address) => {
            let (address, by) = (address.clone(), view.facts.officer_id());
            let done = Event::ServiceAddressConfirmed { address, by };
            Some(Events::of(view, case.rules(), done))
        }
        Act::ServeNotice(act) => Some(serve_notice(view, case, penalty, act)),
        Act::RecordStatement(act) => Some(record_statement(view, case, act)),
        Act::WaiveStatement(act) => Some(waive(view, case, act)),
        Act::LapseStatement => Some(lapse(view, case)),
        Act::ExtendReview(act) => Some(extend_review(view, case, act)),
        Act::ForgoReview(act) => Some(forgo(view, case, act)),
        Act::EndorseDecision(act) => Some(endorse(view, case, act)),
        Act::Decide(act) => Some(decide(view, case, act)),
        Act::Dismiss(act) => Some(dismiss(view, case, act)),
        Act::CorrectErrors(act) => Some(correct(view, case, act)),
        Act::ServeDecision(service) => Some(serve_decision(view, case, penalty, service)),
        Act::RecordPayment(act) => Some(record_payment(view, case, act)),
        Act::CloseTransferred(act) => Some(close_transferred(view, case, act)),
        Act::ProposeClosing(act) => Some(propose_closing(view, case, act)),
        Act::CloseCase(act) => Some(close(view, case, penalty, act)),
        Act::ArchiveCase(act) => {
            let done = Event::CaseArchived {
                archive_number: act.archive_number.clone(),
                file_sm3: issuing::file_sm3(case),
                bound_sm3: view
                    .facts
                    .printed
                    .as_ref()
                    .map(|it| it.sm3.clone())
                    .unwrap_or_default(),
                on: view.facts.today(),
                by: view.facts.officer_id(),
            };
            Some(Events::of(view, case.rules(), done))
        }
        // Each of the two has grounds of its own.
        Act::TerminateCase(act) | Act::WithdrawCase(act) => {
            (act.ground.act() == view.kind).then(|| end(view, case, act))
        }
        Act::RevokeDecision(act) => Some(revoke(view, case, penalty, act)),
        Act::Fast(act) => Some(fast::done(view, case, act)),
        _ => None,
    }
}

fn record_evidence<'a>(
    view: &View<'a>,
    case: &Case,
    penalty: &Penalty,
    act: &RecordEvidence,
) -> Events<'a> {
    let evidence = Evidence {
        number: penalty.evidence_count().saturating_add(1),
        kind: act.kind,
        description: act.description.clone(),
        collected: act.collected,
        content_hash: act.content_hash.clone(),
        exhibits: act.exhibits.clone(),
    };
    let done = Event::EvidenceRecorded {
        officers: team(view, case),
        evidence,
    };
    Events::of(view, case.rules(), done)
}

fn conclude<'a>(view: &View<'a>, case: &Case, act: &ConcludeInquiry) -> Events<'a> {
    let today = view.facts.today();
    let done = Event::InquiryConcluded(InquiryConcluded {
        officers: team(view, case),
        facts: act.facts.clone(),
        proposed_fine: act.proposal.fine(),
        proposal: whole(case, &act.proposal),
        discretion: act.discretion.clone(),
        harm_refuted: act.harm_refuted,
        on: today,
    });
    let mut events = Events::of(view, case.rules(), done);
    // Concluded anew after a notice: what that notice started no longer counts.
    events.cancel(case, DeadlineKind::Statement, today);
    events.cancel(case, DeadlineKind::HearingRequest, today);
    events.start(DeadlineKind::LegalReview, today);
    events
}

/// What is proposed or decided, each sanction with its basis.
fn whole(case: &Case, disposal: &Disposal) -> Disposal {
    let articles = case.opening.items.iter().flat_map(|item| &item.basis);
    let basis: Vec<&str> = articles.map(String::as_str).collect();
    disposal.resting_on(&basis.join("、"))
}

fn review<'a>(view: &View<'a>, case: &Case, act: &ReviewLegality) -> Events<'a> {
    let today = view.facts.today();
    let done = Event::LegalityReviewed(Review {
        reviewer: view.facts.officer_id(),
        opinion: act.opinion,
        remarks: act.remarks.clone(),
        on: today,
    });
    let mut events = Events::of(view, case.rules(), done);
    events.fulfil(case, DeadlineKind::LegalReview, today);
    events
}

/// The time to review is prolonged as the field's rules say.
fn extend_review<'a>(view: &View<'a>, case: &Case, act: &ExtendReview) -> Events<'a> {
    let done = Event::ReviewExtended {
        reasons: act.reasons.clone(),
        on: view.facts.today(),
        by: view.facts.officer_id(),
    };
    let mut events = Events::of(view, case.rules(), done);
    if let Some(limit) = case.domain().parameters().legal_review_extension {
        let by = (limit.period, limit.citation);
        events.extend(case, DeadlineKind::LegalReview, by, &act.reasons);
    }
    events
}

fn forgo<'a>(view: &View<'a>, case: &Case, act: &ForgoReview) -> Events<'a> {
    let today = view.facts.today();
    let done = Event::ReviewForgone(Forgone {
        reasons: act.reasons.clone(),
        on: today,
        by: view.facts.officer_id(),
    });
    let mut events = Events::of(view, case.rules(), done);
    events.cancel(case, DeadlineKind::LegalReview, today);
    events
}

fn endorse<'a>(view: &View<'a>, case: &Case, act: &EndorseDecision) -> Events<'a> {
    let done = Event::DecisionEndorsed(Endorsement {
        by: view.facts.officer_id(),
        opinion: act.opinion,
        remarks: act.remarks.clone(),
        on: view.facts.today(),
    });
    Events::of(view, case.rules(), done)
}

/// Nothing is published of it and nothing is due to be paid: it is no penalty.
fn dismiss<'a>(view: &View<'a>, case: &Case, act: &Dismiss) -> Events<'a> {
    let today = view.facts.today();
    let transfers = matches!(
        act.disposal.ruling,
        Ruling::ToPolice(_) | Ruling::ToOther(_)
    );
    let done = Event::CaseDismissed(CaseDismissed {
        decided_by: view.facts.officer_id(),
        disposal: act.disposal.clone(),
        reasons: act.reasons.clone(),
        correction_order: act.correction_order.clone(),
        education: act.education.clone(),
        on: today,
        bound_versions: both_versions(view, case),
        document_number: view.facts.document_number.clone(),
    });
    let mut events = Events::of(view, case.rules(), done);
    events.fulfil(case, DeadlineKind::Decision, today);
    events.cancel(case, DeadlineKind::LegalReview, today);
    events.end(
        case,
        DeadlineKind::HearingRequest,
        DeadlineState::Passed,
        today,
    );
    if transfers {
        events.start(DeadlineKind::Closing, today);
    } else {
        events.start(DeadlineKind::DecisionService, today);
    }
    events
}

fn correct<'a>(view: &View<'a>, case: &Case, act: &CorrectErrors) -> Events<'a> {
    let done = Event::DecisionCorrected(Correction {
        wrong: act.wrong.clone(),
        right: act.right.clone(),
        on: view.facts.today(),
        by: view.facts.officer_id(),
        document_number: view.facts.document_number.clone(),
    });
    Events::of(view, case.rules(), done)
}

fn serve_notice<'a>(
    view: &View<'a>,
    case: &Case,
    penalty: &Penalty,
    act: &ServeNotice,
) -> Events<'a> {
    let served_on = act.service.on;
    let told = penalty
        .inquiry
        .as_ref()
        .map(Inquiry::whole)
        .unwrap_or_default();
    let done = Event::NoticeServed(NoticeServed {
        officers: team(view, case),
        content: act.content.clone(),
        fine: told.fine(),
        disposal: told,
        hearing_told: act.hearing_told,
        service: addressed(case, &act.service),
    });
    let mut events = Events::of(view, case.rules(), done);
    events.start(DeadlineKind::Statement, served_on);
    if act.hearing_told {
        events.start(DeadlineKind::HearingRequest, served_on);
    }
    events
}

fn record_statement<'a>(view: &View<'a>, case: &Case, act: &RecordStatement) -> Events<'a> {
    let done = Event::StatementRecorded(StatementRecorded {
        officers: team(view, case),
        statement: transcript::stated(case, act),
        transcript: act.transcript,
        adopted: act.adopted,
        reply: act.reply.clone(),
        on: act.on,
        late: is_late(case, act.on),
    });
    let mut events = Events::of(view, case.rules(), done);
    events.fulfil(case, DeadlineKind::Statement, act.on);
    fast::objected(&mut events, view, case, fast::Ground::Statement);
    events
}

/// Whether the days to be heard were over, by a day that nothing can move any more.
fn is_late(case: &Case, on: CivilDate) -> bool {
    let mut newest_first = case.deadlines.iter().rev();
    let window = newest_first.find(|it| it.kind() == DeadlineKind::Statement);
    window.is_some_and(|it| !it.provisional && on > it.due)
}

fn waive<'a>(view: &View<'a>, case: &Case, act: &WaiveStatement) -> Events<'a> {
    let done = Event::StatementWaived(StatementWaived {
        signature: act.signature.clone(),
        hearing_waived: act.hearing_waived,
        on: act.on,
        by: view.facts.officer_id(),
    });
    let mut events = Events::of(view, case.rules(), done);
    events.cancel(case, DeadlineKind::Statement, act.on);
    if act.hearing_waived {
        events.cancel(case, DeadlineKind::HearingRequest, act.on);
    }
    events
}

fn lapse<'a>(view: &View<'a>, case: &Case) -> Events<'a> {
    let today = view.facts.today();
    let due = case
        .running(DeadlineKind::Statement)
        .map_or(today, |deadline: &Deadline| {
            deadline
                .firm_due(view.facts.calendar)
                .unwrap_or(deadline.due)
        });
    let done = Event::StatementLapsed(StatementLapsed {
        due,
        on: today,
        by: view.facts.person().map(|_| view.facts.officer_id()),
    });
    let mut events = Events::of(view, case.rules(), done);
    events.end(case, DeadlineKind::Statement, DeadlineState::Passed, today);
    events
}

fn decide<'a>(view: &View<'a>, case: &Case, act: &Decide) -> Events<'a> {
    let today = view.facts.today();
    let done = Event::PenaltyDecided(PenaltyDecided {
        decided_by: view.facts.officer_id(),
        fine: act.disposal.fine(),
        disposal: whole(case, &act.disposal),
        reasons: act.reasons.clone(),
        correction_order: act.correction_order.clone(),
        on: today,
        bound_versions: both_versions(view, case),
        document_number: view.facts.document_number.clone(),
    });
    let mut events = Events::of(view, case.rules(), done);
    events.fulfil(case, DeadlineKind::Decision, today);
    events.fulfil(case, DeadlineKind::FastTarget, today);
    // Told, and not asked for in time.
    events.end(
        case,
        DeadlineKind::HearingRequest,
        DeadlineState::Passed,
        today,
    );
    events.start(DeadlineKind::DecisionService, today);
    events.start(DeadlineKind::Publicity, today);
    events.start(DeadlineKind::CreditReport, today);
    events
}

/// The law of the day of the act, and that of the day of the decision where it differs: whichever is lighter is the one that
/// counts (§37), and whoever reviews the decision must be able to see both.
fn both_versions(view: &View<'_>, case: &Case) -> Vec<String> {
    let mut versions = case.opening.bound_versions.clone();
    let newer = view.facts.versions.iter();
    versions.extend(
        newer
            .filter(|version| !case.opening.bound_versions.contains(version))
            .cloned(),
    );
    versions
}

fn serve_decision<'a>(
    view: &View<'a>,
    case: &Case,
    penalty: &Penalty,
    service: &Service,
) -> Events<'a> {
    let done = Event::DecisionServed {
        service: addressed(case, service),
        by: view.facts.officer_id(),
    };
    let mut events = Events::of(view, case.rules(), done);
    events.fulfil(case, DeadlineKind::DecisionService, service.on);
    if penalty
        .decision
        .as_ref()
        .is_some_and(|decision| decision.payable() > Fen::ZERO)
    {
        events.start(DeadlineKind::Payment, service.on);
    } else {
        events.start(DeadlineKind::Closing, service.on);
    }
    remedy::arm(&mut events, case, service.on);
    events
}

fn record_payment<'a>(view: &View<'a>, case: &Case, act: &RecordPayment) -> Events<'a> {
    let paid = account::payment(view, case, act, account::Channel::Slip);
    let mut events = Events::of(view, case.rules(), Event::PaymentRecorded(paid.clone()));
    account::after(&mut events, case, &paid);
    events
}

fn propose_closing<'a>(view: &View<'a>, case: &Case, act: &ProposeClosing) -> Events<'a> {
    let done = Event::ClosingProposed(ClosingProposal {
        ground: act.ground,
        conclusion: act.conclusion.clone(),
        on: view.facts.today(),
        by: view.facts.officer_id(),
    });
    Events::of(view, case.rules(), done)
}

/// Publicity and the report to the credit platform run on: closing does not end those duties.
fn close<'a>(view: &View<'a>, case: &Case, penalty: &Penalty, act: &CloseCase) -> Events<'a> {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    if !act.approved {
        let remarks = act.remarks.clone();
        let done = Event::ClosingReturned { remarks, on, by };
        return Events::of(view, case.rules(), done);
    }
    let proposal = penalty.closing.as_ref();
    let grounds = proposal.map(|it| format!("{}：{}", it.ground.zh(), it.conclusion));
    let conclusion = match (grounds.unwrap_or_default(), act.remarks.as_str()) {
        (grounds, "") => grounds,
        (grounds, remarks) => format!("{grounds}（{remarks}）"),
    };
    let done = Event::CaseClosed(Closed { conclusion, on, by });
    let mut events = Events::of(view, case.rules(), done);
    events.fulfil(case, DeadlineKind::Closing, on);
    events
}

/// The case's own clocks are no longer needed; those about a referral or a measure run on.
fn close_transferred<'a>(view: &View<'a>, case: &Case, act: &Close) -> Events<'a> {
    let today = view.facts.today();
    let done = Event::CaseTransferred(Closed {
        conclusion: act.conclusion.clone(),
        on: today,
        by: view.facts.officer_id(),
    });
    let mut events = Events::of(view, case.rules(), done);
    let own = case.deadlines.iter().filter(|it| it.clock.about == 0);
    for deadline in own.filter(|it| it.is_open()) {
        events.cancel(case, deadline.clock, today);
    }
    events
}

/// Nothing more is done in the case: none of its clocks runs on.
fn end<'a>(view: &View<'a>, case: &Case, act: &EndCase) -> Events<'a> {
    let today = view.facts.today();
    let done = Event::CaseEnded(CaseEnded {
        ground: act.ground,
        reasons: act.reasons.clone(),
        on: today,
        by: view.facts.officer_id(),
    });
    let mut events = Events::of(view, case.rules(), done);
    for deadline in case.deadlines.iter().filter(|it| it.is_open()) {
        events.cancel(case, deadline.clock, today);
    }
    events
}

/// Nothing that a fallen decision asked for is due any more; of a changed one, what it still asks for. What may have reached
/// the public is taken back.
fn revoke<'a>(view: &View<'a>, case: &Case, penalty: &Penalty, act: &RevokeDecision) -> Events<'a> {
    let today = view.facts.today();
    let changed = act.changed.as_ref().map(|it| whole(case, it));
    let served = penalty.decision_service.is_some();
    let left = changed
        .as_ref()
        .and_then(|instead| account::left_if_changed(case, act.on, instead));
    let paid_in_full = served && left == Some(Fen::ZERO);
    let redo = act.redo && changed.is_none();
    let is_change = changed.is_some();
    let done = Event::DecisionRevoked(Revocation {
        effect: act.effect,
        ground: act.ground,
        instrument: act.instrument.clone(),
        reasons: act.reasons.clone(),
        on: act.on,
        by: view.facts.officer_id(),
        changed,
        paid_in_full,
        redo,
        document_number: view.facts.document_number.clone(),
    });
    let mut events = Events::of(view, case.rules(), done);
    if is_change {
        for kind in [
            DeadlineKind::Payment,
            DeadlineKind::LateFine,
            DeadlineKind::Closing,
        ] {
            events.cancel(case, kind, today);
        }
        if paid_in_full {
            events.start(DeadlineKind::Closing, act.on);
        } else if served {
            events.start(DeadlineKind::Payment, act.on);
        }
    } else {
        for deadline in case.deadlines.iter().filter(|deadline| deadline.is_open()) {
            events.cancel(case, deadline.clock, today);
        }
    }
    if redo {
        // The law sets no other period for a decision made anew.
        events.start(DeadlineKind::Decision, act.on);
    }
    let withdrawing = case.running(DeadlineKind::Withdrawal).is_some() && is_change;
    if served && !was_withheld(case) && !withdrawing {
        events.start(DeadlineKind::Withdrawal, act.on);
    }
    events
}

/// Whether disclosure told that the decision is not published.
fn was_withheld(case: &Case) -> bool {
    let mut newest_first = case.deadlines.iter().rev();
    newest_first
        .find(|deadline| deadline.kind() == DeadlineKind::Publicity)
        .is_some_and(|deadline| deadline.state == DeadlineState::Cancelled)
}
