//! 案源与立案

use calendar::CivilDate;
use cases_domain::{Case, PartyKind, Penalty, Referral};
use serde_json::{Value, json};

use super::Draft;
use super::words::{cause, day, officers, opinion};

/// The party's kind as the form of filing tells them apart.
pub(super) const fn party_type(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Person => "自然人",
        PartyKind::IndividualBusiness => "个体工商户",
        // The record does not tell legal persons from other organisations but by the want of a code.
        PartyKind::Organisation => "法人",
        PartyKind::Unregistered => "其他组织",
    }
}

pub(super) fn fill(draft: &mut Draft<'_>) {
    let case = draft.case();
    match draft.form.code {
        "LA01" => source(draft),
        "LA02" => {
            if let Some(penalty) = case.penalty() {
                filed(draft, case, penalty);
            }
        }
        "LA04" => {
            draft.propose("cause", cause(case));
            if let Some(penalty) = case.penalty() {
                draft.propose("summary", penalty.summary.clone());
            }
        }
        "LA05" => handed_over(draft, case),
        "LA06" => {
            let about = draft.about;
            if let Some(referral) = case.referrals.iter().find(|it| it.number == about) {
                referred(draft, case, referral);
            }
        }
        "LA07" => super::coercion::transferred(draft),
        "LA08" => recusal(draft, case),
        _ => {}
    }
}

/// The source in the words of the form.
fn kind_of_source(source: &str) -> &'static str {
    const WORDS: [(&str, &str); 8] = [
        ("检查", "检查发现"),
        ("投诉", "投诉举报"),
        ("举报", "投诉举报"),
        ("移送", "移送"),
        ("交办", "交办"),
        ("转办", "交办"),
        ("监测", "监测数据"),
        ("监控", "监测数据"),
    ];
    let found = WORDS.iter().find(|(word, _)| source.contains(word));
    found.map_or("其他", |(_, kind)| kind)
}

fn source(draft: &mut Draft<'_>) {
    let case = draft.case();
    if let Some(penalty) = case.penalty() {
        draft
            .propose("source", kind_of_source(&penalty.source))
            .propose("content", penalty.summary.clone());
    }
    let first = case.opening.officers.first();
    draft.propose("registrar", first.map(|it| it.name.clone()));
}

fn filed(draft: &mut Draft<'_>, case: &Case, it: &Penalty) {
    draft
        .propose("source", kind_of_source(&it.source))
        .put("received_on", day(it.found_on))
        .put("summary", format!("{}（来源：{}）", it.summary, it.source))
        .put("officers", officers(&case.opening.officers))
        // What is filed was found within competence and limitation: both are guards of the act.
        .put(
            "limitation",
            format!("在处罚时效内，违法行为发生或者终了于{}", it.act_on.zh()),
        );
    let powers = &case.opening.powers;
    let venue = if powers.is_empty() {
        format!("由{}管辖", case.opening.agency.name)
    } else {
        format!(
            "由{}管辖，依据：{}",
            case.opening.agency.name,
            powers.join("、")
        )
    };
    draft.put("venue", venue);
    if let Some(ended) = case.penalty().and_then(|it| it.conclusion.as_ref()) {
        draft.propose("reasons", ended.text.clone());
    }
}

fn handed_over(draft: &mut Draft<'_>, case: &Case) {
    let about = draft.about;
    let Some(handover) = case.handovers.iter().find(|it| it.number == about) else {
        return;
    };
    let offer = &handover.offer;
    let summary = case.penalty().map(|it| it.summary.clone());
    draft
        .put("addressee", offer.to.name.clone())
        .put("cause", cause(case))
        .put("summary", summary)
        .put("reasons", offer.reasons.clone())
        .law("basis", "行政处罚法第二十五条、第五十七条第一款")
        .put("date", day(offer.on));
    let evidence = case.penalty().into_iter().flat_map(|it| &it.evidence);
    let evidence = evidence.filter(|it| offer.evidence.contains(&it.number));
    let mut materials: Vec<Value> = evidence
        .map(|it| json!({ "name": it.description, "copies": "1", "remark": it.kind.zh() }))
        .collect();
    materials.extend(offer.objects.iter().map(|it| {
        json!({ "name": it.name, "copies": it.quantity, "remark": format!("保管人：{}", it.custodian) })
    }));
    draft.propose("materials", materials);
}

fn referred(draft: &mut Draft<'_>, case: &Case, it: &Referral) {
    let report = &it.report;
    draft
        .put("cause", cause(case))
        .put("facts", report.facts.clone())
        .put("summary", report.facts.clone())
        .put("crime", report.crime.clone())
        .law(
            "basis",
            "行政执法机关移送涉嫌犯罪案件的规定第三条、第五条、第六条",
        );
    let names: Vec<Value> = report
        .officers
        .iter()
        .filter_map(|id| {
            let known = draft.ground.elements.officer(id).ok().flatten()?;
            let snapshot = known.snapshot(case.domain(), case.division(), report.on);
            Some(json!({ "name": snapshot.name, "certificate": snapshot.certificate }))
        })
        .collect();
    draft.put("officers", names);
    let handlers: Vec<String> = report.officers.iter().map(|id| draft.name_of(id)).collect();
    draft.put(
        "handler_opinion",
        opinion(&report.opinion, &handlers.join("、"), report.on),
    );
    if let Some(decided) = &it.decision {
        let name = draft.name_of(&decided.by);
        draft.put(
            "head_opinion",
            opinion(&decided.reasons, &name, CivilDate::of(decided.at)),
        );
    }
    let Some(transfer) = &it.transfer else { return };
    let papers = transfer
        .dossier
        .iter()
        .map(|paper| json!({ "name": paper.title, "copies": "1", "remark": paper.kind.zh() }));
    let goods = transfer
        .goods
        .iter()
        .map(|goods| json!({ "name": goods.name, "copies": goods.quantity, "remark": "涉案物品" }));
    let materials: Vec<Value> = papers.chain(goods).collect();
    draft
        .put("addressee", transfer.police.clone())
        .put("date", day(CivilDate::of(transfer.at)))
        .put("materials", materials);
}

fn recusal(draft: &mut Draft<'_>, case: &Case) {
    let about = draft.about;
    let Some(it) = case.recusals.iter().find(|it| it.number == about) else {
        return;
    };
    let subject = draft.name_of(&it.officer);
    let applicant = match it.requested_by {
        cases_domain::recusal::Asker::Party => case.opening.party.name.clone(),
        cases_domain::recusal::Asker::Officer => subject.clone(),
    };
    draft
        .put("applicant", applicant)
        .put("applicant_role", it.requested_by.zh())
        .put("subject", subject)
        .put("applied_on", day(it.requested_on));
    if draft.is("LA08", &["回避申请书"]) {
        draft.put("reasons", it.grounds.clone());
        return;
    }
    let decision = match it.step {
        cases_domain::recusal::Step::Granted => "准予回避",
        cases_domain::recusal::Step::Refused => "驳回回避申请",
        cases_domain::recusal::Step::Requested => "",
    };
    let by = it.decided_by.as_ref().map(|by| draft.name_of(by));
    draft
        .put("decision", decision)
        .put("reasons", it.reasons.clone())
        .put("decided_by", by);
}
