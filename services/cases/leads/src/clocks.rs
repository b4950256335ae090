//! The clocks of a lead: how long it may take to verify it (K01), and to answer a hand-over.

use calendar::{Calendar, CivilDate, Period};
use cases_domain::{Deadline, DeadlineKind, Domain, Parameters, Rule};
use statute::{Citation, Law, Limit, Mark, limits};

use crate::{Act, Facts, Lead};

/// The clock of the verification: 核查, to the decision whether to file.
pub(crate) const CHECK: DeadlineKind = DeadlineKind::ClueCheck;
/// The clock of the answer to a hand-over, numbered as the hand-over.
pub(crate) const REPLY: DeadlineKind = DeadlineKind::LeadTransferReply;

/// Something the clock has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueAct {
    /// What.
    pub act: Act,
    /// First day on which it may be done.
    pub from: CivilDate,
}

/// The period of verification in a line on a day, with the pack that sets it if one does: its own rule's, or, where it has none
/// or the line is not known yet, the general one of the province (law.md 3.7).
pub fn check_limit(
    domain: Option<Domain>,
    parameters: &Parameters,
    on: CivilDate,
) -> (Limit, Option<Rule>) {
    let own = domain.and_then(|domain| {
        let own = domain.parameters().clue_check;
        parameters.period(("clue_check_period", CHECK.zh()), own, on)
    });
    own.unwrap_or((limits::FUJIAN_FALLBACK, None))
}

/// By how much the verification may be prolonged; none: the rule of the line knows no extension.
pub(crate) fn extension_limit(
    domain: Option<Domain>,
    parameters: &Parameters,
    on: CivilDate,
) -> Option<Limit> {
    if check_limit(domain, parameters, on).0 == limits::FUJIAN_FALLBACK {
        return Some(limits::FUJIAN_FALLBACK_EXTENSION);
    }
    let own = domain?.parameters().clue_check_extension;
    let set = parameters.period(("clue_check_extension", "延长线索核查"), own, on);
    set.map(|(limit, _)| limit)
}

/// The clock of the verification, from the day on which the agency received the lead.
pub(crate) fn check(domain: Option<Domain>, received: CivilDate, facts: &Facts<'_>) -> Deadline {
    let (limit, rule) = check_limit(domain, &facts.parameters, received);
    let mut deadline = Deadline::under(CHECK, received, &limit, facts.calendar);
    deadline.rule = rule;
    if limit == limits::FUJIAN_FALLBACK {
        deadline
            .length
            .push_str("（本领域未规定核查期限，按本省一般规定）");
    } else if limit.mark == Mark::Assumed {
        deadline.length.push_str("（原文未核，暂按此计算）");
    }
    deadline
}

/// The clock of the answer to a hand-over. No law sets it: the days are a setting, and shown as one.
pub(crate) fn reply(number: u32, days: u32, sent: CivilDate, calendar: &Calendar) -> Deadline {
    let limit = Limit::new(
        "线索移送接收",
        Period::working_days(days),
        Citation::article(Law::FujianPlatformMeasures, 3),
    )
    .marked(Mark::Assumed);
    let mut deadline = Deadline::under(REPLY.about(number), sent, &limit, calendar);
    deadline.length.push_str("（系统参数，非法定期限）");
    deadline
}

/// What falls due in a lead, in the order of its clocks. A clock that comes to another day by the calendar as it is known now is
/// counted anew first; one whose last day cannot be told for certain does nothing until the schedule is known.
pub fn due(lead: &Lead, calendar: &Calendar) -> Vec<DueAct> {
    let running = lead.deadlines.iter().filter(|deadline| deadline.is_open());
    running
        .filter_map(|deadline| {
            if deadline.is_outdated(calendar) {
                return Some(DueAct {
                    act: Act::RecountDeadline(deadline.clock),
                    from: deadline.start,
                });
            }
            (!deadline.provisional).then(|| DueAct {
                act: Act::PassDeadline(deadline.clock),
                from: CivilDate::of(deadline.over_at()),
            })
        })
        .collect()
}
