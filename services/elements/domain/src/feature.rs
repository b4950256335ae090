//! 试点开关: where a function of the platform is open. Kept by the province.

use contract::elements::v1 as proto;

use super::element::Columns;
use super::fields::Fields;

/// Most places named.
const MOST_SCOPES: usize = 500;

/// Reads a feature.
pub(super) fn read(feature: &proto::Feature, fields: &mut Fields) -> Columns {
    fields.id("feature_id", &feature.feature_id);
    fields.text("name", &feature.name);
    if feature.scopes.len() > MOST_SCOPES {
        fields.refuse(
            "scopes",
            format!("must hold at most {MOST_SCOPES}"),
            format!("不能超过{MOST_SCOPES}处"),
        );
    }
    for (at, scope) in feature.scopes.iter().enumerate() {
        if !scope.division.is_empty() {
            let path = format!("scopes[{at}].division");
            fields.division(path.as_str(), &scope.division);
        }
        fields.stated_if_any::<proto::Domain>(format!("scopes[{at}].domain"), scope.domain);
        fields.stated_if_any::<proto::Level>(format!("scopes[{at}].level"), scope.level);
        if feature.scopes.iter().take(at).any(|before| before == scope) {
            fields.refuse(
                format!("scopes[{at}]"),
                "must not be named twice",
                "适用范围重复填写",
            );
        }
    }
    Columns {
        id: feature.feature_id.clone(),
        name: feature.name.clone(),
        ..Columns::default()
    }
}
