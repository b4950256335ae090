//! Events of an account.

use calendar::CivilDate;
use ledger::Split;
use serde::{Deserialize, Serialize};

use super::{Instalment, Kind, NoticeNumber, OnSpot, Revenue};
use crate::procedure::Outcome;
use crate::{Fen, OfficerId, in_yuan};

/// Something that has happened in an account. What a payment does to it is told by `PaymentRecorded`, which follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已开具缴款通知
    NoticeIssued(NoticeIssued),
    /// 缴款通知已缴
    NoticePaid(NoticePaid),
    /// 待查款项已认领
    PaymentAssigned(PaymentAssigned),
    /// 已当场收缴
    CashCollected(CashCollected),
    /// 当场收缴款已交至机关
    CashHandedOver(CashHandedOver),
    /// 当场收缴款已缴付银行
    CashBanked(CashBanked),
    /// 已申请延期、分期缴纳
    DeferralRequested(DeferralRequested),
    /// 已决定是否准许延期、分期缴纳
    DeferralDecided(DeferralDecided),
    /// 分期未按期缴纳
    DeferralDefaulted(DeferralDefaulted),
    /// 延期、分期缴纳已履行完毕
    DeferralPerformed(DeferralPerformed),
    /// 已申请退款
    RefundRequested(RefundRequested),
    /// 已审批退款
    RefundDecided(RefundDecided),
    /// 已退款
    RefundPaid(RefundPaid),
    /// 已减免加处罚款
    LateFineRemitted(LateFineRemitted),
    /// 已补登票据
    ReceiptAdded(ReceiptAdded),
}

/// A payment notice was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeIssued {
    /// Number within the case.
    pub number: u32,
    /// Its number, as the payer names it.
    pub notice_number: NoticeNumber,
    /// What it asks for, by head.
    pub amounts: Split,
    /// The revenue item.
    pub revenue: Revenue,
    /// Day.
    pub on: CivilDate,
    /// Officer who issued it.
    pub by: OfficerId,
}

/// The bank told that a notice was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticePaid {
    /// Number of the notice.
    pub number: u32,
    /// Number of the bank's transaction.
    pub transaction: String,
    /// How much.
    pub amount: Fen,
    /// Whether everything is paid by it.
    pub in_full: bool,
    /// Day.
    pub on: CivilDate,
}

/// A parked payment was assigned to the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentAssigned {
    /// Number of the bank's transaction.
    pub transaction: String,
    /// How much.
    pub amount: Fen,
    /// Who proposed it.
    pub proposed_by: OfficerId,
    /// Leader who agreed.
    pub approved_by: OfficerId,
    /// Day on which it was paid.
    pub on: CivilDate,
}

/// Cash was collected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashCollected {
    /// Its number.
    pub number: u32,
    /// How much.
    pub amount: Fen,
    /// On which ground.
    pub on_spot: OnSpot,
    /// Day.
    pub on: CivilDate,
    /// Officer who collected it.
    pub by: OfficerId,
}

/// Cash came to the agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashHandedOver {
    /// Its number.
    pub number: u32,
    /// Who took it.
    pub receiver: OfficerId,
    /// Day.
    pub on: CivilDate,
    /// Officer who recorded it.
    pub by: OfficerId,
}

/// Cash came to the bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashBanked {
    /// Its number.
    pub number: u32,
    /// Number of the bank's slip.
    pub slip: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who recorded it.
    pub by: OfficerId,
}

/// A deferral was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeferralRequested {
    /// Its number.
    pub number: u32,
    /// Why the party cannot pay in time.
    pub grounds: String,
    /// What is to be paid when.
    pub instalments: Vec<Instalment>,
    /// Day.
    pub on: CivilDate,
    /// Officer who recorded it.
    pub recorded_by: OfficerId,
}

/// A deferral was decided on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeferralDecided {
    /// Its number.
    pub number: u32,
    /// Whether it is granted.
    pub granted: bool,
    /// What is to be paid when, days of rest rolled off; empty: refused.
    pub instalments: Vec<Instalment>,
    /// Late fine that had accrued by then.
    pub late_fine: Fen,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided.
    pub decided_by: OfficerId,
}

/// An instalment was not paid in time: all that is left is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeferralDefaulted {
    /// Its number.
    pub number: u32,
    /// Which instalment, from 1.
    pub instalment: u32,
    /// Its last day, from which late fines run.
    pub due: CivilDate,
    /// Day on which it was noted.
    pub on: CivilDate,
}

/// Everything was paid as granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeferralPerformed {
    /// Its number.
    pub number: u32,
    /// Day.
    pub on: CivilDate,
}

/// A refund was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundRequested {
    /// Its number.
    pub number: u32,
    /// How much.
    pub amount: Fen,
    /// Why.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Who asked.
    pub requested_by: OfficerId,
}

/// A refund was decided on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundDecided {
    /// Its number.
    pub number: u32,
    /// Whether it is approved.
    pub approved: bool,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided.
    pub decided_by: OfficerId,
}

/// A refund was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundPaid {
    /// Its number.
    pub number: u32,
    /// How much.
    pub amount: Fen,
    /// Number of the treasury's transfer.
    pub transfer: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who recorded it.
    pub by: OfficerId,
}

