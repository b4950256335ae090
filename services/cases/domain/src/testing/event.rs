//! Events of sampling and testing, and what they make of it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Kind, Order, Outcome as Answer, Sample, Step, Telling, Testing};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, Evidence, EvidenceKind, OfficerId, OfficerSnapshot, Procedure};

/// Something that has happened in a testing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已抽样取证
    Sampled(Sampled),
    /// 已委托检测鉴定、复检
    Entrusted(Entrusted),
    /// 已取得检测鉴定结果
    Resulted(Resulted),
    /// 已告知检测鉴定结果
    Told(Told),
    /// 样品已退还，委托已撤回，复检期限已届满
    Ended(Ended),
}

/// A sample was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sampled {
    /// Number of the testing.
    pub number: u32,
    /// The sample.
    pub sample: Sample,
    /// Officers who took it.
    pub officers: Vec<OfficerSnapshot>,
}

/// An institution was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entrusted {
    /// Number of the testing.
    pub number: u32,
    /// By which act: of a sample, of an object, or again.
    pub kind: Kind,
    /// What of whom.
    pub order: Order,
    /// Day on which the party asked for another test; none: it is the first.
    pub asked_on: Option<CivilDate>,
}

/// A result came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resulted {
    /// Number of the testing.
    pub number: u32,
    /// The result.
    pub outcome: Answer,
    /// Number of the evidence it became; 0: an inspection keeps none.
    pub evidence: u32,
    /// When it was recorded.
    pub at: chrono::DateTime<chrono::Utc>,
    /// Officer who recorded it.
    pub by: OfficerId,
}

/// A result was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Number of the testing.
    pub number: u32,
    /// How, and with which right.
    pub telling: Telling,
    /// Whether it is the result of the second test, which is the last.
    pub last: bool,
    /// Officer who recorded it.
    pub by: OfficerId,
}

/// It ended otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// Number of the testing.
    pub number: u32,
    /// By which act.
    pub kind: Kind,
    /// Why.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Officer; none: the clock.
    pub by: Option<OfficerId>,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sampled(_) => "SampleTaken",
            Self::Entrusted(_) => "TestingEntrusted",
            Self::Resulted(_) => "TestingResulted",
            Self::Told(_) => "TestingResultTold",
            Self::Ended(_) => "TestingEnded",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::Sampled(_) => Kind::TakeSample,
            Self::Entrusted(it) => it.kind,
            Self::Resulted(_) => Kind::RecordResult,
            Self::Told(_) => Kind::TellResult,
            Self::Ended(it) => it.kind,
        }
    }

    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        match self {
            Self::Told(it) if it.last => Outcome::Done,
            Self::Told(it) if it.telling.retest.is_some() => Outcome::RetestOpen,
            Self::Told(_) => Outcome::Final,
            _ => Outcome::Done,
        }
    }

    const fn number(&self) -> u32 {
        match self {
            Self::Sampled(it) => it.number,
            Self::Entrusted(it) => it.number,
            Self::Resulted(it) => it.number,
            Self::Told(it) => it.number,
            Self::Ended(it) => it.number,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::Sampled(it) => {
                format!("抽样取证：{}，抽取{}", it.sample.what, it.sample.quantity)
            }
            Self::Entrusted(it) => {
                let again = if it.asked_on.is_some() { "复检" } else { "" };
                let (kind, who) = (it.order.kind.zh(), &it.order.institution.name);
                let until = it.order.until.zh();
                format!("委托{who}{kind}{again}：{}，期间至{until}", it.order.object)
            }
            Self::Resulted(it) => {
                format!(
                    "检测鉴定结果（{}）：{}",
                    it.outcome.report, it.outcome.conclusion
                )
            }
            Self::Told(it) => match &it.telling.retest {
                Some(retest) => {
                    format!(
                        "告知检测鉴定结果，当事人可于{}前申请复检",
                        retest.until.zh()
                    )
                }
                None => "告知检测鉴定结果".to_owned(),
            },
            Self::Ended(it) => match it.kind {
                Kind::ReturnSample => format!("样品未送检，已退还：{}", it.reasons),
                Kind::AbandonTesting => format!("撤回检测鉴定委托：{}", it.reasons),
                _ => "复检期限届满，当事人未申请复检".to_owned(),
            },
        }
    }
}

/// The case after an event of a testing; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Testing(event.kind());
    let number = event.number();
    let before = case.testings.iter().position(|it| it.number == number);
    let from = before.and_then(|at| Some(case.testings.get(at)?.step));
    let step = Step::after(from, kind, event.outcome())?;
    if let Event::Sampled(it) = event {
        let ids = it.officers.iter().map(|officer| officer.id.clone());
        case.handlers.extend(ids);
    }
    if let Event::Resulted(it) = event {
        put_on_file(case, it);
    }
    let testing = if let Some(at) = before {
        case.testings.get_mut(at)?
    } else {
        case.testings.push(Testing {
            number,
            step,
            sample: None,
            officers: Vec::new(),
            orders: Vec::new(),
            outcomes: Vec::new(),
            told: Vec::new(),
            reasons: String::new(),
        });
        case.testings.last_mut()?
    };
    testing.step = step;
    match event {
        Event::Sampled(it) => {
            testing.sample = Some(it.sample.clone());
            testing.officers.clone_from(&it.officers);
        }
        Event::Entrusted(it) => testing.orders.push(it.order.clone()),
        Event::Resulted(it) => testing.outcomes.push(it.outcome.clone()),
        Event::Told(it) => testing.told.push(it.telling.clone()),
        Event::Ended(it) => testing.reasons.clone_from(&it.reasons),
    }
    Some(())
}

/// A result is a piece of evidence of a penalty (行政处罚法 §46).
fn put_on_file(case: &mut Case, it: &Resulted) {
    if let Procedure::OrdinaryPenalty(penalty) = &mut case.procedure
        && it.evidence > 0
    {
        penalty.evidence.push(Evidence {
            number: it.evidence,
            kind: EvidenceKind::ExpertOpinion,
            description: format!("{}：{}", it.outcome.report, it.outcome.conclusion),
            collected: it.at,
            content_hash: it.outcome.content_hash.clone(),
            exhibits: Vec::new(),
        });
    }
}
