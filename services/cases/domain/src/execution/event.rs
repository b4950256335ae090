//! Events of an execution, and what they make of it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{
    Agreement, Answer, Carried, Clearing, Court, CourtAnswer, Execution, ExecutionDecision, Kind,
    Obligation, Response, Step, Suspension, SuspensionGround, TerminationGround, Urging,
};
use crate::procedure::{Outcome, Stage as _};
use crate::{ActKind, Case, OfficerId, OfficerSnapshot, Service, in_yuan};

/// Something that has happened in an execution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已催告
    Urged {
        /// Its number.
        number: u32,
        /// What is owed.
        obligation: Obligation,
        /// The letter.
        urging: Box<Urging>,
        /// Officer who recorded it.
        by: OfficerId,
    },
    /// 已听取陈述申辩并复核
    ResponseHeard {
        /// Its number.
        number: u32,
        /// What was said, and what became of it.
        response: Response,
        /// Officer who recorded it.
        by: OfficerId,
    },
    /// 已作出强制执行决定、代履行决定
    Decided {
        /// Its number.
        number: u32,
        /// The decision.
        decision: Box<ExecutionDecision>,
    },
    /// 决定书已送达
    Served {
        /// Its number.
        number: u32,
        /// How, when and to whom.
        service: Service,
        /// Officer who recorded it.
        by: OfficerId,
    },
    /// 代履行前已再次催告
    UrgedAgain {
        /// Its number.
        number: u32,
        /// How, when and to whom.
        service: Service,
        /// Officer who recorded it.
        by: OfficerId,
    },
    /// 已实施
    CarriedOut {
        /// Its number.
        number: u32,
        /// What was carried out.
        carried: Box<Carried>,
    },
    /// 已立即代履行
    Cleared {
        /// Its number.
        number: u32,
        /// What was cleared.
        clearing: Box<Clearing>,
    },
    /// 已通知当事人
    ClearingTold {
        /// Its number.
        number: u32,
        /// How, when and to whom.
        service: Service,
        /// Officer who recorded it.
        by: OfficerId,
    },
    /// 已达成执行协议
    Agreed {
        /// Its number.
        number: u32,
        /// The agreement.
        agreement: Agreement,
    },
    /// 协议未履行，已恢复强制执行
    AgreementBroken {
        /// Its number.
        number: u32,
        /// What was not kept.
        reasons: String,
        /// Whether a decision had been served before.
        after_decision: bool,
        /// Day.
        on: CivilDate,
        /// Officer who recorded it.
        by: OfficerId,
    },
    /// 已中止
    Suspended {
        /// Its number.
        number: u32,
        /// The suspension.
        suspension: Suspension,
    },
    /// 已恢复
    Resumed {
        /// Its number.
        number: u32,
        /// Why.
        reasons: String,
        /// Whether a decision had been served before.
        after_decision: bool,
        /// Day.
        on: CivilDate,
        /// Leader.
        by: OfficerId,
    },
    /// 已终结
    Terminated {
        /// Its number.
        number: u32,
        /// Ground.
        ground: TerminationGround,
        /// Reasons.
        reasons: String,
        /// Day.
        on: CivilDate,
        /// Leader.
        by: OfficerId,
    },
    /// 已申请人民法院强制执行
    Filed {
        /// Its number.
        number: u32,
        /// The application.
        court: Box<Court>,
    },
    /// 人民法院已答复
    Answered {
        /// Its number.
        number: u32,
        /// The answer.
        answer: CourtAnswer,
        /// Officer who recorded it.
        by: OfficerId,
    },
    /// 已履行
    Performed {
        /// Its number.
        number: u32,
        /// How.
        what: String,
        /// Day.
        on: CivilDate,
        /// Officer who recorded it.
        by: OfficerId,
    },
    /// 中止满三年，不再执行
    GivenUp {
        /// Its number.
        number: u32,
        /// Day.
        on: CivilDate,
    },
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Urged { .. } => "PerformanceUrged",
            Self::ResponseHeard { .. } => "ExecutionResponseHeard",
            Self::Decided { .. } => "ExecutionDecided",
            Self::Served { .. } => "ExecutionDecisionServed",
            Self::UrgedAgain { .. } => "PerformanceUrgedAgain",
            Self::CarriedOut { .. } => "ExecutionCarriedOut",
            Self::Cleared { .. } => "ClearedAtOnce",
            Self::ClearingTold { .. } => "ClearingTold",
            Self::Agreed { .. } => "ExecutionAgreed",
            Self::AgreementBroken { .. } => "ExecutionAgreementBroken",
            Self::Suspended { .. } => "ExecutionSuspended",
            Self::Resumed { .. } => "ExecutionResumed",
            Self::Terminated { .. } => "ExecutionTerminated",
            Self::Filed { .. } => "CourtAskedToExecute",
            Self::Answered { .. } => "CourtAnswered",
            Self::Performed { .. } => "ExecutionPerformed",
            Self::GivenUp { .. } => "ExecutionGivenUp",
        }
    }

    /// Number of the execution.
    pub const fn number(&self) -> u32 {
        match self {
            Self::Urged { number, .. }
            | Self::ResponseHeard { number, .. }
            | Self::Decided { number, .. }
            | Self::Served { number, .. }
            | Self::UrgedAgain { number, .. }
            | Self::CarriedOut { number, .. }
            | Self::Cleared { number, .. }
            | Self::ClearingTold { number, .. }
            | Self::Agreed { number, .. }
            | Self::AgreementBroken { number, .. }
            | Self::Suspended { number, .. }
            | Self::Resumed { number, .. }
            | Self::Terminated { number, .. }
            | Self::Filed { number, .. }
            | Self::Answered { number, .. }
            | Self::Performed { number, .. }
            | Self::GivenUp { number, .. } => *number,
        }
    }

    /// The act that made it.
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Urged { .. } => Kind::Urge,
            Self::ResponseHeard { .. } => Kind::HearResponse,
            Self::Decided { decision, .. } if decision.substitute.is_some() => {
                Kind::DecideSubstitute
            }
            Self::Decided { .. } => Kind::DecideExecution,
            Self::Served { .. } => Kind::ServeExecution,
            Self::UrgedAgain { .. } => Kind::UrgeAgain,
            Self::CarriedOut { .. } => Kind::CarryOut,
            Self::Cleared { .. } => Kind::ClearAtOnce,
            Self::ClearingTold { .. } => Kind::NotifyCleared,
            Self::Agreed { .. } => Kind::MakeAgreement,
            Self::AgreementBroken { .. } => Kind::BreakAgreement,
            Self::Suspended { .. } => Kind::SuspendExecution,
            Self::Resumed { .. } => Kind::ResumeExecution,
            Self::Terminated { .. } => Kind::TerminateExecution,
            Self::Filed { .. } => Kind::ApplyToCourt,
            Self::Answered { .. } => Kind::RecordCourtAnswer,
            Self::Performed { .. } => Kind::RecordPerformance,
            Self::GivenUp { .. } => Kind::GiveUp,
        }
    }

    /// What the act came to.
    pub(crate) fn outcome(&self) -> Outcome {
        let either = |first: bool, yes, no| if first { yes } else { no };
        match self {
            Self::ResponseHeard { response, .. } => {
                either(response.adopted, Outcome::Granted, Outcome::Refused)
            }
            Self::CarriedOut { carried, .. } => {
                either(carried.completed, Outcome::Settled, Outcome::InPart)
            }
            Self::Cleared { clearing, .. } => {
                either(clearing.party_present, Outcome::Done, Outcome::Absent)
            }
            Self::AgreementBroken { after_decision, .. } | Self::Resumed { after_decision, .. } => {
                either(
                    *after_decision,
                    Outcome::AfterDecision,
                    Outcome::BeforeDecision,
                )
            }
            Self::Answered { answer, .. } => match answer.answer {
                Answer::Accepted => Outcome::Accepted,
                Answer::Granted => Outcome::Granted,
                Answer::Refused => Outcome::Refused,
            },
            _ => Outcome::Done,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::Urged {
                obligation, urging, ..
            } => {
                let owed = match obligation {
                    Obligation::Money => {
                        let (principal, late) =
                            (in_yuan(urging.principal), in_yuan(urging.late_fine));
                        format!("罚款{principal}、加处罚款{late}")
                    }
                    Obligation::Conduct => obligation.zh().to_owned(),
                };
                let number = urging.document_number.as_ref();
                let number = number.map_or_else(String::new, |it| format!("，文号：{it}"));
                format!("催告当事人于{}前履行{owed}{number}", urging.until.zh())
            }
            Self::ResponseHeard { response, .. } if response.adopted => {
                format!("采纳当事人对催告的意见：{}", response.reply)
            }
            Self::ResponseHeard { response, .. } => {
                format!("复核当事人对催告的意见，不予采纳：{}", response.reply)
            }
            Self::Decided { decision, .. } => {
                let number = decision.document_number.as_ref();
                let number = number.map_or_else(String::new, |it| format!("，文号：{it}"));
                format!("决定强制执行：{}{number}", decision.means.zh())
            }
            Self::Served { service, .. } => {
                format!("{}行政强制执行决定书", service.manner.zh())
            }
            Self::UrgedAgain { .. } => "代履行前再次催告".to_owned(),
            Self::CarriedOut { carried, .. } => {
                let done = if carried.completed {
                    "，执行完毕"
                } else {
                    ""
                };
                format!("实施强制执行：{}{done}", carried.what)
            }
            Self::Cleared { clearing, .. } => {
                format!(
                    "在{}立即实施代履行，由{}清除",
                    clearing.place, clearing.performer
                )
            }
            Self::ClearingTold { .. } => "通知当事人立即代履行情况".to_owned(),
            Self::Agreed { agreement, .. } => {
                format!("达成执行协议，分{}个阶段履行", agreement.stages.len())
            }
            Self::AgreementBroken { reasons, .. } => {
                format!("当事人不履行执行协议，恢复强制执行：{reasons}")
            }
            Self::Suspended { suspension, .. } => {
                format!("中止执行：{}", suspension.ground.zh())
            }
            Self::Resumed { reasons, .. } => format!("恢复执行：{reasons}"),
            Self::Terminated { ground, .. } => format!("终结执行：{}", ground.zh()),
            Self::Filed { court, .. } => format!("向{}申请强制执行", court.court),
            Self::Answered { answer, .. } => {
                format!("人民法院{}（{}）", answer.answer.zh(), answer.instrument)
            }
            Self::Performed { what, .. } => format!("当事人已履行：{what}"),
            Self::GivenUp { .. } => "中止执行满三年，不再执行".to_owned(),
        }
    }
}

