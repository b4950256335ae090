//! 检查对象、执法事项、裁量基准、典型案例.

use elements_domain::Registry;

use super::super::table::Kind::{
    Articles, Id, Reference, References, Text, Texts, Whole, Word, Words, Yuan,
};
use super::super::table::{Table, column};
use super::words;

pub(super) static PARTY: Table = Table {
    registry: Registry::Party,
    columns: &[
        column("对象编号", "party_id", Id, "p-zhang-snack").must(),
        column("名称或者姓名", "name", Text, "漳州市示例食品有限公司").must(),
        column(
            "对象类型",
            "kind",
            Word(words::PARTY_KINDS),
            "法人或者其他组织",
        )
        .must(),
        column("证件号码", "identity_code", Text, "91350604MA8UAB126N")
            .note("统一社会信用代码；自然人为居民身份证号码，请设置为文本格式"),
        column("法定代表人或者经营者", "representative", Text, "许大海").note("自然人可以不填"),
        column("地址", "address", Text, "福建省漳州市龙海区石码街道").must(),
        column("电话", "phone", Text, ""),
        column(
            "区划代码",
            "division",
            Reference(Registry::Division),
            "350604",
        )
        .must(),
        column("其他证件名称", "identity_document", Text, "")
            .note("没有居民身份证的自然人填写，如护照"),
        column(
            "并入对象编号",
            "merged_into",
            Reference(Registry::Party),
            "",
        )
        .note("合并对象请使用合并功能"),
        column("行业", "trade", Text, "餐饮业"),
        column(
            "场所设施类型",
            "assets.kind",
            Word(words::ASSET_KINDS),
            "场所",
        ),
        column("场所设施名称", "assets.name", Text, "二号仓库"),
        column("场所设施号码", "assets.number", Text, ""),
        column("场所设施地址", "assets.address", Text, ""),
    ],
};

pub(super) static ITEM: Table = Table {
    registry: Registry::Item,
    columns: &[
        column("事项编号", "item_id", Id, "i-gas-restaurant").must(),
        column(
            "事项名称",
            "name",
            Text,
            "对餐饮经营者未安装可燃气体报警装置的行政处罚",
        )
        .must(),
        column("事项类型", "kind", Word(words::ITEM_KINDS), "行政处罚").must(),
        column("执法领域", "domain", Word(words::DOMAINS), "住建城管").must(),
        column(
            "违反条款",
            "violated",
            Articles,
            "law-safety第三十六条第四款",
        ),
        column(
            "处罚或者检查依据",
            "basis",
            Articles,
            "law-safety第九十九条第一款第八项",
        )
        .must(),
        column(
            "实施主体编号",
            "agency_ids",
            References(Registry::Agency),
            "longhai-market",
        )
        .must(),
        column("单位罚款下限", "fine_floor_fen", Yuan, ""),
        column("单位罚款上限", "fine_cap_fen", Yuan, "50000").note("空为不罚款"),
        column("个人罚款下限", "person_fine_floor_fen", Yuan, ""),
        column("个人罚款上限", "person_fine_cap_fen", Yuan, "50000").note("空为不罚款"),
        column("年度检查频次上限", "yearly_cap", Whole, ""),
        column("行使层级", "levels", Words(words::LEVELS), "县级；乡级"),
        column("适用对象", "party_kinds", Words(words::PARTY_KINDS), "").note("空为全部"),
        column("适用程序", "procedures", Words(words::PROCEDURES), ""),
        column(
            "业务主管部门编号",
            "business_agency_id",
            Reference(Registry::Agency),
            "",
        ),
        column("目录编码", "catalogue_code", Text, ""),
        column("检索词", "keywords", Texts, "煤气；液化气"),
        column("强制方式", "means", Words(words::MEANS), "").note("行政强制事项填写"),
    ],
};

pub(super) static STANDARD: Table = Table {
    registry: Registry::Standard,
    columns: &[
        column("基准编号", "standard_id", Id, "s-gas-restaurant").must(),
        column("基准名称", "name", Text, "餐饮场所燃气安全裁量基准").must(),
        column(
            "事项编号",
            "item_id",
            Reference(Registry::Item),
            "i-gas-restaurant",
        )
        .must(),
        column("发布文号", "document_number", Text, "闽建法〔2025〕3号").must(),
        column(
            "制定机关编号",
            "agency_id",
            Reference(Registry::Agency),
            "longhai-urban",
        )
        .must(),
        column("区划代码", "division", Reference(Registry::Division), "35").must(),
        column("阶次", "tiers.name", Text, "较轻").must(),
        column("适用情形", "tiers.conditions", Texts, "首次发现且当场改正").must(),
        column("阶次单位罚款下限", "tiers.fine_floor_fen", Yuan, ""),
        column("阶次单位罚款上限", "tiers.fine_cap_fen", Yuan, "10000"),
        column("阶次个人罚款下限", "tiers.person_fine_floor_fen", Yuan, ""),
        column(
            "阶次个人罚款上限",
            "tiers.person_fine_cap_fen",
            Yuan,
            "10000",
        ),
        column("其他处理", "tiers.measures", Text, ""),
        column(
            "裁量因素",
            "factors.kind",
            Word(words::FACTOR_KINDS),
            "从轻",
        ),
        column(
            "因素情形",
            "factors.circumstance",
            Text,
            "主动消除或者减轻违法行为危害后果",
        ),
        column(
            "因素依据",
            "factors.citation",
            Text,
            "行政处罚法第三十二条第（一）项",
        ),
        column("执法领域", "domain", Word(words::DOMAINS), "住建城管").must(),
    ],
};

pub(super) static TYPICAL_CASE: Table = Table {
    registry: Registry::TypicalCase,
    columns: &[
        column("案例编号", "typical_case_id", Id, "t-gas-2025-1").must(),
        column("标题", "title", Text, "某餐饮店未安装可燃气体报警装置案").must(),
        column(
            "事项编号",
            "item_id",
            Reference(Registry::Item),
            "i-gas-restaurant",
        )
        .must(),
        column("执法领域", "domain", Word(words::DOMAINS), "住建城管").must(),
        column(
            "案情",
            "facts",
            Text,
            "执法人员检查发现，某店使用瓶装燃气而未安装报警装置。",
        )
        .must()
        .note("不得出现当事人的姓名、名称、号码"),
        column(
            "处理决定和理由",
            "decision",
            Text,
            "责令限期改正，罚款五千元。",
        )
        .must(),
        column(
            "适用条款",
            "basis",
            Articles,
            "law-safety第九十九条第一款第八项",
        ),
        column(
            "裁量基准编号",
            "standard_id",
            Reference(Registry::Standard),
            "",
        ),
        column("决定年度", "year", Whole, "2025").must(),
        column(
            "区划代码",
            "division",
            Reference(Registry::Division),
            "3506",
        )
        .must(),
        column("遴选来源", "source", Text, "省司法厅2025年第二批").must(),
        column("罚款金额", "fine_fen", Yuan, "5000"),
    ],
};
