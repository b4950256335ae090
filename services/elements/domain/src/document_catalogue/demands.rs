//! What the law demands in a document.

use statute::{Citation, Law};

/// A field that a document must have by law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demand {
    /// Name of the field in the text of the form.
    pub field: &'static str,
    /// Label, in the words of the law.
    pub label: &'static str,
    /// Article that demands it.
    pub citation: Citation,
}

/// What the law demands in a document; `name` tells apart the forms that share a code.
pub fn demands(code: &str, name: &str) -> impl Iterator<Item = &'static Demand> {
    DEMANDS
        .iter()
        .filter(move |(of, named, _)| *of == code && name.contains(named))
        .flat_map(|(_, _, demands)| demands.iter())
}

const fn demand(field: &'static str, label: &'static str, citation: Citation) -> Demand {
    Demand {
        field,
        label,
        citation,
    }
}

const fn penalty(article: u16, paragraph: u8) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article).paragraph(paragraph)
}

const fn coercion(article: u16, paragraph: u8) -> Citation {
    Citation::article(Law::AdministrativeCoercionLaw, article).paragraph(paragraph)
}

const DECISION: [Demand; 12] = [
    demand("party_name", "当事人的姓名或者名称", penalty(59, 1).item(1)),
    demand("party_address", "当事人的地址", penalty(59, 1).item(1)),
    demand("facts", "违法事实", penalty(59, 1).item(2)),
    demand("evidence", "证据", penalty(59, 1).item(2)),
    demand("penalty", "行政处罚的种类", penalty(59, 1).item(3)),
    demand("penalty_basis", "行政处罚的依据", penalty(59, 1).item(3)),
    demand(
        "performance",
        "行政处罚的履行方式和期限",
        penalty(59, 1).item(4),
    ),
    demand("review", "申请行政复议的途径和期限", penalty(59, 1).item(5)),
    demand(
        "litigation",
        "提起行政诉讼的途径和期限",
        penalty(59, 1).item(5),
    ),
    demand(
        "agency_name",
        "作出决定的行政机关名称",
        penalty(59, 1).item(6),
    ),
    demand("decision_date", "作出决定的日期", penalty(59, 1).item(6)),
    demand("seal", "作出决定的行政机关的印章", penalty(59, 2)),
];

const SUMMARY_DECISION: [Demand; 10] = [
    demand("facts", "当事人的违法行为", penalty(52, 2)),
    demand("penalty", "行政处罚的种类", penalty(52, 2)),
    demand("penalty_basis", "行政处罚的依据", penalty(52, 2)),
    demand("fine", "罚款数额", penalty(52, 2)),
    demand("time", "时间", penalty(52, 2)),
    demand("place", "地点", penalty(52, 2)),
    demand("review", "申请行政复议的途径和期限", penalty(52, 2)),
    demand("litigation", "提起行政诉讼的途径和期限", penalty(52, 2)),
    demand("agency_name", "行政机关名称", penalty(52, 2)),
    demand("officers", "执法人员签名或者盖章", penalty(52, 2)),
];

const NOTICE: [Demand; 5] = [
    demand(
        "proposed_penalty",
        "拟作出的行政处罚内容",
        Citation::article(Law::AdministrativePenaltyLaw, 44),
    ),
    demand(
        "facts",
        "事实",
        Citation::article(Law::AdministrativePenaltyLaw, 44),
    ),
    demand(
        "reasons",
        "理由",
        Citation::article(Law::AdministrativePenaltyLaw, 44),
    ),
    demand(
        "penalty_basis",
        "依据",
        Citation::article(Law::AdministrativePenaltyLaw, 44),
    ),
    demand(
        "statement_right",
        "陈述、申辩的权利",
        Citation::article(Law::AdministrativePenaltyLaw, 44),
    ),
];

