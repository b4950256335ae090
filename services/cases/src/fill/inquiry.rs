//! 调查取证

use calendar::CivilDate;
use cases_domain::preservation::Object;
use cases_domain::suspension::Wanted;
use cases_domain::{Case, DeadlineKind, Preservation, Standstill, Testing};
use serde_json::{Value, json};

use super::words::{
    basis, cause, day, lines, moment, names, officers, opinion, period, provision, signature,
};
use super::{Draft, decision};

pub(super) fn fill(draft: &mut Draft<'_>) {
    let case = draft.case();
    let about = draft.about;
    match draft.form.code {
        "DC01" => matter(draft, case),
        "DC02" => address(draft, case),
        "DC03" | "DC08" => {
            let agency = draft
                .ground
                .elements
                .agency_element(&case.opening.agency.id);
            draft
                .propose("basis", "行政处罚法第五十五条第二款")
                .propose("consequence", "逾期不提供的，本机关将依法处理。")
                .propose("place", agency.map(|it| it.address.clone()));
        }
        "DC04" | "JC07" => interview(draft, case),
        "DC05" | "DC06" | "DC07" => {
            super::inspection::shown(draft, &names(&case.opening.officers));
            draft.propose(
                "purpose",
                format!("调查{}一案，依据：{}。", cause(case), basis(case)),
            );
        }
        "DC09" => assistance(draft, case),
        "DC10" | "DC11" | "DC12" => {
            if let Some(it) = case.preservations.iter().find(|it| it.number == about) {
                preserved(draft, it);
            }
        }
        "DC14" if about == 0 => {
            let mut seized = case.measures.iter().filter(|it| it.since.is_some());
            // Of several the officer says which.
            if let (Some(it), None) = (seized.next(), seized.next()) {
                let number = it.document_number.as_ref();
                draft.propose("decision_number", number.map(ToString::to_string));
            }
        }
        "DC13" | "DC14" | "DC15" => {
            if let Some(it) = case.testings.iter().find(|it| it.number == about) {
                tested(draft, case, it);
            }
        }
        "JC06" => {
            if let Some(it) = case.testings.iter().find(|it| it.number == about) {
                sampled(draft, it);
            }
        }
        "DC16" => captured(draft, case),
        "DC17" => {
            if let Some(it) = case.standstills.iter().find(|it| it.number == about) {
                suspended(draft, case, it);
            }
            ended(draft, case);
        }
        "DC18" => report(draft, case),
        _ => {}
    }
}

/// What a leader was last asked: a longer period, or that the inquiry stands still.
fn matter(draft: &mut Draft<'_>, case: &Case) {
    let about = draft.about;
    let Some(it) = case.standstills.iter().find(|it| it.number == about) else {
        return;
    };
    let matter = match &it.wanted {
        Wanted::Suspension(ground) => format!("中止调查：{}", ground.zh()),
        Wanted::Extension(days) => format!("延长办案期限{days}日"),
    };
    let by = draft.name_of(&it.proposed_by);
    draft
        .put("matter", matter)
        .put("reasons", it.reasons.clone())
        .put("basis", it.citation.to_string())
        .put("handler_opinion", opinion(&it.reasons, &by, it.proposed_on));
    if let (Some(leader), Some(on)) = (&it.decided_by, it.decided_on) {
        let name = draft.name_of(leader);
        let said = if it.decision.is_empty() {
            "同意"
        } else {
            &it.decision
        };
        draft.put("head_opinion", opinion(said, &name, on));
    }
}

fn address(draft: &mut Draft<'_>, case: &Case) {
    draft.law(
        "notice",
        "一、送达地址适用于本案办理、执行的全部文书；变更的，应当及时书面告知本机关。\n\
         二、因提供的地址不准确、拒不提供或者变更后未告知，致使文书未能被实际接收的，文书退回之日视为送达之日；直接送达的，送达人当场在送达回证上记明情况之日视为送达之日。\n\
         三、同意电子送达的，文书到达所确认的特定系统之日视为送达之日。",
    );
    draft.law(
        "confirmation",
        "我已阅读并理解上述告知事项，提供的送达地址真实、有效。",
    );
    draft.propose("receiver", case.opening.party.name.clone());
    let known = draft.ground.elements.party_element(&case.opening.party.id);
    draft.propose("receiver_phone", known.map(|it| it.phone.clone()));
    if let Some(it) = &case.address {
        draft
            .put("postal_address", it.postal.clone())
            .put("electronic_consent", it.electronic_consent)
            .put("email", it.email.clone())
            .put("date", day(it.signed_on));
    }
}

