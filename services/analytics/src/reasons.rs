//! Stable reasons of the service.

use refusal::{Code, Reason};

/// The figure cannot be told apart that way.
pub const NOT_GROUPED_SO: Reason = Reason {
    name: "FIGURE_NOT_GROUPED_SO",
    code: Code::Malformed,
    domain: "analytics",
    meaning: "The definition does not know what the figures are to be grouped or filtered by; ListDefinitions says what it knows.",
    remedy: "请更换分组或者筛选条件，或者将该指标单独查询。",
};

/// Every reason of analytics.
pub const ALL: &[&Reason] = &[&NOT_GROUPED_SO];
