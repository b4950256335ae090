//! What a measure asks for.

mod contents;
mod record;

use refusal::Reason;
use statute::{Citation, Law};

use super::{Act, Measure, MeasureKind, carried, find, reasons};
use crate::guard::{Fails, View};
use crate::{Means, compulsion};

/// A condition of the law for an act of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// No officer belongs to an organisation that is only entrusted.
    NotDelegated,
    /// The item is one of compulsion.
    PowerListed,
    /// It rests on a law that is in force.
    PowerInForce,
    /// The agency is competent for it.
    PowerHeld,
    /// The law gives the power to freeze by it.
    FreezeByLaw,
    /// The law gives the power to seal, seize … by it.
    MeansGiven,
    /// The leader has not handled the case.
    ApproverNotHandler,
    /// An emergency is approved within twenty-four hours.
    InTime,
    /// The twenty-four hours are over.
    ApprovalOverdue,
    /// What is implemented is no freeze.
    TakesThings,
    /// What is frozen is a deposit.
    TakesDeposit,
    /// It was approved before it was implemented.
    ApprovedBefore,
    /// The certificates were shown.
    CertificatesShown,
    /// The party was there, or a witness.
    PartyOrWitness,
    /// Reasons, basis, rights and remedies were told.
    ReasonsTold,
    /// The party was heard.
    StatementHeard,
    /// The record is signed, or says why not.
    RecordSigned,
    /// Decision and list were handed over on the spot.
    HandedOver,
    /// The list was made twice.
    InDuplicate,
    /// The objects have to do with the violation.
    ObjectsRelated,
    /// None is a necessity of life.
    NoNecessities,
    /// None is under another organ's measure.
    NotSeizedTwice,
    /// A measure of another kind says how long its law lets it last.
    TermStated,
    /// The period runs.
    PeriodRunning,
    /// The period is over.
    PeriodOver,
    /// It is prolonged once.
    ExtendedOnce,
    /// By thirty days at most.
    ExtensionLength,
    /// There is an extension the party was not told of.
    ExtensionUntold,
    /// The party was told of the extension.
    ExtensionTold,
    /// The days of a test are definite.
    TestingDefinite,
    /// A test goes on.
    TestingOpen,
    /// The objects are held under it.
    ObjectsHeld,
    /// The objects cannot well be kept.
    ObjectsPerishable,
    /// What is confiscated was decided on.
    ConfiscatedByDecision,
    /// The party was told of the transfer.
    TransferTold,
    /// The fine may be set off.
    OffsetAllowed,
    /// The ground of release is there.
    GroundHolds,
    /// The objects wait to be given back.
    ObjectsReleased,
    /// The amount matches the violation.
    AmountInvolved,
    /// Nobody else has frozen it.
    NotFrozenTwice,
    /// The bank has the notice.
    BankNotified,
    /// The days of the freeze run.
    FreezeRunning,
    /// A freeze is prolonged once.
    FreezeExtendedOnce,
    /// By thirty days at most.
    FreezeExtensionLength,
    /// The ground to lift the freeze is there.
    FreezeGroundHolds,
    /// Bank and party were told that the freeze is lifted.
    ReleaseNotified,
    /// The case that receives it goes on with this one.
    ReceiverFollows,
    /// What is open may go along with the case.
    GoesAlong,
}

