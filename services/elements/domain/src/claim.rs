//! 事项认领: which powers of an instrument a grantee has taken. What it has not taken stays with the grantor.

use std::collections::BTreeSet;

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use refusal::Refusal;
use statute::{Citation, Law};

use super::decide::Facts;
use super::element::{Columns, Key};
use super::facet::facet;
use super::fields::Fields;
use super::reasons;
use super::registry::Registry;

/// Most items that one claim may take.
const MOST_ITEMS: usize = 5_000;

/// Reads a claim.
pub(super) fn read(claim: &proto::Claim, fields: &mut Fields) -> Columns {
    fields.id("claim_id", &claim.claim_id);
    fields.reference(Registry::Instrument, "instrument_id", &claim.instrument_id);
    fields.reference(Registry::Agency, "agency_id", &claim.agency_id);
    fields.count("item_ids", claim.item_ids.len(), MOST_ITEMS);
    for (at, id) in claim.item_ids.iter().enumerate() {
        // That they hold is the instrument's matter; here they need only be its own.
        fields.id(format!("item_ids[{at}]"), id);
    }
    if claim.item_ids.iter().collect::<BTreeSet<_>>().len() < claim.item_ids.len() {
        fields.refuse("item_ids", "must not name the same one twice", "不能重复");
    }
    fields.text_if_any("confirmation", &claim.confirmation, 200);
    Columns {
        id: claim.claim_id.clone(),
        name: claim.claim_id.clone(),
        parent: Some(claim.instrument_id.clone()),
        facets: vec![
            facet("instrument_id", &claim.instrument_id),
            facet("agency_id", &claim.agency_id),
        ],
        ..Columns::default()
    }
}

/// Checks a claim against the instrument it is made under.
///
/// # Refuses
/// `CLAIM_DOES_NOT_FIT`
pub(super) fn check(claim: &proto::Claim, from: CivilDate, facts: &Facts) -> Result<(), Refusal> {
    let key = Key::new(Registry::Instrument, claim.instrument_id.as_str());
    let Some(Body::Instrument(instrument)) = facts.body_on(&key, from) else {
        return Ok(());
    };
    if !instrument.claimed {
        return Err(refused(
            "claim.instrument_id",
            "nothing need be claimed under this instrument",
            &format!("“{}”不需要认领", instrument.title),
        ));
    }
    if !instrument.grantee_ids.contains(&claim.agency_id) {
        return Err(refused(
            "claim.agency_id",
            "is not one to whom the instrument grants",
            &format!("“{}”不是“{}”的赋予对象", claim.agency_id, instrument.title),
        ));
    }
    let granted: BTreeSet<&String> = instrument
        .powers
        .iter()
        .map(|power| &power.item_id)
        .collect();
    match claim
        .item_ids
        .iter()
        .enumerate()
        .find(|(_, id)| !granted.contains(id))
    {
        Some((at, id)) => Err(refused(
            &format!("claim.item_ids[{at}]"),
            "does not stand in the instrument's list",
            &format!("事项“{id}”不在“{}”的赋权事项清单内", instrument.title),
        )),
        None => Ok(()),
    }
}

fn refused(path: &str, rule: &str, zh: &str) -> Refusal {
    let citation = Citation::article(Law::AdministrativePenaltyLaw, 24).paragraph(1);
    let zh = format!("{zh}（{citation}）");
    Refusal::new(
        &reasons::CLAIM_DOES_NOT_FIT,
        format!("{path}: {rule}"),
        zh.clone(),
    )
    .citing(citation.law, citation)
    .with_field(path, rule, zh)
}
