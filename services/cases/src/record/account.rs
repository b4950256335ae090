//! Accounts as the contract writes them, and back.

use calendar::CivilDate;
use cases_domain::account::{
    Account, CashBanked, CashCollected, CashGround, CashHandedOver, Channel, DeferralDecided,
    DeferralDefaulted, DeferralPerformed, DeferralRequested, Event, Instalment, LateFineRemitted,
    NoticeIssued, NoticePaid, OnSpot, Paid, PaymentAssigned, ReceiptAdded, RefundDecided,
    RefundPaid, RefundRequested, Revenue, Terms, explain, explain_late_fine, payable_on,
};
use cases_domain::procedure::Stage as _;
use cases_domain::{Case, Fen, OfficerId};
use contract::cases::v1 as proto;
use ledger::{Account as Of, Split, Statement};

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::NoticeIssued(it) => Written::of(&proto::PaymentNoticeIssued {
            number: parts::count(it.number),
            notice_number: it.notice_number.to_string(),
            amounts: Some(split(it.amounts)),
            revenue: Some(revenue(&it.revenue)),
            issued_date: it.on.to_string(),
            issued_by: it.by.to_string(),
        }),
        Event::NoticePaid(it) => Written::of(&proto::PaymentNoticePaid {
            number: parts::count(it.number),
            transaction: it.transaction.clone(),
            amount_fen: parts::fen(it.amount),
            in_full: it.in_full,
            paid_date: it.on.to_string(),
        }),
        Event::PaymentAssigned(it) => Written::of(&proto::PaymentAssigned {
            transaction: it.transaction.clone(),
            amount_fen: parts::fen(it.amount),
            proposed_by: it.proposed_by.to_string(),
            approved_by: it.approved_by.to_string(),
            paid_date: it.on.to_string(),
        }),
        Event::CashCollected(it) => Written::of(&proto::CashCollected {
            number: parts::count(it.number),
            amount_fen: parts::fen(it.amount),
            on_spot: Some(on_spot(it.on_spot)),
            collected_date: it.on.to_string(),
            collected_by: it.by.to_string(),
        }),
        Event::CashHandedOver(it) => Written::of(&proto::CashHandedOver {
            number: parts::count(it.number),
            receiver_id: it.receiver.to_string(),
            handed_date: it.on.to_string(),
            recorded_by: it.by.to_string(),
        }),
        Event::CashBanked(it) => Written::of(&proto::CashBanked {
            number: parts::count(it.number),
            slip: it.slip.clone(),
            banked_date: it.on.to_string(),
            recorded_by: it.by.to_string(),
        }),
        Event::DeferralRequested(it) => Written::of(&proto::DeferralRequested {
            number: parts::count(it.number),
            grounds: it.grounds.clone(),
            instalments: instalments(&it.instalments),
            requested_date: it.on.to_string(),
            recorded_by: it.recorded_by.to_string(),
        }),
        Event::DeferralDecided(it) => Written::of(&proto::DeferralDecided {
            number: parts::count(it.number),
            granted: it.granted,
            instalments: instalments(&it.instalments),
            late_fine_fen: parts::fen(it.late_fine),
            reasons: it.reasons.clone(),
            decided_date: it.on.to_string(),
            decided_by: it.decided_by.to_string(),
        }),
        Event::DeferralDefaulted(it) => Written::of(&proto::DeferralDefaulted {
            number: parts::count(it.number),
            instalment: parts::count(it.instalment),
            due_date: it.due.to_string(),
            noted_date: it.on.to_string(),
        }),
        Event::DeferralPerformed(it) => Written::of(&proto::DeferralPerformed {
            number: parts::count(it.number),
            performed_date: it.on.to_string(),
        }),
        Event::RefundRequested(it) => Written::of(&proto::RefundRequested {
            number: parts::count(it.number),
            amount_fen: parts::fen(it.amount),
            reasons: it.reasons.clone(),
            requested_date: it.on.to_string(),
            requested_by: it.requested_by.to_string(),
        }),
        Event::RefundDecided(it) => Written::of(&proto::RefundDecided {
            number: parts::count(it.number),
            approved: it.approved,
            reasons: it.reasons.clone(),
            decided_date: it.on.to_string(),
            decided_by: it.decided_by.to_string(),
        }),
        Event::RefundPaid(it) => Written::of(&proto::RefundPaid {
            number: parts::count(it.number),
            amount_fen: parts::fen(it.amount),
            transfer: it.transfer.clone(),
            paid_date: it.on.to_string(),
            recorded_by: it.by.to_string(),
        }),
        Event::LateFineRemitted(it) => Written::of(&proto::LateFineRemitted {
            amount_fen: parts::fen(it.amount),
            late_fine_fen: parts::fen(it.late_fine),
            instrument: it.instrument.clone(),
            stops: it.stops,
            remitted_date: it.on.to_string(),
            remitted_by: it.by.to_string(),
        }),
        Event::ReceiptAdded(it) => Written::of(&proto::ReceiptAdded {
            payment: parts::count(it.payment),
            receipt_number: it.receipt.clone(),
            added_date: it.on.to_string(),
            recorded_by: it.by.to_string(),
        }),
    }
}

