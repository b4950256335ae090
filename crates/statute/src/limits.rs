//! The periods of the general law, one constant each.
//!
//! What a domain's own rules change stands in [`crate::Domain::parameters`]. Calendar-day and
//! month periods roll off a day of rest (民法典 203) unless they bound coercion, display or
//! limitation.

use calendar::Period;

use crate::{Citation, Law, Limit, Mark};

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

const fn coercion(article: u16) -> Citation {
    Citation::article(Law::AdministrativeCoercionLaw, article)
}

const fn review(article: u16) -> Citation {
    Citation::article(Law::AdministrativeReviewLaw, article)
}

const fn litigation(article: u16) -> Citation {
    Citation::article(Law::AdministrativeLitigationLaw, article)
}

const fn interpretation(article: u16) -> Citation {
    Citation::article(Law::AdministrativeLitigationInterpretation, article)
}

const fn transfer(article: u16) -> Citation {
    Citation::article(Law::CriminalTransferRegulation, article)
}

const fn platform(article: u16) -> Citation {
    Citation::article(Law::FujianPlatformMeasures, article)
}

const fn hearing_measures() -> Citation {
    Citation::whole(Law::MarketHearingMeasures)
}

// Penalty procedure (行政处罚法).

/// Days a party has for statement and defence once told. The law sets no number; five working days
/// is the longer of the domains' own rules.
pub const STATEMENT: Limit = Limit::new(
    "陈述申辩",
    Period::working_days(5),
    penalty(45).paragraph(1),
)
.marked(Mark::Assumed);
/// Days a party has to ask for a hearing once told of the right to one.
pub const HEARING_REQUEST: Limit =
    Limit::new("要求听证", Period::working_days(5), penalty(64).item(1));
/// How long before the hearing the party must be told its time and place.
pub const HEARING_NOTICE: Limit =
    Limit::new("听证通知", Period::working_days(7), penalty(64).item(2)).before();
/// Days to decide what becomes of evidence registered and preserved in advance.
pub const PRESERVATION: Limit =
    Limit::new("先行登记保存处理", Period::working_days(7), penalty(56));
/// Days from filing to the decision.
pub const DECISION: Limit = Limit::new("作出处罚决定", Period::days(90), penalty(60));
/// Days to serve the decision on a party who was not present.
pub const SERVICE_OF_DECISION: Limit = Limit::new(
    "送达决定书",
    Period::working_days(7),
    penalty(61).paragraph(1),
);
/// Days to pay a fine from receipt of the decision.
pub const PAYMENT: Limit = Limit::new("缴纳罚款", Period::days(15), penalty(67).paragraph(3));
/// Days for an officer to hand in a fine collected on the spot (on water: from landing).
pub const CASH_TO_AGENCY: Limit =
    Limit::new("当场收缴罚款交机关", Period::working_days(2), penalty(71));
/// Days for the agency to pay such a fine to the bank.
pub const CASH_TO_BANK: Limit =
    Limit::new("当场收缴罚款缴付银行", Period::working_days(2), penalty(71));
/// Days to withdraw a published decision that was changed, revoked or declared void.
pub const WITHDRAWAL: Limit = Limit::new(
    "撤回公开信息",
    Period::working_days(3),
    penalty(48).paragraph(2),
);
/// Time after which an act not found out is no longer punished.
pub const LIMITATION: Limit = Limit::new(
    "追责时效",
    Period::years_at_most(2),
    penalty(36).paragraph(1),
);
/// The same where life, health or financial security is concerned and harm was done.
pub const LIMITATION_OF_HARM: Limit = Limit::new(
    "追责时效(危害后果)",
    Period::years_at_most(5),
    penalty(36).paragraph(1),
);
/// The same for 治安 cases.
pub const LIMITATION_OF_PUBLIC_SECURITY: Limit = Limit::new(
    "治安追责时效",
    Period::months_at_most(6),
    Citation::article(Law::PublicSecurityPenaltyLaw, 25),
);
/// The same for ecological harm done from 2026-08-15 on.
pub const LIMITATION_OF_ECOLOGICAL_HARM: Limit = Limit::new(
    "生态环境追责时效(危害后果)",
    Period::years_at_most(5),
    Citation::article(Law::EcologicalEnvironmentCode, 1054),
);

// Coercion (行政强制法).

/// Hours to report an emergency measure to the head and have it approved.
pub const EMERGENCY_COERCION_APPROVAL: Limit =
    Limit::new("紧急强制补办批准", Period::hours(24), coercion(19));
