//! 决定

use calendar::CivilDate;
use cases_domain::penalty::Decision;
use cases_domain::summary_penalty::Collection;
use cases_domain::{
    Case, Decided, Disposal, Fen, Penalty, RevocationEffect, Ruling, SummaryPenalty, in_yuan,
    remedy_text,
};
use serde_json::{Value, json};

use super::words::{articles, basis, day, lines, names, officers, opinion, signature};
use super::{Draft, Source};

pub(super) fn fill(draft: &mut Draft<'_>) {
    let case = draft.case();
    match draft.form.code {
        "JD01" => approval(draft, case),
        "JD02" => meeting(draft, case),
        "JD03" => {
            if let Some((penalty, decision)) = decided(case) {
                punished(draft, case, penalty, decision);
            }
        }
        "JD04" => {
            if let Some(summary) = case.summary() {
                on_the_spot(draft, summary);
            }
        }
        "JD05" => {
            if let Some((penalty, decision)) = decided(case) {
                spared(draft, penalty, decision);
            }
        }
        "JD06" => changed(draft, case),
        "JD07" => publicity(draft, case),
        _ => {}
    }
    if draft.form.remedies || draft.form.field("review").is_some() {
        remedies(draft, case);
    }
}

fn decided(case: &Case) -> Option<(&Penalty, &Decision)> {
    let penalty = case.penalty()?;
    Some((penalty, penalty.decision.as_ref()?))
}

/// Number and day of the decision, of whatever procedure.
pub(super) fn number_and_day(case: &Case) -> Option<(String, CivilDate)> {
    let text = |number: Option<&cases_domain::DocumentNumber>| {
        number.map(ToString::to_string).unwrap_or_default()
    };
    if let Some((_, decision)) = decided(case) {
        return Some((text(decision.document_number.as_ref()), decision.on));
    }
    let decision = case.summary()?.decision.as_ref()?;
    Some((text(decision.document_number.as_ref()), decision.on))
}

/// Each sanction with the article that gives it; the fine in figures and capitals.
pub(super) fn penalties(case: &Case, disposal: &Disposal) -> String {
    if !disposal.punishes() {
        return disposal.zh();
    }
    let sanctions: Vec<String> = disposal
        .sanctions
        .iter()
        .map(|it| {
            let amount = if it.amount > Fen::ZERO {
                format!("（人民币{}）", it.amount.capitals())
            } else {
                String::new()
            };
            let own = match it.basis.as_str() {
                "" => basis(case),
                own => own.to_owned(),
            };
            format!("{}{amount}（依据：{own}）", it.zh())
        })
        .collect();
    format!("{}。", lines(&sanctions).replace('\n', "；\n"))
}

/// Articles on which a disposal rests, each once.
pub(super) fn bases(case: &Case, disposal: &Disposal) -> String {
    let own = disposal.sanctions.iter().map(|it| it.basis.clone());
    let own: Vec<String> = own.filter(|it| !it.is_empty()).collect();
    if own.is_empty() {
        return basis(case);
    }
    articles(own)
}

/// Evidence on file, numbered, each with its kind.
pub(super) fn evidence(penalty: &Penalty) -> String {
    let evidence = penalty.evidence.iter();
    let evidence: Vec<String> = evidence
        .map(|it| format!("{}：{}", it.kind.zh(), it.description))
        .collect();
    lines(&evidence)
}

/// How the case came to where it is: filing, measures, inquiry, notice, hearing, with their days.
pub(super) fn course(case: &Case) -> String {
    let Some(penalty) = case.penalty() else {
        return String::new();
    };
    let mut course = vec![format!("本机关于{}对本案立案调查", penalty.filed_on.zh())];
    for it in &case.preservations {
        if let Some(at) = it.at {
            course.push(format!("{}先行登记保存有关证据", CivilDate::of(at).zh()));
        }
    }
    for it in &case.measures {
        if let Some(since) = it.since {
            course.push(format!("{}实施{}", since.zh(), it.kind.zh()));
        }
    }
    if let Some(inquiry) = &penalty.inquiry {
        course.push(format!("{}调查终结", inquiry.on.zh()));
    }
    if let Some(notice) = &penalty.notice {
        let manner = notice.service.manner.zh();
        course.push(format!("{}{manner}行政处罚告知书", notice.service.on.zh()));
    }
    for it in &case.hearings {
        if let Some(minutes) = &it.minutes {
            course.push(format!("{}举行听证", minutes.on.zh()));
        }
    }
    format!("{}。", course.join("，"))
}

