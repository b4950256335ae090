//! What an import refuses, by row, column and rule.

use contract::elements::v1::*;

use crate::centre::fresh;
use crate::transfer_desk::{CERTIFICATES, certificate, csv, desk, rows, xlsx};

fn column_of(errors: &[RowError]) -> Vec<(i64, &str)> {
    errors
        .iter()
        .map(|error| (error.row, error.column.as_str()))
        .collect()
}

#[tokio::test]
async fn every_wrong_row_is_named_and_the_sheet_of_errors_imports_once_mended() {
    let mut desk = desk().await;
    let mut late = certificate("c-3", "N3");
    late[9] = "2020-01-01";
    let mut unknown = certificate("c-4", "N4");
    unknown[1] = "o-nobody";
    let mut word = certificate("c-5", "N5");
    word[7] = "作废";
    let file = xlsx(&[
        CERTIFICATES,
        &certificate("c-1", "N1"),
        &certificate("c-2", "N1"),
        &late,
        &unknown,
        &word,
        &[
            "",
            "o-6",
            "N6",
            "市场监管",
            "350604",
            "2021-13-15",
            "2027-12-31",
            "有效",
            "",
            "2021-07-15",
        ],
    ]);
    let all = desk
        .import(Registry::Certificate, "证件.xlsx", &file, |_| {})
        .await;
    assert_eq!(
        (all.state(), all.rows_refused, all.change_id.as_str()),
        (OperationState::Failed, 5, "")
    );
    assert!(all.failure.contains("5行"), "{}", all.failure);
    let errors = desk.errors(&all).await;
    let mut columns = column_of(&errors);
    columns.sort_unstable();
    assert!(columns.contains(&(4, "发证日期")), "{errors:?}");
    assert!(columns.contains(&(5, "人员编号")), "{errors:?}");
    assert!(columns.contains(&(6, "证件状态")), "{errors:?}");
    assert!(
        columns.contains(&(7, "证件编号")) && columns.contains(&(7, "发证日期")),
        "{errors:?}"
    );
    let taken = errors.iter().find(|error| error.row == 3).unwrap();
    assert_eq!(taken.reason, "IDENTITY_TAKEN");
    let word = errors.iter().find(|error| error.row == 6).unwrap();
    assert_eq!(word.value, "作废");
    assert!(
        word.message.contains("有效、暂扣、吊销"),
        "{}",
        word.message
    );
    assert!(
        errors
            .iter()
            .all(|error| !error.message.is_ascii() && error.rule.is_ascii() || error.row == 6)
    );
    let skip = desk
        .import(Registry::Certificate, "证件.xlsx", &file, |request| {
            request.mode = ImportMode::SkipBadRows.into();
        })
        .await;
    assert_eq!(
        (skip.state(), skip.rows_new, skip.rows_refused),
        (OperationState::Succeeded, 1, 5)
    );
    desk.publish(&skip.change_id).await;
    let (name, sheet) = desk.file(&skip.file_id).await;
    assert_eq!(name, "执法证件导入错误.xlsx");
    let mut bad = rows(&sheet);
    assert_eq!(bad.len(), 6);
    assert_eq!(bad[0][12..], ["错误说明", "原行号"]);
    assert!(bad[2][12].contains("发证日期"));
    // Mended in the sheet of errors itself, and imported again.
    bad.truncate(4);
    bad[1][2] = "N2".to_owned();
    bad[2][9] = "2021-07-15".to_owned();
    bad[3][1] = "o-4".to_owned();
    let mended: Vec<Vec<&str>> = bad
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let mended: Vec<&[&str]> = mended.iter().map(Vec::as_slice).collect();
    let mended = desk
        .import(Registry::Certificate, "mended.xlsx", &xlsx(&mended), |_| {})
        .await;
    assert_eq!(
        (mended.state(), mended.rows_new),
        (OperationState::Succeeded, 3),
        "{mended:?}"
    );
    // The number is taken by what is registered, too.
    let clash = desk
        .import(
            Registry::Certificate,
            "证件.csv",
            &csv(&[CERTIFICATES, &certificate("c-9", "N1")]),
            |_| {},
        )
        .await;
    assert_eq!(desk.errors(&clash).await[0].reason, "IDENTITY_TAKEN");
    desk.centre.close().await;
}

