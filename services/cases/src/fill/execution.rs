//! 送达、执行、结案

use cases_domain::account::payable_on;
use cases_domain::execution::Execution;
use cases_domain::{
    Case, ClosingGround, DeadlineKind, Fen, Penalty, Serving, in_yuan, public_notice, total,
};
use serde_json::{Value, json};

use super::words::{articles, cause, day, lines, moment, names, officers, opinion};
use super::{Draft, decision};

pub(super) fn fill(draft: &mut Draft<'_>) {
    let code = draft.form.code;
    if !code.starts_with("ZX") && !code.starts_with("JA") && code != "JD-S2" {
        return;
    }
    let case = draft.case();
    let about = draft.about;
    match code {
        "ZX01" if draft.is("ZX01", &["公告送达公告"]) => announced(draft, case),
        "ZX01" => served(draft, case),
        "ZX02" => deferred(draft, case),
        "ZX03" => confiscated(draft, case),
        "ZX05" => late_fine(draft, case),
        "ZX04" | "ZX06" | "ZX07" | "ZX08" => {
            match case.executions.iter().find(|it| it.number == about) {
                Some(it) => execution(draft, case, it),
                None if code == "ZX04" => urging(draft),
                None => {}
            }
        }
        "JA01" => closing(draft, case),
        "JA02" => binding(draft, case),
        "JD-S2" => reply(draft, case),
        _ => {}
    }
    // What is carried out, paid or filed away is the decision.
    if let Some((number, on)) = decision::number_and_day(case) {
        draft
            .put("decision_number", number)
            .put("decided_on", day(on));
    }
    if let Some(fine) = fine(case) {
        draft.put("fine", fine.0);
    }
}

fn fine(case: &Case) -> Option<Fen> {
    let ordinary = case.penalty().and_then(|it| it.decision.as_ref());
    let ordinary = ordinary.map(|it| it.whole().fine());
    ordinary
        .or_else(|| case.summary()?.decision.as_ref().map(|it| it.fine))
        .filter(|fine| *fine > Fen::ZERO)
}

/// The receipt is about a document of the case, by its number.
fn served(draft: &mut Draft<'_>, case: &Case) {
    let about = draft.about;
    let Some(document) = cases_domain::issuing::find(case, about) else {
        return;
    };
    draft
        .put("document_name", document.form.name.clone())
        .put(
            "served_number",
            document.document_number.as_ref().map(ToString::to_string),
        )
        .put("hash", document.printed.sm3.clone());
    let mut servings = case.servings.iter().rev();
    if let Some(it) = servings.find(|it| it.document.number == about) {
        receipt(draft, it);
    }
    if let Some(address) = &case.address {
        draft
            .propose("place", address.postal.clone())
            .put("address", address.email.clone());
        if address.electronic_consent {
            draft.put("consent", format!("当事人于{}确认", address.signed_on.zh()));
        }
    }
}

/// What is served by public notice, why nothing else is left, and for how many days it runs.
fn announced(draft: &mut Draft<'_>, case: &Case) {
    let limit = DeadlineKind::PublicNotice.limit_by(
        case.rules(),
        draft.ground.parameters,
        draft.ground.today,
    );
    draft.put("days", limit.map(|(limit, _)| limit.period.count()));
    let about = draft.about;
    let Some(it) = case.public_notices.iter().find(|it| it.number == about) else {
        return;
    };
    let paper = it.publication.paper;
    let attempts = it.publication.attempts.trim_end_matches('。');
    draft
        .put(
            "reasons",
            format!("{attempts}。{}", it.publication.ground.zh()),
        )
        .put("date", day(it.publication.on));
    let codes = match paper {
        public_notice::Paper::PenaltyNotice => &["GZ01", "GZ02"][..],
        public_notice::Paper::Decision => &["JD03", "JD05"],
        public_notice::Paper::RectificationOrder => &["JC09"],
    };
    let mut newest_first = case.documents.iter().rev();
    let issued = newest_first.find(|it| it.stands() && codes.contains(&it.form.code.as_str()));
    if let Some(issued) = issued {
        let number = issued.document_number.as_ref().map(ToString::to_string);
        draft
            .put("document_name", issued.form.name.clone())
            .put("served_number", number);
    }
    draft.propose("document_name", paper.zh());
    draft.propose("content", contents(case, paper));
}

