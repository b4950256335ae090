//! The law is a table (D5): per procedure one list of lawful moves, and what is read off it.

pub mod inspection;
pub mod penalty;
pub mod summary;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Debug;

use refusal::Refusal;
use statute::Citation;

use crate::guard::{Guard, View};
use crate::{ActKind, Right, public_notice};

/// One lawful move: from a step, by an act with an outcome, to a step, if the guards hold.
#[derive(Debug, Clone, Copy)]
pub struct Row<S: 'static> {
    /// Step before; none: no case yet.
    pub from: Option<S>,
    /// Act.
    pub act: ActKind,
    /// What the act came to.
    pub when: Outcome,
    /// Step after.
    pub to: S,
    /// What must hold, in groups, in the order in which it is looked at.
    pub guards: &'static [&'static [Guard]],
    /// The article the move rests on.
    pub citation: Citation,
}

/// What an act came to, where that decides the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// There is only one.
    Done,
    /// 未发现问题
    NothingFound,
    /// 发现问题
    SomethingFound,
    /// 全部改正
    AllCorrected,
    /// 部分改正
    SomeUncorrected,
    /// 审核同意
    Passed,
    /// 审核退回
    Returned,
    /// 缴清
    PaidInFull,
    /// 部分缴纳
    PaidInPart,
    /// 准许
    Granted,
    /// 在裁量基准之内
    Within,
    /// 偏离裁量基准
    Departs,
    /// 不准许
    Refused,
    /// 可申请复检
    RetestOpen,
    /// 不再复检
    Final,
    /// 应缴罚款
    ToPay,
    /// 无应缴罚款
    NothingToPay,
    /// 公安机关立案
    PoliceFiled,
    /// 公安机关不予立案
    PoliceDeclined,
    /// 判处刑罚
    Convicted,
    /// 不追究刑事责任
    NotLiable,
    /// 变更
    Changed,
    /// 变更后已缴清
    ChangedAndPaid,
    /// 重新作出
    Redone,
    /// 部分
    InPart,
    /// 待退还
    ToReturn,
    /// 全部办结
    Settled,
    /// 受理
    Accepted,
    /// 作出强制执行决定前
    BeforeDecision,
    /// 作出强制执行决定后
    AfterDecision,
    /// 当事人不在场
    Absent,
    /// 由本机关管辖
    Kept,
    /// 由其他机关管辖
    Yielded,
    /// 已送达
    Delivered,
    /// 未能送达
    Undelivered,
}

/// Whose turn it is at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// The agency's: whoever has the right to the act.
    Agency,
    /// The party's: the act only records what it does.
    Party,
    /// Another authority's, e.g. the police or a court: the act only records what it answers.
    Outside,
}

/// A step of a procedure.
pub trait Stage: Copy + Ord + Debug + 'static {
    /// Every step, in order.
    const ALL: &'static [Self];
    /// Every lawful move.
    const ROWS: &'static [Row<Self>];
    /// Every act of the procedure, in order.
    const ACTS: &'static [ActKind];
    /// What it is a procedure of, on the wire and in Chinese: what is absent when no such thing has begun.
    const THING: (&'static str, &'static str) = ("case", "案件");

    /// Name on the wire, e.g. `NOTICED`.
    fn name(self) -> &'static str;

    /// The step in Chinese, e.g. `已告知`.
    fn zh(self) -> &'static str;

    /// Whether nothing follows.
    fn is_final(self) -> bool;

    /// What has gone before whenever this step is reached.
    fn behind(self) -> &'static [Guard];

    /// What must have gone before an act, the article that asks for it most directly first.
    fn needs(act: ActKind) -> &'static [Guard];

    /// The act that the step waits for, the one that carries the procedure on; none: nothing is waited for.
    fn awaits(self) -> Option<ActKind>;

    /// Whose turn it is to do something, before the act that the step waits for can be done.
    fn turn(self) -> Turn {
        Turn::Agency
    }

    /// The moves that an act makes from a step.
    fn moves(self, act: ActKind) -> impl Iterator<Item = &'static Row<Self>> {
        Self::ROWS
            .iter()
            .filter(move |row| row.from == Some(self) && row.act == act)
    }

    /// The moves that an act makes from a step, or from nothing.
    fn leaving(from: Option<Self>, act: ActKind) -> impl Iterator<Item = &'static Row<Self>> {
        Self::ROWS
            .iter()
            .filter(move |row| row.from == from && row.act == act)
    }

    /// The step after an act with an outcome, if the table knows the move.
    fn after(from: Option<Self>, act: ActKind, when: Outcome) -> Option<Self> {
        let mut rows = Self::ROWS.iter();
        rows.find(|row| row.from == from && row.act == act && row.when == when)
            .map(|row| row.to)
    }
}

impl<S> Row<S> {
    /// What must hold, in the order in which it is looked at.
    pub fn guards(&self) -> impl Iterator<Item = &'static Guard> + use<S> {
        self.guards.iter().copied().flatten()
    }
}

