//! The empty form of a registry: its columns, an example, and a sheet that explains them.

use elements_domain::Registry;
use refusal::Fault;
use sheet::Sheet;

use super::table::{ACTION, Table, VALID_FROM, VALID_TO};

/// The form, and the name of its file.
pub(crate) fn form(registry: Registry) -> Result<(Vec<u8>, String), Fault> {
    let table = Table::of(registry);
    let headings = table.headings();
    let mut example: Vec<String> = table
        .columns
        .iter()
        .map(|column| column.example.to_owned())
        .collect();
    example.extend(["2026-01-01".to_owned(), String::new(), String::new()]);
    let widths = headings
        .iter()
        .map(|heading| f64::from(u8::try_from(heading.chars().count()).unwrap_or(40)) * 2.2 + 4.0)
        .collect();
    let data = Sheet {
        name: registry.zh().to_owned(),
        rows: vec![headings, example],
        widths,
    };
    let mut rows = vec![
        ["列", "是否必填", "填写要求", "示例"]
            .map(ToOwned::to_owned)
            .to_vec(),
    ];
    for column in table.columns {
        let must = if column.must { "必填" } else { "" };
        rows.push(vec![
            column.heading.to_owned(),
            must.to_owned(),
            column.rule(),
            column.example.to_owned(),
        ]);
    }
    for (heading, rule) in [
        (VALID_FROM, "日期，从该日起有效；可以在导入时统一指定"),
        (VALID_TO, "日期，从该日起不再有效；空为长期有效"),
        (ACTION, "空为登记；填“撤销”则该时段不再有效"),
    ] {
        rows.push(vec![
            heading.to_owned(),
            String::new(),
            rule.to_owned(),
            String::new(),
        ]);
    }
    for line in [
        "第一个工作表的第二行是示例，导入前请删除。",
        "编号、证件号码、电话等请设置为文本格式，以免末尾数字丢失。",
        "不能使用公式、合并单元格、宏和外部链接。",
        "没有的列表示保持原值；有列而空白表示该项为空。",
    ] {
        rows.push(vec![line.to_owned()]);
    }
    let explanation = Sheet {
        name: "填写说明".to_owned(),
        rows,
        widths: vec![24.0, 10.0, 80.0, 40.0],
    };
    let bytes = sheet::write_workbook(&[data, explanation]).map_err(Fault::internal)?;
    Ok((bytes, format!("{}导入模板.xlsx", registry.zh())))
}
