//! Laws from their texts, and what a sheet of laws and standards may not say.

use std::io::{Cursor, Write as _};

use contract::elements::v1::*;
use sheet::archive;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::transfer_desk::{Desk, csv, desk, rows};

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A desk of the province, which keeps the laws.
async fn province() -> Desk {
    let mut desk = desk().await;
    desk.centre.longhai = desk.centre.province.clone();
    desk
}

const OLD: &str = "# 燃气试验条例\n\n（2015年1月1日国务院令第1号公布）\n\n第一条 为了试验，制定本条例。\n\n第二条 本条例自公布之日起施行。\n";
const NEW: &str = "# 燃气试验条例\n\n（2020年5月1日国务院令第2号公布）\n\n第一条 为了继续试验，制定本条例。\n\n第二条 新增一条。\n\n第三条 本条例自公布之日起施行。\n";
const REPEATS: &str = "# 重号试验条例\n\n第一条 一。\n\n第二条 二。\n\n第二条 又是二。\n";

#[tokio::test]
async fn texts_in_an_archive_become_versions_by_their_days_and_a_repeated_number_is_refused() {
    let mut desk = province().await;
    let gbk = encoding_rs::GBK.encode(OLD).0.into_owned();
    let zip = zipped(&[
        ("行政法规/燃气试验条例(2020-05-01).md", NEW.as_bytes()),
        ("行政法规/燃气试验条例(2015-01-01).txt", &gbk),
        ("行政法规/重号试验条例(2018-01-01).md", REPEATS.as_bytes()),
    ]);
    let operation = desk
        .import(Registry::Law, "法规.zip", &zip, |request| {
            request.mode = ImportMode::SkipBadRows.into();
        })
        .await;
    let errors = desk.errors(&operation).await;
    assert_eq!(
        (
            operation.rows_new,
            operation.rows_changed,
            operation.rows_refused
        ),
        (1, 1, 1),
        "{operation:?} {errors:?}"
    );
    assert_eq!(errors[0].row, 3);
    assert!(
        errors[0].message.contains("第二条重复"),
        "{}",
        errors[0].message
    );
    assert!(
        errors[0].value.ends_with("重号试验条例(2018-01-01).md"),
        "{}",
        errors[0].value
    );
    assert!(
        operation
            .remarks
            .iter()
            .any(|remark| remark.contains("GBK")),
        "{:?}",
        operation.remarks
    );
    let (_, sheet) = desk.file(&operation.file_id).await;
    assert_eq!(rows(&sheet)[0], ["序号", "文件", "错误说明"]);
    desk.publish(&operation.change_id).await;
    let (_, exported) = desk.export(Registry::Law, FileFormat::Xlsx).await;
    let exported = rows(&exported);
    assert!(
        exported
            .iter()
            .flatten()
            .any(|cell| cell == "为了继续试验，制定本条例。")
    );
    let law_id = exported
        .iter()
        .find(|row| row[1] == "燃气试验条例")
        .unwrap()[0]
        .clone();
    for (day, articles) in [("2016-01-01", 2), ("2021-01-01", 3)] {
        let get = GetLawRequest {
            law_id: law_id.clone(),
            as_of: crate::centre::as_of(day, ""),
        };
        let got = desk
            .centre
            .elements
            .get_law(desk.centre.by_clerk(get))
            .await
            .unwrap();
        let element = got.into_inner().version.unwrap().element.unwrap();
        let Some(element::Body::Law(law)) = element.body else {
            panic!("it is a law");
        };
        assert_eq!(law.articles.len(), articles, "{day}");
    }
    let again = desk
        .import(
            Registry::Law,
            "燃气试验条例(2020-05-01).md",
            NEW.as_bytes(),
            |_| {},
        )
        .await;
    assert_eq!(
        (again.rows_unchanged, again.change_id.as_str()),
        (1, ""),
        "{again:?}"
    );
    assert!(archive::is_archive(&zip));
    desk.centre.close().await;
}

#[tokio::test]
async fn laws_that_replace_each_other_in_a_circle_are_refused() {
    let mut desk = province().await;
    let heading: &[&str] = &[
        "法律编号",
        "标题",
        "制定机关和文号",
        "效力级别",
        "公布日期",
        "条",
        "条文",
        "被何法替代",
        "生效日期",
        "失效日期",
    ];
    let laws = csv(&[
        heading,
        &[
            "law-a",
            "甲法",
            "主席令第一号",
            "法律",
            "2021-01-22",
            "1",
            "为了试验。",
            "law-b",
            "2021-07-15",
            "2022-01-01",
        ],
        &[
            "law-b",
            "乙法",
            "主席令第二号",
            "法律",
            "2021-01-22",
            "1",
            "为了试验。",
            "law-a",
            "2021-07-15",
            "2022-01-01",
        ],
    ]);
    let operation = desk.import(Registry::Law, "法.csv", &laws, |_| {}).await;
    assert_eq!(operation.state(), OperationState::Failed, "{operation:?}");
    assert!(!desk.errors(&operation).await.is_empty());
    desk.centre.close().await;
}

#[tokio::test]
async fn a_standard_beyond_its_items_range_is_refused_at_its_tier() {
    let mut desk = desk().await;
    let item: &[&str] = &[
        "事项编号",
        "事项名称",
        "事项类型",
        "执法领域",
        "处罚或者检查依据",
        "实施主体编号",
        "单位罚款上限",
        "个人罚款上限",
        "生效日期",
    ];
    let item = csv(&[
        item,
        &[
            "i-1",
            "对某行为的处罚",
            "行政处罚",
            "市场监管",
            "law-test第五十九条",
            "market",
            "100000",
            "100000",
            "2022-01-01",
        ],
    ]);
    let item = desk.import(Registry::Item, "事项.csv", &item, |_| {}).await;
    assert_eq!(item.rows_new, 1, "{item:?} {:?}", desk.errors(&item).await);
    desk.publish(&item.change_id).await;
    let heading: &[&str] = &[
        "基准编号",
        "基准名称",
        "事项编号",
        "发布文号",
        "制定机关编号",
        "区划代码",
        "阶次",
        "适用情形",
        "阶次单位罚款下限",
        "阶次单位罚款上限",
        "阶次个人罚款下限",
        "阶次个人罚款上限",
        "执法领域",
        "生效日期",
    ];
    let standard = csv(&[
        heading,
        &[
            "s-1",
            "某基准",
            "i-1",
            "龙市监〔2022〕1号",
            "market",
            "350604",
            "较轻",
            "首次",
            "0",
            "10000",
            "0",
            "10000",
            "市场监管",
            "2022-01-01",
        ],
        &[
            "s-1",
            "",
            "",
            "",
            "",
            "",
            "较重",
            "多次；造成后果",
            "10000",
            "200000",
            "10000",
            "100000",
            "",
            "",
        ],
    ]);
    let operation = desk
        .import(Registry::Standard, "基准.csv", &standard, |_| {})
        .await;
    let errors = desk.errors(&operation).await;
    assert_eq!(
        (operation.state(), operation.rows_refused),
        (OperationState::Failed, 2),
        "{errors:?}"
    );
    assert!(
        errors
            .iter()
            .any(|error| error.row == 3 && error.column.starts_with("阶次")),
        "{errors:?}"
    );
    desk.centre.close().await;
}