/// Hours to report an emergency preservation of evidence.
pub const EMERGENCY_PRESERVATION_REPORT: Limit = Limit::new(
    "紧急先行登记保存报告",
    Period::hours(24),
    Citation::article(Law::MarketPenaltyProcedure, 33),
);
/// Hours to hand goods taken in a case to their custodian.
pub const CUSTODY_HANDOVER: Limit = Limit::new(
    "涉案财物移交保管",
    Period::hours(24),
    Citation::article(Law::TransportEnforcementProcedure, 127),
);
/// Days property may stay sealed or seized, testing not counted.
pub const SEIZURE: Limit = Limit::new(
    "查封扣押",
    Period::days_at_most(30),
    coercion(25).paragraph(1),
);
/// Days by which the head may prolong it.
pub const SEIZURE_EXTENSION: Limit = Limit::new(
    "延长查封扣押",
    Period::days_at_most(30),
    coercion(25).paragraph(1),
);
/// Days to hand over the decision to freeze deposits.
pub const FREEZE_DELIVERY: Limit =
    Limit::new("交付冻结决定书", Period::working_days(3), coercion(31));
/// Days deposits may stay frozen.
pub const FREEZE: Limit = Limit::new("冻结", Period::days_at_most(30), coercion(32).paragraph(1));
/// Days by which the head may prolong it.
pub const FREEZE_EXTENSION: Limit = Limit::new(
    "延长冻结",
    Period::days_at_most(30),
    coercion(32).paragraph(1),
);
/// Time of suspended enforcement after which it is given up.
pub const SUSPENSION: Limit = Limit::new(
    "中止执行",
    Period::years_at_most(3),
    coercion(39).paragraph(2),
);
/// Days of late fine that must be exceeded before an organ with power enforces.
pub const LATE_FINE_BEFORE_ENFORCEMENT: Limit = Limit::new(
    "加处罚款",
    Period::days_at_most(30),
    coercion(46).paragraph(1),
);
/// How long before performance by another the party must be urged again.
pub const PERFORMANCE_URGING: Limit = Limit::new(
    "代履行催告",
    Period::working_days(3),
    coercion(51).paragraph(1).item(2),
)
.before();
/// Time after the suit period in which the court may be asked to enforce.
pub const COURT_APPLICATION: Limit =
    Limit::new("申请法院强制执行", Period::months(3), coercion(53));
/// Days that must have passed after urging before the court is asked.
pub const URGING: Limit = Limit::new("催告", Period::working_days(10), coercion(54));
/// Days for the court to accept the application.
pub const COURT_ACCEPTANCE: Limit = Limit::new(
    "法院受理",
    Period::working_days(5),
    coercion(56).paragraph(1),
);
/// Days for the court to rule on the file.
pub const COURT_RULING: Limit = Limit::new("法院裁定", Period::working_days(7), coercion(57));

// Publicity and credit.

/// Days from a penalty or licence decision to its publication.
pub const PUBLICITY_PENALTY: Limit = Limit::new(
    "公开处罚许可决定",
    Period::working_days(7),
    Citation::article(Law::ThreeSystemsOpinion, 6),
);
/// Days from any other enforcement decision to its publication.
pub const PUBLICITY_OTHER: Limit = Limit::new(
    "公开其他执法决定",
    Period::working_days(20),
    Citation::article(Law::ThreeSystemsOpinion, 6),
);
/// Days from the decision to its report to the credit platform (双公示).
pub const CREDIT_REPORT: Limit = Limit::new(
    "双公示报送",
    Period::working_days(7),
    Citation::article(Law::ThreeSystemsOpinion, 6),
)
.marked(Mark::Secondary);
/// Least time a result stays on the platform's public page.
pub const DISPLAY_AT_LEAST: Limit =
    Limit::new("平台公示最短", Period::days_at_most(60), platform(21)).marked(Mark::InPart);
/// Most time a result stays on the platform's public page.
pub const DISPLAY_AT_MOST: Limit =
    Limit::new("平台公示最长", Period::years_at_most(2), platform(21)).marked(Mark::InPart);
/// Days to enter into the platform what was handled outside it.
pub const BACK_ENTRY: Limit =
    Limit::new("线下办案补录", Period::working_days(5), platform(17)).marked(Mark::InPart);