/// What the party said in its defence, at a hearing too, and what became of it.
pub(super) fn answers(case: &Case) -> String {
    let Some(penalty) = case.penalty() else {
        return String::new();
    };
    let mut said: Vec<String> = penalty
        .statements
        .iter()
        .map(|it| {
            let adopted = if it.adopted {
                "予以采纳"
            } else {
                "不予采纳"
            };
            format!(
                "当事人于{}陈述、申辩：{}。经复核，{adopted}，理由：{}。",
                it.on.zh(),
                it.statement,
                it.reply
            )
        })
        .collect();
    for hearing in &case.hearings {
        if hearing.minutes.is_some() {
            said.push(format!(
                "本机关依当事人申请举行了听证。听证意见：{}。",
                hearing.report
            ));
        }
    }
    if let Some(waiver) = &penalty.waiver {
        let what = if waiver.hearing_waived {
            "陈述、申辩和要求听证的权利"
        } else {
            "陈述、申辩的权利"
        };
        said.push(format!("当事人于{}书面放弃{what}。", waiver.on.zh()));
    }
    if said.is_empty() && penalty.notice.is_some() {
        said.push("当事人在规定的期限内未提出陈述、申辩意见，也未要求听证。".to_owned());
    }
    said.join("\n")
}

fn punished(draft: &mut Draft<'_>, case: &Case, penalty: &Penalty, it: &Decision) {
    let disposal = it.whole();
    let inquiry = penalty.inquiry.as_ref();
    draft
        .put("date", day(it.on))
        .put("course", course(case))
        .put("facts", inquiry.map(|it| it.facts.clone()))
        .put("evidence", evidence(penalty))
        .put("statement_and_answer", answers(case))
        .put("correction", it.correction_order.clone())
        .put("penalty_basis", bases(case, &disposal))
        .put("penalty", penalties(case, &disposal));
    let weighed = inquiry.map_or("", |it| it.discretion.as_str());
    draft.put("discretion", joined(&[weighed, &it.reasons]));
    let fine = disposal.fine();
    let payable = disposal.payable();
    if fine > Fen::ZERO {
        draft.put("fine", fine.0);
        draft.law(
            "late_fine",
            "到期不缴纳罚款的，依据《中华人民共和国行政处罚法》第七十二条第一款第（一）项，每日按罚款数额的百分之三加处罚款，加处罚款的数额不得超出罚款的数额。",
        );
    }
    if payable > Fen::ZERO {
        draft.law(
            "performance",
            "当事人应当自收到本决定书之日起十五日内，依据《中华人民共和国行政处罚法》第六十七条第三款到指定的银行或者通过电子支付系统缴纳罚没款。确有经济困难的，可以向本机关申请延期或者分期缴纳。",
        );
        collection(draft);
    }
    let periods: Vec<String> = disposal
        .sanctions
        .iter()
        .filter(|it| it.amount == Fen::ZERO)
        .map(|it| format!("{}自本决定书送达之日起执行", it.zh()))
        .collect();
    draft.propose("performance", lines(&periods));
    draft.law(
        "publicity",
        "依据《中华人民共和国行政处罚法》第四十八条，具有一定社会影响的行政处罚决定将依法向社会公开。",
    );
}

/// Where the fine is paid, as the centre of elements tells it.
fn collection(draft: &mut Draft<'_>) {
    if let Some(it) = draft.ground.revenue {
        let text = format!(
            "缴纳渠道：代收银行网点或者电子支付系统（非税收入执收单位编码：{}；收入项目：{} {}）。",
            it.collector, it.code, it.name
        );
        draft.offer("collection", text, Source::Element);
    }
}

fn joined(parts: &[&str]) -> String {
    let mut once: Vec<&str> = Vec::new();
    for part in parts {
        if !part.is_empty() && !once.contains(part) {
            once.push(part);
        }
    }
    once.join("\n")
}

