//! 执法文书目录: the 72 documents of enforcement, by their codes.

/// One document of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Document {
    /// Code, e.g. `JD03`.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
    /// Part of the procedure.
    pub phase: Phase,
    /// Whether it leaves the agency.
    pub kind: DocumentKind,
    /// Whether it must be served with a receipt (送达回证).
    pub served: bool,
    /// Whether the act is recorded in sound and picture (音像记录).
    pub recorded: bool,
}

/// Parts of the procedure, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// 检查
    Inspection,
    /// 案源与立案
    Filing,
    /// 调查取证
    Inquiry,
    /// 强制
    Coercion,
    /// 审核、告知、听证
    Hearing,
    /// 决定
    Decision,
    /// 送达、执行、结案
    Execution,
    /// 监督
    Supervision,
}

impl Phase {
    /// The part in Chinese: `调查取证`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Inspection => "检查",
            Self::Filing => "案源与立案",
            Self::Inquiry => "调查取证",
            Self::Coercion => "强制",
            Self::Hearing => "审核、告知、听证",
            Self::Decision => "决定",
            Self::Execution => "送达、执行、结案",
            Self::Supervision => "监督",
        }
    }
}

/// Whether a document leaves the agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// 内部文书
    Internal,
    /// 外部文书
    External,
    /// Some of its forms do, others do not.
    Either,
}

/// Every document, in the order of the procedure.
pub fn documents() -> &'static [Document] {
    &CATALOGUE
}

/// The document of that code.
pub fn document(code: &str) -> Option<&'static Document> {
    CATALOGUE.iter().find(|document| document.code == code)
}

use Phase as P;

/// How a document goes out: whether it leaves the agency, is served with a receipt, is recorded in sound and picture.
type Marks = (DocumentKind, bool, bool);
const E: Marks = (DocumentKind::External, false, false);
const EA: Marks = (DocumentKind::External, false, true);
const ES: Marks = (DocumentKind::External, true, false);
const ESA: Marks = (DocumentKind::External, true, true);
const I: Marks = (DocumentKind::Internal, false, false);
const IE: Marks = (DocumentKind::Either, false, false);
const IEA: Marks = (DocumentKind::Either, false, true);

