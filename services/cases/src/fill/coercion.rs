//! 强制

use calendar::CivilDate;
use cases_domain::measure::{Measure, Object};
use cases_domain::{Case, DeadlineKind, in_yuan};
use serde_json::{Value, json};

use super::Draft;
use super::words::{articles, cause, day, lines, moment, officers, opinion, period, signature};

pub(super) fn fill(draft: &mut Draft<'_>) {
    if !draft.form.code.starts_with("QZ") {
        return;
    }
    let case = draft.case();
    let about = draft.about;
    let Some(it) = case.measures.iter().find(|it| it.number == about) else {
        return;
    };
    let number = it.document_number.as_ref().map(ToString::to_string);
    match draft.form.code {
        "QZ04" | "QZ03" => {
            draft.put("decision_number", number);
        }
        "QZ05" if draft.is("QZ05", &["解除查封、扣押决定书"]) => {
            draft.put("decision_number", number);
        }
        "QZ05" => {
            draft.put(
                "decision_number",
                it.release_number.as_ref().map(ToString::to_string),
            );
        }
        "QZ06" if draft.is("QZ06", &["延长冻结期限决定书", "解除冻结决定书"]) => {
            draft.put("decision_number", number);
        }
        "QZ02" if draft.is("QZ02", &["查封、扣押财物清单"]) => {
            draft.put("decision_number", number);
        }
        _ => {}
    }
    match draft.form.code {
        "QZ04" => extended(draft, it),
        "QZ06" if draft.is("QZ06", &["延长冻结期限决定书"]) => extended(draft, it),
        "QZ05" => released(draft, it),
        "QZ06" if draft.is("QZ06", &["解除冻结决定书"]) => released(draft, it),
        _ => {}
    }
    if draft.is("QZ07", &[]) {
        kept(draft, it);
        return;
    }
    measure(draft, case, it);
}

/// Goods that are given into custody, or disposed of before the case is decided. Why they are, by what and how only whoever
/// decides it can say: the reasons of the seizure are not these.
fn kept(draft: &mut Draft<'_>, it: &Measure) {
    let held = it.objects.iter().filter(|it| it.holding.is_held());
    custody(draft, it);
    draft.propose("items", goods(held));
}

/// Where things lie and with whom.
fn custody(draft: &mut Draft<'_>, it: &Measure) {
    let places = it.objects.iter().map(|it| it.custody.as_str());
    let keepers = it.objects.iter().map(|it| it.custodian.as_str());
    draft
        .put(
            "custody_place",
            articles(places.filter(|it| !it.is_empty())),
        )
        .put("custodian", articles(keepers.filter(|it| !it.is_empty())));
}

/// What lies under a measure, as a list names it.
fn goods<'a>(objects: impl Iterator<Item = &'a Object>) -> Vec<Value> {
    let objects = objects.map(|it| {
        json!({
            "name": it.name, "specification": it.specification, "quantity": it.quantity, "unit": it.unit,
            "condition": it.condition,
        })
    });
    objects.collect()
}

fn measure(draft: &mut Draft<'_>, case: &Case, it: &Measure) {
    let plain = draft.is("QZ01", &[]);
    let kind = it.kind.zh();
    draft
        .put("measure", kind)
        .put("reasons", it.reasons.clone())
        .put("basis", articles(&it.item.basis))
        .put("items", goods(it.objects.iter()))
        .propose("cause", cause(case));
    if plain {
        let names: Vec<String> = it
            .objects
            .iter()
            .map(|it| format!("{}，{}{}", it.name, it.quantity, it.unit))
            .collect();
        let by = draft.name_of(&it.asked_by);
        draft
            .put("urgent", it.emergency.is_some())
            .put("objects", lines(&names))
            .put("handler_opinion", opinion(&it.reasons, &by, it.asked_on));
    }
    if let Some(approval) = &it.approval {
        let name = draft.name_of(&approval.by);
        let said = if approval.reasons.is_empty() {
            "同意"
        } else {
            &approval.reasons
        };
        draft.put(
            "head_opinion",
            opinion(said, &name, CivilDate::of(approval.at)),
        );
    }
    custody(draft, it);
    // Of the return only its day is on record: who was there, and when, is entered.
    if let Some(site) = it.site.as_ref().filter(|_| !draft.is("QZ05", &[])) {
        draft
            .put("time", moment(site.started))
            .put("recording", site.recording.clone())
            .put(
                "scene_record",
                format!("制作于{}", CivilDate::of(site.ended).zh()),
            )
            .put(
                "party_signature",
                signature(&site.signature, CivilDate::of(site.ended)),
            )
            .put("officers", officers(&it.officers));
    }
    if let Some(deposit) = &it.deposit {
        draft
            .put("addressee", deposit.bank.clone())
            .put(
                "account",
                format!(
                    "{}，账号{}，{}",
                    deposit.bank,
                    deposit.account,
                    in_yuan(deposit.amount)
                ),
            )
            .put("amount", deposit.amount.0);
    }
    if let Some(since) = it.since {
        let clock = [
            DeadlineKind::Seizure,
            DeadlineKind::Freeze,
            DeadlineKind::OtherMeasure,
        ];
        let runs = case
            .deadlines
            .iter()
            .rev()
            .find(|runs| clock.contains(&runs.clock.kind) && runs.clock.about == it.number);
        // As decided: a longer period has a paper of its own.
        let days = it.extension.as_ref().map_or(0, |it| i64::from(it.days));
        let until = runs.map(|runs| runs.due.add_days(-days));
        draft
            .put("date", day(since))
            .put("period", until.map(|until| period(since, until.max(since))));
    }
}

fn extended(draft: &mut Draft<'_>, it: &Measure) {
    let Some(longer) = &it.extension else { return };
    let case = draft.case();
    draft
        .put("reasons", longer.reasons.clone())
        .put("date", day(longer.on));
    let runs = case.deadlines.iter().rev().find(|runs| {
        let of_measure = matches!(
            runs.clock.kind,
            DeadlineKind::Seizure | DeadlineKind::Freeze
        );
        of_measure && runs.clock.about == it.number
    });
    if let Some(runs) = runs {
        let from = runs.due.add_days(1 - i64::from(longer.days));
        draft.put("period", period(from, runs.due));
    }
}

fn released(draft: &mut Draft<'_>, it: &Measure) {
    let gone = it.objects.iter().filter(|it| !it.holding.is_held());
    let today = draft.ground.today;
    draft
        .put(
            "reasons",
            Some(it.end.clone())
                .filter(|end| !end.is_empty())
                .map(|end| format!("{end}。")),
        )
        .put("items", goods(gone))
        .propose("date", day(today));
}

/// 随案移送的查封、扣押物品
pub(super) fn transferred(draft: &mut Draft<'_>) {
    let case = draft.case();
    let about = draft.about;
    let Some(it) = case.measures.iter().find(|it| it.number == about) else {
        return;
    };
    let referral = case
        .referrals
        .iter()
        .rev()
        .find_map(|it| it.transfer.as_ref());
    draft
        .put(
            "decision_number",
            it.document_number.as_ref().map(ToString::to_string),
        )
        .put("addressee", referral.map(|it| it.police.clone()))
        .propose("reasons", "违法行为涉嫌犯罪，案件已移送公安机关")
        .put("items", goods(it.objects.iter()));
}
