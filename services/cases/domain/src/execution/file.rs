//! What an execution has on file.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Step;
use crate::{
    DocumentNumber, Fen, ItemSnapshot, Means, OfficerId, OfficerSnapshot, Service, Signature,
};

/// An execution by force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Execution {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// What is owed.
    pub obligation: Obligation,
    /// How the party was urged; none: it was cleared at once.
    pub urging: Option<Urging>,
    /// What the party said, in order.
    pub responses: Vec<Response>,
    /// The decision to execute.
    pub decision: Option<ExecutionDecision>,
    /// How it was served.
    pub decision_service: Option<Service>,
    /// How the party was urged again before performance by another.
    pub second_urging: Option<Service>,
    /// What was carried out, in order.
    pub carried: Vec<Carried>,
    /// The agreement, the newest.
    pub agreement: Option<Agreement>,
    /// The suspension, the newest.
    pub suspension: Option<Suspension>,
    /// The application to the court.
    pub court: Option<Court>,
    /// What was cleared at once.
    pub clearing: Option<Clearing>,
    /// How it ended, in Chinese; empty: it has not.
    pub end: String,
}

/// What is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obligation {
    /// 金钱给付
    Money,
    /// 排除妨碍、恢复原状、拆除等行为
    Conduct,
}

/// An urging letter (催告书, §35).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Urging {
    /// Last day to perform.
    pub until: CivilDate,
    /// How to perform.
    pub manner: String,
    /// What is left of the fine.
    pub principal: Fen,
    /// Late fine so far.
    pub late_fine: Fen,
    /// Whether the right to state and defend was told.
    pub rights_told: bool,
    /// How, when and to whom.
    pub service: Service,
    /// Number (文号).
    pub document_number: Option<DocumentNumber>,
}

/// What the party said to the urging, and what became of it (§36).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// What it said.
    pub statement: String,
    /// Whether it is adopted.
    pub adopted: bool,
    /// Reasons.
    pub reply: String,
    /// Day.
    pub on: CivilDate,
}

/// A decision to execute (§37), or to have another perform (§51).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExecutionDecision {
    /// Means.
    pub means: Means,
    /// Item by which the agency has the power.
    pub item: ItemSnapshot,
    /// Reasons, basis, manner and time.
    pub reasons: String,
    /// Evidence that assets are moved or hidden (§37(3)); empty: none.
    pub moving_assets: String,
    /// Who performs instead, for that means.
    pub substitute: Option<Substitute>,
    /// Leader.
    pub by: OfficerId,
    /// Day.
    pub on: CivilDate,
    /// Number (文号).
    pub document_number: Option<DocumentNumber>,
}

/// Performance by another (代履行, §50, §51).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Substitute {
    /// Who performs.
    pub performer: String,
    /// Whether the performer has no interest in the matter.
    pub disinterested: bool,
    /// Budget.
    pub budget: Fen,
    /// Day of performance.
    pub on: CivilDate,
    /// What harm calls for it.
    pub harm: Harm,
}

/// Harm that lets another perform (§50).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Harm {
    /// 危害交通安全
    TrafficSafety,
    /// 造成环境污染
    Pollution,
    /// 破坏自然资源
    NaturalResources,
}

/// What was carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// Officers.
    pub officers: Vec<OfficerSnapshot>,
    /// When it began.
    pub started: DateTime<Utc>,
    /// When it ended.
    pub ended: DateTime<Utc>,
    /// What was done.
    pub what: String,
    /// Why it could not wait for the day or a working day; empty: it was no emergency.
    pub emergency: String,
    /// What was collected, or what performance by another cost.
    pub amount: Fen,
    /// How the record was signed.
    pub signature: Signature,
    /// Whether nothing is left to do.
    pub completed: bool,
}

/// An agreement on performance (执行协议, §42).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Stages, in order.
    pub stages: Vec<Stage>,
    /// By how much the late fine is reduced.
    pub reduction: Fen,
    /// What the party has done to remedy; empty: nothing.
    pub remedy: String,
    /// Leader.
    pub by: OfficerId,
    /// Day.
    pub on: CivilDate,
}

