//! Events of a measure.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Approval, Carriage, Carried, Deposit, Handling, Holding, Kind, MeasureKind, Object,
    ReleaseGround, Returning, Site, Testing,
};
use crate::procedure::Outcome;
use crate::{
    DocumentNumber, Fen, ItemSnapshot, OfficerId, OfficerSnapshot, Service, Signature, in_yuan,
};

/// Something that has happened in a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已申请采取强制措施
    Applied(Applied),
    /// 已审批
    Approved(Approved),
    /// 已撤回申请
    Withdrawn(Ended),
    /// 已实施, after approval or on the spot
    Implemented(Box<Implemented>),
    /// 已冻结
    Frozen(Frozen),
    /// 冻结决定书已交付
    FreezeDecisionServed {
        /// Number of the measure.
        number: u32,
        /// How, when and to whom.
        service: Service,
        /// Officer who recorded it.
        by: OfficerId,
    },
    /// 已延长
    Extended(Extended),
    /// 延长已书面告知
    ExtensionTold {
        /// Number of the measure.
        number: u32,
        /// How, when and to whom.
        service: Service,
        /// Officer who recorded it.
        by: OfficerId,
    },
    /// 检测期间已告知
    Tested(Tested),
    /// 检测已结束
    TestingEnded {
        /// Number of the measure.
        number: u32,
        /// Day.
        on: CivilDate,
        /// Officer who recorded it.
        by: OfficerId,
    },
    /// 已先行处置
    Disposed {
        /// Number of the measure.
        number: u32,
        /// Objects.
        objects: Vec<u32>,
        /// How, and why.
        reasons: String,
        /// What they brought.
        proceeds: Fen,
        /// Day.
        on: CivilDate,
        /// Leader who decided.
        by: OfficerId,
    },
    /// 已处理
    Handled(Handled),
    /// 已决定解除
    Released(Released),
    /// 已退还
    Returned(Returned),
    /// 已解除冻结
    Unfrozen {
        /// Number of the measure.
        number: u32,
        /// Ground.
        ground: ReleaseGround,
        /// Reasons.
        reasons: String,
        /// Day.
        on: CivilDate,
        /// Leader who decided.
        by: OfficerId,
        /// Number of the decision (文号).
        document_number: Option<DocumentNumber>,
    },
    /// 已随案转出
    Carried(Box<Carried>),
    /// 逾期未补办批准
    ApprovalLapsed {
        /// Number of the measure.
        number: u32,
        /// Moment at which the twenty-four hours were noted to be over.
        at: DateTime<Utc>,
    },
    /// 期限已届满
    Expired {
        /// Number of the measure.
        number: u32,
        /// Day.
        on: CivilDate,
    },
}

/// A measure was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// Its number.
    pub number: u32,
    /// Kind.
    pub kind: MeasureKind,
    /// Item by which the agency has the power.
    pub item: ItemSnapshot,
    /// Why it is needed.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who asks.
    pub by: OfficerId,
}

/// A measure was approved, or was not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    /// Its number.
    pub number: u32,
    /// What the leader said.
    pub approval: Approval,
}

/// A measure came to an end without having been implemented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// Its number.
    pub number: u32,
    /// Why.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who recorded it.
    pub by: OfficerId,
}

/// A measure was implemented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Implemented {
    /// Its number.
    pub number: u32,
    /// What it is, where it begins with this, and why it could not wait; none: it was approved before.
    pub at_once: Option<(Applied, String)>,
    /// Officers.
    pub officers: Vec<OfficerSnapshot>,
    /// The on-site record.
    pub site: Site,
    /// Objects.
    pub objects: Vec<Object>,
    /// Number of the decision (文号).
    pub document_number: Option<DocumentNumber>,
}

/// A deposit was frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// Number of the measure.
    pub number: u32,
    /// Officers.
    pub officers: Vec<OfficerSnapshot>,
    /// The deposit.
    pub deposit: Deposit,
    /// When.
    pub at: DateTime<Utc>,
    /// Number of the decision (文号).
    pub document_number: Option<DocumentNumber>,
}

/// A measure was prolonged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extended {
    /// Its number.
    pub number: u32,
    /// Whether it is a freeze.
    pub freeze: bool,
    /// By how many days.
    pub days: u32,
    /// Why.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided.
    pub by: OfficerId,
    /// Number of the decision (文号).
    pub document_number: Option<DocumentNumber>,
}

/// The party was told of a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tested {
    /// Number of the measure.
    pub number: u32,
    /// The test.
    pub testing: Testing,
    /// Officer who recorded it.
    pub by: OfficerId,
}

