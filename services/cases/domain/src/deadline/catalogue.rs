//! 期限目录: the forty clocks of law.md 8.3, which of ours keeps each, and where those are kept that no case arms.

use super::DeadlineKind;
use DeadlineKind as K;

/// A clock of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Its number, e.g. `K08`; empty: sector rules alone know it.
    pub number: &'static str,
    /// Name in Chinese.
    pub zh: &'static str,
    /// Where it is kept.
    pub kept: Kept,
}

/// Where a clock is kept.
#[derive(Debug, Clone, Copy)]
pub enum Kept {
    /// With a case or a lead, by these clocks.
    Here(&'static [Clockwork]),
    /// Elsewhere: what keeps it, and how.
    Elsewhere(&'static str),
}

/// A clock of ours: what starts it, whose it is, what happens when it runs out.
#[derive(Debug, Clone, Copy)]
pub struct Clockwork {
    /// Kind.
    pub kind: DeadlineKind,
    /// The act that starts it, and from which day or moment it counts.
    pub trigger: &'static str,
    /// Whose right or duty it is.
    pub side: Side,
    /// What happens when it runs out.
    pub on_expiry: &'static str,
}

/// Whose right or duty a clock is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// 当事人
    Party,
    /// 执法机关
    Agency,
    /// 其他机关
    Outside,
}

impl Side {
    /// Whose it is, in Chinese: `当事人`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Party => "当事人",
            Self::Agency => "执法机关",
            Self::Outside => "其他机关",
        }
    }
}

const RED: &str = "记录逾期，监督亮红灯";

const fn agency(kind: DeadlineKind, trigger: &'static str, on_expiry: &'static str) -> Clockwork {
    Clockwork {
        kind,
        trigger,
        side: Side::Agency,
        on_expiry,
    }
}

const fn party(kind: DeadlineKind, trigger: &'static str, on_expiry: &'static str) -> Clockwork {
    Clockwork {
        kind,
        trigger,
        side: Side::Party,
        on_expiry,
    }
}

const fn outside(kind: DeadlineKind, trigger: &'static str, on_expiry: &'static str) -> Clockwork {
    Clockwork {
        kind,
        trigger,
        side: Side::Outside,
        on_expiry,
    }
}

const fn here(number: &'static str, zh: &'static str, clocks: &'static [Clockwork]) -> Entry {
    Entry {
        number,
        zh,
        kept: Kept::Here(clocks),
    }
}

const fn elsewhere(number: &'static str, zh: &'static str, by: &'static str) -> Entry {
    Entry {
        number,
        zh,
        kept: Kept::Elsewhere(by),
    }
}