fn on_the_spot(draft: &mut Draft<'_>, it: &SummaryPenalty) {
    draft
        .put("facts", it.facts.clone())
        .put("place", it.place.clone());
    if let Some(heard) = &it.hearing {
        let statement = match heard.statement.as_str() {
            "" => "当事人未提出陈述、申辩。".to_owned(),
            said => format!("{said}。答复：{}", heard.reply),
        };
        draft.put("statement", statement);
    }
    if let Some(handed) = &it.handover {
        draft.put("party_signature", signature(&handed.signature, handed.on));
    }
    let Some(decision) = &it.decision else { return };
    let disposal = if decision.fine > Fen::ZERO {
        format!(
            "罚款{}（人民币{}）",
            in_yuan(decision.fine),
            decision.fine.capitals()
        )
    } else {
        "警告".to_owned()
    };
    let (payment, ground) = match decision.collection {
        Collection::Nothing => ("无罚款", String::new()),
        Collection::Bank => ("自收到本决定书之日起十五日内缴纳", String::new()),
        Collection::OnSpot(_) => ("当场收缴", decision.collection.zh()),
    };
    draft
        .put("penalty", disposal)
        .put("fine", decision.fine.0)
        .put("payment", payment)
        .put("payment_ground", ground)
        .put("officers", officers(&decision.officers))
        .put("date", day(decision.on));
    if let (Collection::Bank, Some(it)) = (decision.collection, draft.ground.revenue) {
        let text = format!(
            "缴纳渠道：代收银行网点或者电子支付系统（收入项目：{} {}）。",
            it.code, it.name
        );
        draft.offer("payment_ground", text, Source::Element);
    }
}

fn spared(draft: &mut Draft<'_>, penalty: &Penalty, it: &Decision) {
    let inquiry = penalty.inquiry.as_ref();
    let (basis, why) = match &it.disposal.ruling {
        Ruling::Spared(ground) => (ground.citation().to_string(), ground.zh()),
        _ => (
            "行政处罚法第五十七条第一款第（三）项".to_owned(),
            "违法事实不能成立",
        ),
    };
    draft
        .put("date", day(it.on))
        .put("facts", inquiry.map(|it| it.facts.clone()))
        .put("evidence", evidence(penalty))
        .put(
            "reasons",
            format!("{}。{why}。", it.reasons.trim_end_matches('。')),
        )
        .put("basis", basis)
        .put("correction", it.correction_order.clone())
        .put("education", penalty.education.clone());
    if it.disposal.ruling == Ruling::NotEstablished {
        // Nobody is educated for what was not done.
        draft.propose("education", "违法事实不能成立，无须教育。");
    }
}

fn changed(draft: &mut Draft<'_>, case: &Case) {
    let Some(penalty) = case.penalty() else {
        return;
    };
    if draft.is("JD06", &["补正通知书"]) {
        let at = usize::try_from(draft.about).unwrap_or(0).checked_sub(1);
        let Some(it) = at.and_then(|at| penalty.corrections.get(at)) else {
            return;
        };
        // The paper that it names, else the decision.
        if let Some(former) = draft.ground.corrects {
            let number = former.document_number.as_ref().map(ToString::to_string);
            draft
                .put("corrected_name", former.form.name.clone())
                .put("corrected_number", number)
                .put("corrected_on", day(former.issued_on));
        }
        if let Some((number, on)) = number_and_day(case) {
            draft
                .put("corrected_number", number)
                .put("corrected_on", day(on));
        }
        let row = json!({ "place": "决定书正文", "wrong": it.wrong, "right": it.right });
        draft
            .put("corrected_name", "行政处罚决定书")
            .put("corrections", vec![row])
            .propose("reasons", "存在文字错误，")
            .put("date", day(it.on));
        return;
    }
    if draft.is("JD06", &["责令退款通知书"]) {
        // Which of the facts calls for a refund may be said more narrowly.
        let facts = penalty.inquiry.as_ref().map(|it| it.facts.clone());
        draft.propose("facts", facts);
        return;
    }
    let Some(it) = &penalty.revocation else {
        return;
    };
    let former = penalty
        .former
        .last()
        .map(|it| &it.decision)
        .or(penalty.decision.as_ref());
    if let Some(former) = former {
        let number = former.document_number.as_ref().map(ToString::to_string);
        draft
            .put("decision_number", number)
            .put("decided_on", day(former.on));
    }
    draft
        .put("reasons", it.reasons.clone())
        .law("basis", "行政处罚法第七十五条第二款")
        .put("date", day(it.on));
    if let (RevocationEffect::Changed, Some(to)) = (it.effect, &it.changed) {
        draft.put("change", penalties(case, to));
    }
    if it.redo {
        draft.propose("consequence", "本机关将依法重新作出处理决定。");
    }
}