impl Outcome {
    /// The outcome in Chinese: `部分改正`; empty where there is only one.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Done => "",
            Self::NothingFound => "未发现问题",
            Self::SomethingFound => "发现问题",
            Self::AllCorrected => "全部改正",
            Self::SomeUncorrected => "部分改正",
            Self::Passed => "同意",
            Self::Returned => "退回",
            Self::PaidInFull => "缴清",
            Self::PaidInPart => "部分缴纳",
            Self::Granted => "准许",
            Self::Within => "在基准之内",
            Self::Departs => "调整适用",
            Self::Refused => "不准许",
            Self::RetestOpen => "可申请复检",
            Self::Final => "不再复检",
            Self::PoliceFiled => "立案",
            Self::PoliceDeclined => "不予立案",
            Self::Convicted => "判处刑罚",
            Self::NotLiable => "不追究刑事责任",
            Self::ToPay => "应缴罚款",
            Self::NothingToPay => "无应缴罚款",
            Self::Changed => "变更",
            Self::ChangedAndPaid => "变更，已缴数额足额",
            Self::Redone => "撤销并重新作出",
            Self::InPart => "部分",
            Self::ToReturn => "待退还",
            Self::Settled => "全部办结",
            Self::Accepted => "受理",
            Self::BeforeDecision => "作出强制执行决定前",
            Self::AfterDecision => "作出强制执行决定后",
            Self::Absent => "当事人不在场",
            Self::Kept => "由本机关管辖",
            Self::Yielded => "由其他机关管辖",
            Self::Delivered => "已送达",
            Self::Undelivered => "未能送达",
        }
    }
}

/// Why a step knows no such act: what is missing, or that it is too late.
pub(crate) fn not_from_here<S: Stage>(from: Option<S>, view: &View<'_>) -> Refusal {
    let act = view.kind;
    let Some(step) = from else {
        let (thing, zh) = S::THING;
        return Refusal::absent(thing, zh);
    };
    if step.is_final() {
        let guard = Guard::CaseOpen;
        return view.refusal(guard, guard.citation(), &format!("案件{}", step.zh()));
    }
    let missing = S::needs(act)
        .iter()
        .find(|need| !step.behind().contains(need));
    if let Some(need) = missing {
        let why = format!("“{}”这一条件尚未具备", need.zh());
        let remedy = way_to(step, act).unwrap_or_else(|| need.reason().remedy.to_owned());
        return view.refusal_with(*need, need.citation(), &why, &remedy);
    }
    let row = S::ROWS.iter().find(|row| row.act == act);
    let citation = row.map_or(Guard::StepNotPassed.citation(), |row| row.citation);
    let why = format!(
        "案件现为“{}”，该事项应在{}时办理",
        step.zh(),
        steps_for::<S>(act)
    );
    let guard = Guard::StepNotPassed;
    match way_ahead(step, act) {
        Some(remedy) => view.refusal_with(guard, citation, &why, &remedy),
        None => view.refusal(guard, citation, &why),
    }
}

/// What has to be done first, where the act lies ahead. A way that leads round comes to what was done before, and is none.
fn way_ahead<S: Stage>(step: S, act: ActKind) -> Option<String> {
    let end = shortest(step, act)?.last()?.to;
    let mut seen = BTreeSet::from([end]);
    let mut queue = vec![end];
    while let Some(at) = queue.pop() {
        let next = S::ROWS.iter().filter(|row| row.from == Some(at));
        queue.extend(next.map(|row| row.to).filter(|to| seen.insert(*to)));
    }
    (!seen.contains(&step)).then(|| way_to(step, act)).flatten()
}

/// What has to be done first, in order, each with its article.
fn way_to<S: Stage>(step: S, act: ActKind) -> Option<String> {
    let path = shortest(step, act)?;
    let acts: Vec<String> = path
        .iter()
        .map(|row| format!("{}（{}）", row.act.zh(), row.citation))
        .collect();
    Some(format!(
        "案件现为“{}”，请先依次办理：{}。",
        step.zh(),
        acts.join("、")
    ))
}

/// The shortest way from a step to one from which the act is possible.
fn shortest<S: Stage>(step: S, act: ActKind) -> Option<Vec<&'static Row<S>>> {
    let mut came_by: BTreeMap<S, &'static Row<S>> = BTreeMap::new();
    let mut queue = VecDeque::from([step]);
    while let Some(at) = queue.pop_front() {
        if at.moves(act).next().is_some() {
            return Some(walked_back(step, at, &came_by));
        }
        for row in S::ROWS.iter().filter(|row| row.from == Some(at)) {
            if row.to != step && !came_by.contains_key(&row.to) {
                came_by.insert(row.to, row);
                queue.push_back(row.to);
            }
        }
    }
    None
}

