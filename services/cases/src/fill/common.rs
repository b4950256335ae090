//! What all forms have: the agency, the party, the case, whom to turn to.

use super::words::{basis, cause, day, names, officers, provision};
use super::{Draft, Source};

pub(super) fn fill(draft: &mut Draft<'_>) {
    let ground = draft.ground;
    let case = draft.case();
    let opening = &case.opening;
    draft
        .put("agency_name", opening.agency.name.clone())
        .put("document_number", ground.number)
        .put("case_code", opening.code.to_string())
        .put("date", day(ground.today));
    party(draft);
    draft
        .propose("cause", cause(case))
        .put("provision", provision(case))
        .put("penalty_basis", basis(case))
        .propose("officers", officers(&opening.officers));
    if let Some(penalty) = case.penalty() {
        draft.put("filed_on", day(penalty.filed_on));
    }
    // Whoever handles the case answers for it.
    draft.propose(
        "contact",
        opening.officers.first().map(|it| it.name.clone()),
    );
    if let Some(agency) = ground.elements.agency_element(&opening.agency.id) {
        draft
            .offer("contact_phone", agency.phone.clone(), Source::Element)
            .element("agency_address", agency.address.clone());
    }
    if draft.form.field("officers_names").is_some() {
        draft.put("officers_names", names(&opening.officers));
    }
}

/// The party as it stood when the case was opened; where it may be found now.
fn party(draft: &mut Draft<'_>) {
    let case = draft.case();
    let party = &case.opening.party;
    draft.put("party_name", party.name.clone());
    let code = if party.credit_code.is_empty() {
        &party.masked_identity_code
    } else {
        &party.credit_code
    };
    draft.put("party_code", code.clone());
    draft.put("party_type", super::filing::party_type(party.kind));
    // Where the party itself has said it wants its papers.
    if let Some(address) = &case.address {
        draft.put("party_address", address.postal.clone());
    }
    if let Some(known) = draft.ground.elements.party_element(&party.id) {
        let (address, phone) = (known.address.clone(), known.phone.clone());
        draft
            .offer("party_address", address, Source::Element)
            .offer("party_phone", phone, Source::Element)
            .offer(
                "representative",
                known.representative.clone(),
                Source::Element,
            );
    }
}
