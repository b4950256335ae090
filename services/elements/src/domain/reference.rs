//! What an element refers to must hold on the element's first day.

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use refusal::{Reason, Refusal, Unmet};
use statute::identifier::DivisionCode;
use statute::{Citation, Law};

use super::decide::Facts;
use super::element::{Element, Key, Reference};
use super::law::article;
use super::reasons;
use super::registry::Registry;

/// Checks every reference of an element that is to hold from `from`.
pub(super) fn check(element: &Element, from: CivilDate, facts: &Facts) -> Result<(), Refusal> {
    for reference in element.references() {
        if facts.body_on(&reference.key(), from).is_none() {
            return Err(not_in_force(element, reference, from));
        }
    }
    match element.body() {
        Body::Officer(officer) => check_officer(officer, from, facts),
        Body::Posting(posting) => check_posting(posting, from, facts),
        Body::Item(item) => check_item(item, from, facts),
        Body::Agency(_)
        | Body::Certificate(_)
        | Body::Party(_)
        | Body::Law(_)
        | Body::Division(_) => Ok(()),
    }
}

impl Facts {
    /// What holds of another element on a day.
    fn body_on(&self, key: &Key, day: CivilDate) -> Option<&Body> {
        let rows = self.others.get(key)?;
        rows.iter()
            .find(|row| row.span.holds_on(day))
            .map(|row| &row.body)
    }

    fn agency_on(&self, id: &str, day: CivilDate) -> Option<&proto::Agency> {
        match self.body_on(&Key::new(Registry::Agency, id), day)? {
            Body::Agency(agency) => Some(agency),
            _ => None,
        }
    }

    fn law_on(&self, id: &str, day: CivilDate) -> Option<&proto::Law> {
        match self.body_on(&Key::new(Registry::Law, id), day)? {
            Body::Law(law) => Some(law),
            _ => None,
        }
    }
}

fn check_officer(officer: &proto::Officer, from: CivilDate, facts: &Facts) -> Result<(), Refusal> {
    match facts.agency_on(&officer.agency_id, from) {
        Some(agency) if agency.division != officer.division => Err(does_not_fit(
            "officer.division",
            format!("must be the agency's division {}", agency.division),
            format!("应为所在执法主体的区划“{}”", agency.division),
        )),
        _ => Ok(()),
    }
}

fn check_posting(posting: &proto::Posting, from: CivilDate, facts: &Facts) -> Result<(), Refusal> {
    let code = |text: &str| DivisionCode::parse(text).ok();
    let area = facts
        .agency_on(&posting.agency_id, from)
        .and_then(|agency| code(&agency.division));
    match (area, code(&posting.division)) {
        (Some(area), Some(division)) if !area.contains(&division) => Err(does_not_fit(
            "posting.division",
            format!("must lie in the agency's division {}", area.as_str()),
            format!("应在所派驻执法主体的区划“{}”范围内", area.as_str()),
        )),
        _ => Ok(()),
    }
}

fn check_item(item: &proto::Item, from: CivilDate, facts: &Facts) -> Result<(), Refusal> {
    for (field, bases) in [("violated", &item.violated), ("basis", &item.basis)] {
        for (at, basis) in bases.iter().enumerate() {
            let held = facts
                .law_on(&basis.law_id, from)
                .and_then(|law| article(law, basis.article));
            if held.is_none() {
                let path = format!("item.{field}[{at}].article");
                let what = format!("article {} of {}", basis.article, basis.law_id);
                let zh = format!("“{}”第{}条", basis.law_id, basis.article);
                return Err(basis_not_in_force(&path, &what, &zh, from));
            }
        }
    }
    Ok(())
}

fn not_in_force(element: &Element, reference: &Reference, from: CivilDate) -> Refusal {
    let (registry, id) = (reference.registry, &reference.id);
    if registry == Registry::Law && matches!(element.body(), Body::Item(_)) {
        return basis_not_in_force(
            &reference.path,
            &format!("law {id}"),
            &format!("执法依据“{id}”"),
            from,
        );
    }
    let zh = format!("{}“{id}”在{}没有有效记录", registry.zh(), from.zh());
    refused(
        &reasons::REFERENCE_NOT_IN_FORCE,
        &reference.path,
        format!("{registry} {id:?} does not hold on {from}"),
        zh,
    )
}

/// An item without a basis in force is no item: a penalty without one is void (行政处罚法 §38).
fn basis_not_in_force(path: &str, what: &str, what_zh: &str, from: CivilDate) -> Refusal {
    let citation = Citation::article(Law::AdministrativePenaltyLaw, 38);
    let zh = format!("{what_zh}在{}没有有效文本", from.zh());
    let unmet = Unmet {
        article: citation.to_string(),
        subject: what.to_owned(),
        remedy: zh.clone(),
    };
    refused(
        &reasons::BASIS_NOT_IN_FORCE,
        path,
        format!("{what} is not in force on {from}"),
        zh,
    )
    .citing(citation.law, citation)
    .with_unmet(unmet)
}

fn does_not_fit(path: &str, rule: String, zh: String) -> Refusal {
    refused(&reasons::DIVISION_DOES_NOT_FIT, path, rule, zh)
}

fn refused(reason: &'static Reason, path: &str, rule: String, zh: String) -> Refusal {
    Refusal::new(reason, format!("{path}: {rule}"), zh.clone()).with_field(path, rule, zh)
}