/// What the paper says in short.
fn contents(case: &Case, paper: public_notice::Paper) -> Option<String> {
    let penalty = case.penalty();
    match paper {
        public_notice::Paper::PenaltyNotice => {
            let proposal = penalty?.inquiry.as_ref()?.whole();
            Some(format!(
                "拟作出的行政处罚：{}",
                decision::penalties(case, &proposal)
            ))
        }
        public_notice::Paper::Decision => Some(decision::penalties(
            case,
            &penalty?.decision.as_ref()?.whole(),
        )),
        public_notice::Paper::RectificationOrder => {
            Some(case.inspection()?.order.as_ref()?.requirement.clone())
        }
    }
}

/// How the document was served, by its own receipt or by the last attempt.
fn receipt(draft: &mut Draft<'_>, it: &Serving) {
    if let Some(attempt) = it.attempts.last() {
        if !attempt.officers.is_empty() {
            draft.put("officers", officers(&attempt.officers));
        }
        draft.propose("system", attempt.manner.zh());
    }
    let Some(receipt) = &it.receipt else { return };
    let manner = if receipt.manner.is_electronic() {
        "电子送达"
    } else {
        receipt.manner.zh()
    };
    draft
        .put("manner", manner)
        .put("place", receipt.place.clone())
        .put("address", receipt.place.clone())
        .put("receiver", receipt.receiver.clone())
        .put("relation", receipt.relation.clone())
        .put("refusal", receipt.refusal.clone())
        .put("witness", receipt.witness.clone())
        .put("answer", receipt.answer.clone())
        .put(
            "remark",
            match receipt.at {
                Some(_) => receipt.remarks.clone(),
                // Its hour is not on record; its day is.
                None => format!("{}送达。{}", receipt.on.zh(), receipt.remarks),
            },
        );
    if let Some(at) = receipt.at {
        draft
            .put("served_at", moment(at))
            .put("arrived_at", moment(at));
    }
}

fn deferred(draft: &mut Draft<'_>, case: &Case) {
    use cases_domain::account::deferral::Step;
    let about = draft.about;
    let Some(it) = case.account.deferrals.iter().find(|it| it.number == about) else {
        return;
    };
    let rows: Vec<Value> = it
        .instalments
        .iter()
        .enumerate()
        .map(|(at, it)| {
            json!({ "nth": format!("第{}期", at + 1), "amount": it.amount.0, "due": it.due.to_string() })
        })
        .collect();
    let plan: Vec<String> = it
        .instalments
        .iter()
        .map(|it| format!("{}前缴纳{}", it.due.zh(), in_yuan(it.amount)))
        .collect();
    let decision = match it.step {
        Step::Requested => "",
        Step::Refused => "不予准许",
        _ if it.instalments.len() == 1 => "准予延期缴纳",
        _ => "准予分期缴纳",
    };
    draft
        .put("requested_on", day(it.requested_on))
        .put("decision", decision);
    if draft.is("ZX02", &["延期、分期缴纳罚款通知书"]) {
        draft.put("reasons", it.reasons.clone());
        if it.step != Step::Refused {
            draft.put("instalments", rows);
        }
        return;
    }
    draft
        .put("reasons", it.grounds.clone())
        .put("request", lines(&plan));
    if let Some(by) = &it.decided_by {
        let name = draft.name_of(by);
        let said = if it.reasons.is_empty() {
            decision
        } else {
            &it.reasons
        };
        // The day of the decision is not on file: the leader writes it beside the signature.
        draft.propose("head_opinion", json!({ "opinion": said, "name": name }));
    }
}