/// Every clock, in the order of the catalogue; those without a number last.
#[rustfmt::skip]
pub const CATALOGUE: &[Entry] = &[
    here("K01", "线索核查", &[agency(K::ClueCheck, "线索登记之日", RED)]),
    here("K02", "紧急先行登记保存报告", &[agency(K::PreservationReport, "紧急先行登记保存之时", RED)]),
    here("K03", "先行登记保存处理", &[agency(K::Preservation, "先行登记保存之日", "自动解除登记保存")]),
    here("K04", "查封扣押", &[agency(K::Seizure, "查封、扣押之日；检测、检验、检疫、鉴定期间不计入", "必须解除，阻止其他办理")]),
    here("K05", "紧急强制补办批准", &[agency(K::EmergencyApproval, "紧急实施强制措施之时", RED)]),
    here("K06", "冻结", &[
        agency(K::FreezeDelivery, "冻结之日", RED),
        agency(K::Freeze, "冻结之日", "金融机构自冻结期满之日起解除"),
    ]),
    here("K07", "法制审核", &[agency(K::LegalReview, "调查终结送审之日", RED)]),
    here("K08", "陈述申辩", &[party(K::Statement, "处罚告知书送达之日", "记录期满未行使，案件进入下一步")]),
    here("K09", "要求听证", &[party(K::HearingRequest, "告知听证权利之日", "视为放弃听证")]),
    here("K10", "听证通知", &[agency(K::HearingNotice, "听证举行之日前", "不足七个工作日的不得举行")]),
    here("K11", "作出处罚决定", &[agency(K::Decision, "立案之日；中止、听证、公告、检测、检验、检疫、鉴定等期间按领域规定不计入", RED)]),
    here("K12", "送达处罚决定书", &[agency(K::DecisionService, "作出决定之日", RED)]),
    here("K13", "缴纳罚款", &[party(K::Payment, "处罚决定书送达之日", "起算加处罚款")]),
    here("K14", "加处罚款", &[party(K::LateFine, "缴款期限届满之日", "达到罚款数额，不再增加")]),
    here("K15", "当场收缴", &[
        agency(K::CashToAgency, "当场收缴之日；在水上的，抵岸之日", RED),
        agency(K::CashToBank, "交至机关之日", RED),
    ]),
    here("K16", "公示", &[agency(K::Publicity, "作出决定之日；检查为办结之日", RED)]),
    here("K17", "双公示报送", &[agency(K::CreditReport, "作出决定之日", "记录逾期")]),
    here("K18", "撤回公示", &[agency(K::Withdrawal, "决定被撤销、变更、确认违法或者无效之日", RED)]),
    elsewhere("K19", "平台公示期", "执法公示：信息公开之日起，最短六十日、最长二年，满二年自动撤下"),
    elsewhere("K20", "信用公示期", "执法公示：按信用信息等级计算最短、最长公示期，满最短期可申请修复"),
    here("K21", "申请行政复议", &[party(K::ReviewApplication, "知道处罚决定之日", "不再受理，决定效力确定")]),
    here("K22", "提起行政诉讼", &[party(K::Suit, "知道处罚决定之日；复议后起诉的为收到复议决定之日", "不再受理，决定效力确定")]),
    here("K23", "催告", &[party(K::Urging, "催告书送达之日", "可以申请法院强制执行")]),
    here("K24", "申请法院强制执行", &[agency(K::CourtApplication, "起诉期限届满之日", "丧失申请权，监督亮红灯")]),
    here("K25", "中止执行", &[agency(K::ExecutionSuspension, "中止执行之日", "不再执行")]),
    here("K26", "代履行催告", &[agency(K::SubstituteUrging, "代履行之日前", "不足三个工作日的不得代履行")]),
    here("K27", "移送审批与移送", &[
        agency(K::ReferralApproval, "书面报告之日", RED),
        agency(K::ReferralTransfer, "批准移送之时", RED),
    ]),
    here("K28", "公安机关立案审查", &[outside(K::PoliceReply, "公安机关签收之日", "提示向公安机关催办，并告知检察机关")]),
    here("K29", "移送复议与立案监督", &[
        agency(K::PoliceReview, "收到不予立案通知之日", "丧失提请权，案件返回行政程序"),
        outside(K::PoliceReviewReply, "提请复议之日", "提示催办"),
        agency(K::ProsecutorRequest, "收到维持不予立案决定之日", "丧失建议权，案件返回行政程序"),
    ]),
    here("K30", "移交涉案物品", &[agency(K::GoodsHandover, "收到立案通知之日", RED)]),
    here("K31", "当场处罚备案", &[agency(K::SummaryFiling, "作出当场处罚决定之日", RED)]),
    here("K32", "结案", &[agency(K::Closing, "执行完毕之日", RED)]),
    elsewhere("K33", "线下办案补录", "办案：补录时按障碍消除之日计算五个工作日，超过的在案件上注明（back_entry）"),
    here("K34", "提出复议答复", &[agency(K::RemedyReply, "收到复议申请副本之日；简易程序为五个工作日", "记录逾期，监督亮红灯并追责")]),
    here("K35", "转送复议申请", &[agency(K::RemedyForwarding, "收到复议申请之日", RED)]),
    elsewhere("K36", "年度统计报告", "数据分析：每年1月31日前，固定日期，不顺延"),
    here("K37", "追责时效", &[agency(K::Limitation, "违法行为终了之日", "不得立案，不得给予处罚（发现之日止计）")]),
    elsewhere("K38", "执法证件", "要素中心：证件有效期和年度审验；届满后不得指派、不得办理（办理时核验），监督提前预警"),
    here("K39", "责令改正", &[party(K::Rectification, "责令改正通知书送达之日，末日由通知书指定", "提示复查")]),
    here("K40", "公告送达", &[
        agency(K::PublicNotice, "公告之日", "视为送达"),
        agency(K::ServiceNotice, "制发的文书公告之日", "视为送达"),
    ]),
    here("", "管辖争议协商", &[agency(K::JurisdictionNegotiation, "发生管辖争议之日", "报请共同上级指定管辖")]),
    here("", "指定管辖", &[outside(K::JurisdictionDesignation, "共同上级收到报请之日", "提示催办")]),
    here("", "协助回复", &[outside(K::AssistanceReply, "协助机关收到协助函之日", "提示催办")]),
    here("", "分期缴纳", &[party(K::Instalment, "批准分期之日，末日由批准书指定", "自次日起加处罚款")]),
    here("", "紧急检查补办审批", &[agency(K::InspectionApproval, "紧急情况下实施检查之日", RED)]),
    here("", "快速办理目标", &[agency(K::FastTarget, "适用快速办理之日", "提示转为普通程序或者尽快办结")]),
    here("", "其他强制措施", &[agency(K::OtherMeasure, "实施之日，期限由设定该措施的法律规定", "应当解除；停止其他处理")]),
    here("", "申请复检", &[party(K::Retest, "告知检测鉴定结果之日，末日由告知书载明", "结果确定")]),
    here("", "线索移送接收", &[outside(K::LeadTransferReply, "移送线索之日", "退回移送机关处理")]),
];
