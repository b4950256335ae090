//! 执法主体、人员、证件、岗位, and the divisions they belong to.

use elements_domain::Registry;

use super::super::table::Kind::{Articles, Date, Id, Reference, Text, Whole, Word, Words, YesNo};
use super::super::table::{Table, column};
use super::words;

pub(super) static AGENCY: Table = Table {
    registry: Registry::Agency,
    columns: &[
        column("主体编号", "agency_id", Id, "longhai-market").must(),
        column("主体名称", "name", Text, "漳州市龙海区市场监督管理局").must(),
        column(
            "统一社会信用代码",
            "credit_code",
            Text,
            "11350604MB00A00215",
        )
        .must(),
        column(
            "主体类型",
            "kind",
            Word(words::AGENCY_KINDS),
            "法定行政机关",
        )
        .must(),
        column(
            "区划代码",
            "division",
            Reference(Registry::Division),
            "350604",
        )
        .must(),
        column("执法领域", "domains", Words(words::DOMAINS), "市场监管").must(),
        column(
            "主管主体编号",
            "superior_id",
            Reference(Registry::Agency),
            "",
        ),
        column(
            "行政复议机关",
            "reconsideration_organ",
            Text,
            "漳州市龙海区人民政府",
        )
        .must(),
        column("机关代字", "document_word", Text, "龙市监"),
        column("资格依据", "qualification", Articles, "")
            .note("授权组织至少一条（行政处罚法第十九条）"),
        column(
            "委托机关编号",
            "principal_id",
            Reference(Registry::Agency),
            "",
        )
        .note("受委托组织填写，其他不填（行政处罚法第二十条）"),
        column("资格公告", "public_notice", Text, ""),
        column("地址", "address", Text, ""),
        column("电话", "phone", Text, ""),
    ],
};

pub(super) static OFFICER: Table = Table {
    registry: Registry::Officer,
    columns: &[
        column("人员编号", "officer_id", Id, "o-lin-jianguo").must(),
        column("姓名", "name", Text, "林建国").must(),
        column(
            "所属主体编号",
            "agency_id",
            Reference(Registry::Agency),
            "longhai-market",
        )
        .must(),
        column(
            "区划代码",
            "division",
            Reference(Registry::Division),
            "350604",
        )
        .must()
        .note("与所属主体一致"),
        column("法律职业资格", "legally_qualified", YesNo, "否"),
        column("监督人员", "supervisor", YesNo, "否"),
        column("法律职业资格证号", "qualification_number", Text, ""),
        column("审验年度", "reviews.year", Whole, "2026"),
        column(
            "审验结果",
            "reviews.result",
            Word(words::REVIEW_RESULTS),
            "合格",
        ),
        column("审验备注", "reviews.remark", Text, ""),
    ],
};

pub(super) static CERTIFICATE: Table = Table {
    registry: Registry::Certificate,
    columns: &[
        column("证件编号", "certificate_id", Id, "c-lin-jianguo").must(),
        column(
            "人员编号",
            "officer_id",
            Reference(Registry::Officer),
            "o-lin-jianguo",
        )
        .must(),
        column("证件号码", "number", Text, "13060400123").must(),
        column("执法领域", "domains", Words(words::DOMAINS), "市场监管").must(),
        column(
            "区划代码",
            "division",
            Reference(Registry::Division),
            "350604",
        )
        .must(),
        column("发证日期", "issue_date", Date, "2024-01-01").must(),
        column("有效期至", "expiry_date", Date, "2028-12-31")
            .must()
            .note("含当日"),
        column("证件状态", "state", Word(words::CERTIFICATE_STATES), "有效").must(),
        column(
            "证件类型",
            "kind",
            Word(words::CERTIFICATE_KINDS),
            "行政执法证",
        )
        .note("空为行政执法证"),
    ],
};

pub(super) static POSTING: Table = Table {
    registry: Registry::Posting,
    columns: &[
        column("岗位编号", "posting_id", Id, "po-lin-jianguo").must(),
        column(
            "人员编号",
            "officer_id",
            Reference(Registry::Officer),
            "o-lin-jianguo",
        )
        .must(),
        column(
            "派驻主体编号",
            "agency_id",
            Reference(Registry::Agency),
            "longhai-shima",
        )
        .must(),
        column(
            "区划代码",
            "division",
            Reference(Registry::Division),
            "350604001",
        )
        .must(),
        column("岗位", "post", Text, "执法队员").must(),
    ],
};

pub(super) static DIVISION: Table = Table {
    registry: Registry::Division,
    columns: &[
        column("区划代码", "code", Id, "350604")
            .must()
            .note("不补零"),
        column("区划名称", "name", Text, "龙海区").must(),
        column(
            "上级区划代码",
            "parent",
            Reference(Registry::Division),
            "3506",
        )
        .note("省级不填"),
    ],
};