fn confiscated(draft: &mut Draft<'_>, case: &Case) {
    use cases_domain::SanctionKind;
    if let Some(decided) = case.penalty().and_then(|it| it.decision.as_ref()) {
        let rows: Vec<Value> = decided
            .whole()
            .sanctions
            .iter()
            .filter(|it| it.kind == SanctionKind::GoodsConfiscation)
            .map(|it| json!({ "name": it.object, "quantity": "1", "unit": "批" }))
            .collect();
        draft.propose("items", rows);
    }
    let payments = payments(case);
    let rows: Vec<Value> = payments
        .iter()
        .map(|it| json!({ "number": it.receipt, "amount": it.amount.0, "on": it.on.to_string() }))
        .collect();
    if !rows.is_empty() {
        draft
            .put("receipts", rows)
            .put("total", total(payments.iter().map(|it| it.amount)).0);
    }
    let first = case.opening.officers.first();
    draft.propose("registrar", first.map(|it| it.name.clone()));
}

fn payments(case: &Case) -> &[cases_domain::penalty::Payment] {
    if let Some(penalty) = case.penalty() {
        return &penalty.payments;
    }
    case.summary().map_or(&[], |it| &it.payments)
}

/// The day by which the fine was to be paid.
fn due_on(case: &Case) -> Option<calendar::CivilDate> {
    let clocks = case.deadlines.iter().rev();
    let mut payment = clocks.filter(|it| it.clock.kind == DeadlineKind::Payment);
    payment.next().map(|it| it.due)
}

const STANDARD: &str = "每日按罚款数额的百分之三";

fn late_fine(draft: &mut Draft<'_>, case: &Case) {
    let payable = payable_on(case, draft.ground.terms, draft.ground.today);
    draft
        .put("due_on", due_on(case).map(|on| on.to_string()))
        .law("standard", STANDARD)
        .propose(
            "payment",
            "请在收到本决定书之日起十五日内，按照原行政处罚决定书载明的渠道缴纳。",
        );
    if payable.late_fine > Fen::ZERO {
        draft.put("late_fine", payable.late_fine.0);
    }
}

fn execution(draft: &mut Draft<'_>, case: &Case, it: &Execution) {
    match draft.form.code {
        "ZX04" => urged(draft, case, it),
        "ZX06" => enforced(draft, case, it),
        "ZX07" => stood_still(draft, it),
        _ => court(draft, case, it),
    }
}

/// What every urging says; until when and how to perform is still to be set.
fn urging(draft: &mut Draft<'_>) {
    draft
        .law(
            "statement_right",
            "依据《中华人民共和国行政强制法》第三十五条第（四）项、第三十六条，你（单位）收到催告书后有权进行陈述和申辩。",
        )
        .law(
            "consequence",
            "经催告，逾期仍不履行且无正当理由的，本机关将依法强制执行或者申请人民法院强制执行。",
        );
}

fn urged(draft: &mut Draft<'_>, case: &Case, it: &Execution) {
    let Some(told) = &it.urging else { return };
    // The second says anew until when.
    if it.is_substitute() && it.decision_service.is_some() && it.second_urging.is_none() {
        draft.propose("performance", told.manner.clone());
        urging(draft);
        return;
    }
    let amount = told.principal.plus(told.late_fine);
    draft
        .put("period", format!("于{}前履行", told.until.zh()))
        .put("performance", told.manner.clone())
        .put("date", day(told.service.on));
    if amount > Fen::ZERO {
        draft.put("amount", amount.0);
        let late = if told.late_fine > Fen::ZERO {
            format!("（其中加处罚款{}）", in_yuan(told.late_fine))
        } else {
            String::new()
        };
        draft.propose(
            "payment",
            format!("按照{}载明的渠道缴纳{late}。", decision_name(case)),
        );
    }
    urging(draft);
}

fn decision_name(case: &Case) -> &'static str {
    if case.summary().is_some() {
        "当场行政处罚决定书"
    } else {
        "行政处罚决定书"
    }
}

