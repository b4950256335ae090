//! The account in words: what each entry of a statement says, and how a late fine comes about.

use calendar::CivilDate;
use ledger::{Head, Line, Movement};
use statute::late_fine::LATE_FINE;

use super::{Claim, Terms, late_fine};
use crate::{Case, Fen, in_yuan, remedy};

/// An entry of a statement in Chinese, with its article.
pub fn explain(line: &Line) -> String {
    let what = match line.movement {
        Movement::Assess { head, owed } => assessed(head, owed),
        Movement::Remit(amount) => format!(
            "依执行协议减免加处罚款{}（行政强制法第四十二条第一款），罚款本金不减",
            in_yuan(amount)
        ),
        Movement::Pay { split, over, .. } => {
            let parts = Head::ALL
                .into_iter()
                .map(|head| (head.zh(), split.of(head)));
            let parts = parts.chain([("多缴待退", over)]);
            let parts: Vec<String> = parts
                .filter(|(_, amount)| *amount > Fen::ZERO)
                .map(|(zh, amount)| format!("{zh}{}", in_yuan(amount)))
                .collect();
            let all = split.total().plus(over);
            format!(
                "{}{}，其中{}",
                line.movement.zh(),
                in_yuan(all),
                parts.join("、")
            )
        }
        Movement::HandOver(amount) => format!(
            "当场收缴的{}已由执法人员交至机关（行政处罚法第七十一条）",
            in_yuan(amount)
        ),
        Movement::Bank(amount) => format!(
            "当场收缴的{}已由机关缴付银行（行政处罚法第七十一条）",
            in_yuan(amount)
        ),
        Movement::Refund(amount) => format!("已退还当事人{}", in_yuan(amount)),
        Movement::Park(amount) => format!("{}不知为何款，列为待查", in_yuan(amount)),
        Movement::Release(amount) => format!("待查款项{}转出", in_yuan(amount)),
    };
    match line.outstanding {
        Fen::ZERO => format!("{what}；至此不欠"),
        owed => format!("{what}；至此尚欠{}", in_yuan(owed)),
    }
}

fn assessed(head: Head, owed: Fen) -> String {
    match head {
        Head::Fine | Head::Confiscation if owed == Fen::ZERO => {
            format!("决定不再要求缴纳{}", head.zh())
        }
        Head::Fine | Head::Confiscation => {
            format!("按现行有效的处罚决定，应缴{}{}", head.zh(), in_yuan(owed))
        }
        Head::LateFine => format!(
            "截至当日加处罚款合计{}（已扣除减免）：每日按百分之三加处，不超过罚款数额（{LATE_FINE}）",
            in_yuan(owed)
        ),
    }
}

/// How the late fine up to a day comes about, part by part of the fine; none: nothing accrues.
pub fn explain_late_fine(case: &Case, terms: Terms, on: CivilDate) -> Vec<String> {
    let account = &case.account;
    let until = account.accrues_until.map_or(on, |last| last.min(on));
    let mut lines: Vec<String> = account
        .claims
        .iter()
        .filter_map(|claim| overdue(case, claim, until))
        .collect();
    if account.carried > Fen::ZERO {
        let carried = in_yuan(account.carried);
        lines.push(format!("准许延期、分期缴纳之前已产生加处罚款{carried}"));
    }
    if let Some(last) = account.accrues_until {
        lines.push(format!("依执行协议自{}起不再加处", last.zh()));
    }
    if !lines.is_empty() {
        let gross = in_yuan(late_fine::gross(case, account, terms, on));
        lines.push(format!(
            "合计加处罚款{gross}，以罚款数额为限（{LATE_FINE}）"
        ));
    }
    lines
}

/// A part of the fine that is not paid in time.
fn overdue(case: &Case, claim: &Claim, until: CivilDate) -> Option<String> {
    let left = claim.left();
    let last = match left {
        Fen::ZERO => claim.paid.iter().map(|(on, _)| *on).max()?,
        _ => until,
    };
    if last <= claim.due {
        return None;
    }
    let first = claim.due.add_days(1);
    let all = claim.due.days_until(last);
    let paused = remedy::paused(case, last).days_within(first, last).0;
    let late = claim.paid.iter().filter(|(on, _)| *on > claim.due);
    let late = crate::total(late.map(|(_, amount)| *amount)).plus(left);
    let paused = match paused {
        0 => String::new(),
        days => format!("，复议、诉讼期间{days}日不计"),
    };
    Some(format!(
        "罚款{}应于{}前缴纳，其中{}逾期，至{}已{all}日{paused}",
        in_yuan(claim.amount),
        claim.due.zh(),
        in_yuan(late),
        last.zh()
    ))
}