/// The event of this name; none: it is not one of an account.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "PaymentNoticeIssued" => {
            let it: proto::PaymentNoticeIssued = message(written)?;
            Event::NoticeIssued(NoticeIssued {
                number: parts::number(it.number)?,
                notice_number: it
                    .notice_number
                    .parse()
                    .map_err(|_| Unreadable("number of a payment notice"))?,
                amounts: read_split(it.amounts)?,
                revenue: read_revenue(it.revenue)?,
                on: parts::day(&it.issued_date)?,
                by: OfficerId(it.issued_by),
            })
        }
        "PaymentNoticePaid" => {
            let it: proto::PaymentNoticePaid = message(written)?;
            Event::NoticePaid(NoticePaid {
                number: parts::number(it.number)?,
                transaction: it.transaction,
                amount: parts::amount(it.amount_fen)?,
                in_full: it.in_full,
                on: parts::day(&it.paid_date)?,
            })
        }
        "PaymentAssigned" => {
            let it: proto::PaymentAssigned = message(written)?;
            Event::PaymentAssigned(PaymentAssigned {
                transaction: it.transaction,
                amount: parts::amount(it.amount_fen)?,
                proposed_by: OfficerId(it.proposed_by),
                approved_by: OfficerId(it.approved_by),
                on: parts::day(&it.paid_date)?,
            })
        }
        "CashCollected" => {
            let it: proto::CashCollected = message(written)?;
            Event::CashCollected(CashCollected {
                number: parts::number(it.number)?,
                amount: parts::amount(it.amount_fen)?,
                on_spot: read_on_spot(it.on_spot)?,
                on: parts::day(&it.collected_date)?,
                by: OfficerId(it.collected_by),
            })
        }
        "CashHandedOver" => {
            let it: proto::CashHandedOver = message(written)?;
            Event::CashHandedOver(CashHandedOver {
                number: parts::number(it.number)?,
                receiver: OfficerId(it.receiver_id),
                on: parts::day(&it.handed_date)?,
                by: OfficerId(it.recorded_by),
            })
        }
        "CashBanked" => {
            let it: proto::CashBanked = message(written)?;
            Event::CashBanked(CashBanked {
                number: parts::number(it.number)?,
                slip: it.slip,
                on: parts::day(&it.banked_date)?,
                by: OfficerId(it.recorded_by),
            })
        }
        "DeferralRequested" => {
            let it: proto::DeferralRequested = message(written)?;
            Event::DeferralRequested(DeferralRequested {
                number: parts::number(it.number)?,
                grounds: it.grounds,
                instalments: read_instalments(it.instalments)?,
                on: parts::day(&it.requested_date)?,
                recorded_by: OfficerId(it.recorded_by),
            })
        }
        "DeferralDecided" => {
            let it: proto::DeferralDecided = message(written)?;
            Event::DeferralDecided(DeferralDecided {
                number: parts::number(it.number)?,
                granted: it.granted,
                instalments: read_instalments(it.instalments)?,
                late_fine: parts::amount(it.late_fine_fen)?,
                reasons: it.reasons,
                on: parts::day(&it.decided_date)?,
                decided_by: OfficerId(it.decided_by),
            })
        }
        "DeferralDefaulted" => {
            let it: proto::DeferralDefaulted = message(written)?;
            Event::DeferralDefaulted(DeferralDefaulted {
                number: parts::number(it.number)?,
                instalment: parts::number(it.instalment)?,
                due: parts::day(&it.due_date)?,
                on: parts::day(&it.noted_date)?,
            })
        }
        "DeferralPerformed" => {
            let it: proto::DeferralPerformed = message(written)?;
            Event::DeferralPerformed(DeferralPerformed {
                number: parts::number(it.number)?,
                on: parts::day(&it.performed_date)?,
            })
        }
        "RefundRequested" => {
            let it: proto::RefundRequested = message(written)?;
            Event::RefundRequested(RefundRequested {
                number: parts::number(it.number)?,
                amount: parts::amount(it.amount_fen)?,
                reasons: it.reasons,
                on: parts::day(&it.requested_date)?,
                requested_by: OfficerId(it.requested_by),
            })
        }
        "RefundDecided" => {
            let it: proto::RefundDecided = message(written)?;
            Event::RefundDecided(RefundDecided {
                number: parts::number(it.number)?,
                approved: it.approved,
                reasons: it.reasons,
                on: parts::day(&it.decided_date)?,
                decided_by: OfficerId(it.decided_by),
            })
        }
        "RefundPaid" => {
            let it: proto::RefundPaid = message(written)?;
            Event::RefundPaid(RefundPaid {
                number: parts::number(it.number)?,
                amount: parts::amount(it.amount_fen)?,
                transfer: it.transfer,
                on: parts::day(&it.paid_date)?,
                by: OfficerId(it.recorded_by),
            })
        }
        "LateFineRemitted" => {
            let it: proto::LateFineRemitted = message(written)?;
            Event::LateFineRemitted(LateFineRemitted {
                amount: parts::amount(it.amount_fen)?,
                late_fine: parts::amount(it.late_fine_fen)?,
                instrument: it.instrument,
                stops: it.stops,
                on: parts::day(&it.remitted_date)?,
                by: OfficerId(it.remitted_by),
            })
        }
        "ReceiptAdded" => {
            let it: proto::ReceiptAdded = message(written)?;
            Event::ReceiptAdded(ReceiptAdded {
                payment: parts::number(it.payment)?,
                receipt: it.receipt_number,
                on: parts::day(&it.added_date)?,
                by: OfficerId(it.recorded_by),
            })
        }
        _ => return Ok(None),
    }))
}

