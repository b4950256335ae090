//! What a measure has on file.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Carriage, Step};
use crate::{
    DocumentNumber, Fen, ItemSnapshot, Means, OfficerId, OfficerSnapshot, Service, Signature,
};

/// A measure of compulsion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// Kind.
    pub kind: MeasureKind,
    /// Item by which the agency has the power.
    pub item: ItemSnapshot,
    /// Why it is needed.
    pub reasons: String,
    /// Officer who asked for it, or did it on the spot.
    pub asked_by: OfficerId,
    /// Day on which it was asked for, or done on the spot.
    pub asked_on: CivilDate,
    /// Why it could not wait; none: it was approved before.
    pub emergency: Option<String>,
    /// What the leader said.
    pub approval: Option<Approval>,
    /// The on-site record, once it was implemented.
    pub site: Option<Site>,
    /// Officers who implemented it.
    pub officers: Vec<OfficerSnapshot>,
    /// The deposit, where one is frozen.
    pub deposit: Option<Deposit>,
    /// Objects under it, numbered from 1.
    pub objects: Vec<Object>,
    /// First day; none: it was not implemented.
    pub since: Option<CivilDate>,
    /// Number of the decision (文号).
    pub document_number: Option<DocumentNumber>,
    /// By how much it was prolonged.
    pub extension: Option<Extension>,
    /// Tests whose days do not count, in order.
    pub tests: Vec<Testing>,
    /// How the decision to freeze reached the party.
    pub freeze_service: Option<Service>,
    /// Number of the newest decision to release (文号).
    pub release_number: Option<DocumentNumber>,
    /// Why it was released, in Chinese; empty: it was not, or before this was kept.
    #[serde(default)]
    pub released_because: String,
    /// How it ended, in Chinese; empty: it has not.
    pub end: String,
    /// The case it came from; none: it began here.
    #[serde(default)]
    pub from: Option<Carriage>,
    /// The case it went to; none: it stayed.
    #[serde(default)]
    pub to: Option<Carriage>,
}

/// Kinds of measure (§9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureKind {
    /// 查封
    Seal,
    /// 扣押
    Seize,
    /// 冻结
    Freeze,
    /// 其他
    Other,
}

/// What the leader said (§18(1), §19).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Whether it is approved.
    pub granted: bool,
    /// Reasons.
    pub reasons: String,
    /// Leader.
    pub by: OfficerId,
    /// When.
    pub at: DateTime<Utc>,
}

/// The on-site record (§18(2) to (9), §24).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a thing the law asks the record to state, one by one"
)]
pub struct Site {
    /// Where.
    pub place: String,
    /// When it began: the moment from which hours and days are counted.
    pub started: DateTime<Utc>,
    /// When it ended.
    pub ended: DateTime<Utc>,
    /// Whether the officers showed their certificates.
    pub certificates_shown: bool,
    /// Whether the party was there.
    pub party_present: bool,
    /// Whether reasons, basis, rights and remedies were told.
    pub reasons_told: bool,
    /// What the party said in its defence; empty: it was heard and said nothing.
    pub statement: String,
    /// Whether the party was heard.
    pub heard: bool,
    /// Whether decision and list were handed over on the spot.
    pub handed_over: bool,
    /// Copies made of the list.
    pub list_copies: u32,
    /// How the record was signed, by the party or a witness.
    pub signature: Signature,
    /// Number of the audio-video recording; empty: none.
    pub recording: String,
}

/// An object as it is put under a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a thing the law asks of an object, one by one"
)]
pub struct Listed {
    /// Name.
    pub name: String,
    /// Specification, model.
    pub specification: String,
    /// Quantity, e.g. `12.5`.
    pub quantity: String,
    /// Unit.
    pub unit: String,
    /// Condition.
    pub condition: String,
    /// Place of custody.
    pub custody: String,
    /// Custodian.
    pub custodian: String,
    /// Whether it spoils or cannot well be kept.
    pub perishable: bool,
    /// Whether it has to do with the violation.
    pub related: bool,
    /// Whether it is a necessity of life of a person or its dependants.
    pub necessity: bool,
    /// Whether another organ has it under a measure already.
    pub seized_elsewhere: bool,
}

