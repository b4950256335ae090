//! Deciding: an act on a lead, held against the table, becomes events or a refusal. Pure.

use calendar::CivilDate;
use cases_domain::{Clock, Deadline, DeadlineState, Domain, Officer, OfficerSnapshot};
use refusal::Refusal;

use crate::clocks::{CHECK, REPLY, check, extension_limit, reply};
use crate::evolve::outcome;
use crate::facts::Facts;
use crate::guard::{Guard, View, rights};
use crate::{Act, Event, Feedback, Kind, Lead, Report, Row, Step};

/// Name of the procedure of inspections.
const INSPECTION: &str = "INSPECTION";

/// Whether an act may be done now.
#[derive(Debug)]
pub struct Allowed {
    /// The act.
    pub act: Kind,
    /// Whether it may be done; if not, why, and under which article.
    pub verdict: Result<(), Refusal>,
}

/// Judges an act. `lead` is none for a report.
///
/// The events are, in this order: what was done, then clocks that ended or changed by it, then clocks it started.
///
/// # Refuses
/// The reason names the first guard that fails: first who may act at all, then the step, then the guards of the table's row.
pub fn decide(lead: Option<&Lead>, act: &Act, facts: &Facts<'_>) -> Result<Vec<Event>, Refusal> {
    let view = View {
        lead,
        kind: act.kind(),
        act: Some(act),
        facts,
    };
    view.hold(rights(view.kind))?;
    match (lead, act) {
        (Some(lead), Act::PassDeadline(clock)) => pass(&view, lead, *clock),
        (Some(lead), Act::RecountDeadline(clock)) => recount(&view, lead, *clock),
        _ => {
            hold_row(&view)?;
            Ok(done(lead, act, facts))
        }
    }
}

/// For every act that people do by itself on a lead, whether the caller may do it now, as far as can be told before its contents are known.
pub fn allowed(lead: &Lead, facts: &Facts<'_>) -> Vec<Allowed> {
    let by_people = |kind: &&Kind| {
        !kind.is_part_of_another()
            && !matches!(
                kind,
                Kind::Report | Kind::PassDeadline | Kind::RecountDeadline
            )
    };
    let kinds = Kind::ALL.iter().filter(by_people);
    kinds
        .map(|kind| {
            let view = View {
                lead: Some(lead),
                kind: *kind,
                act: None,
                facts,
            };
            let verdict = view.hold(rights(*kind)).and_then(|()| hold_row(&view));
            Allowed {
                act: *kind,
                verdict,
            }
        })
        .collect()
}

/// Finds the act's row and holds the act against its guards.
fn hold_row(view: &View<'_>) -> Result<(), Refusal> {
    let from = view.lead.map(|lead| lead.step);
    let wanted = view.lead.is_some_and(|lead| lead.report.feedback_wanted);
    let when = outcome(view.kind, wanted);
    match Step::leaving(from, view.kind).find(|row| row.when == when) {
        Some(row) => view.hold(row.guards),
        None => Err(not_from_here(from, view)),
    }
}

/// Why a step knows no such act.
fn not_from_here(from: Option<Step>, view: &View<'_>) -> Refusal {
    let Some(step) = from else {
        return Refusal::absent("lead", "线索");
    };
    let rows = || crate::ROWS.iter().filter(|row| row.act == view.kind);
    let citation = rows()
        .next()
        .map_or(Guard::StepNotPassed.citation(), |row| row.citation);
    if step.is_final() {
        return view.refusal(Guard::LeadOpen, citation, "线索已办结");
    }
    let mut steps: Vec<&Row> = rows().collect();
    steps.dedup_by_key(|row| row.from);
    let names: Vec<String> = steps
        .iter()
        .filter_map(|row| row.from)
        .map(|step| format!("“{}”", step.zh()))
        .collect();
    let why = format!(
        "线索现为“{}”，该事项应在{}时办理",
        step.zh(),
        names.join("、")
    );
    view.refusal(Guard::StepNotPassed, citation, &why)
}

/// Clocks as an act leaves them.
struct Clocks<'a> {
    lead: Option<&'a Lead>,
    facts: &'a Facts<'a>,
    events: Vec<Event>,
    started: Vec<Deadline>,
}