/// The catalogue, in the order of the procedure.
const CATALOGUE: [Document; 72] = [
    row("JC01", "行政检查计划、方案", P::Inspection, I),
    row("JC02", "行政检查审批表", P::Inspection, I),
    row("JC03", "行政检查通知书", P::Inspection, ES),
    row("JC04", "现场检查笔录", P::Inspection, EA),
    row("JC05", "勘验笔录", P::Inspection, E),
    row("JC06", "抽样取证凭证、抽样记录", P::Inspection, E),
    row("JC07", "询问笔录（检查阶段）", P::Inspection, E),
    row("JC08", "行政检查结果告知书、意见书", P::Inspection, ES),
    row("JC09", "责令改正（限期整改）通知书", P::Inspection, ES),
    row("JC10", "整改复查意见书", P::Inspection, E),
    row("JC11", "综合查一次、联合检查任务单", P::Inspection, I),
    row("JC12", "行政执法提示函、建议书", P::Inspection, E),
    row("LA01", "案件来源登记表", P::Filing, I),
    row("LA02", "立案审批表、不予立案审批表", P::Filing, I),
    row("LA03", "指定管辖通知书", P::Filing, E),
    row("LA04", "案件交办通知书", P::Filing, I),
    row("LA05", "案件移送函", P::Filing, E),
    row("LA06", "涉嫌犯罪案件移送书及审批表", P::Filing, E),
    row("LA07", "查封、扣押物品移送告知书", P::Filing, ES),
    row("LA08", "回避申请、决定书", P::Filing, E),
    row("DC01", "行政处罚案件有关事项审批表", P::Inquiry, I),
    row("DC02", "送达地址确认书", P::Inquiry, E),
    row("DC03", "询问通知书", P::Inquiry, ES),
    row("DC04", "询问笔录", P::Inquiry, EA),
    row("DC05", "现场笔录", P::Inquiry, EA),
    row("DC06", "证据提取单、复制件说明", P::Inquiry, E),
    row("DC07", "电子数据证据提取笔录", P::Inquiry, EA),
    row("DC08", "限期提供材料通知书", P::Inquiry, ES),
    row(
        "DC09",
        "协助辨认、鉴别通知书、协助调查函、协助扣押通知书",
        P::Inquiry,
        E,
    ),
    row("DC10", "先行登记保存证据审批表", P::Inquiry, I),
    row("DC11", "先行登记保存证据通知书及清单", P::Inquiry, ESA),
    row(
        "DC12",
        "先行登记保存物品处理通知书、解除通知书",
        P::Inquiry,
        ES,
    ),
    row("DC13", "检测、检验、检疫、鉴定委托书", P::Inquiry, E),
    row("DC14", "检测、检验、检疫、鉴定期间告知书", P::Inquiry, ES),
    row("DC15", "检测、检验、检疫、鉴定结果告知书", P::Inquiry, ES),
    row("DC16", "非现场违法事实告知书及设备审核表", P::Inquiry, ES),
    row("DC17", "案件中止、恢复、终止调查决定书", P::Inquiry, IE),
    row("DC18", "案件调查终结报告", P::Inquiry, I),
    row("QZ01", "行政强制措施审批表", P::Coercion, I),
    row("QZ02", "查封、扣押决定书及清单", P::Coercion, ESA),
    row("QZ03", "封条", P::Coercion, E),
    row("QZ04", "延长查封、扣押期限决定书", P::Coercion, ES),
    row("QZ05", "解除查封、扣押决定书及返还清单", P::Coercion, ES),
    row(
        "QZ06",
        "冻结决定书、冻结通知书、解除冻结通知书",
        P::Coercion,
        ES,
    ),
    row("QZ07", "委托保管书、先行处置通知书、公告", P::Coercion, E),
    row("SH01", "案件审核意见书", P::Hearing, I),
    row("SH02", "裁量基准适用说明", P::Hearing, I),
    row("GZ01", "行政处罚事先告知书", P::Hearing, ES),
    row("GZ02", "听证告知书", P::Hearing, ES),
    row("GZ03", "陈述申辩笔录及复核意见书", P::Hearing, IE),
    row("TZ01", "听证申请登记、不予听证通知书", P::Hearing, E),
    row("TZ02", "听证通知书、听证公告", P::Hearing, ES),
    row("TZ03", "听证笔录、听证报告", P::Hearing, IEA),
    row("JD01", "行政处罚决定审批表", P::Decision, I),
    row("JD02", "集体讨论记录", P::Decision, I),
    row("JD03", "行政处罚决定书（普通）", P::Decision, ES),
    row("JD04", "当场行政处罚决定书（简易）", P::Decision, E),
    row("JD05", "不予行政处罚决定书及教育记录", P::Decision, ES),
    row(
        "JD06",
        "责令退款通知书、补正、更正文书、撤销、变更决定书",
        P::Decision,
        ES,
    ),
    row("JD07", "信用修复告知书及公示告知", P::Decision, ES),
    row(
        "ZX01",
        "送达回证、公告送达公告、电子送达凭证",
        P::Execution,
        E,
    ),
    row(
        "ZX02",
        "延期、分期缴纳罚款申请、审批、通知书",
        P::Execution,
        ES,
    ),
    row("ZX03", "罚没票据、没收物品凭证、处理记录", P::Execution, E),
    row("ZX04", "履行催告书", P::Execution, ES),
    row("ZX05", "加处罚款决定、告知书", P::Execution, ES),
    row(
        "ZX06",
        "行政强制执行决定书、代履行决定书、执行公告（强拆）",
        P::Execution,
        ESA,
    ),
    row(
        "ZX07",
        "执行协议、中止、恢复、终结执行通知书",
        P::Execution,
        E,
    ),
    row("ZX08", "强制执行申请书", P::Execution, E),
    row("JA01", "结案审批表、销案、撤案审批表", P::Execution, I),
    row("JA02", "卷宗封面、卷内目录、备考表", P::Execution, I),
    row(
        "JD-S1",
        "行政执法监督通知、督办函、意见书、决定书及整改反馈",
        P::Supervision,
        E,
    ),
    row(
        "JD-S2",
        "案卷评查表、报告、复议答复书、协助函",
        P::Supervision,
        IE,
    ),
];

const fn row(
    code: &'static str,
    name: &'static str,
    phase: Phase,
    (kind, served, recorded): Marks,
) -> Document {
    Document {
        code,
        name,
        phase,
        kind,
        served,
        recorded,
    }
}

/// What a form without a document would belong to; a test sees that there is none.
pub(crate) static UNLISTED: Document = row("", "", Phase::Supervision, I);

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_stands_once() {
        let codes: BTreeSet<_> = CATALOGUE.iter().map(|document| document.code).collect();
        assert_eq!(codes.len(), CATALOGUE.len());
    }

    #[test]
    fn what_is_served_leaves_the_agency() {
        for document in &CATALOGUE {
            assert!(
                !document.served || document.kind != DocumentKind::Internal,
                "{}",
                document.code
            );
        }
    }
}