fn enforced(draft: &mut Draft<'_>, case: &Case, it: &Execution) {
    let urging = it
        .urging
        .as_ref()
        .and_then(|it| it.document_number.as_ref());
    draft.put("urging_number", urging.map(ToString::to_string));
    if draft.is("ZX06", &["强制拆除公告"]) {
        draft.propose(
            "consequence",
            "逾期不拆除，又不在法定期限内申请行政复议或者提起行政诉讼的，本机关将依法强制拆除。",
        );
        return;
    }
    let Some(decided) = &it.decision else { return };
    draft
        .put("reasons", decided.reasons.clone())
        .put("basis", articles(&decided.item.basis))
        .put("date", day(decided.on))
        .propose(
            "manner",
            Some(format!(
                "{}，自本决定书送达之日起依法实施",
                decided.means.zh()
            ))
            .filter(|_| decided.substitute.is_none()),
        );
    if let Some(by) = &decided.substitute {
        draft
            .put("manner", format!("由代履行人于{}履行", by.on.zh()))
            .put("performer", by.performer.clone())
            .put(
                "budget",
                format!("{}（人民币{}）", in_yuan(by.budget), by.budget.capitals()),
            )
            .propose(
                "object",
                case.penalty()
                    .and_then(|it| it.decision.as_ref())
                    .map(|it| it.correction_order.clone()),
            );
    }
}

fn stood_still(draft: &mut Draft<'_>, it: &Execution) {
    if let Some(agreement) = &it.agreement {
        let stages: Vec<String> = agreement
            .stages
            .iter()
            .map(|it| {
                let amount = if it.amount > Fen::ZERO {
                    in_yuan(it.amount)
                } else {
                    String::new()
                };
                format!("{}前：{}{amount}", it.due.zh(), it.what)
            })
            .collect();
        draft.put("terms", lines(&stages));
        if agreement.reduction > Fen::ZERO {
            draft.put(
                "reduction",
                format!(
                    "减免加处罚款{}。{}",
                    in_yuan(agreement.reduction),
                    agreement.remedy
                ),
            );
        }
    }
    if let Some(pause) = &it.suspension {
        let resumed = draft.is("ZX07", &["恢复执行通知书", "终结执行通知书"]);
        if !resumed {
            draft
                .put(
                    "reasons",
                    format!("{}：{}。", pause.ground.zh(), pause.reasons),
                )
                .put("from", day(pause.on));
        }
    }
    if draft.is("ZX07", &["终结执行通知书"]) {
        draft.put(
            "reasons",
            Some(it.end.clone())
                .filter(|end| !end.is_empty())
                .map(|end| format!("{end}。")),
        );
    }
    let basis = match draft.form.name {
        "中止执行通知书" | "恢复执行通知书" => "行政强制法第三十九条",
        _ => "行政强制法第四十条",
    };
    draft.law("basis", basis);
}

fn court(draft: &mut Draft<'_>, case: &Case, it: &Execution) {
    let Some(court) = &it.court else { return };
    let facts = case.penalty().and_then(|it| it.inquiry.as_ref());
    draft
        .put("court", court.court.clone())
        .put("object", court.object.clone())
        .put("date", day(court.on))
        .put("facts", facts.map(|it| it.facts.clone()))
        .propose("facts", case.summary().map(|it| it.facts.clone()))
        .propose("reasons", "被申请人在法定期限内既未申请行政复议、提起行政诉讼，又未履行行政决定，经催告仍不履行。");
    let head = draft.name_of(&court.by);
    draft.put("head", head);
    if let Some(urging) = &it.urging {
        let number = urging
            .document_number
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let said: Vec<String> = it.responses.iter().map(|it| it.statement.clone()).collect();
        let said = if said.is_empty() {
            "当事人未提出陈述、申辩意见".to_owned()
        } else {
            format!("当事人陈述、申辩：{}", said.join("；"))
        };
        let on = urging.service.on.zh();
        draft.put(
            "urging",
            format!("本机关于{on}送达履行催告书（{number}）。{said}。"),
        );
    }
    let attached = [
        "强制执行申请书",
        "行政决定书及作出决定的事实、理由和依据",
        "当事人的意见及行政机关催告情况",
        "申请强制执行标的情况",
    ];
    draft.propose("attachments", lines(&attached));
}

