//! 赋权、委托文书、事项认领, and where fines are paid in.

use elements_domain::Registry;

use super::super::table::Kind::{Date, Id, Reference, References, Text, Word, YesNo};
use super::super::table::{Table, column};
use super::words;

pub(super) static INSTRUMENT: Table = Table {
    registry: Registry::Instrument,
    columns: &[
        column("文书编号", "instrument_id", Id, "grant-shaxian-2022").must(),
        column("文书类型", "kind", Word(words::INSTRUMENT_KINDS), "赋权").must(),
        column("标题", "title", Text, "沙县区赋予乡镇行政处罚权的决定").must(),
        column("文号", "document_number", Text, "沙政规〔2022〕3号").must(),
        column("制定机关", "issuer", Text, "三明市沙县区人民政府").must(),
        column(
            "区划代码",
            "division",
            Reference(Registry::Division),
            "350405",
        )
        .must(),
        column(
            "赋予对象编号",
            "grantee_ids",
            References(Registry::Agency),
            "shaxian-fenggang",
        )
        .must(),
        column(
            "权限事项编号",
            "powers.item_id",
            Reference(Registry::Item),
            "i-gas-restaurant",
        )
        .must(),
        column(
            "原实施主体编号",
            "powers.grantor_id",
            Reference(Registry::Agency),
            "shaxian-urban",
        )
        .must(),
        column("职权类型", "powers.duty", Text, "行政处罚"),
        column("法律依据", "powers.basis", Text, ""),
        column("工作流程", "powers.workflow", Text, ""),
        column("监督方式", "powers.supervision", Text, ""),
        column("须经认领", "claimed", YesNo, "是"),
        column(
            "公布情况",
            "publication",
            Text,
            "沙县区人民政府网站2022年6月1日公布",
        )
        .note("赋权、委托应当公布（行政处罚法第二十条、第二十四条）"),
        column("评估日期", "evaluation_date", Date, ""),
    ],
};

pub(super) static CLAIM: Table = Table {
    registry: Registry::Claim,
    columns: &[
        column("认领编号", "claim_id", Id, "claim-fenggang-2022").must(),
        column(
            "文书编号",
            "instrument_id",
            Reference(Registry::Instrument),
            "grant-shaxian-2022",
        )
        .must(),
        column(
            "认领主体编号",
            "agency_id",
            Reference(Registry::Agency),
            "shaxian-fenggang",
        )
        .must(),
        column(
            "认领事项编号",
            "item_ids",
            References(Registry::Item),
            "i-gas-restaurant",
        )
        .must(),
        column("赋权确认书", "confirmation", Text, ""),
    ],
};

pub(super) static REVENUE_MAPPING: Table = Table {
    registry: Registry::RevenueMapping,
    columns: &[
        column("对照编号", "revenue_mapping_id", Id, "r-longhai-market").must(),
        column(
            "执法主体编号",
            "agency_id",
            Reference(Registry::Agency),
            "longhai-market",
        )
        .must(),
        column("事项编号", "item_id", Reference(Registry::Item), "").note("空为该主体其他全部事项"),
        column("非税项目编码", "revenue_code", Text, "103050109").must(),
        column("非税项目名称", "revenue_name", Text, "市场监管罚没收入").must(),
        column("执收单位编码", "collector_code", Text, "350604001").must(),
    ],
};