fn publicity(draft: &mut Draft<'_>, case: &Case) {
    if let Some((number, _)) = number_and_day(case) {
        draft.put("decision_number", number);
    }
}

fn approval(draft: &mut Draft<'_>, case: &Case) {
    let Some(penalty) = case.penalty() else {
        return;
    };
    let Some(inquiry) = &penalty.inquiry else {
        return;
    };
    draft
        .put(
            "summary",
            format!("{}\n证据：\n{}", inquiry.facts, evidence(penalty)),
        )
        .put("statement_and_answer", answers(case))
        .propose("statement_and_answer", "尚未告知。")
        .put("penalty_basis", bases(case, &inquiry.whole()))
        .put("proposal", inquiry.whole().zh())
        .put(
            "handler_opinion",
            opinion(&inquiry.discretion, &names(&inquiry.officers), inquiry.on),
        );
    if let Some(review) = &penalty.review {
        let reviewer = draft.name_of(&review.reviewer);
        draft.put(
            "review_opinion",
            format!(
                "{}：{}（审核人：{reviewer}，{}）",
                review.opinion.zh(),
                review.remarks,
                review.on.zh()
            ),
        );
    }
    if let Some(it) = &penalty.endorsement {
        let name = draft.name_of(&it.by);
        let said = joined(&[it.opinion.zh(), &it.remarks]);
        draft.put("office_opinion", opinion(&said, &name, it.on));
    }
    if let Some(it) = &penalty.decision {
        let name = draft.name_of(&it.decided_by);
        let said = joined(&[&it.disposal.zh(), &it.reasons]);
        draft.put("head_opinion", opinion(&said, &name, it.on));
    }
}

fn meeting(draft: &mut Draft<'_>, case: &Case) {
    let about = draft.about;
    let found = case.meetings.iter().find(|it| it.number == about);
    let Some((it, minutes)) = found.and_then(|it| Some((it, it.minutes.as_ref()?))) else {
        return;
    };
    let members: Vec<String> = it.members.iter().map(|id| draft.name_of(id)).collect();
    let chair = draft.name_of(&minutes.presider);
    let voices: Vec<String> = minutes
        .voices
        .iter()
        .map(|voice| {
            let stand = if voice.agrees { "同意" } else { "不同意" };
            format!(
                "{}（{stand}）：{}",
                draft.name_of(&voice.member),
                voice.opinion
            )
        })
        .collect();
    let report = case.penalty().and_then(|it| it.inquiry.as_ref());
    draft
        .put("chair", chair)
        .put("attendants", members.join("、"))
        .put("report", report.map(|it| it.facts.clone()))
        .put("discussion", lines(&voices))
        .put(
            "conclusion",
            joined(&[&minutes.disposal.zh(), &minutes.conclusion]),
        );
}

/// What may be done against it, by the law of the day on which it was decided.
fn remedies(draft: &mut Draft<'_>, case: &Case) {
    // An order to correct, or to preserve, is a decision of its own only where the agency says so: what it tells is entered.
    if matches!(draft.form.code, "JC09" | "DC11") {
        return;
    }
    let today = draft.ground.today;
    let own = draft.filled.data.get("date").and_then(Value::as_str);
    let on = own
        .and_then(|on| CivilDate::parse(on).ok())
        .unwrap_or(today);
    if draft.is("JD04", &[])
        && let Some(decision) = case.summary().and_then(|it| it.decision.as_ref())
    {
        return split(draft, &decision.remedy.clone());
    }
    let how = Decided::ordinarily_of(case, draft.form.code == "JD03");
    let government = draft.ground.elements.government(case.division().as_str());
    split(draft, &remedy_text(how, on, &government));
}

/// The sentence stands in two fields, which a form prints one after the other.
fn split(draft: &mut Draft<'_>, text: &str) {
    const SUIT: [&str; 2] = ["也可以自收到本决定书之日起六个月内", "未经行政复议不得"];
    let at = SUIT
        .iter()
        .find_map(|words| text.find(words))
        .unwrap_or(text.len());
    let (review, litigation) = text.split_at(at);
    draft.law("review", review).law("litigation", litigation);
}
