//! 执法依据, and what is set by documents: parameters, lists of leniency, the calendar.

use elements_domain::Registry;

use super::super::table::Kind::{Date, Id, Reference, Text, Texts, Whole, Word, YesNo};
use super::super::table::{Table, column};
use super::words;

pub(super) static LAW: Table = Table {
    registry: Registry::Law,
    columns: &[
        column("法律编号", "law_id", Id, "law-penalty").must(),
        column("标题", "title", Text, "中华人民共和国行政处罚法").must(),
        column("制定机关和文号", "issuer", Text, "主席令第七十号").must(),
        column("效力级别", "rank", Text, "法律").must(),
        column("公布日期", "issue_date", Date, "2021-01-22").must(),
        column("条", "articles.number", Whole, "1").must(),
        column("之", "articles.suffix", Whole, "").note("第…条之N的N，没有则不填"),
        column("印制条号", "articles.label", Text, "").note("与“条”“之”不同写法时填写，如一、"),
        column("编", "articles.part", Text, ""),
        column("章", "articles.chapter", Text, "第一章 总则"),
        column("节", "articles.section", Text, ""),
        column(
            "条文",
            "articles.text",
            Text,
            "为了规范行政处罚的设定和实施，根据宪法，制定本法。",
        )
        .must(),
        column("简称", "short_titles", Texts, "处罚法"),
        column("被何法替代", "replaced_by", Reference(Registry::Law), ""),
        column("题注", "adoption", Text, ""),
        column("序言", "preamble", Text, ""),
        column("附件标题", "annexes.title", Text, ""),
        column("附件内容", "annexes.text", Text, ""),
    ],
};

pub(super) static PARAMETER_PACK: Table = Table {
    registry: Registry::ParameterPack,
    columns: &[
        column("参数包编号", "parameter_pack_id", Id, "pack-market").must(),
        column("名称", "name", Text, "市场监管参数包").must(),
        column("执法领域", "domain", Word(words::DOMAINS), "市场监管").must(),
        column("区划代码", "division", Reference(Registry::Division), "35").must(),
        column("文件", "document", Text, "市场监督管理行政处罚程序规定").must(),
        column("文件效力级别", "rank", Text, "部门规章").must(),
        column("参数", "parameters.key", Text, "statement_period").must(),
        column("值", "parameters.value", Whole, "5").must(),
        column("单位", "parameters.unit", Word(words::UNITS), "工作日").must(),
        column(
            "约束方向",
            "parameters.direction",
            Word(words::DIRECTIONS),
            "不得少于",
        )
        .must(),
        column(
            "参数依据",
            "parameters.citation",
            Text,
            "市场监督管理行政处罚程序规定第五十七条",
        )
        .must(),
        column("已核对原文", "parameters.verified", YesNo, "是"),
    ],
};

pub(super) static LENIENCY_LIST: Table = Table {
    registry: Registry::LeniencyList,
    columns: &[
        column("清单编号", "leniency_list_id", Id, "list-market-no-penalty").must(),
        column("清单类型", "kind", Word(words::LENIENCY_KINDS), "不予处罚").must(),
        column("名称", "name", Text, "市场监管领域不予处罚事项清单").must(),
        column("区划代码", "division", Reference(Registry::Division), "35").must(),
        column("发布文号", "document_number", Text, ""),
        column(
            "事项编号",
            "entries.item_id",
            Reference(Registry::Item),
            "i-gas-restaurant",
        )
        .must(),
        column(
            "适用条件",
            "entries.conditions",
            Texts,
            "首次违法；危害后果轻微；及时改正",
        )
        .must(),
        column(
            "条目依据",
            "entries.citation",
            Text,
            "行政处罚法第三十三条第一款",
        )
        .must(),
    ],
};

pub(super) static HOLIDAY_CALENDAR: Table = Table {
    registry: Registry::HolidayCalendar,
    columns: &[
        column("年份", "holiday_calendar_id", Id, "2027").must(),
        column("发布文号", "document_number", Text, "国办发明电〔2026〕7号").must(),
        column("放假日", "days_off[]", Date, "2027-01-01"),
        column("调休上班日", "make_up_days[]", Date, "2027-01-03"),
    ],
};
