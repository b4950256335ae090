//! What an element refers to must hold on the element's first day, and fit it.
//!
//! Articles that an item rests on must go on holding while the item does: an item may end with its law, but not outlive
//! what is known to end. Everything else is looked at on the first day only: an agency that is dissolved later takes its
//! officers' postings with it by changes of their own, and until then the acts themselves look at every day.

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{AgencyKind, ItemKind};
use refusal::{Reason, Refusal};
use statute::identifier::{DivisionCode, Level};
use statute::{Citation, Law};

use super::decide::{Facts, Row};
use super::element::{Element, Key, Reference};
use super::registry::Registry;
use super::timeline::Span;
use super::{
    basis, claim, instrument, law, leniency_list, officer, parameter_pack, reasons, standard,
};

/// Checks every reference of an element that is to hold for `span`, and the elements beside which it stands.
pub(super) fn check(element: &Element, span: Span, facts: &Facts) -> Result<(), Refusal> {
    let from = span.from();
    for reference in element.references() {
        if facts.body_on(&reference.key(), from).is_none() {
            return Err(not_in_force(element, reference, from));
        }
    }
    match element.body() {
        Body::Agency(agency) => check_agency(element, agency, from, facts),
        Body::Officer(officer) => check_officer(officer, from, facts),
        Body::Certificate(certificate) => {
            officer::check_overlap(certificate, span, facts.certificates())
        }
        Body::Posting(posting) => check_posting(posting, from, facts),
        Body::Item(item) => check_item(element, item, span, facts),
        Body::Standard(standard) => check_standard(standard, from, facts),
        Body::TypicalCase(case) => check_typical_case(element, case, from, facts),
        Body::Scene(scene) => check_scene(scene, from, facts),
        Body::Instrument(instrument) => instrument::check(instrument, from, facts),
        Body::Claim(claim) => claim::check(claim, from, facts),
        Body::ParameterPack(pack) => parameter_pack::check(pack, span, facts),
        Body::Law(law) => law::check(law, from, facts),
        Body::LeniencyList(list) => leniency_list::check(list, from, facts),
        _ => Ok(()),
    }
}

impl Facts {
    /// What holds of another element on a day.
    fn row_on(&self, key: &Key, day: CivilDate) -> Option<&Row> {
        let rows = self.others.get(key)?;
        rows.iter().find(|row| row.span.holds_on(day))
    }

    pub(super) fn body_on(&self, key: &Key, day: CivilDate) -> Option<&Body> {
        self.row_on(key, day).map(|row| &row.body)
    }

    pub(super) fn agency_on(&self, id: &str, day: CivilDate) -> Option<&proto::Agency> {
        match self.body_on(&Key::new(Registry::Agency, id), day)? {
            Body::Agency(agency) => Some(agency),
            _ => None,
        }
    }

    pub(super) fn item_on(&self, id: &str, day: CivilDate) -> Option<&proto::Item> {
        match self.body_on(&Key::new(Registry::Item, id), day)? {
            Body::Item(item) => Some(item),
            _ => None,
        }
    }

    /// The text of a law on a day.
    pub(super) fn law_on(&self, id: &str, day: CivilDate) -> Option<&proto::Law> {
        self.law_until(id, day).map(|(law, _)| law)
    }

    /// The text of a law on a day, and the first day on which it is another, or none.
    pub(super) fn law_until(
        &self,
        id: &str,
        day: CivilDate,
    ) -> Option<(&proto::Law, Option<CivilDate>)> {
        let row = self.row_on(&Key::new(Registry::Law, id), day)?;
        match &row.body {
            Body::Law(law) => Some((law, row.span.to())),
            _ => None,
        }
    }

    /// The officer's other certificates, with the days for which each is recorded.
    fn certificates(&self) -> impl Iterator<Item = (&proto::Certificate, Span)> {
        self.beside.iter().filter_map(|row| match &row.body {
            Body::Certificate(certificate) => Some((certificate, row.span)),
            _ => None,
        })
    }

    /// The norms that were looked up and hold on a day.
    pub(super) fn norms_on(&self, day: CivilDate) -> impl Iterator<Item = &proto::Norm> {
        self.of(Registry::Norm)
            .filter(move |row| row.span.holds_on(day))
            .filter_map(|row| match &row.body {
                Body::Norm(norm) => Some(norm),
                _ => None,
            })
    }

    fn of(&self, registry: Registry) -> impl Iterator<Item = &Row> {
        self.others
            .range(Key::new(registry, "")..)
            .take_while(move |(key, _)| key.registry == registry)
            .flat_map(|(_, rows)| rows)
    }
}

/// An authorised organisation rests on an article in force (§19); an entrusted one acts for an organ that is not itself
/// entrusted (§20(4)).
fn check_agency(
    element: &Element,
    agency: &proto::Agency,
    from: CivilDate,
    facts: &Facts,
) -> Result<(), Refusal> {
    basis::check(element, "qualification", &agency.qualification, from, facts)?;
    let principal = facts.agency_on(&agency.principal_id, from);
    if principal.is_none_or(|principal| principal.kind() != AgencyKind::Entrusted) {
        return Ok(());
    }
    let citation = Citation::article(Law::AdministrativePenaltyLaw, 20).paragraph(4);
    Err(refused(
        &reasons::ENTRUSTED_FURTHER,
        "agency.principal_id",
        "must not itself be an entrusted organisation".to_owned(),
        "受委托组织不得再委托其他组织或者个人实施行政处罚".to_owned(),
    )
    .citing(citation.law, citation))
}