#[tokio::test]
async fn what_breaks_the_rules_of_an_element_is_refused_by_row() {
    let mut desk = desk().await;
    let heading: &[&str] = &[
        "对象编号",
        "名称或者姓名",
        "对象类型",
        "证件号码",
        "法定代表人或者经营者",
        "地址",
        "区划代码",
        "生效日期",
    ];
    let parties = csv(&[
        heading,
        &[
            "p-1",
            "甲公司",
            "法人或者其他组织",
            "91350604MA8UAB126P",
            "许大海",
            "龙海区",
            "350604",
            "2022-01-01",
        ],
        &[
            "p-2",
            "张三",
            "自然人",
            "350604199001011235",
            "",
            "龙海区",
            "350604",
            "2022-01-01",
        ],
        &[
            "p-3",
            "乙公司",
            "法人或者其他组织",
            "91350604MA8UAB126N",
            "许大海",
            "龙海区",
            "350604",
            "2022-01-01",
        ],
        &[
            "p-3",
            "乙公司",
            "法人或者其他组织",
            "91350604MA8UAB126N",
            "许小海",
            "龙海区",
            "350604",
            "2023-01-01",
        ],
        &[
            "p-4",
            "丙",
            "法人或者其他组织",
            "=1+1",
            "许大海",
            "龙海区",
            "350604",
            "2022-01-01",
        ],
    ]);
    // What others write is not guarded as ours is.
    let parties = String::from_utf8(parties)
        .unwrap()
        .replace("'=1+1", "=1+1")
        .into_bytes();
    let parties = desk
        .import(Registry::Party, "对象.csv", &parties, |_| {})
        .await;
    let errors = desk.errors(&parties).await;
    assert_eq!(parties.rows_refused, 4, "{errors:?}");
    let at = |row: i64| errors.iter().find(|error| error.row == row).unwrap();
    assert_eq!(
        (at(2).column.as_str(), at(2).value.as_str()),
        ("证件号码", "91350604MA8UAB126P")
    );
    assert_eq!(at(3).column, "证件号码");
    assert!(!at(3).value.contains("199001"), "{}", at(3).value);
    assert!(at(5).message.contains("第4行"), "{}", at(5).message);
    assert_eq!(
        (at(6).column.as_str(), at(6).rule.as_str()),
        ("证件号码", "must not be a formula")
    );

    let heading: &[&str] = &[
        "事项编号",
        "事项名称",
        "事项类型",
        "执法领域",
        "处罚或者检查依据",
        "实施主体编号",
        "单位罚款上限",
        "生效日期",
    ];
    let items = csv(&[
        heading,
        &[
            "i-1",
            "对某行为的处罚",
            "行政处罚",
            "市场监管",
            "law-test第六十条",
            "market",
            "100000",
            "2022-01-01",
        ],
        &[
            "i-2",
            "对某行为的处罚",
            "行政处罚",
            "市场监管",
            "试验法",
            "market",
            "十万",
            "2022-01-01",
        ],
    ]);
    let items = desk
        .import(Registry::Item, "事项.csv", &items, |_| {})
        .await;
    let errors = desk.errors(&items).await;
    let basis = errors.iter().find(|error| error.row == 2).unwrap();
    assert_eq!(
        (basis.reason.as_str(), basis.column.as_str()),
        ("BASIS_NOT_IN_FORCE", "处罚或者检查依据"),
        "{errors:?}"
    );
    let columns: Vec<_> = errors
        .iter()
        .filter(|error| error.row == 3)
        .map(|error| error.column.as_str())
        .collect();
    assert_eq!(columns, ["处罚或者检查依据", "单位罚款上限"]);

    let heading: &[&str] = &[
        "法律编号",
        "标题",
        "制定机关和文号",
        "效力级别",
        "公布日期",
        "条",
        "条文",
        "生效日期",
    ];
    let law = csv(&[
        heading,
        &[
            "law-two",
            "第二试验法",
            "主席令第二号",
            "法律",
            "2021-01-22",
            "1",
            "为了试验。",
            "2021-07-15",
        ],
        &["law-two", "", "", "", "", "2", "第二条。", ""],
        &["law-two", "", "", "", "", "2", "又一个第二条。", ""],
        &["law-two", "别的标题", "", "", "", "3", "第三条。", ""],
    ]);
    let upload = desk
        .upload_by(&desk.centre.province.clone(), "法.csv", &law)
        .await;
    let request = StartImportRequest {
        request_id: fresh(),
        upload_id: upload,
        registry: Registry::Law.into(),
        ..StartImportRequest::default()
    };
    let province = desk.centre.province.clone();
    let request = desk.centre.by(&province, request);
    let started = desk
        .transfer
        .start_import(request)
        .await
        .unwrap()
        .into_inner()
        .operation
        .unwrap();
    desk.centre.longhai = province;
    let law = desk.ended(&started.operation_id).await;
    let errors = desk.errors(&law).await;
    assert_eq!(column_of(&errors), [(5, "标题")], "{errors:?}");
    let law = csv(&[
        heading,
        &[
            "law-two",
            "第二试验法",
            "主席令第二号",
            "法律",
            "2021-01-22",
            "1",
            "为了试验。",
            "2021-07-15",
        ],
        &["law-two", "", "", "", "", "2", "第二条。", ""],
        &["law-two", "", "", "", "", "2", "又一个第二条。", ""],
    ]);
    let law = desk.import(Registry::Law, "法.csv", &law, |_| {}).await;
    let errors = desk.errors(&law).await;
    assert!(errors.iter().any(|error| error.row == 4), "{errors:?}");
    assert_eq!((law.state(), law.rows_refused), (OperationState::Failed, 3));
    desk.centre.close().await;
}

#[tokio::test]
async fn a_file_that_is_none_is_refused_with_its_reason() {
    let mut desk = desk().await;
    for (name, content, failure) in [
        ("证件.xls", &b"<html><table></table></html>"[..], "网页"),
        ("证件.xls", &[0xD0, 0xCF, 0x11, 0xE0][..], "旧版xls"),
        ("证件.xlsx", &b"PK\x03\x04 nothing"[..], "损坏"),
        ("证件.csv", "证件编号,\0".as_bytes(), "既不是"),
    ] {
        let operation = desk
            .import(Registry::Certificate, name, content, |_| {})
            .await;
        assert_eq!(operation.state(), OperationState::Failed);
        assert!(operation.failure.contains(failure), "{}", operation.failure);
        assert_eq!(desk.errors(&operation).await[0].row, 0);
    }
    let heading = csv(&[&["证件编号", "身高", "证件编号"]]);
    let operation = desk
        .import(Registry::Certificate, "证件.csv", &heading, |_| {})
        .await;
    assert_eq!(operation.state(), OperationState::Failed, "{operation:?}");
    let errors = desk.errors(&operation).await;
    let columns: Vec<_> = errors.iter().map(|error| error.column.as_str()).collect();
    assert!(
        columns.contains(&"身高") && columns.contains(&"证件号码"),
        "{columns:?}"
    );
    assert!(errors.iter().all(|error| error.row == 1));
    desk.centre.close().await;
}
