//! 执法主体: who may act in its own name (行政处罚法 §17 to §20).

use contract::elements::v1 as proto;
use contract::elements::v1::AgencyKind;
use statute::identifier::{Registry as Registrar, Uscc};

use super::basis;
use super::element::Columns;
use super::facet::{facet, facets, id};
use super::fields::Fields;
use super::registry::Registry;

/// Longest word of an agency in document numbers, in characters.
const LONGEST_DOCUMENT_WORD: usize = 20;
/// Longest public notice or address, in characters.
const LONGEST_ADDRESS: usize = 300;

/// Reads an agency.
pub(super) fn read(agency: &proto::Agency, fields: &mut Fields) -> Columns {
    fields.id("agency_id", &agency.agency_id);
    fields.text("name", &agency.name);
    let code = fields.credit_code("credit_code", &agency.credit_code);
    if code.as_ref().is_some_and(registered_as_business) {
        fields.refuse(
            "credit_code",
            "an agency is not registered with the market regulator",
            "执法主体的统一社会信用代码不应由市场监管部门赋予",
        );
    }
    let kind = fields.stated::<AgencyKind>("kind", agency.kind);
    let division = fields.division("division", &agency.division);
    fields.stated_once::<proto::Domain>("domains", &agency.domains);
    read_other(agency, "superior_id", &agency.superior_id, fields);
    fields.text("reconsideration_organ", &agency.reconsideration_organ);
    read_document_word(&agency.document_word, fields);
    read_qualification(kind, agency, fields);
    fields.text_if_any("public_notice", &agency.public_notice, LONGEST_ADDRESS);
    fields.text_if_any("address", &agency.address, LONGEST_ADDRESS);
    fields.phone("phone", &agency.phone);
    Columns {
        id: agency.agency_id.clone(),
        name: agency.name.clone(),
        division,
        parent: (!agency.superior_id.is_empty()).then(|| agency.superior_id.clone()),
        identity: code.map(|code| code.as_str().to_owned()),
        facets: [facet("kind", agency.kind)]
            .into_iter()
            .chain(facets("domain", &agency.domains))
            .chain(id("superior_id", &agency.superior_id))
            .collect(),
        ..Columns::default()
    }
}

/// What the power to act rests on: of an authorised organisation an article (§17, §19), of an entrusted one its
/// principal (§20).
fn read_qualification(kind: Option<AgencyKind>, agency: &proto::Agency, fields: &mut Fields) {
    basis::read("qualification", &agency.qualification, fields);
    if kind == Some(AgencyKind::Authorised) && agency.qualification.is_empty() {
        fields.refuse(
            "qualification",
            "must name the law or regulation that authorises the organisation (行政处罚法第十九条)",
            "应填写授权其实施行政处罚的法律、法规条款（行政处罚法第十九条）",
        );
    }
    let entrusted = kind == Some(AgencyKind::Entrusted);
    if entrusted && agency.principal_id.is_empty() {
        fields.refuse(
            "principal_id",
            "must name the agency in whose name the organisation acts (行政处罚法第二十条)",
            "受委托组织应填写委托行政机关（行政处罚法第二十条）",
        );
    } else if kind.is_some() && !entrusted && !agency.principal_id.is_empty() {
        fields.refuse(
            "principal_id",
            "must be empty: only an entrusted organisation acts in another's name (行政处罚法第二十条)",
            "只有受委托组织才填写委托行政机关（行政处罚法第二十条），请清空或者改选资格类型",
        );
    }
    read_other(agency, "principal_id", &agency.principal_id, fields);
}

fn read_other(agency: &proto::Agency, field: &'static str, other: &str, fields: &mut Fields) {
    fields.reference_if_any(Registry::Agency, field, other);
    if !other.is_empty() && other == agency.agency_id {
        fields.refuse(field, "must be another agency", "不能是本机关");
    }
}

/// 机关代字: Chinese characters only, because brackets, digits and blanks are what a document number is taken apart by.
fn read_document_word(word: &str, fields: &mut Fields) {
    // Some towns are written with characters of the later extensions (虎𬇙镇).
    let chinese = |letter: char| matches!(letter, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3FFFF}');
    if word.chars().count() > LONGEST_DOCUMENT_WORD {
        fields.refuse(
            "document_word",
            format!("must have at most {LONGEST_DOCUMENT_WORD} characters"),
            format!("不能超过{LONGEST_DOCUMENT_WORD}个字"),
        );
    } else if !word.chars().all(chinese) {
        fields.refuse(
            "document_word",
            "must be Chinese characters only, without brackets, digits or blanks",
            "机关代字只能使用汉字，不能含有括号、数字或者空格",
        );
    }
}

fn registered_as_business(code: &Uscc) -> bool {
    matches!(code.registry(), Registrar::Market)
}