/// One stage of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Last day.
    pub due: CivilDate,
    /// What is done.
    pub what: String,
    /// What is paid.
    pub amount: Fen,
}

/// A suspension (§39).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// Ground.
    pub ground: SuspensionGround,
    /// Reasons.
    pub reasons: String,
    /// Whether there is no evident harm to the public: then three years of inability end it for good (§39(2)).
    pub harmless: bool,
    /// Leader.
    pub by: OfficerId,
    /// Day.
    pub on: CivilDate,
}

/// Grounds of suspension (§39(1)), in the order of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuspensionGround {
    /// 履行确有困难或者暂无履行能力
    Inability,
    /// 第三人对执行标的主张权利
    ThirdParty,
    /// 执行可能造成难以弥补的损失
    IrreparableLoss,
    /// 其他
    Other,
}

/// Grounds of termination (§40), in the order of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TerminationGround {
    /// 公民死亡，无遗产可供执行，又无义务承受人
    Death,
    /// 法人或者其他组织终止，无财产可供执行，又无义务承受人
    Dissolution,
    /// 执行标的灭失
    ObjectLost,
    /// 据以执行的行政决定被撤销
    DecisionRevoked,
    /// 其他
    Other,
}

/// An application to the court (§53 to §60).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Court {
    /// Court.
    pub court: String,
    /// What is to be executed.
    pub object: String,
    /// Whether immediate execution is asked for, for public safety (§59).
    pub urgent: bool,
    /// Leader who signed.
    pub by: OfficerId,
    /// Day.
    pub on: CivilDate,
    /// Number (文号).
    pub document_number: Option<DocumentNumber>,
    /// What the court answered, in order.
    pub answers: Vec<CourtAnswer>,
}

/// What a court answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourtAnswer {
    /// Answer.
    pub answer: Answer,
    /// The court's document.
    pub instrument: String,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
}

/// Answers of a court (§56 to §58).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// 受理
    Accepted,
    /// 准予强制执行
    Granted,
    /// 不予受理、不准予强制执行
    Refused,
}

/// What was cleared at once (§52).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clearing {
    /// Officers.
    pub officers: Vec<OfficerSnapshot>,
    /// What lay there.
    pub spill: Spill,
    /// Where: road, river, waterway or public place.
    pub place: String,
    /// Who cleared it.
    pub performer: String,
    /// Cost.
    pub cost: Fen,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether the party was there.
    pub party_present: bool,
    /// How it was told afterwards; none: it was there, or has not been told yet.
    pub told: Option<Service>,
}

/// What is cleared at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spill {
    /// 遗洒物
    Spilled,
    /// 障碍物
    Obstacle,
    /// 污染物
    Pollutant,
}

impl Obligation {
    /// What is owed, in Chinese: `金钱给付义务`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Money => "金钱给付义务",
            Self::Conduct => "行为义务",
        }
    }
}

impl SuspensionGround {
    /// The ground in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Inability => "履行确有困难或者暂无履行能力",
            Self::ThirdParty => "第三人对执行标的主张权利，确有理由",
            Self::IrreparableLoss => "执行可能造成难以弥补的损失，且中止执行不损害公共利益",
            Self::Other => "其他需要中止执行的情形",
        }
    }
}

impl TerminationGround {
    /// The ground in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Death => "公民死亡，无遗产可供执行，又无义务承受人",
            Self::Dissolution => "法人或者其他组织终止，无财产可供执行，又无义务承受人",
            Self::ObjectLost => "执行标的灭失",
            Self::DecisionRevoked => "据以执行的行政决定被撤销",
            Self::Other => "其他需要终结执行的情形",
        }
    }
}

impl Answer {
    /// The answer in Chinese: `受理`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Accepted => "受理",
            Self::Granted => "准予强制执行",
            Self::Refused => "不予受理或者不准予强制执行",
        }
    }
}

impl Execution {
    /// Whether another performs.
    pub fn is_substitute(&self) -> bool {
        self.decision
            .as_ref()
            .is_some_and(|decision| decision.means == Means::Substitute)
    }
}
