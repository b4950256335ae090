//! 审核、告知、听证

use cases_domain::penalty::Inquiry;
use cases_domain::{Case, DeadlineKind, Penalty, in_yuan, length_zh};
use serde_json::json;
use statute::penalty::hearing_right;

use super::Draft;
use super::words::{cause, day, lines, names, officers, signature};
use super::{Source, decision};

pub(super) fn fill(draft: &mut Draft<'_>) {
    let case = draft.case();
    match draft.form.code {
        "TZ01" | "TZ02" | "TZ03" => hearing(draft, case),
        _ => {}
    }
    let Some(penalty) = case.penalty() else {
        return;
    };
    match draft.form.code {
        "SH01" => review(draft, penalty),
        "SH02" => weighed(draft, case, penalty),
        "GZ01" | "GZ02" => {
            if let Some(inquiry) = &penalty.inquiry {
                told(draft, case, penalty, inquiry);
            }
        }
        "GZ03" => statement(draft, case, penalty),
        _ => {}
    }
}

fn review(draft: &mut Draft<'_>, penalty: &Penalty) {
    draft.put(
        "submitted_on",
        penalty.inquiry.as_ref().map(|it| it.on.to_string()),
    );
    let grounds = cases_domain::review::of_proposal(draft.case());
    let grounds: Vec<&str> = grounds.iter().map(|it| it.zh()).collect();
    draft.propose(
        "ground",
        if grounds.is_empty() {
            "本机关要求审核的案件".to_owned()
        } else {
            lines(&grounds)
        },
    );
    let Some(it) = &penalty.review else { return };
    let office = draft.case().opening.agency.name.clone();
    let reviewer = draft.name_of(&it.reviewer);
    let conclusion = match it.opinion {
        cases_domain::ReviewOpinion::Passed => "同意",
        cases_domain::ReviewOpinion::Returned => "建议纠正",
    };
    // What was found point by point only the reviewer can say: it is entered.
    draft
        .put("conclusion", conclusion)
        .put("advice", it.remarks.clone())
        .put("reviewer", reviewer)
        .put("date", day(it.on))
        .propose("office", office);
}

fn weighed(draft: &mut Draft<'_>, case: &Case, penalty: &Penalty) {
    if let Some(it) = case.weighings.last() {
        let versions = it
            .question
            .at_decision
            .as_ref()
            .unwrap_or(&it.question.at_act);
        match &versions.tier {
            Some(tier) => {
                draft
                    .put(
                        "standard",
                        format!("{}（{}）", tier.document, tier.standard),
                    )
                    .put("degree", tier.name.clone());
            }
            None => {
                draft.put("standard", "未制定裁量基准").put("degree", "无");
            }
        }
        let circumstances = it.question.circumstances.iter();
        let mut told: Vec<String> = circumstances.map(|it| it.ground.zh().to_owned()).collect();
        if let Some(tier) = &versions.tier {
            told.insert(0, tier.condition.clone());
        }
        if told.is_empty() {
            told.push("无从轻、减轻、从重情节".to_owned());
        }
        let steps: Vec<&str> = it
            .assessment
            .steps
            .iter()
            .map(|it| it.text.as_str())
            .collect();
        draft
            .put("circumstances", lines(&told))
            .put("range", lines(&steps))
            .put("conclusion", format!("拟处罚款{}。", in_yuan(it.amount)))
            .put("departure", it.departure.clone())
            .put("officers", officers(&it.officers))
            .put("date", day(it.on));
    } else if let Some(inquiry) = &penalty.inquiry {
        draft
            .propose("circumstances", inquiry.discretion.clone())
            .propose("range", format!("法定幅度：{}", penalty.range))
            .propose("conclusion", inquiry.whole().zh());
    }
}

