//! What an account asks for, and what it forbids.

use ledger::{Account as Of, Fen};
use refusal::Reason;
use statute::penalty::{CASH_LIMIT, CashGround, Procedure};
use statute::{Citation, Law};

use super::procedure::{cash, deferral};
use super::{
    Act, Instalment, decided, decided_by, find, may_be_paid, payable_on, principal, reasons, within,
};
use crate::guard::fine::revenue_known;
use crate::guard::{Fails, View};
use crate::{Case, ClosingGround, DeadlineKind, OfficerId, in_yuan, total};

/// A condition of the law for an act of an account, or for closing a case that has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// The case stands where a payment is due.
    PaymentDue,
    /// Not more is paid than is owed.
    WithinPayable,
    /// The agency's item has a revenue item.
    RevenueMapped,
    /// The law lets the fine be collected on the spot.
    CashGround,
    /// Cash is handed over after it was collected.
    NotBeforeCollected,
    /// Somebody else takes it.
    ReceiverIsAnother,
    /// No other deferral is open.
    NoDeferralOpen,
    /// The days of the instalments lie ahead, in order.
    InstalmentsAhead,
    /// The instalments add up to what is left.
    InstalmentsCover,
    /// The instalment is overdue.
    InstalmentOverdue,
    /// So much is to be given back.
    RefundOwed,
    /// Who approves is not who asked.
    ApproverIsAnother,
    /// The money is at the treasury.
    MoneyAtTreasury,
    /// So much late fine is owed.
    LateFineOwed,
    /// The payment has no receipt yet.
    ReceiptMissing,
    /// Nothing is owed and nothing is to be given back.
    Settled,
    /// No cash is on its way.
    CashBanked,
    /// Every payment has its receipt.
    Receipted,
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[
        Self::PaymentDue,
        Self::WithinPayable,
        Self::RevenueMapped,
        Self::CashGround,
        Self::NotBeforeCollected,
        Self::ReceiverIsAnother,
        Self::NoDeferralOpen,
        Self::InstalmentsAhead,
        Self::InstalmentsCover,
        Self::InstalmentOverdue,
        Self::RefundOwed,
        Self::ApproverIsAnother,
        Self::MoneyAtTreasury,
        Self::LateFineOwed,
        Self::ReceiptMissing,
        Self::Settled,
        Self::CashBanked,
        Self::Receipted,
    ];

    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::PaymentDue => "决定书已送达且应缴款尚未缴清",
            Self::WithinPayable => "缴款不超过当日应缴数额",
            Self::RevenueMapped => "事项已有非税项目对照",
            Self::CashGround => "符合当场收缴的法定情形",
            Self::NotBeforeCollected => "日期不早于收缴之日",
            Self::ReceiverIsAnother => "接收人不是收缴人",
            Self::NoDeferralOpen => "没有其他延期、分期缴纳",
            Self::InstalmentsAhead => "各期日期晚于当日并依次递增",
            Self::InstalmentsCover => "各期金额合计等于未缴罚没款",
            Self::InstalmentOverdue => "该期已逾期",
            Self::RefundOwed => "有相应的应退款",
            Self::ApproverIsAnother => "审批人不是申请人",
            Self::MoneyAtTreasury => "款项已缴入国库",
            Self::LateFineOwed => "有相应的加处罚款",
            Self::ReceiptMissing => "该笔缴款尚无票据",
            Self::Settled => "应缴款已缴清，没有应退款",
            Self::CashBanked => "当场收缴款均已缴付银行",
            Self::Receipted => "每笔缴款均有财政票据",
        }
    }

    /// The reason a refusal gives, and the article that says so.
    pub(crate) const fn rule(self) -> (&'static Reason, Citation) {
        const PAY: Citation = penalty(67).paragraph(3);
        const HARDSHIP: Citation = penalty(66).paragraph(2);
        const CORRECTED: Citation = penalty(75).paragraph(2);
        match self {
            Self::PaymentDue => (&reasons::NOTHING_TO_PAY, PAY),
            Self::WithinPayable => (&reasons::PAYMENT_ABOVE_PAYABLE, PAY),
            Self::RevenueMapped => (
                &crate::reasons::REVENUE_NOT_MAPPED,
                penalty(74).paragraph(2),
            ),
            Self::CashGround => (&reasons::CASH_GROUND_MISSING, penalty(68)),
            Self::NotBeforeCollected => (&reasons::CASH_DATE_WRONG, penalty(71)),
            Self::ReceiverIsAnother => (&reasons::CASH_RECEIVER_SAME, penalty(71)),
            Self::NoDeferralOpen => (&reasons::DEFERRAL_OPEN, HARDSHIP),
            Self::InstalmentsAhead => (&reasons::INSTALMENT_DATES_WRONG, HARDSHIP),
            Self::InstalmentsCover => (&reasons::INSTALMENTS_DO_NOT_COVER, HARDSHIP),
            Self::InstalmentOverdue => (
                &reasons::INSTALMENT_NOT_OVERDUE,
                penalty(72).paragraph(1).item(1),
            ),
            Self::RefundOwed => (&reasons::NO_REFUND_OWED, CORRECTED),
            Self::ApproverIsAnother => (&reasons::APPROVER_IS_REQUESTER, penalty(75).paragraph(1)),
            Self::MoneyAtTreasury => (&reasons::REFUND_NOT_IN_TREASURY, penalty(74).paragraph(2)),
            Self::LateFineOwed => (
                &reasons::LATE_FINE_NOT_OWED,
                Citation::article(Law::AdministrativeCoercionLaw, 42).paragraph(1),
            ),
            Self::ReceiptMissing => (&reasons::RECEIPT_NOT_MISSING, penalty(70)),
            Self::Settled => (&reasons::ACCOUNT_NOT_SETTLED, PAY),
            Self::CashBanked => (&reasons::CASH_NOT_BANKED, penalty(71)),
            Self::Receipted => (&reasons::RECEIPT_MISSING, penalty(70)),
        }
    }

    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        let Some(case) = view.case else { return Ok(()) };
        let act = match view.act {
            Some(crate::Act::Account(act)) => Some(act),
            _ => None,
        };
        match self {
            Self::PaymentDue => payment_due(case),
            Self::WithinPayable => within_payable(view, case, act),
            Self::RevenueMapped => revenue_known(view, case),
            Self::CashGround => cash_ground(case, act),
            Self::NotBeforeCollected => not_before_collected(view, case, act),
            Self::ReceiverIsAnother => receiver_is_another(case, act),
            Self::NoDeferralOpen => no_deferral_open(case),
            Self::InstalmentsAhead => instalments_ahead(view, case, act),
            Self::InstalmentsCover => instalments_cover(case, act),
            Self::InstalmentOverdue => instalment_overdue(view, case, act),
            Self::RefundOwed => refund_owed(case, act),
            Self::ApproverIsAnother => approver_is_another(view, case, act),
            Self::MoneyAtTreasury => money_at_treasury(view, case),
            Self::LateFineOwed => late_fine_owed(view, case, act),
            Self::ReceiptMissing => receipt_missing(case, act),
            Self::Settled => is_settled(case),
            Self::CashBanked => cash_banked(case),
            Self::Receipted => receipted(case),
        }
    }
}

