//! 执法文书、综合查一次场景、试点开关、业务规范.

use elements_domain::Registry;

use super::super::table::Kind::{Id, Reference, References, Text, Texts, Word, Words, YesNo};
use super::super::table::{Table, column};
use super::words;

pub(super) static TEMPLATE: Table = Table {
    registry: Registry::Template,
    columns: &[
        column("文书模板编号", "template_id", Id, "tpl-jd03").must(),
        column("目录编码", "code", Text, "JD03").must(),
        column("名称", "name", Text, "行政处罚决定书").must(),
        column("区划代码", "division", Reference(Registry::Division), "35").must(),
        column("外部文书", "external", YesNo, "是"),
        column("须送达回证", "served", YesNo, "是"),
        column("字段", "fields.name", Text, "party_name").must(),
        column("字段名称", "fields.label", Text, "当事人名称").must(),
        column("字段必填", "fields.mandatory", YesNo, "是"),
        column(
            "字段依据",
            "fields.citation",
            Text,
            "行政处罚法第五十九条第一款第（一）项",
        ),
        column("正文", "body", Text, "当事人：{{ party_name }}").must(),
    ],
};

pub(super) static SCENE: Table = Table {
    registry: Registry::Scene,
    columns: &[
        column("场景编号", "scene_id", Id, "scene-restaurant-gas").must(),
        column("名称", "name", Text, "餐饮燃气综合查一次").must(),
        column(
            "区划代码",
            "division",
            Reference(Registry::Division),
            "350604",
        )
        .must(),
        column(
            "事项编号",
            "item_ids",
            References(Registry::Item),
            "i-gas-restaurant",
        )
        .must(),
        column(
            "牵头主体编号",
            "lead_agency_id",
            Reference(Registry::Agency),
            "",
        ),
        column("检查对象类型", "party_kinds", Words(words::PARTY_KINDS), "").note("空为全部"),
        column(
            "检查项所属事项编号",
            "checks.item_id",
            Reference(Registry::Item),
            "i-gas-restaurant",
        ),
        column(
            "检查内容",
            "checks.content",
            Text,
            "是否安装可燃气体报警装置",
        ),
        column("检查方式", "checks.method", Text, "现场查看"),
        column(
            "判定依据",
            "checks.norm",
            Text,
            "《城镇燃气管理条例》第二十八条",
        ),
        column("必查", "checks.mandatory", YesNo, "是"),
    ],
};

pub(super) static FEATURE: Table = Table {
    registry: Registry::Feature,
    columns: &[
        column("功能编号", "feature_id", Id, "cases.inspection").must(),
        column("功能名称", "name", Text, "行政检查").must(),
        column(
            "开通区划代码",
            "scopes.division",
            Reference(Registry::Division),
            "350604",
        )
        .note("空为全部；全部地区、领域、层级都开通时填“（空）”"),
        column(
            "开通领域",
            "scopes.domain",
            Word(words::DOMAINS),
            "市场监管",
        )
        .note("空为全部"),
        column("开通层级", "scopes.level", Word(words::LEVELS), "").note("空为全部"),
    ],
};

pub(super) static NORM: Table = Table {
    registry: Registry::Norm,
    columns: &[
        column("规范编号", "norm_id", Id, "norm-officer").must(),
        column("标题", "title", Text, "行政执法人员信息规范").must(),
        column("发布文号", "document_number", Text, ""),
        column("适用要素", "registry", Word(words::REGISTRIES), "执法人员").must(),
        column("字段", "rules.field", Text, "qualification_number").must(),
        column("要求", "rules.demand", Word(words::DEMANDS), "必填").must(),
        column("允许取值", "rules.values", Texts, ""),
        column("条款", "rules.clause", Text, "第六条第二款").must(),
        column("区划代码", "division", Reference(Registry::Division), "35").must(),
    ],
};
