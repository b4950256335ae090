//! 检查

use calendar::CivilDate;
use cases_domain::inspection::Inspection;
use serde_json::{Value, json};

use super::Draft;
use super::words::{articles, basis, day, lines, moment, names, officers, opinion, signature};

pub(super) fn fill(draft: &mut Draft<'_>) {
    let Some(inspection) = draft.case().inspection() else {
        return;
    };
    match draft.form.code {
        "JC01" | "JC02" => approval(draft, inspection),
        "JC03" => notice(draft, inspection),
        "JC04" => record(draft, inspection),
        "JC05" | "JC06" | "JC07" => {
            shown(draft, &names(&draft.case().opening.officers));
            draft
                .propose("place", inspection.place.clone())
                .law("basis", "行政处罚法第五十六条");
        }
        "JC08" => result(draft, inspection),
        "JC09" => order(draft, inspection),
        "JC10" => revisit(draft, inspection),
        "JC11" => tasks(draft, inspection),
        "JC12" => reminder(draft, inspection),
        _ => {}
    }
}

/// What is looked at, point by point.
fn content(draft: &Draft<'_>, inspection: &Inspection) -> String {
    let checks: Vec<&str> = inspection
        .checklist
        .iter()
        .map(|it| it.content.as_str())
        .collect();
    if checks.is_empty() {
        let items = draft.case().opening.items.iter();
        return articles(items.map(|item| item.name.as_str()));
    }
    lines(&checks)
}

fn on(day: CivilDate) -> Value {
    json!({ "from": day.to_string(), "to": day.to_string() })
}

fn approval(draft: &mut Draft<'_>, it: &Inspection) {
    let case = draft.case();
    let content = content(draft, it);
    draft
        .put("kind", it.kind.zh())
        .put("reasons", it.reason.clone())
        .put("basis", basis(case))
        .propose("content", content)
        .propose("subjects", case.opening.party.name.clone())
        .propose("manner", "现场检查")
        .propose("period", on(it.planned_on))
        .propose("year", it.planned_on.year());
    approved(draft, it);
}

/// What the head of the leading agency said.
fn approved(draft: &mut Draft<'_>, it: &Inspection) {
    let Some(approval) = &it.approval else { return };
    let name = draft.name_of(&approval.by);
    let said = if approval.reasons.is_empty() && approval.granted {
        "同意"
    } else {
        &approval.reasons
    };
    draft.put("head_opinion", opinion(said, &name, approval.on));
}

fn notice(draft: &mut Draft<'_>, it: &Inspection) {
    let case = draft.case();
    let content = content(draft, it);
    // Before the visit only its day is known: the hour is entered.
    let begins = it.visit.as_ref().map(|visit| moment(visit.started));
    draft
        .put("reasons", it.reason.clone())
        .put("basis", basis(case))
        .propose("content", content)
        .propose("time", begins)
        .propose("manner", "现场检查");
    if let Some(notice) = &it.notice {
        draft.put("date", day(notice.service.on));
    }
}

/// Certificates shown and rights told: without both no record is kept (行政处罚法 §55), so that one that is kept says so. Whoever
/// enters a record when it is printed may say it otherwise.
pub(super) fn shown(draft: &mut Draft<'_>, names: &str) {
    draft
        .propose(
            "certificate_shown",
            format!("执法人员{names}向当事人或者有关人员出示了行政执法证件，表明了身份。"),
        )
        .propose(
            "rights_told",
            "已告知当事人有权陈述和申辩、有权对执法人员申请回避，有如实回答询问、协助调查或者检查、不得拒绝或者阻挠的义务。",
        );
}

fn record(draft: &mut Draft<'_>, it: &Inspection) {
    let case = draft.case();
    let Some(visit) = &it.visit else { return };
    draft
        .put("time", moment(visit.started))
        .put("until", moment(visit.ended))
        .put("place", it.place.clone())
        .put("officers", officers(&visit.officers))
        .propose("person_in_charge", visit.signature.signer.clone())
        .put("purpose", format!("{}。依据：{}。", it.reason, basis(case)))
        .put("party_remark", visit.party_remark.clone())
        .put(
            "party_signature",
            signature(&visit.signature, CivilDate::of(visit.ended)),
        );
    shown(draft, &names(&visit.officers));
    let mut seen: Vec<String> = it
        .answers
        .iter()
        .filter_map(|answer| {
            let check = it
                .checklist
                .iter()
                .find(|check| check.number == answer.check)?;
            let remark = match answer.remark.as_str() {
                "" => String::new(),
                remark => format!("（{remark}）"),
            };
            Some(format!("{}：{}{remark}", check.content, answer.answer.zh()))
        })
        .collect();
    seen.extend(
        it.findings
            .iter()
            .map(|it| format!("发现问题：{}", it.description)),
    );
    if seen.is_empty() {
        seen.push("未发现问题".to_owned());
    }
    draft.put("record", lines(&seen));
}