/// What the party is told before a decision, and its rights with the days that the line and the place give it.
fn told(draft: &mut Draft<'_>, case: &Case, penalty: &Penalty, it: &Inquiry) {
    let ground = draft.ground;
    let proposal = it.whole();
    draft
        .put("facts", it.facts.clone())
        .put("evidence", decision::evidence(penalty))
        .put("penalty_basis", decision::bases(case, &proposal))
        .put("discretion", it.discretion.clone())
        .put("proposed_penalty", decision::penalties(case, &proposal));
    // The wording names provision and basis before it.
    let reasons = "事实清楚、证据确凿，依法应当给予行政处罚。";
    draft.propose("reasons", reasons);
    let days = |kind: DeadlineKind| {
        let limit = kind.limit_by(case.rules(), ground.parameters, ground.today);
        limit.map(|(limit, _)| length_zh(limit.period))
    };
    if let Some(days) = days(DeadlineKind::Statement) {
        draft.law(
            "statement_right",
            format!(
                "依据《中华人民共和国行政处罚法》第四十四条、第四十五条，你（单位）有权进行陈述和申辩。自收到本告知书之日起{days}内，可以书面或者口头向本机关提出；逾期未提出的，视为放弃陈述、申辩的权利。"
            ),
        );
    }
    let thresholds = ground
        .parameters
        .hearing_thresholds(case.domain(), ground.today);
    let party = case.opening.party.kind.in_law();
    let heard = penalty.notice.as_ref().is_some_and(|it| it.hearing_told)
        || hearing_right(party, &proposal.weighed(), &thresholds);
    if (heard || draft.is("GZ02", &[]))
        && let Some(days) = days(DeadlineKind::HearingRequest)
    {
        draft
            .law(
                "hearing_right",
                "依据《中华人民共和国行政处罚法》第六十三条第一款，你（单位）有权要求听证；要求听证的，本机关应当组织听证，你（单位）不承担组织听证的费用。",
            )
            .law(
                "hearing_period",
                format!("要求听证的，应当自收到本告知书之日起{days}内提出（行政处罚法第六十四条第（一）项）。"),
            );
        let agency = &case.opening.agency.name;
        draft.propose(
            "hearing_manner",
            format!("可以书面或者口头向{agency}提出。"),
        );
    }
    if let Some(notice) = &penalty.notice
        && notice.whole() == proposal
    {
        // The paper that was served is of the day on which it was served, or before.
        draft.propose("date", day(notice.service.on.min(ground.today)));
    }
}

fn statement(draft: &mut Draft<'_>, case: &Case, penalty: &Penalty) {
    let at = usize::try_from(draft.about).unwrap_or(0).checked_sub(1);
    let Some(it) = at.and_then(|at| penalty.statements.get(at)) else {
        return;
    };
    let notice = case
        .documents
        .iter()
        .rev()
        .find(|it| it.form.code == "GZ01" && it.stands());
    let number = notice.and_then(|it| it.document_number.as_ref());
    let agency = draft
        .ground
        .elements
        .agency_element(&case.opening.agency.id);
    let conclusion = if it.adopted { "采纳" } else { "不予采纳" };
    draft
        .put("notice_number", number.map(ToString::to_string))
        .put("statement", it.statement.clone())
        .propose("place", agency.map(|it| it.address.clone()))
        .propose("person", case.opening.party.name.clone())
        .propose("check", it.reply.clone())
        .put("conclusion", conclusion)
        .put("reasons", it.reply.clone())
        .put("officers", officers(&it.officers))
        .put("date", day(it.on));
}

fn hearing(draft: &mut Draft<'_>, case: &Case) {
    let about = draft.about;
    let Some(it) = case.hearings.iter().find(|it| it.number == about) else {
        return;
    };
    draft
        .put("cause", cause(case))
        .put("requested_on", day(it.requested_on))
        .put("manner", it.manner.zh())
        .offer("basis", "行政处罚法第六十三条、第六十四条", Source::Law)
        .propose(
            "registrar",
            case.opening.officers.first().map(|it| it.name.clone()),
        )
        .put("investigators", names(&case.opening.officers));
    // What the party gave as its ground is its own; the agency's answer stands in the agency's paper alone.
    if draft.is("TZ01", &["不予听证通知书"]) {
        draft.put("reasons", it.answer.clone());
    }
    let chair = it.presider.as_ref().map(|by| draft.name_of(by));
    draft.put("chair", chair);
    if let Some(session) = &it.session {
        let openness = if session.closed_because.is_empty() {
            "公开举行"
        } else {
            "不公开举行"
        };
        draft
            .put("on", day(session.on))
            .put("place", session.place.clone())
            .put("openness", openness);
        if draft.is("TZ02", &["听证通知书"]) {
            draft.put("date", day(session.service.on));
        }
    }
    if let Some(minutes) = &it.minutes {
        draft
            .put("agents", minutes.agents.join("、"))
            .put("record", vec![json!({ "answer": minutes.record })])
            .put("party_signature", signature(&minutes.signature, minutes.on))
            .propose("course", minutes.record.clone());
    }
    draft.put("advice", it.report.clone());
}