const HEARING_OFFER: [Demand; 3] = [
    demand(
        "proposed_penalty",
        "拟作出的行政处罚内容",
        Citation::article(Law::AdministrativePenaltyLaw, 44),
    ),
    demand("hearing_right", "要求听证的权利", penalty(63, 1)),
    demand(
        "hearing_period",
        "提出听证要求的期限",
        Citation::article(Law::AdministrativePenaltyLaw, 64).item(1),
    ),
];

const HEARING_NOTICE: [Demand; 2] = [
    demand(
        "time",
        "听证的时间",
        Citation::article(Law::AdministrativePenaltyLaw, 64).item(2),
    ),
    demand(
        "place",
        "听证的地点",
        Citation::article(Law::AdministrativePenaltyLaw, 64).item(2),
    ),
];

const CORRECTION: [Demand; 3] = [
    demand("party_name", "当事人的姓名或者名称", penalty(28, 1)),
    demand("facts", "违法事实", penalty(28, 1)),
    demand("correction", "改正的要求和期限", penalty(28, 1)),
];

const INSPECTION_RECORD: [Demand; 3] = [
    demand("officers", "执法人员及其执法证号", penalty(55, 1)),
    demand("certificate_shown", "出示执法证件的情况", penalty(55, 1)),
    demand("record", "检查情况", penalty(55, 2)),
];

const INTERVIEW: [Demand; 3] = [
    demand("officers", "执法人员及其执法证号", penalty(55, 1)),
    demand("certificate_shown", "出示执法证件的情况", penalty(55, 1)),
    demand("record", "询问和回答", penalty(55, 2)),
];

const SCENE_RECORD: [Demand; 3] = [
    demand(
        "certificate_shown",
        "出示执法身份证件的情况",
        Citation::article(Law::AdministrativeCoercionLaw, 18).item(3),
    ),
    demand(
        "statement",
        "当事人的陈述和申辩",
        Citation::article(Law::AdministrativeCoercionLaw, 18).item(6),
    ),
    demand(
        "signatures",
        "当事人和执法人员签名或者盖章",
        Citation::article(Law::AdministrativeCoercionLaw, 18).item(8),
    ),
];

const PRESERVATION: [Demand; 3] = [
    demand(
        "party_name",
        "当事人的姓名或者名称",
        Citation::article(Law::AdministrativePenaltyLaw, 56),
    ),
    demand(
        "items",
        "先行登记保存的证据",
        Citation::article(Law::AdministrativePenaltyLaw, 56),
    ),
    demand(
        "period",
        "保存的期限",
        Citation::article(Law::AdministrativePenaltyLaw, 56),
    ),
];

const SEIZURE: [Demand; 10] = [
    demand(
        "party_name",
        "当事人的姓名或者名称",
        coercion(24, 2).item(1),
    ),
    demand("party_address", "当事人的地址", coercion(24, 2).item(1)),
    demand("reasons", "查封、扣押的理由", coercion(24, 2).item(2)),
    demand("basis", "查封、扣押的依据", coercion(24, 2).item(2)),
    demand("period", "查封、扣押的期限", coercion(24, 2).item(2)),
    demand(
        "items",
        "查封、扣押场所、设施或者财物的名称、数量",
        coercion(24, 2).item(3),
    ),
    demand(
        "review",
        "申请行政复议的途径和期限",
        coercion(24, 2).item(4),
    ),
    demand(
        "litigation",
        "提起行政诉讼的途径和期限",
        coercion(24, 2).item(4),
    ),
    demand(
        "agency_name",
        "行政机关的名称、印章",
        coercion(24, 2).item(5),
    ),
    demand("decision_date", "日期", coercion(24, 2).item(5)),
];

const SEIZURE_EXTENSION: [Demand; 2] = [
    demand("reasons", "延长的理由", coercion(25, 2)),
    demand("period", "延长的期限", coercion(25, 1)),
];