/// An object under a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Object {
    /// Number within the list, from 1.
    pub number: u32,
    /// Name.
    pub name: String,
    /// Specification, model.
    pub specification: String,
    /// Quantity.
    pub quantity: String,
    /// Unit.
    pub unit: String,
    /// Condition.
    pub condition: String,
    /// Place of custody.
    pub custody: String,
    /// Custodian.
    pub custodian: String,
    /// Whether it spoils or cannot well be kept.
    pub perishable: bool,
    /// Where it stands.
    pub holding: Holding,
    /// What its early disposal brought.
    pub proceeds: Fen,
    /// Loss or damage noted when it was given back; empty: none.
    pub loss: String,
    /// Compensation for that.
    pub compensation: Fen,
}

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holding {
    /// 在押
    Held,
    /// 已先行处置: its proceeds are held instead
    Disposed,
    /// 已没收
    Confiscated,
    /// 已销毁
    Destroyed,
    /// 已随案移送
    Transferred,
    /// 已拍卖抵缴罚款
    Offset,
    /// 已决定解除，待退还
    Released,
    /// 已退还
    Returned,
}

/// What becomes of objects that are not given back (§21, §27, §46(3)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handling {
    /// 没收
    Confiscated,
    /// 销毁
    Destroyed,
    /// 移送司法机关
    Transferred,
    /// 拍卖抵缴罚款
    Offset,
}

/// Grounds of release (§28(1), §33(1)), in the order of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReleaseGround {
    /// 当事人没有违法行为
    NoViolation,
    /// 与违法行为无关
    Unrelated,
    /// 已经作出处理决定，不再需要
    Decided,
    /// 期限已经届满
    Expired,
    /// 其他不再需要的情形
    NoLongerNeeded,
}

/// A deposit that is frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deposit {
    /// Bank.
    pub bank: String,
    /// Account.
    pub account: String,
    /// Amount.
    pub amount: Fen,
}

/// A longer time that was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// By how many days.
    pub days: u32,
    /// Why.
    pub reasons: String,
    /// Leader.
    pub by: OfficerId,
    /// Day.
    pub on: CivilDate,
    /// How the party was told; none: it has not been.
    pub told: Option<Service>,
    /// Number of the decision (文号).
    pub document_number: Option<DocumentNumber>,
}

/// A test whose days do not count (§25(3)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Testing {
    /// What is done to what.
    pub what: String,
    /// First day.
    pub from: CivilDate,
    /// Last day as told to the party.
    pub to: CivilDate,
    /// How the party was told.
    pub told: Service,
    /// Day on which it really ended, not after the last; none: it goes on, or ended as told.
    pub ended_on: Option<CivilDate>,
}

/// An object that is given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returning {
    /// Its number.
    pub object: u32,
    /// Loss or damage; empty: none.
    pub loss: String,
    /// Compensation for that.
    pub compensation: Fen,
}

impl MeasureKind {
    /// The kind in Chinese: `查封`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Seal => "查封",
            Self::Seize => "扣押",
            Self::Freeze => "冻结",
            Self::Other => "其他强制",
        }
    }

    /// The power it needs.
    pub const fn means(self) -> Means {
        match self {
            Self::Seal => Means::Seal,
            Self::Seize => Means::Seize,
            Self::Freeze => Means::Freeze,
            Self::Other => Means::OtherMeasure,
        }
    }
}

impl Holding {
    /// Where it stands, in Chinese: `在押`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Held => "在押",
            Self::Disposed => "已先行处置",
            Self::Confiscated => "已没收",
            Self::Destroyed => "已销毁",
            Self::Transferred => "已随案移送",
            Self::Offset => "已拍卖抵缴罚款",
            Self::Released => "待退还",
            Self::Returned => "已退还",
        }
    }

    /// Whether it, or what it brought, is still kept from the party without a decision on it.
    pub const fn is_held(self) -> bool {
        matches!(self, Self::Held | Self::Disposed)
    }
}

impl Handling {
    /// What becomes of them, in Chinese: `没收`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Confiscated => "没收",
            Self::Destroyed => "销毁",
            Self::Transferred => "随案移送",
            Self::Offset => "拍卖抵缴罚款",
        }
    }

    /// Where an object stands afterwards.
    pub const fn holding(self) -> Holding {
        match self {
            Self::Confiscated => Holding::Confiscated,
            Self::Destroyed => Holding::Destroyed,
            Self::Transferred => Holding::Transferred,
            Self::Offset => Holding::Offset,
        }
    }
}

impl ReleaseGround {
    /// The ground in Chinese: `期限已经届满`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::NoViolation => "当事人没有违法行为",
            Self::Unrelated => "与违法行为无关",
            Self::Decided => "已经作出处理决定，不再需要采取该措施",
            Self::Expired => "期限已经届满",
            Self::NoLongerNeeded => "其他不再需要采取该措施的情形",
        }
    }
}

impl Measure {
    /// The objects that are kept from the party without a decision on them.
    pub fn held(&self) -> impl Iterator<Item = &Object> {
        self.objects
            .iter()
            .filter(|object| object.holding.is_held())
    }

    /// The object of this number.
    pub fn object(&self, number: u32) -> Option<&Object> {
        self.objects.iter().find(|object| object.number == number)
    }
}
