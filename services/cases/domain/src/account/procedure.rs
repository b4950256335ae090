//! The tables of an account.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

use super::Guard as Own;
use crate::ActKind;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, Turn, rows};

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

/// Declares a side procedure of the account: its steps with their names, what they await (`ends`: nothing), its rows and its acts.
macro_rules! side {
    (@final ends) => { true };
    (@final $awaited:ident) => { false };
    (@awaited ends) => { None };
    (@awaited $awaited:ident) => { Some(ActKind::Account(Kind::$awaited)) };
    ($(#[$doc:meta])* $module:ident, $thing:literal, $thing_zh:literal,
     steps { $($step:ident = $name:literal, $zh:literal, $awaited:ident;)* }
     acts { $($act:ident),* $(,)? }
     rows { $($rows:tt)* }) => {
        $(#[$doc])*
        pub mod $module {
            use super::*;
            use crate::account::Kind;

            /// How far it has come.
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
            #[serde(rename_all = "snake_case")]
            pub enum Step {
                $(#[doc = $zh] $step,)*
            }

            const ROWS: &[Row<Step>] = rows![in Account; $($rows)*];

            impl Stage for Step {
                const ALL: &'static [Self] = &[$(Self::$step),*];
                const ROWS: &'static [Row<Self>] = ROWS;
                const ACTS: &'static [ActKind] = &[$(ActKind::Account(Kind::$act)),*];
                const THING: (&'static str, &'static str) = ($thing, $thing_zh);

                fn name(self) -> &'static str {
                    match self { $(Self::$step => $name,)* }
                }

                fn zh(self) -> &'static str {
                    match self { $(Self::$step => $zh,)* }
                }

                fn is_final(self) -> bool {
                    match self { $(Self::$step => side!(@final $awaited),)* }
                }

                fn awaits(self) -> Option<ActKind> {
                    match self { $(Self::$step => side!(@awaited $awaited),)* }
                }

                fn turn(self) -> Turn {
                    match self.awaits() {
                        Some(ActKind::Account(Kind::TakePayment | Kind::PerformDeferral)) => Turn::Party,
                        _ => Turn::Agency,
                    }
                }

                fn behind(self) -> &'static [Guard] {
                    &[]
                }

                fn needs(_: ActKind) -> &'static [Guard] {
                    &[]
                }
            }
        }
    };
}

const PAID_IN: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Account(Own::PaymentDue),
    Guard::Account(Own::WithinPayable),
    Guard::ReceiptUnused,
];
const ASKED_FOR: &[Guard] = &[Guard::CaseOpen, Guard::Account(Own::PaymentDue)];
const PAST: &[Guard] = &[Guard::NotInFuture];

side! {
    /// 缴款通知: issued for what is owed, paid at the bank.
    notice, "payment notice", "缴款通知",
    steps {
        Issued = "ISSUED", "已开具缴款通知", TakePayment;
        Settled = "SETTLED", "应缴款已缴清", ends;
    }
    acts { IssueNotice, TakePayment }
    rows {
        _      --IssueNotice-->              Issued,  [ASKED_FOR, &[Guard::Account(Own::RevenueMapped)]], penalty(67).paragraph(3);
        Issued --TakePayment [PaidInPart]--> Issued,  [PAID_IN], penalty(67).paragraph(3);
        Issued --TakePayment [PaidInFull]--> Settled, [PAID_IN], penalty(67).paragraph(3);
    }
}

side! {
    /// 当场收缴: into the officer's hands, to the agency, to the bank.
    cash, "cash collected", "当场收缴款",
    steps {
        Collected = "COLLECTED", "已当场收缴", HandOverCash;
        AtAgency = "AT_AGENCY", "已交至机关", BankCash;
        Banked = "BANKED", "已缴付银行", ends;
    }
    acts { CollectCash, HandOverCash, BankCash }
    rows {
        _         --CollectCash-->  Collected, [PAID_IN, &[Guard::Account(Own::CashGround)]], penalty(69);
        Collected --HandOverCash--> AtAgency,  [PAST, &[Guard::Account(Own::NotBeforeCollected), Guard::Account(Own::ReceiverIsAnother)]], penalty(71);
        AtAgency  --BankCash-->     Banked,    [PAST, &[Guard::Account(Own::NotBeforeCollected)]], penalty(71);
    }
}