fn payment_due(case: &Case) -> Result<(), Fails> {
    if may_be_paid(case) && decided(case).is_some() {
        return Ok(());
    }
    Err(format!("案件现为“{}”，没有到期应缴的款项", case.step_zh()))
}

fn within_payable(view: &View<'_>, case: &Case, act: Option<&Act>) -> Result<(), Fails> {
    match act {
        Some(Act::TakePayment(act)) => within(view, case, act.amount, act.on),
        Some(Act::CollectCash(act)) => within(view, case, act.amount, act.on),
        _ => Ok(()),
    }
}

fn cash_ground(case: &Case, act: Option<&Act>) -> Result<(), Fails> {
    let Some(Act::CollectCash(act)) = act else {
        return Ok(());
    };
    let fine = decided(case).map_or(Fen::ZERO, |(fine, _)| fine);
    let on_the_spot = decided_by(case) == Procedure::Summary;
    match act.on_spot.ground {
        CashGround::SmallFine if on_the_spot && fine <= CASH_LIMIT => Ok(()),
        CashGround::SmallFine => Err(format!(
            "只有当场处罚{}以下的罚款可以据此当场收缴",
            in_yuan(CASH_LIMIT)
        )),
        CashGround::HardToEnforceLater if on_the_spot => Ok(()),
        CashGround::HardToEnforceLater => Err("只有当场作出的处罚决定可以据此当场收缴".to_owned()),
        CashGround::RemoteAndRequested => Ok(()),
    }
}

fn not_before_collected(view: &View<'_>, case: &Case, act: Option<&Act>) -> Result<(), Fails> {
    let on = act.and_then(Act::done_on);
    match (find(&case.account.cash, view.about), on) {
        (Some(cash), Some(on)) if on < cash.on => {
            Err(format!("所填日期{}早于收缴之日{}", on.zh(), cash.on.zh()))
        }
        _ => Ok(()),
    }
}

fn receiver_is_another(case: &Case, act: Option<&Act>) -> Result<(), Fails> {
    let Some(Act::HandOverCash(act)) = act else {
        return Ok(());
    };
    match find(&case.account.cash, act.number) {
        Some(cash) if cash.by == act.receiver => Err("接收人就是收缴人".to_owned()),
        _ => Ok(()),
    }
}

fn no_deferral_open(case: &Case) -> Result<(), Fails> {
    let mut deferrals = case.account.deferrals.iter();
    let open =
        deferrals.find(|it| matches!(it.step, deferral::Step::Requested | deferral::Step::Granted));
    match open {
        Some(it) => Err(format!("第{}号延期、分期缴纳申请尚未办结", it.number)),
        None => Ok(()),
    }
}

/// The instalments that the act asks for, or grants.
fn instalments<'a>(case: &'a Case, act: Option<&'a Act>) -> Option<&'a [Instalment]> {
    match act? {
        Act::RequestDeferral(act) => Some(&act.instalments),
        Act::DecideDeferral(act) => Some(&find(&case.account.deferrals, act.number)?.instalments),
        _ => None,
    }
}