fn interview(draft: &mut Draft<'_>, case: &Case) {
    let about = draft.about;
    let found = case.interviews.iter().find(|it| it.number == about);
    let Some((it, held)) = found.and_then(|it| Some((it, it.held.as_ref()?))) else {
        return;
    };
    let nth = case.interviews.iter().filter(|other| {
        let same = |other: &cases_domain::interview::Held| other.whom.name == held.whom.name;
        other.number <= it.number && other.held.as_ref().is_some_and(same)
    });
    let role = if held.whom.relation.is_empty() {
        held.whom.role.zh().to_owned()
    } else {
        held.whom.relation.clone()
    };
    draft
        .put("time", moment(held.started))
        .put("until", moment(held.ended))
        .put("nth", nth.count())
        .put("place", held.place.clone())
        .put("officers", officers(&it.officers))
        .propose("recorder", it.officers.last().map(|it| it.name.clone()))
        .put("person", held.whom.name.clone())
        .put("person_role", role)
        .put("record", dialogue(&held.record))
        .put(
            "person_signature",
            signature(&held.signature, CivilDate::of(held.ended)),
        );
    super::inspection::shown(draft, &names(&it.officers));
}

/// Questions and answers of a record that was taken down as one text: lines that begin with 问 and 答.
fn dialogue(record: &str) -> Value {
    let mut turns: Vec<(String, String)> = Vec::new();
    for line in record
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let said = |who: &str| {
            let rest = line.strip_prefix(who)?;
            rest.strip_prefix('：').or_else(|| rest.strip_prefix(':'))
        };
        match (said("问"), said("答"), turns.last_mut()) {
            // Taken down in a hurry, the answer stands on the line of its question.
            (Some(asked), ..) => {
                let parts = asked.split_once("答：").or_else(|| asked.split_once("答:"));
                let (question, answer) = parts.unwrap_or((asked, ""));
                turns.push((question.trim().to_owned(), answer.trim().to_owned()));
            }
            (None, Some(answer), Some((_, given))) if given.is_empty() => {
                answer.trim().clone_into(given);
            }
            (None, answer, _) => {
                let text = answer.unwrap_or(line).trim().to_owned();
                turns.push((String::new(), text));
            }
        }
    }
    let turns = turns.into_iter().map(|(question, answer)| {
        let mut turn = serde_json::Map::new();
        for (name, said) in [("question", question), ("answer", answer)] {
            if !said.is_empty() {
                turn.insert(name.to_owned(), said.into());
            }
        }
        Value::Object(turn)
    });
    turns.collect::<Vec<_>>().into()
}

fn assistance(draft: &mut Draft<'_>, case: &Case) {
    let about = draft.about;
    let Some(it) = case.assistances.iter().find(|it| it.number == about) else {
        return;
    };
    draft
        .put("addressee", it.request.from.name.clone())
        .law("basis", "行政处罚法第二十六条")
        .put(
            "request",
            format!("{}\n{}", it.request.matter, it.request.grounds),
        )
        .put("date", day(it.request.on));
}

fn goods(objects: &[Object]) -> Vec<Value> {
    let objects = objects.iter().map(|it| {
        json!({
            "name": it.name, "specification": it.spec, "quantity": it.quantity, "unit": it.unit,
            "condition": it.condition,
        })
    });
    objects.collect()
}

fn preserved(draft: &mut Draft<'_>, it: &Preservation) {
    let case = draft.case();
    let plan = &it.plan;
    draft
        .law("basis", "行政处罚法第五十六条")
        .put("manner", plan.manner.zh())
        .put("place", plan.place.clone());
    let notice = it.document_number.as_ref().map(ToString::to_string);
    if draft.is("DC12", &[]) {
        draft.put("notice_number", notice);
        handled(draft, it);
        return;
    }
    draft
        .put("reasons", plan.grounds.clone())
        .put("items", goods(&plan.objects))
        .put("notice_number", notice);
    let approver = it.decided_by.as_ref().map(|by| draft.name_of(by));
    if let (Some(name), Some(on)) = (&approver, it.approved_on) {
        let said = if it.reasons.is_empty() {
            "同意"
        } else {
            &it.reasons
        };
        draft
            .put("approval", format!("{name}，{}", on.zh()))
            .put("head_opinion", opinion(said, name, on));
    }
    if let Some(at) = it.at {
        let on = CivilDate::of(at);
        draft
            .put("time", moment(at))
            .put("date", day(on))
            .put("officers", officers(&it.officers));
        let clock = DeadlineKind::Preservation.about(it.number);
        let runs = case
            .deadlines
            .iter()
            .find(|deadline| deadline.clock == clock);
        draft.put("period", runs.map(|it| period(on, it.due)));
        if let Some(signed) = &it.signature {
            draft.put("party_signature", signature(signed, on));
        }
    }
}

fn handled(draft: &mut Draft<'_>, it: &Preservation) {
    let object = |number: u32| {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        it.plan.objects.get(at)
    };
    if let Some(service) = &it.handling_service {
        draft.put("date", day(service.on));
    }
    if draft.is("DC12", &["解除先行登记保存通知书"]) {
        draft.put("items", goods(&it.plan.objects));
        draft.propose("reasons", it.reasons.clone());
        return;
    }
    let rows: Vec<Value> = it
        .fates
        .iter()
        .filter_map(|fate| {
            let object = object(fate.object)?;
            let handling = match fate.remark.as_str() {
                "" => fate.disposition.zh().to_owned(),
                remark => format!("{}（{remark}）", fate.disposition.zh()),
            };
            let quantity = format!("{}{}", object.quantity, object.unit);
            Some(json!({ "name": object.name, "quantity": quantity, "handling": handling }))
        })
        .collect();
    draft.put("items", rows);
}