fn found(it: &Inspection, numbers: Option<&[u32]>) -> String {
    let findings = it.findings.iter();
    let findings = findings.filter(|it| numbers.is_none_or(|of| of.contains(&it.number)));
    let findings: Vec<&str> = findings.map(|it| it.description.as_str()).collect();
    lines(&findings)
}

fn result(draft: &mut Draft<'_>, it: &Inspection) {
    let case = draft.case();
    if let Some(visit) = &it.visit {
        draft.put("inspected_on", day(CivilDate::of(visit.started)));
    }
    let names = articles(case.opening.items.iter().map(|item| item.name.as_str()));
    draft.propose("items", names);
    if let Some(told) = &it.told {
        draft.put("result", told.content.clone());
        draft.put("date", day(told.service.on));
    }
    let seen = found(it, None);
    draft.propose(
        "result",
        if seen.is_empty() {
            "未发现问题".to_owned()
        } else {
            seen
        },
    );
    let handling = match &it.order {
        Some(order) => format!("责令于{}前改正，详见《责令改正通知书》。", order.due.zh()),
        None if it.findings.is_empty() => "本次检查未发现违法行为。".to_owned(),
        None => String::new(),
    };
    draft.propose("handling", handling);
}

fn order(draft: &mut Draft<'_>, it: &Inspection) {
    let Some(order) = &it.order else { return };
    draft
        .put(
            "facts",
            format!("存在下列问题：\n{}", found(it, Some(&order.findings))),
        )
        .law("basis", "行政处罚法第二十八条第一款")
        .put("correction", order.requirement.clone())
        .put("correct_by", day(order.due))
        .put("date", day(order.on))
        .propose("check", "期限届满后由执法人员现场复查")
        .propose(
            "consequence",
            "逾期不改正或者改正不符合要求的，本机关将依法处理。",
        );
}

fn revisit(draft: &mut Draft<'_>, it: &Inspection) {
    let at = usize::try_from(draft.about).unwrap_or(0);
    let Some(visit) = at.checked_sub(1).and_then(|at| it.revisits.get(at)) else {
        return;
    };
    let number = it.order.as_ref().and_then(|it| it.document_number.as_ref());
    draft
        .put("order_number", number.map(ToString::to_string))
        .put("revisited_on", day(CivilDate::of(visit.visited)))
        .put("officers", officers(&visit.officers));
    let results: Vec<String> = visit
        .results
        .iter()
        .map(|result| {
            let finding = it.findings.iter().find(|it| it.number == result.finding);
            let what = finding.map_or("", |it| it.description.as_str());
            let state = if result.corrected {
                "已改正"
            } else {
                "未改正"
            };
            match result.evidence.as_str() {
                "" => format!("{what}：{state}"),
                evidence => format!("{what}：{state}（{evidence}）"),
            }
        })
        .collect();
    let corrected = visit.results.iter().all(|it| it.corrected);
    let handling = if corrected {
        "已按要求完成整改。"
    } else {
        "未按要求完成整改，请继续整改；逾期不改正的，本机关将依法处理。"
    };
    draft
        .put("result", lines(&results))
        .put("corrected", corrected)
        .propose("handling", handling);
}

fn tasks(draft: &mut Draft<'_>, it: &Inspection) {
    let case = draft.case();
    let names = names(&case.opening.officers);
    let rows: Vec<Value> = case
        .opening
        .items
        .iter()
        .map(|item| json!({ "agency": case.opening.agency.name, "item": item.name, "officers": names }))
        .collect();
    draft
        .put("lead_agency", case.opening.agency.name.clone())
        .propose("period", on(it.planned_on))
        .put("basis", basis(case))
        .propose("tasks", rows);
    approved(draft, it);
}

fn reminder(draft: &mut Draft<'_>, it: &Inspection) {
    let case = draft.case();
    let found = it.reminders.iter().find(|it| it.number == draft.about);
    if let Some(letter) = found {
        let on = letter.letter.service.on;
        draft
            .put("risks", letter.content.clone())
            .put("date", day(on));
    }
    draft
        .propose("basis", basis(case))
        .propose("advice", "请对照上述风险和问题自行检查、及时改正。");
}