fn check_officer(officer: &proto::Officer, from: CivilDate, facts: &Facts) -> Result<(), Refusal> {
    match facts.agency_on(&officer.agency_id, from) {
        Some(agency) if agency.division != officer.division => Err(division_does_not_fit(
            "officer.division",
            format!("must be the agency's division {}", agency.division),
            format!("应为所在执法主体的区划“{}”", agency.division),
        )),
        _ => Ok(()),
    }
}

fn check_posting(posting: &proto::Posting, from: CivilDate, facts: &Facts) -> Result<(), Refusal> {
    let area = area_of(&posting.agency_id, from, facts);
    match (area, DivisionCode::parse(&posting.division).ok()) {
        (Some(area), Some(division)) if !area.contains(&division) => Err(division_does_not_fit(
            "posting.division",
            format!("must lie in the agency's division {}", area.as_str()),
            format!("应在所派驻执法主体的区划“{}”范围内", area.as_str()),
        )),
        _ => Ok(()),
    }
}

fn check_item(
    element: &Element,
    item: &proto::Item,
    span: Span,
    facts: &Facts,
) -> Result<(), Refusal> {
    for (field, bases) in [("violated", &item.violated), ("basis", &item.basis)] {
        basis::check(element, field, bases, span.from(), facts)?;
        basis::check_throughout(element, field, bases, span, facts)?;
    }
    if item.levels.is_empty() {
        return Ok(());
    }
    for (at, id) in item.agency_ids.iter().enumerate() {
        let Some(area) = area_of(id, span.from(), facts) else {
            continue;
        };
        let level = level(area.level());
        if !item.levels().any(|allowed| allowed == level) {
            return Err(does_not_fit(
                &format!("item.agency_ids[{at}]"),
                format!(
                    "{id:?} is an agency of {}, which levels leaves out",
                    area.as_str()
                ),
                format!("执法主体“{id}”的层级不在该事项允许的实施层级之内，请核对"),
            ));
        }
    }
    Ok(())
}

fn check_standard(
    standard: &proto::Standard,
    from: CivilDate,
    facts: &Facts,
) -> Result<(), Refusal> {
    if let (Some(area), Ok(division)) = (
        area_of(&standard.agency_id, from, facts),
        DivisionCode::parse(&standard.division),
    ) && !area.contains(&division)
    {
        return Err(division_does_not_fit(
            "standard.division",
            format!("must lie in the agency's division {}", area.as_str()),
            format!("应在制定机关的区划“{}”范围内", area.as_str()),
        ));
    }
    let Some(item) = facts.item_on(&standard.item_id, from) else {
        return Ok(());
    };
    if item.kind() != ItemKind::Penalty {
        return Err(does_not_fit(
            "standard.item_id",
            "must be a penalty".to_owned(),
            "裁量基准只适用于行政处罚事项".to_owned(),
        ));
    }
    check_domain("standard.domain", standard.domain, item)?;
    standard::check_range(standard, item)
}

fn check_typical_case(
    element: &Element,
    case: &proto::TypicalCase,
    from: CivilDate,
    facts: &Facts,
) -> Result<(), Refusal> {
    basis::check(element, "basis", &case.basis, from, facts)?;
    match facts.item_on(&case.item_id, from) {
        Some(item) => check_domain("typical_case.domain", case.domain, item),
        None => Ok(()),
    }
}

/// What is looked at in one visit are inspections.
fn check_scene(scene: &proto::Scene, from: CivilDate, facts: &Facts) -> Result<(), Refusal> {
    for (at, id) in scene.item_ids.iter().enumerate() {
        if facts
            .item_on(id, from)
            .is_some_and(|item| item.kind() != ItemKind::Inspection)
        {
            return Err(does_not_fit(
                &format!("scene.item_ids[{at}]"),
                format!("{id:?} must be an inspection"),
                format!("事项“{id}”不是行政检查事项，不能列入综合查一次场景"),
            ));
        }
    }
    Ok(())
}

fn check_domain(path: &str, domain: i32, item: &proto::Item) -> Result<(), Refusal> {
    if domain == item.domain {
        return Ok(());
    }
    Err(does_not_fit(
        path,
        format!("must be the item's line {}", item.domain().as_str_name()),
        "应与所引用事项的领域一致".to_owned(),
    ))
}

fn area_of(agency_id: &str, day: CivilDate, facts: &Facts) -> Option<DivisionCode> {
    DivisionCode::parse(&facts.agency_on(agency_id, day)?.division).ok()
}

const fn level(level: Level) -> proto::Level {
    match level {
        Level::Province => proto::Level::Province,
        Level::City => proto::Level::City,
        Level::County => proto::Level::County,
        Level::Town | Level::Village => proto::Level::Town,
    }
}

fn not_in_force(element: &Element, reference: &Reference, from: CivilDate) -> Refusal {
    let (registry, id) = (reference.registry, &reference.id);
    if registry == Registry::Law && matches!(element.body(), Body::Item(_)) {
        return basis::law_not_in_force(element, &reference.path, id, from);
    }
    let zh = format!("{}“{id}”在{}没有有效记录", registry.zh(), from.zh());
    refused(
        &reasons::REFERENCE_NOT_IN_FORCE,
        &reference.path,
        format!("{registry} {id:?} does not hold on {from}"),
        zh,
    )
}

fn division_does_not_fit(path: &str, rule: String, zh: String) -> Refusal {
    refused(&reasons::DIVISION_DOES_NOT_FIT, path, rule, zh)
}

fn does_not_fit(path: &str, rule: String, zh: String) -> Refusal {
    refused(&reasons::REFERENCE_DOES_NOT_FIT, path, rule, zh)
}

fn refused(reason: &'static Reason, path: &str, rule: String, zh: String) -> Refusal {
    Refusal::new(reason, format!("{path}: {rule}"), zh.clone()).with_field(path, rule, zh)
}