/// A late fine was remitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateFineRemitted {
    /// How much.
    pub amount: Fen,
    /// Late fine in all on that day, before what was remitted.
    pub late_fine: Fen,
    /// The agreement it rests on.
    pub instrument: String,
    /// Whether no more accrues from this day on.
    pub stops: bool,
    /// Day.
    pub on: CivilDate,
    /// Leader who remitted it.
    pub by: OfficerId,
}

/// A receipt was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptAdded {
    /// Place of the payment, from 1.
    pub payment: u32,
    /// Number of the treasury receipt.
    pub receipt: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who recorded it.
    pub by: OfficerId,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NoticeIssued(_) => "PaymentNoticeIssued",
            Self::NoticePaid(_) => "PaymentNoticePaid",
            Self::PaymentAssigned(_) => "PaymentAssigned",
            Self::CashCollected(_) => "CashCollected",
            Self::CashHandedOver(_) => "CashHandedOver",
            Self::CashBanked(_) => "CashBanked",
            Self::DeferralRequested(_) => "DeferralRequested",
            Self::DeferralDecided(_) => "DeferralDecided",
            Self::DeferralDefaulted(_) => "DeferralDefaulted",
            Self::DeferralPerformed(_) => "DeferralPerformed",
            Self::RefundRequested(_) => "RefundRequested",
            Self::RefundDecided(_) => "RefundDecided",
            Self::RefundPaid(_) => "RefundPaid",
            Self::LateFineRemitted(_) => "LateFineRemitted",
            Self::ReceiptAdded(_) => "ReceiptAdded",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::NoticeIssued(_) => Kind::IssueNotice,
            Self::NoticePaid(_) => Kind::TakePayment,
            Self::PaymentAssigned(_) => Kind::AssignPayment,
            Self::CashCollected(_) => Kind::CollectCash,
            Self::CashHandedOver(_) => Kind::HandOverCash,
            Self::CashBanked(_) => Kind::BankCash,
            Self::DeferralRequested(_) => Kind::RequestDeferral,
            Self::DeferralDecided(_) => Kind::DecideDeferral,
            Self::DeferralDefaulted(_) => Kind::DefaultDeferral,
            Self::DeferralPerformed(_) => Kind::PerformDeferral,
            Self::RefundRequested(_) => Kind::RequestRefund,
            Self::RefundDecided(_) => Kind::DecideRefund,
            Self::RefundPaid(_) => Kind::PayRefund,
            Self::LateFineRemitted(_) => Kind::RemitLateFine,
            Self::ReceiptAdded(_) => Kind::AddReceipt,
        }
    }

    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        match self {
            Self::NoticePaid(it) if it.in_full => Outcome::PaidInFull,
            Self::NoticePaid(_) => Outcome::PaidInPart,
            Self::DeferralDecided(it) if it.granted => Outcome::Granted,
            Self::RefundDecided(it) if it.approved => Outcome::Granted,
            Self::DeferralDecided(_) | Self::RefundDecided(_) => Outcome::Refused,
            _ => Outcome::Done,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::NoticeIssued(it) => {
                let amount = in_yuan(it.amounts.total());
                format!("开具缴款通知{}，应缴{amount}", it.notice_number)
            }
            Self::NoticePaid(it) => {
                let amount = in_yuan(it.amount);
                format!("银行入账{amount}，流水号{}", it.transaction)
            }
            Self::PaymentAssigned(it) => {
                let amount = in_yuan(it.amount);
                format!("认领待查款项{amount}，流水号{}", it.transaction)
            }
            Self::CashCollected(it) => format!(
                "当场收缴{}（{}）",
                in_yuan(it.amount),
                it.on_spot.ground.citation()
            ),
            Self::CashHandedOver(it) => format!("当场收缴款第{}笔交至机关", it.number),
            Self::CashBanked(it) => {
                format!("当场收缴款第{}笔缴付银行，凭证{}", it.number, it.slip)
            }
            Self::DeferralRequested(it) if it.instalments.len() == 1 => {
                format!("当事人申请延期缴纳：{}", it.grounds)
            }
            Self::DeferralRequested(it) => {
                let parts = it.instalments.len();
                format!("当事人申请分{parts}期缴纳：{}", it.grounds)
            }
            Self::DeferralDecided(it) if it.granted => {
                format!("准许延期、分期缴纳：{}", it.reasons)
            }
            Self::DeferralDecided(it) => format!("不准许延期、分期缴纳：{}", it.reasons),
            Self::DeferralDefaulted(it) => format!(
                "第{}期未在{}前缴纳，余款全部到期",
                it.instalment,
                it.due.zh()
            ),
            Self::DeferralPerformed(_) => "延期、分期缴纳已履行完毕".to_owned(),
            Self::RefundRequested(it) => {
                format!("申请退款{}：{}", in_yuan(it.amount), it.reasons)
            }
            Self::RefundDecided(it) if it.approved => format!("批准退款：{}", it.reasons),
            Self::RefundDecided(it) => format!("不予批准退款：{}", it.reasons),
            Self::RefundPaid(it) => {
                format!("退款{}，凭证{}", in_yuan(it.amount), it.transfer)
            }
            Self::LateFineRemitted(it) => {
                format!("减免加处罚款{}（{}）", in_yuan(it.amount), it.instrument)
            }
            Self::ReceiptAdded(it) => format!("补登票据{}", it.receipt),
        }
    }
}
