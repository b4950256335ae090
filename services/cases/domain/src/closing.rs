//! 结案: on which ground a penalty case is closed, proposed by its officers and approved by a leader.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use crate::guard::{Fails, View};
use crate::procedure::penalty::Step;
use crate::{Act, Case, Fen, OfficerId, Penalty, Ruling, account, in_yuan};

/// Grounds of closing (市场监督管理行政处罚程序规定 77, whose list others follow).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosingGround {
    /// 行政处罚决定执行完毕
    Executed,
    /// 人民法院裁定终结执行
    CourtTerminated,
    /// 不予行政处罚或者违法事实不成立
    NotPunished,
    /// 案件移送其他机关
    Transferred,
    /// 行政处罚决定无法执行或者没有需要执行的内容
    NothingToExecute,
}

/// A proposal to close a case (结案审批表).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingProposal {
    /// Ground.
    pub ground: ClosingGround,
    /// What was done and came of it.
    pub conclusion: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who proposes it.
    pub by: OfficerId,
}

impl ClosingGround {
    /// Every ground.
    pub const ALL: &'static [Self] = &[
        Self::Executed,
        Self::CourtTerminated,
        Self::NotPunished,
        Self::Transferred,
        Self::NothingToExecute,
    ];

    /// The ground in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Executed => "行政处罚决定执行完毕",
            Self::CourtTerminated => "人民法院裁定终结执行",
            Self::NotPunished => "不予行政处罚或者违法事实不成立",
            Self::Transferred => "案件移送其他机关",
            Self::NothingToExecute => "行政处罚决定没有需要执行的财产内容",
        }
    }
}

/// The ground fits what was decided.
pub(crate) fn fits(view: &View<'_>) -> Result<(), Fails> {
    let (Some(penalty), Some(ground)) = (penalty(view), ground(view)) else {
        return Ok(());
    };
    let Some(decision) = &penalty.decision else {
        return Ok(());
    };
    let decided = decision.whole();
    let fitting = match &decided.ruling {
        Ruling::Punished if decision.payable() == Fen::ZERO => &[
            ClosingGround::Executed,
            ClosingGround::NothingToExecute,
            ClosingGround::CourtTerminated,
        ][..],
        Ruling::Punished => &[ClosingGround::Executed, ClosingGround::CourtTerminated][..],
        Ruling::Spared(_) | Ruling::NotEstablished => &[ClosingGround::NotPunished][..],
        Ruling::ToPolice(_) | Ruling::ToOther(_) => &[ClosingGround::Transferred][..],
    };
    if !fitting.contains(&ground) {
        return Err(format!(
            "本案决定为“{}”，与结案情形“{}”不符",
            decided.zh(),
            ground.zh()
        ));
    }
    // A transfer is closed on; what spares a party is told to it.
    if penalty.step == Step::Dismissed && ground != ClosingGround::Transferred {
        return Err("决定书尚未送达当事人".to_owned());
    }
    Ok(())
}

/// What is closed as executed was paid whole.
pub(crate) fn paid(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(ClosingGround::Executed)) = (view.case, ground(view)) else {
        return Ok(());
    };
    let left = account::left_to_pay(case);
    if left == Fen::ZERO {
        return Ok(());
    }
    Err(format!("尚欠{}", in_yuan(left)))
}

/// Its officers have proposed it.
pub(crate) fn proposed(view: &View<'_>) -> Result<(), Fails> {
    match penalty(view) {
        Some(penalty) if penalty.closing.is_none() => Err("承办人尚未提出结案申请".to_owned()),
        _ => Ok(()),
    }
}

fn penalty<'a>(view: &View<'a>) -> Option<&'a Penalty> {
    view.case.and_then(Case::penalty)
}

/// The ground proposed, or approved; sending a proposal back asks for none.
fn ground(view: &View<'_>) -> Option<ClosingGround> {
    match view.act {
        Some(Act::ProposeClosing(act)) => Some(act.ground),
        Some(Act::CloseCase(act)) if act.approved => {
            penalty(view)?.closing.as_ref().map(|it| it.ground)
        }
        None if view.kind == crate::ActKind::CloseCase => {
            penalty(view)?.closing.as_ref().map(|it| it.ground)
        }
        _ => None,
    }
}