fn instalments_ahead(view: &View<'_>, case: &Case, act: Option<&Act>) -> Result<(), Fails> {
    let mut before = view.facts.today();
    for it in instalments(case, act).unwrap_or_default() {
        if it.due <= before {
            return Err(format!("缴纳日期{}没有依次晚于当日", it.due.zh()));
        }
        before = it.due;
    }
    Ok(())
}

fn instalments_cover(case: &Case, act: Option<&Act>) -> Result<(), Fails> {
    let Some(instalments) = instalments(case, act) else {
        return Ok(());
    };
    let (sum, left) = (
        total(instalments.iter().map(|it| it.amount)),
        principal(case),
    );
    if sum == left && instalments.iter().all(|it| it.amount > Fen::ZERO) {
        return Ok(());
    }
    Err(format!(
        "各期合计{}，尚未缴纳的罚没款为{}",
        in_yuan(sum),
        in_yuan(left)
    ))
}

fn instalment_overdue(view: &View<'_>, case: &Case, act: Option<&Act>) -> Result<(), Fails> {
    let Some(Act::DefaultDeferral(act)) = act else {
        return Ok(());
    };
    let running = case.running(DeadlineKind::Instalment.about(act.instalment));
    let due = running.and_then(|running| running.firm_due(view.facts.calendar));
    match due {
        Some(due) if due < view.facts.today() => Ok(()),
        Some(due) => Err(format!("该期可缴至{}", due.zh())),
        None => Err("该期没有正在进行的期限".to_owned()),
    }
}

fn refund_owed(case: &Case, act: Option<&Act>) -> Result<(), Fails> {
    let due = case.account.journal.balances().amount(Of::RefundDue);
    let free = due.less(case.account.refunds_under_way());
    let asked = match act {
        Some(Act::RequestRefund(act)) => act.amount,
        _ => Fen(1),
    };
    if asked <= free {
        return Ok(());
    }
    Err(format!("尚可申请退款{}", in_yuan(free)))
}

fn approver_is_another(view: &View<'_>, case: &Case, act: Option<&Act>) -> Result<(), Fails> {
    let asked: Option<&OfficerId> = match act {
        Some(Act::AssignPayment(act)) => Some(&act.proposed_by),
        _ => find(&case.account.refunds, view.about).map(|it| &it.requested_by),
    };
    let person = view.facts.person();
    let caller = person.and_then(|person| person.officer_id.as_ref());
    if asked.is_some() && asked == caller {
        return Err("该事项由您本人提出".to_owned());
    }
    Ok(())
}

fn money_at_treasury(view: &View<'_>, case: &Case) -> Result<(), Fails> {
    let there = case.account.journal.balances().amount(Of::Treasury);
    match find(&case.account.refunds, view.about) {
        Some(refund) if refund.amount > there => Err(format!(
            "已缴入国库{}，不足以退款{}",
            in_yuan(there),
            in_yuan(refund.amount)
        )),
        _ => Ok(()),
    }
}

fn late_fine_owed(view: &View<'_>, case: &Case, act: Option<&Act>) -> Result<(), Fails> {
    let payable = payable_on(case, view.facts.account.terms, view.facts.today());
    let owed = payable.owed.late_fine;
    let asked = match act {
        Some(Act::RemitLateFine(act)) => act.amount,
        _ => Fen(1),
    };
    if asked <= owed {
        return Ok(());
    }
    Err(format!("当日尚欠加处罚款{}", in_yuan(owed)))
}

fn receipt_missing(case: &Case, act: Option<&Act>) -> Result<(), Fails> {
    let missing = &case.account.unreceipted;
    match act {
        Some(Act::AddReceipt(act)) if !missing.contains(&act.payment) => {
            Err(format!("第{}笔缴款不缺票据", act.payment))
        }
        None if missing.is_empty() => Err("每笔缴款均有票据".to_owned()),
        _ => Ok(()),
    }
}

fn is_settled(case: &Case) -> Result<(), Fails> {
    let balances = case.account.journal.balances();
    let (owed, back) = (balances.owed().total(), balances.amount(Of::RefundDue));
    // What the court has ended is not collected any more.
    let closing = case.penalty().and_then(|it| it.closing.as_ref());
    let ended = closing.is_some_and(|it| it.ground == ClosingGround::CourtTerminated);
    if owed > Fen::ZERO && !ended {
        return Err(format!("尚欠{}", in_yuan(owed)));
    }
    if back > Fen::ZERO {
        return Err(format!("尚有{}应退还当事人", in_yuan(back)));
    }
    Ok(())
}

fn cash_banked(case: &Case) -> Result<(), Fails> {
    let mut cash = case.account.cash.iter();
    match cash.find(|it| it.step != cash::Step::Banked) {
        Some(it) => Err(format!("第{}笔当场收缴款尚未缴付银行", it.number)),
        None => Ok(()),
    }
}

fn receipted(case: &Case) -> Result<(), Fails> {
    match case.account.unreceipted.first() {
        Some(payment) => Err(format!("第{payment}笔缴款没有财政票据")),
        None => Ok(()),
    }
}