fn walked_back<S: Stage>(
    start: S,
    end: S,
    came_by: &BTreeMap<S, &'static Row<S>>,
) -> Vec<&'static Row<S>> {
    let mut path = Vec::new();
    let mut at = end;
    while at != start {
        let Some(row) = came_by.get(&at) else { break };
        path.push(*row);
        let Some(from) = row.from else { break };
        at = from;
    }
    path.reverse();
    path
}

/// The steps from which an act is possible: `“已立案”、“已告知”`.
fn steps_for<S: Stage>(act: ActKind) -> String {
    let steps = S::ALL
        .iter()
        .filter(|step| step.moves(act).next().is_some());
    let names: Vec<String> = steps.map(|step| format!("“{}”", step.zh())).collect();
    names.join("、")
}

/// Writes rows as they are drawn: `Filed --ConcludeInquiry--> Concluded, [TEAM], article;`, with `_` for
/// no case yet and `[Outcome]` after an act that can come to several. `in Recusal;` before them says of which side procedure;
/// `--Inspection(TellResult)-->` names one act that has its contents in a module of its own.
macro_rules! rows {
    (in $side:ident; $($from:tt --$act:ident $([$when:ident])? --> $to:ident, [$($group:expr),* $(,)?], $citation:expr;)*) => {
        &[$($crate::procedure::Row {
            from: rows!(@from $from),
            act: $crate::ActKind::$side(Kind::$act),
            when: rows!(@when $($when)?),
            to: Step::$to,
            guards: &[$($group),*],
            citation: $citation,
        }),*]
    };
    ($($from:tt --$act:ident $(($own:ident))? $([$when:ident])? --> $to:ident, [$($group:expr),* $(,)?], $citation:expr;)*) => {
        &[$($crate::procedure::Row {
            from: rows!(@from $from),
            act: rows!(@act $act $($own)?),
            when: rows!(@when $($when)?),
            to: Step::$to,
            guards: &[$($group),*],
            citation: $citation,
        }),*]
    };
    (@act $act:ident) => { $crate::ActKind::$act };
    (@act $of:ident $own:ident) => { $crate::ActKind::$of(Kind::$own) };
    (@from _) => { None };
    (@from $from:ident) => { Some(Step::$from) };
    (@when) => { $crate::procedure::Outcome::Done };
    (@when $when:ident) => { $crate::procedure::Outcome::$when };
}
pub(crate) use rows;

/// The officers of an act: two, different, known, of the agency, each with a certificate good for it.
pub(crate) const TEAM: &[Guard] = &[
    Guard::TwoOfficers,
    Guard::TwoDifferentOfficers,
    Guard::SecondOfficerKnown,
    Guard::SecondOfficerOfAgency,
    Guard::CertificateHeld,
    Guard::CertificateNotRevoked,
    Guard::CertificateNotSuspended,
    Guard::CertificateIssued,
    Guard::CertificateInForce,
    Guard::CertificateForDomain,
    Guard::CertificateForDivision,
];

/// Who may do an act at all, whatever the step.
pub(crate) const fn rights(act: ActKind) -> &'static [Guard] {
    match act.right() {
        Right::Handle => &[
            Guard::MayHandle,
            Guard::OwnAgency,
            Guard::CallerIsOfficer,
            Guard::NotRecused,
        ],
        Right::Review => &[
            Guard::MayReview,
            Guard::OwnAgency,
            Guard::CallerIsOfficer,
            Guard::NotRecused,
        ],
        Right::Endorse => &[
            Guard::MayEndorse,
            Guard::OwnAgency,
            Guard::CallerIsOfficer,
            Guard::NotRecused,
        ],
        Right::Preside => &[
            Guard::MayPreside,
            Guard::OwnAgency,
            Guard::CallerIsOfficer,
            Guard::NotRecused,
        ],
        Right::Approve => &[
            Guard::MayApprove,
            Guard::OwnAgency,
            Guard::CallerIsOfficer,
            Guard::NotRecused,
        ],
        Right::Revoke => &[
            Guard::MayRevoke,
            Guard::OwnAgency,
            Guard::CallerIsOfficer,
            Guard::NotRecused,
        ],
        Right::Read => &[
            Guard::MayRead,
            Guard::OwnAgency,
            Guard::CallerIsOfficer,
            Guard::NotRecused,
        ],
        Right::Designate => &[
            Guard::MayDesignate,
            Guard::OwnAgency,
            Guard::CallerIsOfficer,
            Guard::NotRecused,
        ],
        Right::Clock => &[Guard::IsClock],
    }
}

/// The day of an act that makes a step.
pub(crate) const DAY: &[Guard] = &[Guard::NotInFuture, Guard::NotBeforePreviousStep];

/// A document that is served.
pub(crate) const SERVED: &[Guard] = &[
    Guard::ElectronicConsent,
    Guard::ServiceWitnessed,
    Guard::PublicNotice(public_notice::Guard::LastDayNamed),
    Guard::PublicNotice(public_notice::Guard::NotBothWays),
];
