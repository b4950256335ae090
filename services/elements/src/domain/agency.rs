//! 执法主体: who may act in its own name (行政处罚法 §17 to §20).

use contract::elements::v1 as proto;
use statute::identifier::{Registry as Registrar, Uscc};

use super::element::Columns;
use super::fields::Fields;
use super::registry::Registry;

/// Longest word of an agency in document numbers, in characters.
const LONGEST_DOCUMENT_WORD: usize = 20;

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
    fields.stated::<proto::AgencyKind>("kind", agency.kind);
    let division = fields.division("division", &agency.division);
    fields.stated_once::<proto::Domain>("domains", &agency.domains);
    if !agency.superior_id.is_empty() {
        fields.reference(Registry::Agency, "superior_id", &agency.superior_id);
        if agency.superior_id == agency.agency_id {
            fields.refuse("superior_id", "must be another agency", "不能是本机关");
        }
    }
    fields.text("reconsideration_organ", &agency.reconsideration_organ);
    read_document_word(&agency.document_word, fields);
    Columns {
        id: agency.agency_id.clone(),
        name: agency.name.clone(),
        division,
        parent: (!agency.superior_id.is_empty()).then(|| agency.superior_id.clone()),
        identity: code.map(|code| code.as_str().to_owned()),
    }
}

/// 机关代字: Chinese characters only, because brackets, digits and blanks are what a document number is taken apart by.
fn read_document_word(word: &str, fields: &mut Fields) {
    let chinese =
        |letter: char| matches!(letter, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}');
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
