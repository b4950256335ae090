//! Switches (试点开关): where a procedure is open at all, before the law is asked.

use cases_domain::{Act, Domain, OpeningFacts, summary_penalty};
use contract::elements::v1 as proto;
use refusal::Refusal;

use crate::facts::domain;
use crate::reasons::FEATURE_NOT_OPEN;

/// The switch that an act asks for; none: it needs none.
pub(crate) const fn asked_by(act: &Act) -> Option<&'static str> {
    match act {
        Act::OpenInspection(_) => Some("cases.inspection"),
        Act::FileCase(_) => Some("cases.penalty"),
        Act::Summary(summary_penalty::Act::OpenSummary(_)) => Some("cases.summary_penalty"),
        _ => None,
    }
}

/// Lets an act through whose function is open for its agency and every item. A function without a switch is open.
///
/// What is not known here (an agency, an item) is for the law to refuse.
pub(crate) fn open(
    switch: Option<&proto::Feature>,
    opening: Option<&OpeningFacts>,
) -> Result<(), Refusal> {
    let Some((switch, opening)) = switch.zip(opening) else {
        return Ok(());
    };
    let Some(agency) = &opening.agency else {
        return Ok(());
    };
    let division = agency.division.as_str();
    let mut domains = opening.items.iter().map(|item| item.snapshot.domain);
    let closed = domains.find(|domain| {
        let covers = |scope: &proto::FeatureScope| covers(scope, division, *domain);
        !switch.scopes.iter().any(covers)
    });
    closed.map_or(Ok(()), |domain| Err(not_open(switch, &agency.name, domain)))
}

/// Whether all conditions of a scope that are stated are met.
fn covers(scope: &proto::FeatureScope, division: &str, of: Domain) -> bool {
    let level = match division.len() {
        0..=2 => proto::Level::Province,
        3..=4 => proto::Level::City,
        5..=6 => proto::Level::County,
        _ => proto::Level::Town,
    };
    let line = scope.domain();
    let levels = [proto::Level::Unspecified, level];
    division.starts_with(&scope.division)
        && (line == proto::Domain::Unspecified || domain(line) == Some(of))
        && levels.contains(&scope.level())
}

fn not_open(switch: &proto::Feature, agency: &str, domain: Domain) -> Refusal {
    let (id, name) = (&switch.feature_id, &switch.name);
    Refusal::new(
        &FEATURE_NOT_OPEN,
        format!("{id} is not open here"),
        format!(
            "“{name}”（{id}）尚未对{agency}的{}领域开放。{}",
            domain.zh(),
            FEATURE_NOT_OPEN.remedy
        ),
    )
    .with_metadata("feature", id.clone())
    .with_metadata("feature_name", name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_covers_what_meets_every_condition_it_states() {
        let pilot = proto::FeatureScope {
            division: "350426".to_owned(),
            domain: proto::Domain::Agriculture.into(),
            level: proto::Level::County.into(),
        };
        for (division, line, covered) in [
            ("350426", Domain::Agriculture, true),
            ("350426", Domain::Transport, false),
            ("350426100", Domain::Agriculture, false),
            ("350425", Domain::Agriculture, false),
            ("3504", Domain::Agriculture, false),
        ] {
            assert_eq!(
                covers(&pilot, division, line),
                covered,
                "{division} {line:?}"
            );
        }
        let everywhere = proto::FeatureScope::default();
        assert!(covers(&everywhere, "35", Domain::FireSafety));
    }
}