/// Days to publish on the enterprise credit system where party and organ share a province.
pub const MARKET_PUBLICITY: Limit = Limit::new(
    "企业信用公示(省内)",
    Period::working_days(20),
    Citation::article(Law::MarketPublicityRules, 9),
);
/// Days to push the information to the party's province.
pub const MARKET_PUBLICITY_PUSH: Limit = Limit::new(
    "企业信用公示推送(跨省)",
    Period::working_days(10),
    Citation::article(Law::MarketPublicityRules, 10),
);
/// Days for that province to publish it once received.
pub const MARKET_PUBLICITY_RECEIVED: Limit = Limit::new(
    "企业信用公示协助(跨省)",
    Period::working_days(10),
    Citation::article(Law::MarketPublicityRules, 10),
);
/// Time after which a criticism or low fine leaves the enterprise credit system.
pub const MARKET_DISPLAY_LOW: Limit = Limit::new(
    "企业信用公示期(通报批评、较低罚款)",
    Period::months_at_most(3),
    Citation::article(Law::MarketPublicityRules, 13).paragraph(1),
);
/// Time after which any other penalty leaves the enterprise credit system.
pub const MARKET_DISPLAY_OTHER: Limit = Limit::new(
    "企业信用公示期(其他处罚)",
    Period::years_at_most(3),
    Citation::article(Law::MarketPublicityRules, 13).paragraph(1),
);

// Remedies.

/// Days to apply for review from knowledge of the act.
pub const REVIEW_APPLICATION: Limit =
    Limit::new("申请行政复议", Period::days(60), review(20).paragraph(1));
/// Longest time to apply for review where right, organ or time were not told.
pub const REVIEW_APPLICATION_UNTOLD: Limit = Limit::new(
    "申请行政复议(未告知)",
    Period::years(1),
    review(20).paragraph(3),
);
/// Time after which no application for review is accepted.
pub const REVIEW_ABSOLUTE: Limit =
    Limit::new("行政复议最长期限", Period::years_at_most(5), review(21));
/// The same where real estate is concerned.
pub const REVIEW_ABSOLUTE_REAL_ESTATE: Limit = Limit::new(
    "行政复议最长期限(不动产)",
    Period::years_at_most(20),
    review(21),
);
/// Days to examine an application for review; then it counts as accepted.
pub const REVIEW_ACCEPTANCE: Limit =
    Limit::new("审查复议申请", Period::working_days(5), review(30));
/// Days to ask the applicant for what is missing.
pub const REVIEW_SUPPLEMENT_NOTICE: Limit =
    Limit::new("通知补正", Period::working_days(5), review(31));
/// Days for the applicant to supply it.
pub const REVIEW_SUPPLEMENT: Limit = Limit::new("补正", Period::working_days(10), review(31));
/// Days for the punishing organ to forward an application it received.
pub const REVIEW_FORWARDING: Limit =
    Limit::new("转送复议申请", Period::working_days(5), review(32));
/// Days for the respondent to reply.
pub const REVIEW_REPLY: Limit = Limit::new("复议答复", Period::working_days(10), review(48));
/// The same in the simplified procedure.
pub const REVIEW_REPLY_SIMPLIFIED: Limit =
    Limit::new("复议答复(简易)", Period::working_days(5), review(54));
/// Days to decide a review.
pub const REVIEW_DECISION: Limit = Limit::new("复议决定", Period::days(60), review(62));
/// Days by which that may be prolonged.
pub const REVIEW_DECISION_EXTENSION: Limit =
    Limit::new("延长复议决定", Period::days(30), review(62));
/// Days to decide a review in the simplified procedure.
pub const REVIEW_DECISION_SIMPLIFIED: Limit =
    Limit::new("复议决定(简易)", Period::days(30), review(62));
/// Days to report what was done about a review opinion.
pub const REVIEW_OPINION_REPORT: Limit = Limit::new("报送意见书落实", Period::days(60), review(76));
/// Months to sue from knowledge of the act.
pub const SUIT: Limit = Limit::new(
    "提起行政诉讼",
    Period::months(6),
    litigation(46).paragraph(1),
);
/// Days to sue from receipt of the review decision.
pub const SUIT_AFTER_REVIEW: Limit = Limit::new("复议后起诉", Period::days(15), litigation(45));
/// Longest time to sue where the period was not told.
pub const SUIT_UNTOLD: Limit = Limit::new("起诉(未告知)", Period::years(1), interpretation(64));

// Service.

/// Days after which a public notice counts as service.
pub const PUBLIC_NOTICE_SERVICE: Limit = Limit::new(
    "公告送达",
    Period::days_at_most(30),
    Citation::article(Law::CivilProcedureLaw, 95),
);

// Transfer of suspected crimes (国务院令第730号). 日 are calendar days; warn on the nominal day.

/// Days for the head to decide on a transfer.
pub const TRANSFER_APPROVAL: Limit =
    Limit::new("移送审批", Period::days(3), transfer(5).paragraph(2));
