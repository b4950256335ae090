//! 行政区划: GB/T 2260 and GB/T 10114.

use contract::elements::v1 as proto;
use statute::identifier::DivisionCode;

use super::element::Columns;
use super::fields::Fields;

/// Reads a division. Its parent is the code above; the province has none.
pub(super) fn read(division: &proto::Division, fields: &mut Fields) -> Columns {
    let code = fields.division_code("code", &division.code);
    fields.text("name", &division.name);
    let above = code.as_ref().and_then(DivisionCode::parent);
    if code.is_some() {
        let expected = above.as_ref().map_or("", DivisionCode::as_str);
        if division.parent == expected {
            if above.is_some() {
                fields.refer(super::Registry::Division, expected, "parent");
            }
        } else {
            fields.refuse(
                "parent",
                format!("must be {expected:?}, the division above"),
                format!("应为上一级区划“{expected}”"),
            );
        }
    }
    Columns {
        id: division.code.clone(),
        name: division.name.clone(),
        division: code,
        parent: above.map(|above| above.as_str().to_owned()),
        identity: None,
        ..Columns::default()
    }
}
