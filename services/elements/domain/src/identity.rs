//! Codes that name one element at a time: outside the platform (credit codes, certificate numbers), or by what the element
//! is about (an agency's posting of an officer, its revenue code for an item).

use refusal::Refusal;

use super::element::Element;
use super::reasons;
use super::registry::Registry;

/// Another element carries the same code for some of the same days.
pub(super) fn taken(element: &Element, namesake: &str) -> Refusal {
    let registry = element.key().registry;
    let (field, rule, zh) = match registry {
        Registry::Certificate => (
            "number",
            "is the number of another certificate on the same days",
            "该证件号已登记在另一执法证件名下",
        ),
        Registry::Item => (
            "catalogue_code",
            "is the code of another item on the same days",
            "该事项目录编码已用于另一执法事项",
        ),
        Registry::Posting => (
            "agency_id",
            "the officer holds another posting under the same agency on the same days",
            "该人员同一时段在该执法主体已有岗位，请修改原岗位或者先终止",
        ),
        Registry::RevenueMapping => (
            "item_id",
            "another mapping of the agency is about the same item on the same days",
            "该执法主体同一时段对该事项已有非税项目对照，请修改原对照或者先终止",
        ),
        Registry::Template => (
            "code",
            "another template of the division is of this document on the same days",
            "该区划同一时段已有同一文书的有效版本，请修改原文书或者先终止",
        ),
        Registry::Agency => (
            "credit_code",
            "is the code of another agency on the same days",
            "该统一社会信用代码已登记在另一执法主体名下",
        ),
        Registry::Party => (
            "identity_code",
            "is the code of another party on the same days",
            "该证照号码已登记在另一检查对象名下，请使用已有对象或者合并",
        ),
        _ => (
            "id",
            "another element carries the same code on the same days",
            "该编码已登记在另一要素名下",
        ),
    };
    let path = format!("{registry}.{field}");
    Refusal::new(
        &reasons::IDENTITY_TAKEN,
        format!("{path}: {rule}"),
        zh.to_owned(),
    )
    .with_field(path, rule, zh)
    .with_metadata("element_id", namesake)
}