/// What a payment does to the account, as the record keeps it.
pub(super) fn paid(it: &Paid) -> proto::PaymentAllocation {
    proto::PaymentAllocation {
        channel: match &it.channel {
            Channel::Slip => proto::PaymentChannel::Slip,
            Channel::Bank { .. } => proto::PaymentChannel::Bank,
            Channel::Cash => proto::PaymentChannel::Cash,
            Channel::Assigned { .. } => proto::PaymentChannel::Assigned,
        }
        .into(),
        transaction: it.channel.transaction().unwrap_or_default().to_owned(),
        amounts: Some(split(it.split)),
        over_fen: parts::fen(it.over),
        late_fine_fen: parts::fen(it.late_fine),
    }
}

/// The same read back; a record from before it was kept has none.
pub(super) fn read_paid(it: Option<proto::PaymentAllocation>) -> Read<Paid> {
    let Some(it) = it else {
        return Ok(Paid::default());
    };
    let channel = match it.channel() {
        proto::PaymentChannel::Slip | proto::PaymentChannel::Unspecified => Channel::Slip,
        proto::PaymentChannel::Cash => Channel::Cash,
        proto::PaymentChannel::Bank => Channel::Bank {
            transaction: it.transaction.clone(),
        },
        proto::PaymentChannel::Assigned => Channel::Assigned {
            transaction: it.transaction.clone(),
        },
    };
    Ok(Paid {
        channel,
        split: read_split(it.amounts)?,
        over: parts::amount(it.over_fen)?,
        late_fine: parts::amount(it.late_fine_fen)?,
    })
}