/// The case after an event of an execution; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Execution(event.kind());
    let begins = match event {
        Event::Urged { obligation, .. } => Some(*obligation),
        Event::Cleared { .. } => Some(Obligation::Conduct),
        _ => None,
    };
    if let Some(obligation) = begins {
        let step = Step::after(None, kind, event.outcome())?;
        case.executions
            .push(begun(event.number(), obligation, step));
    } else {
        let execution = at(case, event.number())?;
        execution.step = Step::after(Some(execution.step), kind, event.outcome())?;
    }
    note(at(case, event.number())?, event);
    take_part(case, event);
    Some(())
}

fn at(case: &mut Case, number: u32) -> Option<&mut Execution> {
    case.executions.iter_mut().find(|it| it.number == number)
}

const fn begun(number: u32, obligation: Obligation, step: Step) -> Execution {
    Execution {
        number,
        step,
        obligation,
        urging: None,
        responses: Vec::new(),
        decision: None,
        decision_service: None,
        second_urging: None,
        carried: Vec::new(),
        agreement: None,
        suspension: None,
        court: None,
        clearing: None,
        end: String::new(),
    }
}

/// What an event adds to the file.
fn note(execution: &mut Execution, event: &Event) {
    match event {
        Event::Urged { urging, .. } => execution.urging = Some((**urging).clone()),
        Event::ResponseHeard { response, .. } => {
            if response.adopted {
                execution.end.clone_from(&response.reply);
            }
            execution.responses.push(response.clone());
        }
        Event::Decided { decision, .. } => execution.decision = Some((**decision).clone()),
        Event::Served { service, .. } => execution.decision_service = Some(service.clone()),
        Event::UrgedAgain { service, .. } => execution.second_urging = Some(service.clone()),
        Event::CarriedOut { carried, .. } => {
            if carried.completed {
                execution.end.clone_from(&carried.what);
            }
            execution.carried.push((**carried).clone());
        }
        Event::Cleared { clearing, .. } => {
            if clearing.party_present {
                "立即代履行完毕".clone_into(&mut execution.end);
            }
            execution.clearing = Some((**clearing).clone());
        }
        Event::ClearingTold { service, .. } => {
            "立即代履行完毕，已通知当事人".clone_into(&mut execution.end);
            if let Some(clearing) = &mut execution.clearing {
                clearing.told = Some(service.clone());
            }
        }
        Event::Agreed { agreement, .. } => execution.agreement = Some(agreement.clone()),
        Event::Suspended { suspension, .. } => execution.suspension = Some(suspension.clone()),
        Event::AgreementBroken { .. } | Event::Resumed { .. } => {}
        Event::Terminated { ground, .. } => ground.zh().clone_into(&mut execution.end),
        Event::Filed { court, .. } => execution.court = Some((**court).clone()),
        Event::Answered { answer, .. } => {
            if let Some(court) = &mut execution.court {
                court.answers.push(answer.clone());
            }
        }
        Event::Performed { what, .. } => execution.end.clone_from(what),
        Event::GivenUp { .. } => {
            "当事人确无能力履行，中止执行满三年".clone_into(&mut execution.end);
        }
    }
}

/// Whoever urges, serves or carries out has handled the case; whoever decides has not.
fn take_part(case: &mut Case, event: &Event) {
    let team: &[OfficerSnapshot] = match event {
        Event::CarriedOut { carried, .. } => &carried.officers,
        Event::Cleared { clearing, .. } => &clearing.officers,
        _ => &[],
    };
    case.handlers.extend(team.iter().map(|it| it.id.clone()));
    match event {
        Event::Urged { by, .. }
        | Event::ResponseHeard { by, .. }
        | Event::Served { by, .. }
        | Event::UrgedAgain { by, .. }
        | Event::ClearingTold { by, .. }
        | Event::AgreementBroken { by, .. }
        | Event::Answered { by, .. }
        | Event::Performed { by, .. } => {
            case.handlers.insert(by.clone());
        }
        _ => {}
    }
}

impl Suspension {
    /// Whether three years of it end the execution for good (§39(2)).
    pub fn ends_in_three_years(&self) -> bool {
        self.harmless && self.ground == SuspensionGround::Inability
    }
}