fn sampled(draft: &mut Draft<'_>, it: &Testing) {
    let Some(sample) = &it.sample else { return };
    let row = json!({
        "name": sample.what, "base": sample.base, "quantity": sample.quantity,
        "spare": if sample.counterpart.is_empty() { &sample.without_counterpart } else { &sample.counterpart },
    });
    draft
        .put("time", moment(sample.at))
        .put("place", sample.place.clone())
        .law("basis", "行政处罚法第五十六条")
        .put("samples", vec![row])
        .put("officers", officers(&it.officers))
        .put(
            "party_signature",
            signature(&sample.signature, CivilDate::of(sample.at)),
        );
}

fn tested(draft: &mut Draft<'_>, case: &Case, it: &Testing) {
    if let Some(order) = it.orders.last() {
        draft
            .put("addressee", order.institution.name.clone())
            .put("examiner", order.institution.name.clone())
            .put("examination", order.kind.zh())
            .put("request", order.questions.clone())
            .put("report_by", day(order.until))
            .propose(
                "items",
                vec![json!({ "name": order.object, "quantity": "1" })],
            );
        let measure = case
            .measures
            .iter()
            .find(|measure| measure.number == order.measure);
        let number = measure.and_then(|it| it.document_number.as_ref());
        draft.put("decision_number", number.map(ToString::to_string));
        draft.propose(
            "period",
            period(order.service.on, order.until.max(order.service.on)),
        );
    }
    if let Some(outcome) = it.outcomes.last() {
        draft
            .put("report_number", outcome.report.clone())
            .put("result", outcome.conclusion.clone());
    }
    if let Some(told) = it.told.last() {
        let recheck = match &told.retest {
            Some(retest) => format!(
                "对结果有异议的，可以于{}前向本机关书面提出复检或者重新鉴定申请（{}）。",
                retest.until.zh(),
                retest.basis
            ),
            None => "本次结果依法不再复检。".to_owned(),
        };
        draft
            .put("recheck", recheck)
            .put("date", day(told.service.on));
    }
}

fn captured(draft: &mut Draft<'_>, case: &Case) {
    let about = draft.about;
    let Some(it) = case.captures.iter().find(|it| it.number == about) else {
        return;
    };
    let device = &it.taken.device;
    draft
        .put("time", moment(it.taken.at))
        .put("place", device.place.clone())
        .put("device", device.number.clone())
        .put("facts", it.taken.shows.clone());
    if let Some(told) = &it.told {
        draft
            .put("inquiry", told.access.clone())
            .put("date", day(told.service.on));
    }
    draft.propose(
        "inquiry",
        "可以凭本告知书到本机关查询记录，并进行陈述和申辩。",
    );
    if let Some(paper) = &device.publication {
        draft.put(
            "published",
            format!("{}（{}）", paper.reference, paper.on.zh()),
        );
    }
    for (field, review) in [
        ("legal_opinion", &device.legal_review),
        ("technical_opinion", &device.technical_review),
    ] {
        if let Some(review) = review {
            let said = format!("审核通过，见{}", review.reference);
            draft.put(
                field,
                json!({ "opinion": said, "on": review.on.to_string() }),
            );
        }
    }
}

fn suspended(draft: &mut Draft<'_>, case: &Case, it: &Standstill) {
    draft
        .put("basis", it.citation.to_string())
        .propose("cause", cause(case));
    let on = if draft.is("DC17", &["案件恢复调查决定书"]) {
        // Why it stood still is over; that it is over is why it goes on.
        if let Wanted::Suspension(ground) = it.wanted {
            draft.propose(
                "reasons",
                format!("中止调查的原因（{}）已经消除", ground.zh()),
            );
        }
        it.resumed_on
    } else {
        draft.put("reasons", it.reasons.clone());
        it.decided_on
    };
    draft.put("date", on.map(|on| on.to_string()));
}

/// An inquiry that was ended (终止调查) says why; the rule of the line is entered.
fn ended(draft: &mut Draft<'_>, case: &Case) {
    let over = case.penalty().and_then(|it| it.conclusion.as_ref());
    if let Some(end) = over.filter(|_| draft.is("DC17", &["案件终止调查决定书"])) {
        draft
            .put("reasons", end.text.clone())
            .put("date", day(end.on));
    }
}

fn report(draft: &mut Draft<'_>, case: &Case) {
    let Some(penalty) = case.penalty() else {
        return;
    };
    draft
        .put("provision", provision(case))
        .put("evidence", decision::evidence(penalty));
    draft.propose("inquiry", decision::course(case));
    if let Some(inquiry) = &penalty.inquiry {
        draft
            .put("facts", inquiry.facts.clone())
            .put("discretion", inquiry.discretion.clone())
            .put("proposal", lines(&[inquiry.whole().zh()]))
            .put("penalty_basis", decision::bases(case, &inquiry.whole()))
            .put("officers", officers(&inquiry.officers))
            .put("date", day(inquiry.on));
    }
}