/// The account as callers see it; none: nothing was ever owed.
pub(crate) fn file(it: &Account) -> Option<proto::AccountFile> {
    if it.journal.entries().is_empty() {
        return None;
    }
    let balances = it.journal.balances();
    let statement = Statement::of(&it.journal);
    Some(proto::AccountFile {
        owed: Some(split(balances.owed())),
        paid_fen: parts::fen(statement.paid),
        refund_due_fen: parts::fen(balances.amount(Of::RefundDue)),
        notices: it
            .notices
            .iter()
            .map(|it| proto::PaymentNoticeFile {
                number: parts::count(it.number),
                step: it.step.name().to_owned(),
                step_name: it.step.zh().to_owned(),
                notice_number: it.notice_number.to_string(),
                amounts: Some(split(it.amounts)),
                revenue: Some(revenue(&it.revenue)),
                issued_date: it.on.to_string(),
            })
            .collect(),
        cash: it
            .cash
            .iter()
            .map(|it| proto::CashFile {
                number: parts::count(it.number),
                step: it.step.name().to_owned(),
                step_name: it.step.zh().to_owned(),
                amount_fen: parts::fen(it.amount),
                on_spot: Some(on_spot(it.on_spot)),
                collected_date: it.on.to_string(),
                collected_by: it.by.to_string(),
            })
            .collect(),
        deferrals: it
            .deferrals
            .iter()
            .map(|it| proto::DeferralFile {
                number: parts::count(it.number),
                step: it.step.name().to_owned(),
                step_name: it.step.zh().to_owned(),
                grounds: it.grounds.clone(),
                instalments: instalments(&it.instalments),
                decided_by: officer(it.decided_by.as_ref()),
                reasons: it.reasons.clone(),
            })
            .collect(),
        refunds: it
            .refunds
            .iter()
            .map(|it| proto::RefundFile {
                number: parts::count(it.number),
                step: it.step.name().to_owned(),
                step_name: it.step.zh().to_owned(),
                amount_fen: parts::fen(it.amount),
                reasons: it.reasons.clone(),
                requested_by: it.requested_by.to_string(),
                decided_by: officer(it.decided_by.as_ref()),
                transfer: it.transfer.clone(),
            })
            .collect(),
        payments_without_receipt: it.unreceipted.iter().copied().map(parts::count).collect(),
    })
}

/// The statement of an account on a day.
pub(crate) fn statement(case: &Case, terms: Terms, on: CivilDate) -> proto::AccountStatement {
    let journal = &case.account.journal;
    let (it, balances) = (Statement::of(journal), journal.balances());
    let lines = it.lines.iter().map(|line| proto::StatementLine {
        number: parts::count(line.number),
        date: line.on.to_string(),
        what: line.movement.zh().to_owned(),
        reference: line.reference.clone(),
        postings: line.postings.iter().copied().map(posting).collect(),
        outstanding_fen: parts::fen(line.outstanding),
        explanation: explain(line),
    });
    let stands = Of::ALL
        .into_iter()
        .map(|account| (account, balances.amount(account)));
    let stands = stands.filter(|(_, amount)| *amount > Fen::ZERO);
    proto::AccountStatement {
        date: on.to_string(),
        lines: lines.collect(),
        balances: stands
            .map(|(account, amount)| proto::StatementBalance {
                account: account.name().to_owned(),
                account_name: account.zh().to_owned(),
                amount_fen: parts::fen(amount),
            })
            .collect(),
        assessed_fen: parts::fen(it.assessed),
        remitted_fen: parts::fen(it.remitted),
        paid_fen: parts::fen(it.paid),
        refunded_fen: parts::fen(it.refunded),
        refund_due_fen: parts::fen(it.refund_due),
        outstanding_fen: parts::fen(it.outstanding),
        on_the_way_fen: parts::fen(it.on_the_way),
        payable: Some(split(payable_on(case, terms, on).owed)),
        late_fine_explained: explain_late_fine(case, terms, on),
    }
}