/// What is left under a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Left {
    /// Something is still held.
    InPart,
    /// Nothing is held any more, something is to be given back.
    ToReturn,
    /// Nothing.
    Settled,
}

/// Objects were confiscated, destroyed, handed on or sold against the fine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handled {
    /// Number of the measure.
    pub number: u32,
    /// Objects.
    pub objects: Vec<u32>,
    /// What became of them.
    pub handling: Handling,
    /// Reasons.
    pub reasons: String,
    /// How the party was told; none: it was not.
    pub told: Option<Service>,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided.
    pub by: OfficerId,
    /// What is left.
    pub left: Left,
}

/// Objects were released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    /// Number of the measure.
    pub number: u32,
    /// Objects.
    pub objects: Vec<u32>,
    /// Ground.
    pub ground: ReleaseGround,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided.
    pub by: OfficerId,
    /// Number of the decision (文号).
    pub document_number: Option<DocumentNumber>,
    /// What is left.
    pub left: Left,
}

/// Objects were given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// Number of the measure.
    pub number: u32,
    /// Officers.
    pub officers: Vec<OfficerSnapshot>,
    /// What was given back.
    pub objects: Vec<Returning>,
    /// How the list was signed.
    pub signature: Signature,
    /// Day.
    pub on: CivilDate,
    /// What is left.
    pub left: Left,
}

impl Left {
    /// What is left of objects.
    fn of(objects: &[Object]) -> Self {
        let any = |kept: &dyn Fn(Holding) -> bool| objects.iter().any(|it| kept(it.holding));
        if any(&Holding::is_held) {
            Self::InPart
        } else if any(&|holding| holding == Holding::Released) {
            Self::ToReturn
        } else {
            Self::Settled
        }
    }

    /// What is left of objects once some of them stand otherwise.
    pub(super) fn after(objects: &[Object], numbers: &[u32], holding: Holding) -> Self {
        let mut objects = objects.to_vec();
        for object in &mut objects {
            if numbers.contains(&object.number) {
                object.holding = holding;
            }
        }
        Self::of(&objects)
    }