const FREEZE: [Demand; 10] = [
    demand(
        "party_name",
        "当事人的姓名或者名称",
        coercion(31, 1).item(1),
    ),
    demand("party_address", "当事人的地址", coercion(31, 1).item(1)),
    demand("reasons", "冻结的理由", coercion(31, 1).item(2)),
    demand("basis", "冻结的依据", coercion(31, 1).item(2)),
    demand("period", "冻结的期限", coercion(31, 1).item(2)),
    demand("account", "冻结的账号和数额", coercion(31, 1).item(3)),
    demand(
        "review",
        "申请行政复议的途径和期限",
        coercion(31, 1).item(4),
    ),
    demand(
        "litigation",
        "提起行政诉讼的途径和期限",
        coercion(31, 1).item(4),
    ),
    demand(
        "agency_name",
        "行政机关的名称、印章",
        coercion(31, 1).item(5),
    ),
    demand("decision_date", "日期", coercion(31, 1).item(5)),
];

const URGING: [Demand; 3] = [
    demand(
        "period",
        "履行义务的期限",
        Citation::article(Law::AdministrativeCoercionLaw, 35).item(1),
    ),
    demand(
        "performance",
        "履行义务的方式",
        Citation::article(Law::AdministrativeCoercionLaw, 35).item(2),
    ),
    demand(
        "statement_right",
        "陈述权和申辩权",
        Citation::article(Law::AdministrativeCoercionLaw, 35).item(4),
    ),
];

const ENFORCEMENT: [Demand; 9] = [
    demand(
        "party_name",
        "当事人的姓名或者名称",
        coercion(37, 2).item(1),
    ),
    demand("party_address", "当事人的地址", coercion(37, 2).item(1)),
    demand("reasons", "强制执行的理由", coercion(37, 2).item(2)),
    demand("basis", "强制执行的依据", coercion(37, 2).item(2)),
    demand("manner", "强制执行的方式和时间", coercion(37, 2).item(3)),
    demand(
        "review",
        "申请行政复议的途径和期限",
        coercion(37, 2).item(4),
    ),
    demand(
        "litigation",
        "提起行政诉讼的途径和期限",
        coercion(37, 2).item(4),
    ),
    demand(
        "agency_name",
        "行政机关的名称、印章",
        coercion(37, 2).item(5),
    ),
    demand("decision_date", "日期", coercion(37, 2).item(5)),
];

const AGENT_PERFORMANCE: [Demand; 8] = [
    demand(
        "party_name",
        "当事人的姓名或者名称",
        coercion(51, 1).item(1),
    ),
    demand("party_address", "当事人的地址", coercion(51, 1).item(1)),
    demand("reasons", "代履行的理由", coercion(51, 1).item(1)),
    demand("basis", "代履行的依据", coercion(51, 1).item(1)),
    demand("manner", "代履行的方式和时间", coercion(51, 1).item(1)),
    demand("object", "代履行的标的", coercion(51, 1).item(1)),
    demand("budget", "费用预算", coercion(51, 1).item(1)),
    demand("performer", "代履行人", coercion(51, 1).item(1)),
];

/// Code, what the form's name must hold where a code has several forms, and the fields.
pub(super) const DEMANDS: [(&str, &str, &[Demand]); 17] = [
    ("JC04", "", &INSPECTION_RECORD),
    ("JC07", "", &INTERVIEW),
    ("JC09", "", &CORRECTION),
    ("DC04", "", &INTERVIEW),
    ("DC05", "", &SCENE_RECORD),
    ("DC11", "", &PRESERVATION),
    ("QZ02", "", &SEIZURE),
    ("QZ04", "", &SEIZURE_EXTENSION),
    ("QZ06", "冻结决定书", &FREEZE),
    ("GZ01", "", &NOTICE),
    ("GZ02", "", &HEARING_OFFER),
    ("TZ02", "听证通知书", &HEARING_NOTICE),
    ("JD03", "", &DECISION),
    ("JD04", "", &SUMMARY_DECISION),
    ("ZX04", "", &URGING),
    ("ZX06", "强制执行决定书", &ENFORCEMENT),
    ("ZX06", "代履行决定书", &AGENT_PERFORMANCE),
];