fn posting((account, fen): (Of, i64)) -> proto::StatementPosting {
    proto::StatementPosting {
        account: account.name().to_owned(),
        account_name: account.zh().to_owned(),
        debit_fen: fen.max(0),
        credit_fen: fen.min(0).saturating_neg(),
    }
}

fn officer(id: Option<&OfficerId>) -> String {
    id.map(ToString::to_string).unwrap_or_default()
}

/// Amounts by head as callers see them.
pub(crate) fn split(it: Split) -> proto::AmountByHead {
    proto::AmountByHead {
        fine_fen: parts::fen(it.fine),
        confiscation_fen: parts::fen(it.confiscation),
        late_fine_fen: parts::fen(it.late_fine),
    }
}

fn read_split(it: Option<proto::AmountByHead>) -> Read<Split> {
    let it = it.ok_or(Unreadable("amounts"))?;
    Ok(Split {
        fine: parts::amount(it.fine_fen)?,
        confiscation: parts::amount(it.confiscation_fen)?,
        late_fine: parts::amount(it.late_fine_fen)?,
    })
}

fn revenue(it: &Revenue) -> proto::RevenueItem {
    proto::RevenueItem {
        code: it.code.clone(),
        name: it.name.clone(),
        collector_code: it.collector.clone(),
        mapping_version: it.version.clone(),
    }
}

fn read_revenue(it: Option<proto::RevenueItem>) -> Read<Revenue> {
    let it = it.ok_or(Unreadable("revenue item"))?;
    Ok(Revenue {
        code: it.code,
        name: it.name,
        collector: it.collector_code,
        version: it.mapping_version,
    })
}

fn instalments(list: &[Instalment]) -> Vec<proto::Instalment> {
    list.iter()
        .map(|it| proto::Instalment {
            due_date: it.due.to_string(),
            amount_fen: parts::fen(it.amount),
        })
        .collect()
}

fn read_instalments(list: Vec<proto::Instalment>) -> Read<Vec<Instalment>> {
    list.into_iter()
        .map(|it| {
            Ok(Instalment {
                due: parts::day(&it.due_date)?,
                amount: parts::amount(it.amount_fen)?,
            })
        })
        .collect()
}

fn on_spot(it: OnSpot) -> proto::CashOnSpot {
    let ground = match it.ground {
        CashGround::SmallFine => proto::CashGround::SmallFine,
        CashGround::HardToEnforceLater => proto::CashGround::HardToEnforceLater,
        CashGround::RemoteAndRequested => proto::CashGround::RemoteAndRequested,
    };
    proto::CashOnSpot {
        ground: ground.into(),
        ashore_date: it.ashore_on.map(|on| on.to_string()).unwrap_or_default(),
    }
}

fn read_on_spot(it: Option<proto::CashOnSpot>) -> Read<OnSpot> {
    let it = it.ok_or(Unreadable("ground of cash"))?;
    Ok(OnSpot {
        ground: read_ground(it.ground()).ok_or(Unreadable("ground of cash"))?,
        ashore_on: parts::day_if_any(&it.ashore_date)?,
    })
}

pub(crate) const fn read_ground(it: proto::CashGround) -> Option<CashGround> {
    match it {
        proto::CashGround::SmallFine => Some(CashGround::SmallFine),
        proto::CashGround::HardToEnforceLater => Some(CashGround::HardToEnforceLater),
        proto::CashGround::RemoteAndRequested => Some(CashGround::RemoteAndRequested),
        proto::CashGround::Unspecified => None,
    }
}
