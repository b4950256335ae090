//! Masking (脱敏): what of a case the public may see. Pure: `published == mask(served)`, byte for byte, is a test.
//!
//! Left out by the model (内蒙古自治区人民政府令第244号 §§13-14, 行政处罚法 §50, 个人信息保护法 §28): who the natural persons are,
//! their numbers, their addresses, their accounts. What cannot be told apart by its form is masked by its value: every
//! address, receiver and signer that the case itself holds. Where a text leaves room for doubt, more is masked than need be.

mod names;
mod numbers;
mod places;
mod text;

use contract::disclosure::v1::PublicDecision;
use statute::identifier::Uscc;

use crate::served::{Outcome, Revocation, Served};

pub use names::masked_name;
pub use text::{Known, VEIL, veil};

/// What the public sees of a decision that has been made. None before: there is nothing to see.
pub fn mask(served: &Served) -> Option<PublicDecision> {
    let result = served.result.as_ref()?;
    let known = Known::of(served);
    let free = |text: &str| veil(text, &known);
    let items: Vec<&str> = served.items.iter().map(|item| item.name.as_str()).collect();
    let facts: Vec<&str> = served.facts.iter().map(String::as_str).collect();
    Some(PublicDecision {
        kind: served.kind().into(),
        document_number: free(&result.document_number),
        case_code: String::new(),
        party_name: party_name(served),
        party_credit_code: credit_code(served),
        party_kind: served.party.kind.clone(),
        matter: free(&items.join("；")),
        facts: free(&numbered(&facts)),
        basis: basis(served).iter().map(|article| free(article)).collect(),
        content: free(&content(served, result)),
        fine_fen: result.fine_fen,
        agency_id: served.agency_id.clone(),
        agency_name: served.agency_name.clone(),
        division: served.division.clone(),
        domain: served.domain.clone(),
        decided_date: result.date.clone(),
    })
}

/// What stands in the place of a decision that no longer holds, masked like the decision.
pub fn masked_reasons(served: &Served, revocation: &Revocation) -> String {
    let by = if revocation.instrument.is_empty() {
        String::new()
    } else {
        format!("（{}）", revocation.instrument)
    };
    let text = format!(
        "经{}{by}，原决定已被{}。{}",
        revocation.ground, revocation.effect, revocation.reasons
    );
    veil(&text, &Known::of(served))
}

fn party_name(served: &Served) -> String {
    if served.is_person() {
        return masked_name(&served.party.name);
    }
    // A firm's name stands, even where it names a road or a person; a telephone number in it does not.
    veil(&served.party.name, &Known::of_firm(&served.party.name))
}

/// The credit code of whoever is registered.
fn credit_code(served: &Served) -> String {
    let code = Uscc::parse(&served.party.credit_code).ok();
    let code = code.filter(|_| !served.is_person());
    code.map(|code| code.as_str().to_owned())
        .unwrap_or_default()
}

fn basis(served: &Served) -> Vec<String> {
    let mut basis: Vec<String> = Vec::new();
    for article in served.items.iter().flat_map(|item| &item.basis) {
        if !basis.contains(article) {
            basis.push(article.clone());
        }
    }
    basis
}

/// Several findings are numbered; one stands as it is.
fn numbered(facts: &[&str]) -> String {
    match facts {
        [] => String::new(),
        [one] => (*one).to_owned(),
        many => {
            let lines = many.iter().zip(1_u32..);
            let lines: Vec<String> = lines.map(|(text, n)| format!("{n}．{text}")).collect();
            lines.join("\n")
        }
    }
}

fn content(served: &Served, result: &Outcome) -> String {
    if !served.penalty {
        return result.text.clone();
    }
    let sanctions = result.sanctions.iter().map(|it| it.text.clone());
    let mut parts: Vec<String> = sanctions.collect();
    if parts.is_empty() {
        // A record from before sanctions were told of by themselves.
        parts.push(if result.fine_fen > 0 {
            format!("罚款人民币{}元", yuan(result.fine_fen))
        } else {
            "警告".to_owned()
        });
    }
    if !result.text.is_empty() {
        parts.push(format!("责令改正：{}", result.text));
    }
    parts.join("；")
}

/// Fen as yuan, with a fraction only where there is one.
pub(crate) fn yuan(fen: i64) -> String {
    let (whole, part) = (fen / 100, fen % 100);
    if part == 0 {
        whole.to_string()
    } else {
        format!("{whole}.{part:02}")
    }
}

impl Served {
    /// Whether the party is a natural person. A kind that is not known is taken for one.
    pub fn is_person(&self) -> bool {
        !matches!(
            self.party.kind.as_str(),
            "ORGANISATION" | "INDIVIDUAL_BUSINESS" | "UNREGISTERED"
        )
    }
}