    const fn outcome(self) -> Outcome {
        match self {
            Self::InPart => Outcome::InPart,
            Self::ToReturn => Outcome::ToReturn,
            Self::Settled => Outcome::Settled,
        }
    }
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Applied(_) => "MeasureApplied",
            Self::Approved(_) => "MeasureApproved",
            Self::Withdrawn(_) => "MeasureWithdrawn",
            Self::Implemented(_) => "MeasureImplemented",
            Self::Frozen(_) => "DepositFrozen",
            Self::FreezeDecisionServed { .. } => "FreezeDecisionServed",
            Self::Extended(_) => "MeasureExtended",
            Self::ExtensionTold { .. } => "MeasureExtensionTold",
            Self::Tested(_) => "MeasureTestingTold",
            Self::TestingEnded { .. } => "MeasureTestingEnded",
            Self::Disposed { .. } => "ObjectsDisposed",
            Self::Handled(_) => "ObjectsHandled",
            Self::Released(_) => "ObjectsReleased",
            Self::Returned(_) => "ObjectsReturned",
            Self::Unfrozen { .. } => "DepositUnfrozen",
            Self::Carried(_) => "MeasureCarried",
            Self::ApprovalLapsed { .. } => "MeasureApprovalLapsed",
            Self::Expired { .. } => "MeasureExpired",
        }
    }

    /// Number of the measure.
    pub const fn number(&self) -> u32 {
        match self {
            Self::Applied(it) => it.number,
            Self::Approved(it) => it.number,
            Self::Withdrawn(it) => it.number,
            Self::Implemented(it) => it.number,
            Self::Frozen(it) => it.number,
            Self::Extended(it) => it.number,
            Self::Tested(it) => it.number,
            Self::Handled(it) => it.number,
            Self::Released(it) => it.number,
            Self::Returned(it) => it.number,
            Self::Carried(it) => it.number,
            Self::FreezeDecisionServed { number, .. }
            | Self::ExtensionTold { number, .. }
            | Self::TestingEnded { number, .. }
            | Self::Disposed { number, .. }
            | Self::Unfrozen { number, .. }
            | Self::ApprovalLapsed { number, .. }
            | Self::Expired { number, .. } => *number,
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::Applied(_) => Kind::ApplyForMeasure,
            Self::Approved(_) => Kind::ApproveMeasure,
            Self::Withdrawn(_) => Kind::WithdrawApplication,
            Self::Implemented(it) if it.at_once.is_some() => Kind::ImplementAtOnce,
            Self::Implemented(_) => Kind::ImplementMeasure,
            Self::Frozen(_) => Kind::FreezeDeposit,
            Self::FreezeDecisionServed { .. } => Kind::ServeFreezeDecision,
            Self::Extended(it) if it.freeze => Kind::ExtendFreeze,
            Self::Extended(_) => Kind::ExtendMeasure,
            Self::ExtensionTold { .. } => Kind::TellExtension,
            Self::Tested(_) => Kind::TestObjects,
            Self::TestingEnded { .. } => Kind::EndTesting,
            Self::Disposed { .. } => Kind::DisposeEarly,
            Self::Handled(_) => Kind::HandleObjects,
            Self::Released(_) => Kind::ReleaseObjects,
            Self::Returned(_) => Kind::ReturnObjects,
            Self::Unfrozen { .. } => Kind::Unfreeze,
            Self::Carried(_) => Kind::CarryMeasure,
            Self::ApprovalLapsed { .. } => Kind::LapseApproval,
            Self::Expired { .. } => Kind::ExpireMeasure,
        }
    }

    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        match self {
            Self::Approved(it) if it.approval.granted => Outcome::Granted,
            Self::Approved(_) => Outcome::Refused,
            Self::Handled(it) => it.left.outcome(),
            Self::Released(it) => it.left.outcome(),
            Self::Returned(it) => it.left.outcome(),
            _ => Outcome::Done,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        let n = self.number();
        match self {
            Self::Applied(it) => format!("申请第{n}号强制措施（{}）：{}", it.kind.zh(), it.reasons),
            Self::Approved(it) if it.approval.granted => {
                format!("批准第{n}号强制措施：{}", it.approval.reasons)
            }
            Self::Approved(it) => format!("不批准第{n}号强制措施：{}", it.approval.reasons),
            Self::Withdrawn(it) => format!("撤回第{n}号强制措施的申请：{}", it.reasons),
            Self::Implemented(it) => {
                let how = if it.at_once.is_some() {
                    "情况紧急，当场实施"
                } else {
                    "实施"
                };
                let names: Vec<&str> = it.objects.iter().map(|it| it.name.as_str()).collect();
                let number = numbered(it.document_number.as_ref());
                format!("{how}第{n}号强制措施：{}{number}", names.join("、"))
            }
            Self::Frozen(it) => format!(
                "冻结{}{}{}",
                it.deposit.bank,
                in_yuan(it.deposit.amount),
                numbered(it.document_number.as_ref())
            ),
            Self::FreezeDecisionServed { .. } => format!("交付第{n}号冻结决定书"),
            Self::Extended(it) => format!("第{n}号强制措施延长{}日：{}", it.days, it.reasons),
            Self::ExtensionTold { .. } => format!("书面告知第{n}号强制措施延长"),
            Self::Tested(it) => format!(
                "告知当事人{}，期间{}至{}",
                it.testing.what,
                it.testing.from.zh(),
                it.testing.to.zh()
            ),
            Self::TestingEnded { on, .. } => format!("检测等于{}结束", on.zh()),
            Self::Disposed {
                objects, proceeds, ..
            } => {
                format!(
                    "先行处置{}项财物，所得{}",
                    objects.len(),
                    in_yuan(*proceeds)
                )
            }
            Self::Handled(it) => {
                format!(
                    "{}{}项财物：{}",
                    it.handling.zh(),
                    it.objects.len(),
                    it.reasons
                )
            }
            Self::Released(it) => format!(
                "决定解除第{n}号强制措施（{}项，{}）{}",
                it.objects.len(),
                it.ground.zh(),
                numbered(it.document_number.as_ref())
            ),
            Self::Returned(it) => format!("退还{}项财物", it.objects.len()),
            Self::Unfrozen { ground, .. } => format!("解除冻结：{}", ground.zh()),
            Self::Carried(it) => {
                let Carriage { agency, code, .. } = &it.to;
                format!("第{n}号强制措施随案转入{}办理的案件（{code}）", agency.name)
            }
            Self::ApprovalLapsed { .. } => {
                format!("第{n}号强制措施逾期未补办批准，应当立即解除")
            }
            Self::Expired { .. } => format!("第{n}号强制措施期限届满，应当解除"),
        }
    }
}

fn numbered(number: Option<&DocumentNumber>) -> String {
    number.map_or_else(String::new, |number| format!("，文号：{number}"))
}