const fn coercion(article: u16) -> Citation {
    Citation::article(Law::AdministrativeCoercionLaw, article)
}

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[
        Self::NotDelegated,
        Self::PowerListed,
        Self::PowerInForce,
        Self::PowerHeld,
        Self::FreezeByLaw,
        Self::MeansGiven,
        Self::ApproverNotHandler,
        Self::InTime,
        Self::ApprovalOverdue,
        Self::TakesThings,
        Self::TakesDeposit,
        Self::ApprovedBefore,
        Self::CertificatesShown,
        Self::PartyOrWitness,
        Self::ReasonsTold,
        Self::StatementHeard,
        Self::RecordSigned,
        Self::HandedOver,
        Self::InDuplicate,
        Self::ObjectsRelated,
        Self::NoNecessities,
        Self::NotSeizedTwice,
        Self::TermStated,
        Self::PeriodRunning,
        Self::PeriodOver,
        Self::ExtendedOnce,
        Self::ExtensionLength,
        Self::ExtensionUntold,
        Self::ExtensionTold,
        Self::TestingDefinite,
        Self::TestingOpen,
        Self::ObjectsHeld,
        Self::ObjectsPerishable,
        Self::ConfiscatedByDecision,
        Self::TransferTold,
        Self::OffsetAllowed,
        Self::GroundHolds,
        Self::ObjectsReleased,
        Self::AmountInvolved,
        Self::NotFrozenTwice,
        Self::BankNotified,
        Self::FreezeRunning,
        Self::FreezeExtendedOnce,
        Self::FreezeExtensionLength,
        Self::FreezeGroundHolds,
        Self::ReleaseNotified,
        Self::ReceiverFollows,
        Self::GoesAlong,
    ];

    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::NotDelegated => "实施人员不属于受委托组织",
            Self::PowerListed => "事项为已列入清单的行政强制事项",
            Self::PowerInForce => "事项的执法依据有效",
            Self::PowerHeld => "办案机关是法律、法规规定的实施机关",
            Self::FreezeByLaw => "法律规定由本机关冻结存款、汇款",
            Self::MeansGiven => "法律、法规规定由本机关采取该种措施",
            Self::ApproverNotHandler => "审批人未参与办案",
            Self::InTime => "二十四小时内报告并补办批准",
            Self::ApprovalOverdue => "二十四小时已过，未补办批准",
            Self::TakesThings => "实施的措施不是冻结",
            Self::TakesDeposit => "实施的措施是冻结",
            Self::ApprovedBefore => "实施前已经批准",
            Self::CertificatesShown => "出示执法身份证件",
            Self::PartyOrWitness => "当事人到场，或者邀请见证人到场",
            Self::ReasonsTold => "当场告知理由、依据、权利和救济途径",
            Self::StatementHeard => "听取当事人陈述和申辩",
            Self::RecordSigned => "笔录、清单经签名或者注明拒签",
            Self::HandedOver => "当场交付决定书和清单",
            Self::InDuplicate => "清单一式二份",
            Self::ObjectsRelated => "场所、设施或者财物与违法行为有关",
            Self::NoNecessities => "不是生活必需品",
            Self::NotSeizedTwice => "未被其他国家机关查封",
            Self::TermStated => "其他强制措施载明法定期限",
            Self::PeriodRunning => "查封、扣押期限未届满",
            Self::PeriodOver => "期限已经届满",
            Self::ExtendedOnce => "查封、扣押未曾延长",
            Self::ExtensionLength => "延长不超过三十日",
            Self::ExtensionUntold => "延长决定尚未书面告知",
            Self::ExtensionTold => "延长决定已书面告知当事人",
            Self::TestingDefinite => "检测等期间明确",
            Self::TestingOpen => "有正在进行的检测等",
            Self::ObjectsHeld => "财物在押",
            Self::ObjectsPerishable => "鲜活或者其他不易保管的财物",
            Self::ConfiscatedByDecision => "没收以处罚决定为依据",
            Self::TransferTold => "移送财物已书面告知当事人",
            Self::OffsetAllowed => "具备拍卖抵缴罚款的条件",
            Self::GroundHolds => "解除查封、扣押的情形存在",
            Self::ObjectsReleased => "财物已决定解除",
            Self::AmountInvolved => "冻结数额与违法行为涉及的金额相当",
            Self::NotFrozenTwice => "未被其他国家机关冻结",
            Self::BankNotified => "已向金融机构交付冻结通知书",
            Self::FreezeRunning => "冻结期限未届满",
            Self::FreezeExtendedOnce => "冻结未曾延长",
            Self::FreezeExtensionLength => "冻结延长不超过三十日",
            Self::FreezeGroundHolds => "解除冻结的情形存在",
            Self::ReleaseNotified => "已通知金融机构和当事人",
            Self::ReceiverFollows => "转入的案件是以本案为来源立案的在办行政处罚案件",
            Self::GoesAlong => "未办结的强制措施均在实施中，可以随案移送",
        }
    }

    /// The reason a refusal gives, and the article that says so.
    pub(crate) const fn rule(self) -> (&'static Reason, Citation) {
        use reasons as r;
        match self {
            Self::NotDelegated => (&r::COMPULSION_DELEGATED, coercion(17).paragraph(1)),
            Self::PowerListed => (&r::COMPULSION_ITEM_NOT_LISTED, coercion(10)),
            Self::PowerInForce => (&r::COMPULSION_BASIS_NOT_IN_FORCE, coercion(4)),
            Self::PowerHeld => (&r::COMPULSION_POWER_NOT_HELD, coercion(17).paragraph(1)),
            Self::FreezeByLaw => (&r::FREEZE_POWER_NOT_GIVEN, coercion(29).paragraph(1)),
            Self::MeansGiven => (&r::MEASURE_POWER_NOT_GIVEN, coercion(22)),
            Self::ApproverNotHandler => (&r::MEASURE_APPROVER_HANDLED_CASE, coercion(18).item(1)),
            Self::InTime => (&r::EMERGENCY_APPROVAL_LATE, coercion(19)),
            Self::ApprovalOverdue => (&r::EMERGENCY_APPROVAL_NOT_OVERDUE, coercion(19)),
            Self::TakesThings => (&r::MEASURE_IS_A_FREEZE, coercion(30).paragraph(1)),
            Self::TakesDeposit => (&r::MEASURE_IS_NO_FREEZE, coercion(9).item(4)),
            Self::ApprovedBefore => (&r::MEASURE_BEFORE_APPROVAL, coercion(18).item(1)),
            Self::CertificatesShown => (&r::MEASURE_CERTIFICATE_NOT_SHOWN, coercion(18).item(3)),
            Self::PartyOrWitness => (&r::MEASURE_WITNESS_MISSING, coercion(18).item(9)),
            Self::ReasonsTold => (&r::MEASURE_REASONS_NOT_TOLD, coercion(18).item(5)),
            Self::StatementHeard => (&r::MEASURE_PARTY_NOT_HEARD, coercion(18).item(6)),
            Self::RecordSigned => (&r::MEASURE_RECORD_NOT_SIGNED, coercion(18).item(8)),
            Self::HandedOver => (
                &r::MEASURE_DECISION_NOT_HANDED_OVER,
                coercion(24).paragraph(1),
            ),
            Self::InDuplicate => (&r::MEASURE_LIST_NOT_IN_DUPLICATE, coercion(24).paragraph(3)),
            Self::ObjectsRelated => (&r::OBJECT_UNRELATED, coercion(23).paragraph(1)),
            Self::NoNecessities => (&r::OBJECT_IS_NECESSITY, coercion(23).paragraph(1)),
            Self::NotSeizedTwice => (&r::OBJECT_SEIZED_ELSEWHERE, coercion(23).paragraph(2)),
            Self::TermStated => (&r::MEASURE_TERM_MISSING, coercion(9).item(5)),
            Self::PeriodRunning => (&r::MEASURE_EXPIRED, coercion(28).paragraph(1).item(4)),
            Self::PeriodOver => (&r::MEASURE_NOT_EXPIRED, coercion(25).paragraph(1)),
            Self::ExtendedOnce => (&r::MEASURE_EXTENDED_ALREADY, coercion(25).paragraph(1)),
            Self::ExtensionLength => (&r::MEASURE_EXTENSION_TOO_LONG, coercion(25).paragraph(1)),
            Self::ExtensionUntold => (&r::NO_EXTENSION_TO_TELL, coercion(25).paragraph(2)),
            Self::ExtensionTold => (&r::EXTENSION_NOT_TOLD, coercion(25).paragraph(2)),
            Self::TestingDefinite => (&r::TESTING_NOT_DEFINITE, coercion(25).paragraph(3)),
            Self::TestingOpen => (&r::NO_TESTING_OPEN, coercion(25).paragraph(3)),
            Self::ObjectsHeld => (&r::OBJECT_NOT_HELD, coercion(24).paragraph(3)),
            Self::ObjectsPerishable => (&r::OBJECT_CAN_BE_KEPT, coercion(28).paragraph(2)),
            Self::ConfiscatedByDecision => (&r::CONFISCATION_NOT_DECIDED, coercion(27)),
            Self::TransferTold => (&r::TRANSFER_NOT_TOLD, coercion(21)),
            Self::OffsetAllowed => (&r::OFFSET_NOT_ALLOWED, coercion(46).paragraph(3)),
            Self::GroundHolds => (&r::RELEASE_GROUND_MISSING, coercion(28).paragraph(1)),
            Self::ObjectsReleased => (&r::OBJECT_NOT_RELEASED, coercion(28).paragraph(2)),
            Self::AmountInvolved => (&r::FREEZE_EXCEEDS_VIOLATION, coercion(29).paragraph(2)),
            Self::NotFrozenTwice => (&r::DEPOSIT_FROZEN_ELSEWHERE, coercion(29).paragraph(2)),
            Self::BankNotified => (&r::BANK_NOT_NOTIFIED, coercion(30).paragraph(1)),
            Self::FreezeRunning => (&r::FREEZE_EXPIRED, coercion(33).paragraph(3)),
            Self::FreezeExtendedOnce => (&r::FREEZE_EXTENDED_ALREADY, coercion(32).paragraph(1)),
            Self::FreezeExtensionLength => {
                (&r::FREEZE_EXTENSION_TOO_LONG, coercion(32).paragraph(1))
            }
            Self::FreezeGroundHolds => (&r::UNFREEZE_GROUND_MISSING, coercion(33).paragraph(1)),
            Self::ReleaseNotified => (&r::UNFREEZE_NOT_NOTIFIED, coercion(33).paragraph(2)),
            Self::ReceiverFollows => (&r::MEASURE_RECEIVER_DOES_NOT_FOLLOW, coercion(27)),
            Self::GoesAlong => (&r::MEASURE_CANNOT_GO_ALONG, coercion(27)),
        }
    }

    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match self {
            Self::NotDelegated => compulsion::not_delegated(view),
            Self::PowerListed => compulsion::listed(view),
            Self::PowerInForce => compulsion::in_force(view),
            Self::PowerHeld => compulsion::held(view),
            Self::FreezeByLaw => freeze_by_law(view),
            Self::MeansGiven => means_given(view),
            Self::ApproverNotHandler => record::approver_not_handler(view),
            Self::InTime => record::in_time(view),
            Self::ApprovalOverdue => record::approval_overdue(view),
            Self::TakesThings => record::takes_things(view),
            Self::TakesDeposit => record::takes_deposit(view),
            Self::ApprovedBefore => record::approved_before(view),
            Self::CertificatesShown => record::certificates_shown(view),
            Self::PartyOrWitness => record::party_or_witness(view),
            Self::ReasonsTold => record::reasons_told(view),
            Self::StatementHeard => record::statement_heard(view),
            Self::RecordSigned => record::signed(view),
            Self::HandedOver => record::handed_over(view),
            Self::InDuplicate => record::in_duplicate(view),
            Self::ObjectsRelated => contents::related(view),
            Self::NoNecessities => contents::no_necessities(view),
            Self::NotSeizedTwice => contents::not_seized_twice(view),
            Self::TermStated => contents::term_stated(view),
            Self::PeriodRunning | Self::FreezeRunning => contents::period_running(view),
            Self::PeriodOver => contents::period_over(view),
            Self::ExtendedOnce | Self::FreezeExtendedOnce => contents::extended_once(view),
            Self::ExtensionLength | Self::FreezeExtensionLength => contents::extension_length(view),
            Self::ExtensionUntold => contents::extension_untold(view),
            Self::ExtensionTold => contents::extension_told(view),
            Self::TestingDefinite => contents::testing_definite(view),
            Self::TestingOpen => contents::testing_open(view),
            Self::ObjectsHeld => contents::objects_held(view),
            Self::ObjectsPerishable => contents::perishable(view),
            Self::ConfiscatedByDecision => contents::confiscated_by_decision(view),
            Self::TransferTold => contents::transfer_told(view),
            Self::OffsetAllowed => contents::offset_allowed(view),
            Self::GroundHolds | Self::FreezeGroundHolds => contents::ground_holds(view),
            Self::ObjectsReleased => contents::released(view),
            Self::AmountInvolved => contents::amount_involved(view),
            Self::NotFrozenTwice => contents::not_frozen_twice(view),
            Self::BankNotified | Self::ReleaseNotified => contents::bank_notified(view),
            Self::ReceiverFollows => carried::receiver_follows(view),
            Self::GoesAlong => carried::all_go(view),
        }
    }
}

/// The act with its contents, if they are known.
fn own<'a>(view: &View<'a>) -> Option<&'a Act> {
    match view.act {
        Some(crate::Act::Measure(act)) => Some(act),
        _ => None,
    }
}

/// The measure it is about, if it has begun.
fn measure<'a>(view: &View<'a>) -> Option<&'a Measure> {
    view.case.and_then(|case| find(case, view.about))
}

/// The kind of a measure that is about to begin.
fn begun(view: &View<'_>) -> Option<MeasureKind> {
    match own(view)? {
        Act::ApplyForMeasure(act) => Some(act.kind),
        Act::ImplementAtOnce(act) => Some(act.kind),
        _ => None,
    }
}

fn freeze_by_law(view: &View<'_>) -> Result<(), Fails> {
    match begun(view) {
        Some(MeasureKind::Freeze) => compulsion::gives(view, Means::Freeze),
        _ => Ok(()),
    }
}

fn means_given(view: &View<'_>) -> Result<(), Fails> {
    match begun(view) {
        Some(kind) if kind != MeasureKind::Freeze => compulsion::gives(view, kind.means()),
        _ => Ok(()),
    }
}
