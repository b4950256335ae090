//! The forms, part by part of the procedure, and the fields that many of them share.
//!
//! In a wording, a line is a paragraph and a wide blank (two U+3000) parts it; a line or part all of whose fields are empty is not
//! printed; a line that is one list is a table.

mod coercion;
mod decision;
mod execution;
mod filing;
mod hearing;
mod inquiry;
mod inspection;
mod supervision;

use statute::{Citation, Law};

use crate::field::{
    Column, Field, Shape, choice, column, line, moment, officers, opinion, rows, signature, text,
};
use crate::form::Form;

/// Every form, in the order of the catalogue.
pub(crate) const ALL: [&[Form]; 8] = [
    inspection::FORMS,
    filing::FORMS,
    inquiry::FORMS,
    coercion::FORMS,
    hearing::FORMS,
    decision::FORMS,
    execution::FORMS,
    supervision::FORMS,
];

/// 行政处罚法
const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

/// 行政强制法
const fn coercion(article: u16) -> Citation {
    Citation::article(Law::AdministrativeCoercionLaw, article)
}

/// 行政复议法
const fn review(article: u16) -> Citation {
    Citation::article(Law::AdministrativeReviewLaw, article)
}

/// 民事诉讼法
const fn civil(article: u16) -> Citation {
    Citation::article(Law::CivilProcedureLaw, article)
}

/// 市场监督管理行政处罚程序规定
const fn market(article: u16) -> Citation {
    Citation::article(Law::MarketPenaltyProcedure, article)
}

/// 国办发〔2022〕27号第（十二）项
const BASELINE: Citation = Citation::article(Law::DiscretionBaselineOpinion, 12);
/// 罚款决定与罚款收缴分离实施办法第七条
const COLLECTION: Citation = Citation::article(Law::FineSeparationMeasures, 7);

const PARTY_NAME: Field = line("party_name", "当事人的姓名或者名称");
const PARTY_ADDRESS: Field = line("party_address", "当事人的地址");
const PARTY_CODE: Field = line("party_code", "统一社会信用代码或者身份证件号码").maybe();
const REPRESENTATIVE: Field = line("representative", "法定代表人或者负责人").maybe();
const PARTY_PHONE: Field = line("party_phone", "联系电话").maybe();

/// Who the party is.
const PARTY: [Field; 5] = [
    PARTY_NAME,
    PARTY_CODE,
    REPRESENTATIVE,
    // Demanded by law in decisions: there it is named for itself.
    PARTY_ADDRESS.maybe(),
    PARTY_PHONE,
];

/// Who the paper is sent to, and no more.
const ADDRESSEE: [Field; 1] = [PARTY_NAME];

/// Whom the party turns to.
const CONTACT: [Field; 3] = [
    line("contact", "联系人"),
    // No law demands it: an agency that has none registered is not kept from its paper.
    line("contact_phone", "联系电话").maybe(),
    line("agency_address", "行政机关地址").maybe(),
];

const CAUSE: Field = line("cause", "案由");
const FACTS: Field = text("facts", "违法事实");
const EVIDENCE: Field = text("evidence", "证据");
const PROVISION: Field = line("provision", "违反的规定");
const PENALTY_BASIS: Field = line("penalty_basis", "行政处罚的依据");
const REASONS: Field = text("reasons", "理由");
const BASIS: Field = line("basis", "依据");
const TIME: Field = moment("time", "时间");
const UNTIL: Field = moment("until", "结束时间");
const PLACE: Field = line("place", "地点");
const OFFICERS: Field = officers("officers", "执法人员及其执法证号");
const RECORDING: Field = line("recording", "音像记录设备编号").maybe();
const REVIEW: Field = text("review", "申请行政复议的途径和期限");
const LITIGATION: Field = text("litigation", "提起行政诉讼的途径和期限");

/// What is told to the party of its remedies, by that article.
const fn remedies(by: Citation) -> [Field; 3] {
    [REVIEW.by(by), LITIGATION.by(by), REVIEW_LINK]
}

/// Owed where the decision is served on line.
const REVIEW_LINK: Field = line("review_link", "网上申请行政复议的途径")
    .by(review(22).paragraph(2))
    .maybe();

/// Opinions of those who handle it, of their office, of the head.
const OPINIONS: [Field; 3] = [
    opinion("handler_opinion", "承办人意见"),
    opinion("office_opinion", "承办机构负责人意见"),
    opinion("head_opinion", "行政机关负责人意见"),
];

const PARTY_SIGNATURE: Field = signature("party_signature", "当事人（签名或者盖章）");
const WITNESS_SIGNATURE: Field = signature("witness_signature", "见证人（签名或者盖章）");
const OFFICER_SIGNATURE: Field = signature("officer_signature", "执法人员（签名）");

/// Who signs what is done in front of the party.
const SIGNATURES: [Field; 3] = [PARTY_SIGNATURE, WITNESS_SIGNATURE, OFFICER_SIGNATURE];

/// Things, as lists of them name them.
const GOODS_COLUMNS: [Column; 6] = [
    column("name", "名称", Shape::Line, 26),
    column("specification", "规格型号", Shape::Line, 20).maybe(),
    column("quantity", "数量", Shape::Line, 10),
    column("unit", "单位", Shape::Line, 8).maybe(),
    column("condition", "特征、状况", Shape::Line, 20).maybe(),
    column("remark", "备注", Shape::Line, 16).maybe(),
];

const GOODS: Field = rows("items", "物品清单", &GOODS_COLUMNS);

const PARTY_TYPES: [&str; 4] = ["自然人", "个体工商户", "法人", "其他组织"];
const PARTY_TYPE: Field = choice("party_type", "当事人类型", &PARTY_TYPES);
