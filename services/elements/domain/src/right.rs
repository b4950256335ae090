//! Who may write what: a clerk keeps the elements of a division and of everything below it; laws, divisions, holiday
//! calendars and pilot switches are the province's.

use contract::elements::v1::element::Body;
use refusal::Refusal;
use statute::identifier::{DivisionCode, Level};

use super::decide::{Change, Facts, Known};
use super::element::{Element, Key};
use super::reasons;
use super::registry::Registry;

/// The division that owns the element after the change, if the caller keeps it before and after.
pub(super) fn owner(
    known: Option<&Known>,
    change: &Change,
    facts: &Facts,
) -> Result<DivisionCode, Refusal> {
    let registry = change.key().registry;
    let keeps = facts.keeps.as_ref().ok_or_else(foreign)?;
    let owner = match change {
        Change::Withdraw(_) => known
            .map(|known| known.division.clone())
            .ok_or_else(foreign)?,
        Change::Record(element) => match element.division() {
            Some(division) => division.clone(),
            None => owner_by_reference(element, keeps, facts),
        },
    };
    let province_only = matches!(
        registry,
        Registry::Law | Registry::Division | Registry::HolidayCalendar | Registry::Feature
    );
    if province_only && keeps.level() != Level::Province {
        return Err(Refusal::new(
            &reasons::PROVINCE_ONLY,
            format!("a {registry} is recorded by the province only"),
            format!("{}由省级统一维护", registry.zh()),
        ));
    }
    let before = known.map_or(&owner, |known| &known.division);
    if keeps.contains(&owner) && keeps.contains(before) {
        Ok(owner)
    } else {
        Err(foreign())
    }
}

/// What names no division of its own: an item belongs to the smallest division that holds the agencies that may act on
/// it, a claim and a revenue mapping to their agency's; the rest is the province's.
fn owner_by_reference(element: &Element, keeps: &DivisionCode, facts: &Facts) -> DivisionCode {
    let agencies: &[String] = match element.body() {
        Body::Item(item) => &item.agency_ids,
        Body::Claim(claim) => std::slice::from_ref(&claim.agency_id),
        Body::RevenueMapping(mapping) => std::slice::from_ref(&mapping.agency_id),
        _ => &[],
    };
    let mut divisions = agencies
        .iter()
        .filter_map(|id| facts.others.get(&Key::new(Registry::Agency, id)))
        .flatten()
        .filter_map(|row| match &row.body {
            Body::Agency(agency) => DivisionCode::parse(&agency.division).ok(),
            _ => None,
        });
    let Some(first) = divisions.next() else {
        return keeps.province();
    };
    divisions.fold(first, |common, next| {
        common.common(&next).unwrap_or_else(|| common.province())
    })
}

fn foreign() -> Refusal {
    Refusal::new(
        &reasons::FOREIGN_DIVISION,
        "the element belongs to a division outside the caller's",
        "该要素不属于您所管理的区划",
    )
}
