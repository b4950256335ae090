//! 执法主体: who may act in its own name (行政处罚法 §17 to §20).

use contract::elements::v1 as proto;
use statute::identifier::{Registry as Registrar, Uscc};

use super::element::Columns;
use super::fields::Fields;
use super::registry::Registry;

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
    Columns {
        id: agency.agency_id.clone(),
        name: agency.name.clone(),
        division,
        parent: (!agency.superior_id.is_empty()).then(|| agency.superior_id.clone()),
        identity: code.map(|code| code.as_str().to_owned()),
    }
}

fn registered_as_business(code: &Uscc) -> bool {
    matches!(code.registry(), Registrar::Market)
}