impl Clocks<'_> {
    fn fulfil(&mut self, clock: impl Into<Clock>) {
        let clock = clock.into();
        let today = self.facts.today();
        if let Some(running) = self.lead.and_then(|lead| lead.running(clock)) {
            let due = running.firm_due(self.facts.calendar).unwrap_or(running.due);
            let state = if today <= due {
                DeadlineState::Met
            } else {
                DeadlineState::Passed
            };
            self.settle(clock, state);
        }
    }

    fn cancel(&mut self, clock: impl Into<Clock>) {
        let clock = clock.into();
        if self.lead.and_then(|lead| lead.running(clock)).is_some() {
            self.settle(clock, DeadlineState::Cancelled);
        }
    }

    fn settle(&mut self, clock: Clock, state: DeadlineState) {
        let on = self.facts.today();
        self.events.push(Event::ClockSettled { clock, state, on });
    }

    /// Counts the verification by the rules of a line, if they are not those by which it runs.
    fn check_by(&mut self, domain: Option<Domain>, received: CivilDate) {
        let counted = check(domain, received, self.facts);
        let newest = self
            .lead
            .and_then(|lead| lead.deadlines.iter().rev().find(|it| it.kind() == CHECK));
        let counts =
            newest.is_some_and(|it| it.start == counted.start && it.citation == counted.citation);
        if !counts {
            self.cancel(CHECK);
            self.started.push(counted);
        }
    }

    fn in_order(self, done: Event) -> Vec<Event> {
        let started = self.started.into_iter().map(Event::ClockStarted);
        std::iter::once(done)
            .chain(self.events)
            .chain(started)
            .collect()
    }
}

/// What the act comes to. The guards have made sure that everything is known.
fn done(lead: Option<&Lead>, act: &Act, facts: &Facts<'_>) -> Vec<Event> {
    let mut clocks = Clocks {
        lead,
        facts,
        events: Vec::new(),
        started: Vec::new(),
    };
    let event = what_was_done(lead, act, facts);
    match act {
        Act::Report { report, domain, .. } => clocks.check_by(*domain, report.received_on),
        Act::Accept { domain, .. } => {
            let known = lead.and_then(|lead| lead.domain);
            if let Some(received) = lead.map(received_on) {
                clocks.check_by(domain.or(known), received);
            }
        }
        Act::Decline { .. } | Act::Merge { .. } => clocks.cancel(CHECK),
        Act::ApproveRefusal { .. }
        | Act::ConvertToInspection { .. }
        | Act::ConvertToCase { .. } => clocks.fulfil(CHECK),
        Act::Extend { reasons } => {
            let running = lead.and_then(|lead| lead.running(CHECK));
            let domain = lead.and_then(|lead| lead.domain);
            let limit = extension_limit(domain, &facts.parameters, facts.today());
            if let Some((running, limit)) = running.zip(limit) {
                clocks.events.push(Event::ClockAdjusted {
                    deadline: running.extended(limit.period, limit.citation, facts.calendar),
                    why: format!("经负责人批准延长：{reasons}"),
                });
            }
        }
        Act::Transfer { .. } => {
            let (number, days) = (next_transfer(lead), facts.transfer_reply_days);
            let clock = reply(number, days, facts.today(), facts.calendar);
            clocks.started.push(clock);
        }
        Act::AcceptTransfer { domain } => {
            if let Some(transfer) = lead.and_then(Lead::pending_transfer) {
                clocks.fulfil(REPLY.about(transfer.number));
                let known = lead.and_then(|lead| lead.domain);
                // The material reached the receiver on the day it was sent: its own period counts from there.
                let counted = check(domain.or(known), transfer.sent_on, facts);
                clocks.cancel(CHECK);
                clocks.started.push(counted);
            }
        }
        Act::RefuseTransfer { .. } => {
            if let Some(transfer) = lead.and_then(Lead::pending_transfer) {
                clocks.fulfil(REPLY.about(transfer.number));
            }
        }
        Act::WithdrawTransfer { .. } => {
            if let Some(transfer) = lead.and_then(Lead::pending_transfer) {
                clocks.cancel(REPLY.about(transfer.number));
            }
        }
        Act::LinkDuplicate { .. }
        | Act::Assign { .. }
        | Act::Verify(_)
        | Act::ProposeRefusal { .. }
        | Act::RejectRefusal { .. }
        | Act::GiveFeedback(_)
        | Act::PassDeadline(_)
        | Act::RecountDeadline(_) => {}
    }
    event.map_or_else(Vec::new, |event| clocks.in_order(event))
}