/// Hours to transfer once approved.
pub const TRANSFER: Limit = Limit::new("移送公安", Period::hours(24), transfer(5).paragraph(2));
/// Hours for police without jurisdiction to forward the case.
pub const POLICE_FORWARDING: Limit = Limit::new("公安转送", Period::hours(24), transfer(7));
/// Days for the police to decide on filing.
pub const POLICE_REPLY: Limit = Limit::new("公安立案审查", Period::days(3), transfer(8));
/// Days to ask the police to reconsider, for them to answer, and to turn to the procuratorate.
pub const POLICE_RECONSIDERATION: Limit =
    Limit::new("提请公安复议", Period::days(3), transfer(9).paragraph(1));
/// Days to hand over goods and material once the police have filed.
pub const GOODS_HANDOVER: Limit = Limit::new("移交涉案物品", Period::days(3), transfer(12));

// Fujian's fallback, and preparation of a hearing in market supervision.

/// Days to finish where no law sets a limit.
pub const FUJIAN_FALLBACK: Limit = Limit::new(
    "办理期限(福建)",
    Period::days(30),
    Citation::article(Law::FujianEnforcementRegulation, 31),
)
.marked(Mark::Secondary);
/// Days by which the principal head may prolong it.
pub const FUJIAN_FALLBACK_EXTENSION: Limit = Limit::new(
    "延长办理期限(福建)",
    Period::days(30),
    Citation::article(Law::FujianEnforcementRegulation, 31),
)
.marked(Mark::Secondary);
/// Days to appoint who chairs the hearing.
pub const HEARING_CHAIR: Limit = Limit::new(
    "确定听证主持人",
    Period::working_days(3),
    hearing_measures(),
);
/// Days then to hand the file to the chair.
pub const HEARING_HANDOVER: Limit =
    Limit::new("移交听证材料", Period::working_days(3), hearing_measures());
/// Days then to fix the day of the hearing.
pub const HEARING_DATE: Limit =
    Limit::new("确定听证时间", Period::working_days(5), hearing_measures());
/// How long before a public hearing it must be announced.
pub const HEARING_ANNOUNCEMENT: Limit =
    Limit::new("听证公告", Period::working_days(3), hearing_measures()).before();

/// Every period above.
pub const ALL: &[Limit] = &[
    STATEMENT,
    HEARING_REQUEST,
    HEARING_NOTICE,
    PRESERVATION,
    DECISION,
    SERVICE_OF_DECISION,
    PAYMENT,
    CASH_TO_AGENCY,
    CASH_TO_BANK,
    WITHDRAWAL,
    LIMITATION,
    LIMITATION_OF_HARM,
    LIMITATION_OF_PUBLIC_SECURITY,
    LIMITATION_OF_ECOLOGICAL_HARM,
    EMERGENCY_COERCION_APPROVAL,
    EMERGENCY_PRESERVATION_REPORT,
    CUSTODY_HANDOVER,
    SEIZURE,
    SEIZURE_EXTENSION,
    FREEZE_DELIVERY,
    FREEZE,
    FREEZE_EXTENSION,
    SUSPENSION,
    LATE_FINE_BEFORE_ENFORCEMENT,
    PERFORMANCE_URGING,
    COURT_APPLICATION,
    URGING,
    COURT_ACCEPTANCE,
    COURT_RULING,
    PUBLICITY_PENALTY,
    PUBLICITY_OTHER,
    CREDIT_REPORT,
    DISPLAY_AT_LEAST,
    DISPLAY_AT_MOST,
    BACK_ENTRY,
    MARKET_PUBLICITY,
    MARKET_PUBLICITY_PUSH,
    MARKET_PUBLICITY_RECEIVED,
    MARKET_DISPLAY_LOW,
    MARKET_DISPLAY_OTHER,
    REVIEW_APPLICATION,
    REVIEW_APPLICATION_UNTOLD,
    REVIEW_ABSOLUTE,
    REVIEW_ABSOLUTE_REAL_ESTATE,
    REVIEW_ACCEPTANCE,
    REVIEW_SUPPLEMENT_NOTICE,
    REVIEW_SUPPLEMENT,
    REVIEW_FORWARDING,
    REVIEW_REPLY,
    REVIEW_REPLY_SIMPLIFIED,
    REVIEW_DECISION,
    REVIEW_DECISION_EXTENSION,
    REVIEW_DECISION_SIMPLIFIED,
    REVIEW_OPINION_REPORT,
    SUIT,
    SUIT_AFTER_REVIEW,
    SUIT_UNTOLD,
    PUBLIC_NOTICE_SERVICE,
    TRANSFER_APPROVAL,
    TRANSFER,
    POLICE_FORWARDING,
    POLICE_REPLY,
    POLICE_RECONSIDERATION,
    GOODS_HANDOVER,
    FUJIAN_FALLBACK,
    FUJIAN_FALLBACK_EXTENSION,
    HEARING_CHAIR,
    HEARING_HANDOVER,
    HEARING_DATE,
    HEARING_ANNOUNCEMENT,
];