side! {
    /// 延期、分期缴纳: asked for by the party, granted by a leader, kept or not.
    deferral, "deferral", "延期、分期缴纳申请",
    steps {
        Requested = "REQUESTED", "已申请延期、分期缴纳", DecideDeferral;
        Granted = "GRANTED", "已准许延期、分期缴纳", PerformDeferral;
        Refused = "REFUSED", "不准许延期、分期缴纳", ends;
        Performed = "PERFORMED", "延期、分期缴纳已履行完毕", ends;
        Defaulted = "DEFAULTED", "未按期缴纳", ends;
    }
    acts { RequestDeferral, DecideDeferral, DefaultDeferral, PerformDeferral }
    rows {
        _         --RequestDeferral-->          Requested, [ASKED_FOR, &[Guard::Account(Own::NoDeferralOpen), Guard::Account(Own::InstalmentsAhead), Guard::Account(Own::InstalmentsCover)]], penalty(66).paragraph(2);
        Requested --DecideDeferral [Granted]--> Granted,   [ASKED_FOR, &[Guard::DeciderNotHandler, Guard::Account(Own::InstalmentsAhead), Guard::Account(Own::InstalmentsCover)]], penalty(66).paragraph(2);
        Requested --DecideDeferral [Refused]--> Refused,   [&[Guard::DeciderNotHandler]], penalty(66).paragraph(2);
        Granted   --DefaultDeferral-->          Defaulted, [&[Guard::Account(Own::InstalmentOverdue)]], penalty(72).paragraph(1).item(1);
        Granted   --PerformDeferral-->          Performed, [], penalty(66).paragraph(2);
    }
}

side! {
    /// 退款: what was paid and is no longer owed goes back, by two persons.
    refund, "refund", "退款申请",
    steps {
        Requested = "REQUESTED", "已申请退款", DecideRefund;
        Approved = "APPROVED", "已批准退款", PayRefund;
        Refused = "REFUSED", "不予批准退款", ends;
        Paid = "PAID", "已退款", ends;
    }
    acts { RequestRefund, DecideRefund, PayRefund }
    rows {
        _         --RequestRefund-->          Requested, [&[Guard::Account(Own::RefundOwed)]], penalty(75).paragraph(2);
        Requested --DecideRefund [Granted]--> Approved,  [&[Guard::Account(Own::ApproverIsAnother)]], penalty(75).paragraph(2);
        Requested --DecideRefund [Refused]--> Refused,   [&[Guard::Account(Own::ApproverIsAnother)]], penalty(75).paragraph(2);
        Approved  --PayRefund-->              Paid,      [PAST, &[Guard::Account(Own::MoneyAtTreasury)]], penalty(75).paragraph(2);
    }
}

side! {
    /// What is settled in one act: a parked payment assigned, a late fine remitted, a receipt added.
    settled, "account", "应缴款账户",
    steps {
        Assigned = "ASSIGNED", "待查款项已认领", ends;
        Remitted = "REMITTED", "已减免加处罚款", ends;
        Receipted = "RECEIPTED", "已补登票据", ends;
    }
    acts { AssignPayment, RemitLateFine, AddReceipt }
    rows {
        _ --AssignPayment--> Assigned,  [&[Guard::NotInFuture, Guard::Account(Own::PaymentDue), Guard::ReceiptUnused, Guard::Account(Own::ApproverIsAnother)]], penalty(67).paragraph(3);
        _ --RemitLateFine--> Remitted,  [&[Guard::CaseOpen, Guard::DeciderNotHandler, Guard::Account(Own::LateFineOwed)]], Citation::article(Law::AdministrativeCoercionLaw, 42).paragraph(1);
        _ --AddReceipt-->    Receipted, [&[Guard::Account(Own::ReceiptMissing), Guard::ReceiptUnused]], penalty(70);
    }
}
