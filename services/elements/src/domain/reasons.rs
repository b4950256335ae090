//! Why the element centre says no.

use refusal::{Code, Reason};

/// The element belongs to a division that the caller does not keep.
pub const FOREIGN_DIVISION: Reason = Reason {
    name: "FOREIGN_DIVISION",
    code: Code::Forbidden,
    domain: "elements",
    meaning: "The element belongs, before or after the change, to a division outside the caller's.",
    remedy: "请由该要素所属区划的要素管理员办理。",
};
/// Laws and divisions are kept by the province.
pub const PROVINCE_ONLY: Reason = Reason {
    name: "PROVINCE_ONLY",
    code: Code::Forbidden,
    domain: "elements",
    meaning: "Laws and divisions are recorded by the province's element clerks only.",
    remedy: "执法依据和行政区划由省级统一维护，请联系省级要素管理员。",
};
/// Something that the element refers to does not hold on its first day.
pub const REFERENCE_NOT_IN_FORCE: Reason = Reason {
    name: "REFERENCE_NOT_IN_FORCE",
    code: Code::Refused,
    domain: "elements",
    meaning: "An element that is referred to is not recorded as holding on valid_from; the violation names the field.",
    remedy: "请先录入所引用的要素，或者核对编号和生效日期。",
};
/// The article that an item rests on does not hold on its first day.
pub const BASIS_NOT_IN_FORCE: Reason = Reason {
    name: "BASIS_NOT_IN_FORCE",
    code: Code::Refused,
    domain: "elements",
    meaning: "A law or article that the item rests on is not recorded as in force on valid_from.",
    remedy: "请先录入该法律法规的有效版本，或者核对条号和生效日期。",
};
/// What is said of the division does not fit the agency.
pub const DIVISION_DOES_NOT_FIT: Reason = Reason {
    name: "DIVISION_DOES_NOT_FIT",
    code: Code::Refused,
    domain: "elements",
    meaning: "The division differs from the agency's (officer), or lies outside it (posting).",
    remedy: "请按所属执法主体的区划填写。",
};
/// The code names another element already.
pub const IDENTITY_TAKEN: Reason = Reason {
    name: "IDENTITY_TAKEN",
    code: Code::Duplicate,
    domain: "elements",
    meaning: "Another element of the registry carries the same code for some of the same days; metadata.element_id names it.",
    remedy: "该编码已登记在其他要素名下，请核对后使用已有要素，或者先更正原登记。",
};
/// There is nothing to withdraw.
pub const NOTHING_HOLDS: Reason = Reason {
    name: "NOTHING_HOLDS",
    code: Code::Refused,
    domain: "elements",
    meaning: "Nothing is recorded of the element for the days that are to be withdrawn.",
    remedy: "该时段没有有效记录，无需撤销，请核对日期。",
};

/// The upper deployment manages the element.
pub const MANAGED_ABOVE: Reason = Reason {
    name: "MANAGED_ABOVE",
    code: Code::Refused,
    domain: "elements",
    meaning: "The element was adopted from the upper deployment's element centre and is read-only here; metadata.managed_by names it.",
    remedy: "请向上级要素中心提出更正，更正后将自动下发至本级。",
};

/// Every reason of the element centre.
pub const ALL: &[&Reason] = &[
    &FOREIGN_DIVISION,
    &PROVINCE_ONLY,
    &REFERENCE_NOT_IN_FORCE,
    &BASIS_NOT_IN_FORCE,
    &DIVISION_DOES_NOT_FIT,
    &IDENTITY_TAKEN,
    &NOTHING_HOLDS,
    &MANAGED_ABOVE,
];

#[cfg(test)]
mod tests {
    #[test]
    fn every_reason_says_what_to_do() {
        for reason in super::ALL {
            assert_eq!(reason.domain, "elements", "{}", reason.name);
            assert!(reason.remedy.ends_with('。'), "{}", reason.name);
        }
    }
}
