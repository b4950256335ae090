//! Warnings and rules as the contract shows them.

use chrono::{DateTime, Utc};
use contract::feed::v1::Event;
use contract::supervision::v1 as proto;
use prost::Message as _;
use prost_types::Timestamp;
use refusal::Fault;
use refusal::etag;

use crate::parameters::Settings;
use crate::rules::{RULES, Rule};
use crate::store::Stored;

const OUTCOMES: [(proto::WarningOutcome, &str, &str); 5] = [
    (
        proto::WarningOutcome::Corrected,
        "CORRECTED",
        "情况属实，已纠正",
    ),
    (
        proto::WarningOutcome::Pursued,
        "PURSUED",
        "情况属实，转入监督处理",
    ),
    (
        proto::WarningOutcome::Justified,
        "JUSTIFIED",
        "说明理由成立",
    ),
    (proto::WarningOutcome::FalseAlarm, "FALSE_ALARM", "误报"),
    (
        proto::WarningOutcome::GroundGone,
        "GROUND_GONE",
        "情形已消除",
    ),
];

/// Name of an outcome in the database.
pub(crate) fn outcome_name(outcome: proto::WarningOutcome) -> &'static str {
    let found = OUTCOMES.iter().find(|(known, ..)| *known == outcome);
    found.map_or("", |(_, name, _)| name)
}

/// A warning; with the name that its agency has now.
pub(crate) fn warning(
    stored: &Stored,
    present_agency_name: Option<&str>,
) -> Result<proto::Warning, Fault> {
    let state = stored.state()?;
    let rule = Rule::named(&stored.rule);
    let level = rule.map(|rule| proto::WarningLevel::from(rule.level));
    let outcome = stored.outcome.as_deref().and_then(|name| {
        let found = OUTCOMES.iter().find(|(_, known, _)| *known == name);
        found.map(|(outcome, ..)| *outcome)
    });
    let subject = proto::WarningSubject {
        rule: stored.rule.clone(),
        level: level.unwrap_or_default().into(),
        reason: stored.reason.clone(),
        citation: stored.citation.clone(),
        case_id: stored.case_id.to_string(),
        case_code: stored.case_code.clone(),
        agency_id: stored.agency_id.clone(),
        agency_name: stored.agency_name.clone(),
        division: stored.division.clone(),
        domain: stored.domain.clone(),
        object: stored.object.clone(),
        ground_date: stored.ground_on.to_string(),
        raised_date: stored.raised_on.to_string(),
        origin: stored.origin.clone(),
        rule_version: stored.rule_version.clone(),
    };
    let explain_by = stored.explain_by.map(|day| day.to_string());
    Ok(proto::Warning {
        warning_id: stored.warning_id.to_string(),
        subject: Some(subject),
        state: proto::WarningState::from(state).into(),
        state_name: state.zh().to_owned(),
        rule_name: rule.map(|rule| rule.zh.to_owned()).unwrap_or_default(),
        present_agency_name: present_agency_name.unwrap_or_default().to_owned(),
        explain_by: explain_by.unwrap_or_default(),
        question: stored.question.clone(),
        explanation: stored.explanation.clone(),
        outcome: outcome.unwrap_or_default().into(),
        close_note: stored.close_note.clone(),
        etag: etag::write(stored.version),
        create_time: Some(timestamp(stored.created_at)),
        update_time: Some(timestamp(stored.updated_at)),
    })
}

/// Every rule with the parameters in force for a division and line.
pub(crate) fn rules(
    settings: &Settings,
    place: (&str, &str),
    at: DateTime<Utc>,
) -> Vec<proto::Rule> {
    let rules = RULES.iter();
    rules.map(|it| rule(it, settings, place, at)).collect()
}

/// A rule with the parameters in force for a division and line.
pub(crate) fn rule(
    rule: &Rule,
    settings: &Settings,
    place: (&str, &str),
    at: DateTime<Utc>,
) -> proto::Rule {
    let parameters = rule.parameters.iter().map(|parameter| {
        let set = settings.setting(rule, parameter, place, at);
        proto::RuleParameter {
            parameter: parameter.id.to_owned(),
            name: parameter.zh.to_owned(),
            value: set.map_or(parameter.default, |set| set.value),
            default_value: parameter.default,
            smallest: parameter.smallest,
            largest: parameter.largest,
            basis: parameter.basis.to_owned(),
            set_for_division: set.map(|set| set.division.clone()).unwrap_or_default(),
            set_for_domain: set.map(|set| set.domain.clone()).unwrap_or_default(),
            set_by: set.map(|set| set.set_by.clone()).unwrap_or_default(),
            set_time: set.map(|set| timestamp(set.set_at)),
        }
    });
    proto::Rule {
        rule: rule.id.to_owned(),
        name: rule.zh.to_owned(),
        level: proto::WarningLevel::from(rule.level).into(),
        looks_at: rule.looks_at.to_owned(),
        citation: rule.citation.to_owned(),
        exclusions: rule.exclusions.iter().map(ToString::to_string).collect(),
        repeat: rule.repeat.to_owned(),
        version: rule.version.to_owned(),
        parameters: parameters.collect(),
    }
}

/// What an event says, in Chinese; its name when it cannot be read.
pub(crate) fn summary(event: &Event) -> String {
    let Some(payload) = &event.payload else {
        return String::new();
    };
    let bytes = payload.value.as_slice();
    let name = payload.type_url.rsplit('.').next().unwrap_or_default();
    let said = match name {
        "WarningRaised" => proto::WarningRaised::decode(bytes).ok().map(|it| {
            let subject = it.subject.unwrap_or_default();
            format!("产生预警：{}", subject.reason)
        }),
        "WarningAcknowledged" => proto::WarningAcknowledged::decode(bytes).ok().map(|it| {
            if it.explain_by.is_empty() {
                "签收预警".to_owned()
            } else {
                format!("签收预警，要求于{}前说明：{}", it.explain_by, it.note)
            }
        }),
        "WarningExplained" => proto::WarningExplained::decode(bytes)
            .ok()
            .map(|it| format!("执法机关说明：{}", it.explanation)),
        "WarningClosed" => proto::WarningClosed::decode(bytes).ok().map(|it| {
            let outcome = it.outcome();
            let found = OUTCOMES.iter().find(|(known, ..)| *known == outcome);
            let zh = found.map_or("", |(_, _, zh)| zh);
            format!("办结预警（{zh}）：{}", it.note)
        }),
        _ => None,
    };
    said.unwrap_or_else(|| name.to_owned())
}

fn timestamp(at: DateTime<Utc>) -> Timestamp {
    Timestamp {
        seconds: at.timestamp(),
        nanos: i32::try_from(at.timestamp_subsec_nanos()).unwrap_or_default(),
    }
}
