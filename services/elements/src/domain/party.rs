//! 检查对象 / 当事人: persons by citizen id number, the others by credit code (民法典 §54, §57, §102).

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::PartyKind;
use statute::identifier::{CitizenId, SubjectKind};

use super::element::Columns;
use super::fields::Fields;

/// Longest address, in characters.
const LONGEST_ADDRESS: usize = 300;

/// Reads a party.
pub(super) fn read(party: &proto::Party, today: CivilDate, fields: &mut Fields) -> Columns {
    fields.id("party_id", &party.party_id);
    fields.text("name", &party.name);
    let kind = fields.stated::<PartyKind>("kind", party.kind);
    let identity = kind.and_then(|kind| read_identity(kind, &party.identity_code, today, fields));
    match kind {
        Some(PartyKind::Person) => {
            fields.text_if_any("representative", &party.representative, LONGEST_ADDRESS);
        }
        _ => fields.text("representative", &party.representative),
    }
    fields.text_up_to("address", &party.address, LONGEST_ADDRESS);
    if !is_phone(&party.phone) {
        fields.refuse(
            "phone",
            "must be empty or 5 to 20 digits, spaces, hyphens, + and parentheses",
            "应为空，或者5至20位数字（可含空格、连字符、加号、括号）",
        );
    }
    let division = fields.division("division", &party.division);
    Columns {
        id: party.party_id.clone(),
        name: party.name.clone(),
        division,
        parent: None,
        identity,
    }
}

fn read_identity(
    kind: PartyKind,
    code: &str,
    today: CivilDate,
    fields: &mut Fields,
) -> Option<String> {
    const FIELD: &str = "identity_code";
    if kind == PartyKind::Person {
        // The error never quotes the number, and neither may the refusal.
        return match CitizenId::parse_on(code, today) {
            Ok(id) => Some(id.as_str().to_owned()),
            Err(error) => {
                fields.refuse(FIELD, error.to_string(), error.zh());
                None
            }
        };
    }
    let code = fields.credit_code(FIELD, code)?;
    let individual = code.kind() == SubjectKind::IndividualBusiness;
    if individual != (kind == PartyKind::IndividualBusiness) {
        fields.refuse(
            FIELD,
            "belongs to another kind of party",
            format!(
                "该统一社会信用代码属于{}，与当事人类型不符",
                code.kind().zh()
            ),
        );
    }
    Some(code.as_str().to_owned())
}

fn is_phone(phone: &str) -> bool {
    let sign = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+' | '(' | ')');
    phone.is_empty() || ((5..=20).contains(&phone.len()) && phone.chars().all(sign))
}