fn closing(draft: &mut Draft<'_>, case: &Case) {
    let Some(penalty) = case.penalty() else {
        return;
    };
    let Some(it) = &penalty.closing else {
        ended(draft, penalty);
        return;
    };
    let ground = match it.ground {
        ClosingGround::Executed | ClosingGround::NothingToExecute => "行政处罚决定执行完毕",
        ClosingGround::CourtTerminated => "人民法院裁定终结执行",
        ClosingGround::NotPunished | ClosingGround::Transferred => "不予行政处罚或者移送",
    };
    let paid = total(penalty.payments.iter().map(|it| it.amount));
    if paid > Fen::ZERO {
        let receipts: Vec<&str> = penalty
            .payments
            .iter()
            .map(|it| it.receipt.as_str())
            .collect();
        draft.put("paid", paid.0).put(
            "receipt",
            articles(receipts.into_iter().filter(|it| !it.is_empty())),
        );
    }
    if let Some(decided) = &penalty.decision {
        draft
            .put("penalty", decision::penalties(case, &decided.whole()))
            .propose("correction", decided.correction_order.clone());
    }
    let remedies: Vec<String> = case
        .remedies
        .iter()
        .map(|it| format!("{}，受理机关：{}", it.path.zh(), it.body))
        .collect();
    let remedies = if remedies.is_empty() {
        "当事人未申请行政复议，也未提起行政诉讼。".to_owned()
    } else {
        lines(&remedies)
    };
    let by = draft.name_of(&it.by);
    draft
        .put("ground", ground)
        .put("execution", it.conclusion.clone())
        .put("remedies_used", remedies)
        .put("handler_opinion", opinion(&it.conclusion, &by, it.on));
}

/// 销案、撤案: an inquiry that ended without a decision.
fn ended(draft: &mut Draft<'_>, penalty: &Penalty) {
    draft.put("summary", penalty.summary.clone());
    if let Some(end) = &penalty.conclusion {
        draft
            .put("reasons", end.text.clone())
            .put("date", day(end.on));
    }
}

fn binding(draft: &mut Draft<'_>, case: &Case) {
    let title = format!("{}{}一案", case.opening.party.name, cause(case));
    draft
        .propose("case_number", case.opening.code.to_string())
        .propose("volume", "正卷")
        .propose("title", title)
        .put("officers_names", names(&case.opening.officers))
        .put(
            "documents",
            case.documents.iter().filter(|it| it.stands()).count(),
        );
    if let Some(penalty) = case.penalty() {
        let result = penalty.decision.as_ref().map(|it| it.whole().zh());
        draft
            .propose("result", result)
            .put(
                "closed_on",
                penalty.conclusion.as_ref().map(|it| it.on.to_string()),
            )
            .put("archive_number", penalty.archive_number.clone());
    }
    let pages: u32 = case
        .documents
        .iter()
        .filter(|it| it.stands())
        .map(|it| it.printed.pages)
        .sum();
    if pages > 0 {
        draft.propose("pages", pages);
    }
}

fn reply(draft: &mut Draft<'_>, case: &Case) {
    let about = draft.about;
    let Some(it) = case.remedies.iter().find(|it| it.number == about) else {
        return;
    };
    draft
        .put("addressee", it.body.clone())
        .put("review_number", it.reference.clone())
        .put("applicant", case.opening.party.name.clone());
    if let Some(penalty) = case.penalty() {
        let facts = penalty
            .inquiry
            .as_ref()
            .map(|it| it.facts.clone())
            .unwrap_or_default();
        draft
            .put(
                "facts",
                format!("{facts}\n证据：\n{}", decision::evidence(penalty)),
            )
            .propose("attachments", it.evidence.clone());
    }
    draft.put("basis", super::words::basis(case));
}
