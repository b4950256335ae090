//! 执法文书目录: the documents of enforcement, by their codes, and what the law demands in them.

mod demands;

pub use demands::{Demand, demands};

/// One document of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Document {
    /// Code, e.g. `JD03`.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
    /// Part of the procedure.
    pub step: &'static str,
    /// Whether it leaves the agency.
    pub kind: DocumentKind,
    /// Whether it must be served with a receipt (送达回证).
    pub served: bool,
    /// Whether the act is recorded in sound and picture (音像记录).
    pub recorded: bool,
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

/// The document of that code.
pub fn document(code: &str) -> Option<&'static Document> {
    CATALOGUE.iter().find(|document| document.code == code)
}

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
    row("JC01", "行政检查计划、方案", "检查", I),
    row("JC02", "行政检查审批表", "检查", I),
    row("JC03", "行政检查通知书", "检查", ES),
    row("JC04", "现场检查笔录", "检查", EA),
    row("JC05", "勘验笔录", "检查", E),
    row("JC06", "抽样取证凭证、抽样记录", "检查", E),
    row("JC07", "询问笔录（检查阶段）", "检查", E),
    row("JC08", "行政检查结果告知书、意见书", "检查", ES),
    row("JC09", "责令改正（限期整改）通知书", "检查", ES),
    row("JC10", "整改复查意见书", "检查", E),
    row("JC11", "综合查一次、联合检查任务单", "检查", I),
    row("JC12", "行政执法提示函、建议书", "检查", E),
    row("LA01", "案件来源登记表", "案源与立案", I),
    row("LA02", "立案审批表、不予立案审批表", "案源与立案", I),
    row("LA03", "指定管辖通知书", "案源与立案", E),
    row("LA04", "案件交办通知书", "案源与立案", I),
    row("LA05", "案件移送函", "案源与立案", E),
    row("LA06", "涉嫌犯罪案件移送书及审批表", "案源与立案", E),
    row("LA07", "查封、扣押物品移送告知书", "案源与立案", ES),
    row("LA08", "回避申请、决定书", "案源与立案", E),
    row("DC01", "行政处罚案件有关事项审批表", "调查取证", I),
    row("DC02", "送达地址确认书", "调查取证", E),
    row("DC03", "询问通知书", "调查取证", ES),
    row("DC04", "询问笔录", "调查取证", EA),
    row("DC05", "现场笔录", "调查取证", EA),
    row("DC06", "证据提取单、复制件说明", "调查取证", E),
    row("DC07", "电子数据证据提取笔录", "调查取证", EA),
    row("DC08", "限期提供材料通知书", "调查取证", ES),
    row(
        "DC09",
        "协助辨认、鉴别通知书、协助调查函、协助扣押通知书",
        "调查取证",
        E,
    ),
    row("DC10", "先行登记保存证据审批表", "调查取证", I),
    row("DC11", "先行登记保存证据通知书及清单", "调查取证", ESA),
    row(
        "DC12",
        "先行登记保存物品处理通知书、解除通知书",
        "调查取证",
        ES,
    ),
    row("DC13", "检测、检验、检疫、鉴定委托书", "调查取证", E),
    row("DC14", "检测、检验、检疫、鉴定期间告知书", "调查取证", ES),
    row("DC15", "检测、检验、检疫、鉴定结果告知书", "调查取证", ES),
    row("DC16", "非现场违法事实告知书及设备审核表", "调查取证", ES),
    row("DC17", "案件中止、恢复、终止调查决定书", "调查取证", IE),
    row("DC18", "案件调查终结报告", "调查取证", I),
    row("QZ01", "行政强制措施审批表", "强制", I),
    row("QZ02", "查封、扣押决定书及清单", "强制", ESA),
    row("QZ03", "封条", "强制", E),
    row("QZ04", "延长查封、扣押期限决定书", "强制", ES),
    row("QZ05", "解除查封、扣押决定书及返还清单", "强制", ES),
    row("QZ06", "冻结决定书、冻结通知书、解除冻结通知书", "强制", ES),
    row("QZ07", "委托保管书、先行处置通知书、公告", "强制", E),
    row("SH01", "案件审核意见书", "审核、告知、听证", I),
    row("SH02", "裁量基准适用说明", "审核、告知、听证", I),
    row("GZ01", "行政处罚事先告知书", "审核、告知、听证", ES),
    row("GZ02", "听证告知书", "审核、告知、听证", ES),
    row("GZ03", "陈述申辩笔录及复核意见书", "审核、告知、听证", IE),
    row(
        "TZ01",
        "听证申请登记、不予听证通知书",
        "审核、告知、听证",
        E,
    ),
    row("TZ02", "听证通知书、听证公告", "审核、告知、听证", ES),
    row("TZ03", "听证笔录、听证报告", "审核、告知、听证", IEA),
    row("JD01", "行政处罚决定审批表", "决定", I),
    row("JD02", "集体讨论记录", "决定", I),
    row("JD03", "行政处罚决定书（普通）", "决定", ES),
    row("JD04", "当场行政处罚决定书（简易）", "决定", E),
    row("JD05", "不予行政处罚决定书及教育记录", "决定", ES),
    row(
        "JD06",
        "责令退款通知书、补正、更正文书、撤销、变更决定书",
        "决定",
        ES,
    ),
    row("JD07", "信用修复告知书及公示告知", "决定", ES),
    row(
        "ZX01",
        "送达回证、公告送达公告、电子送达凭证",
        "送达、执行、结案",
        E,
    ),
    row(
        "ZX02",
        "延期、分期缴纳罚款申请、审批、通知书",
        "送达、执行、结案",
        ES,
    ),
    row(
        "ZX03",
        "罚没票据、没收物品凭证、处理记录",
        "送达、执行、结案",
        E,
    ),
    row("ZX04", "履行催告书", "送达、执行、结案", ES),
    row("ZX05", "加处罚款决定、告知书", "送达、执行、结案", ES),
    row(
        "ZX06",
        "行政强制执行决定书、代履行决定书、执行公告（强拆）",
        "送达、执行、结案",
        ESA,
    ),
    row(
        "ZX07",
        "执行协议、中止、恢复、终结执行通知书",
        "送达、执行、结案",
        E,
    ),
    row("ZX08", "强制执行申请书", "送达、执行、结案", E),
    row(
        "JA01",
        "结案审批表、销案、撤案审批表",
        "送达、执行、结案",
        I,
    ),
    row("JA02", "卷宗封面、卷内目录、备考表", "送达、执行、结案", I),
    row(
        "JD-S1",
        "行政执法监督通知、督办函、意见书、决定书及整改反馈",
        "监督",
        E,
    ),
    row("JD-S2", "案卷评查表、报告、复议答复书、协助函", "监督", IE),
];

const fn row(
    code: &'static str,
    name: &'static str,
    step: &'static str,
    (kind, served, recorded): Marks,
) -> Document {
    Document {
        code,
        name,
        step,
        kind,
        served,
        recorded,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::demands::DEMANDS;
    use super::*;

    #[test]
    fn every_code_stands_once_and_every_demand_has_a_document() {
        let codes: BTreeSet<_> = CATALOGUE.iter().map(|document| document.code).collect();
        assert_eq!(codes.len(), CATALOGUE.len());
        for (code, _, demands) in DEMANDS {
            assert!(document(code).is_some(), "{code}");
            let fields: BTreeSet<_> = demands.iter().map(|demand| demand.field).collect();
            assert_eq!(fields.len(), demands.len(), "{code}");
            assert!(demands.iter().all(|demand| demand.citation.exists()));
        }
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

    #[test]
    fn forms_that_share_a_code_are_told_apart_by_their_names() {
        let fields =
            |name| -> Vec<_> { demands("ZX06", name).map(|demand| demand.field).collect() };
        assert!(fields("代履行决定书").contains(&"performer"));
        assert!(!fields("行政强制执行决定书").contains(&"performer"));
        assert_eq!(fields("强制拆除公告"), Vec::<&str>::new());
    }
}