fn what_was_done(lead: Option<&Lead>, act: &Act, facts: &Facts<'_>) -> Option<Event> {
    let (on, by) = (facts.today(), facts.officer_id());
    Some(match act.clone() {
        Act::Report {
            id, report, domain, ..
        } => reported(id, *report, domain, facts)?,
        Act::Accept { domain, remarks } => Event::Accepted {
            domain,
            remarks,
            on,
            by,
        },
        Act::Decline {
            reasons,
            belongs_to,
        } => Event::Declined {
            reasons,
            belongs_to,
            on,
            by,
        },
        Act::Merge { into, reasons } => Event::Merged {
            into,
            reasons,
            on,
            by,
        },
        Act::LinkDuplicate { duplicate } => Event::DuplicateLinked { duplicate, on, by },
        Act::Assign { .. } => Event::Assigned {
            officers: snapshots(lead?, facts.officers.iter().flatten(), on),
            on,
            by,
        },
        Act::Extend { reasons } => Event::Extended { reasons, on, by },
        Act::Verify(verify) => Event::Verified {
            officers: snapshots(
                lead?,
                facts
                    .officer()
                    .into_iter()
                    .chain(facts.officers.iter().flatten()),
                on,
            ),
            finding: verify.finding,
            facts: verify.facts,
            on,
        },
        Act::ProposeRefusal { reasons } => Event::RefusalProposed { reasons, on, by },
        Act::ApproveRefusal { opinion } => Event::RefusalApproved { opinion, on, by },
        Act::RejectRefusal { reasons } => Event::RefusalRejected { reasons, on, by },
        Act::ConvertToInspection { case_id, .. } => Event::Converted {
            kind: Kind::ConvertToInspection,
            case_id,
            procedure: INSPECTION.to_owned(),
            on,
            by,
        },
        Act::ConvertToCase {
            case_id, procedure, ..
        } => Event::Converted {
            kind: Kind::ConvertToCase,
            case_id,
            procedure,
            on,
            by,
        },
        Act::Transfer {
            reasons,
            designation,
            ..
        } => Event::Transferred {
            number: next_transfer(lead),
            to: facts.agency.clone()?,
            reasons,
            designation,
            on,
            by,
        },
        Act::AcceptTransfer { domain } => Event::TransferAccepted { domain, on, by },
        Act::RefuseTransfer { reasons } => Event::TransferRefused { reasons, on, by },
        Act::WithdrawTransfer { reasons } => Event::TransferWithdrawn { reasons, on, by },
        Act::GiveFeedback(Feedback {
            to,
            manner,
            content,
        }) => Event::FeedbackGiven {
            to,
            manner,
            content,
            on,
            by,
        },
        Act::PassDeadline(_) | Act::RecountDeadline(_) => return None,
    })
}

fn reported(
    id: cases_domain::LeadId,
    report: Report,
    domain: Option<Domain>,
    facts: &Facts<'_>,
) -> Option<Event> {
    Some(Event::Reported {
        id,
        report: Box::new(report),
        agency: facts.agency.clone()?,
        domain,
        on: facts.today(),
    })
}

/// The day from which the agency that has the lead counts: the one on which it received it.
fn received_on(lead: &Lead) -> CivilDate {
    let mut transfers = lead.transfers.iter().rev();
    let handed = transfers.find(|it| it.to.id == lead.agency.id && it.end.is_some());
    match handed {
        Some(transfer) if matches!(transfer.end, Some(crate::TransferEnd::Accepted { .. })) => {
            transfer.sent_on
        }
        _ => lead.report.received_on,
    }
}

fn next_transfer(lead: Option<&Lead>) -> u32 {
    let made = lead.map_or(0, |lead| lead.transfers.len());
    u32::try_from(made.saturating_add(1)).unwrap_or(u32::MAX)
}

/// Officers with the certificates relied on.
fn snapshots<'o>(
    lead: &Lead,
    officers: impl Iterator<Item = &'o Officer>,
    on: CivilDate,
) -> Vec<OfficerSnapshot> {
    let Some(domain) = lead.domain else {
        return Vec::new();
    };
    officers
        .map(|officer| officer.snapshot(domain, &lead.agency.division, on))
        .collect()
}

/// A clock ran out.
fn pass(view: &View<'_>, lead: &Lead, clock: Clock) -> Result<Vec<Event>, Refusal> {
    view.hold(&[
        Guard::DeadlineRunning,
        Guard::DeadlineFirm,
        Guard::DeadlineOver,
    ])?;
    Ok(lead
        .running(clock)
        .map(|running| Event::ClockSettled {
            clock: running.clock,
            state: DeadlineState::Passed,
            on: view.facts.today(),
        })
        .into_iter()
        .collect())
}

/// A clock is counted anew, now that the schedule it needed is known.
fn recount(view: &View<'_>, lead: &Lead, clock: Clock) -> Result<Vec<Event>, Refusal> {
    view.hold(&[Guard::DeadlineRunning])?;
    Ok(lead
        .running(clock)
        .map(|running| Event::ClockAdjusted {
            deadline: running.recounted(view.facts.calendar),
            why: "节假日安排已公布，重新计算".to_owned(),
        })
        .into_iter()
        .collect())
}
