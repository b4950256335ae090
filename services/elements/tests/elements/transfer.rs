//! Files in and out: what an import proposes, what an export holds, and who sees it.

use contract::elements::v1::*;
use tonic::Code;

use crate::centre::{fresh, refused};
use crate::transfer_desk::{CERTIFICATES, certificate, csv, desk, rows, xlsx};

#[tokio::test]
async fn an_import_is_proposed_by_one_published_by_another_and_changes_nothing_again() {
    let mut desk = desk().await;
    let file = xlsx(&[
        CERTIFICATES,
        &certificate("c-1", "N1"),
        &certificate("c-2", "N2"),
    ]);
    let dry = desk
        .import(Registry::Certificate, "证件.xlsx", &file, |request| {
            request.dry_run = true;
        })
        .await;
    assert_eq!(
        (dry.state(), dry.rows_new, dry.change_id.as_str()),
        (OperationState::Succeeded, 2, "")
    );
    let first = desk
        .import(Registry::Certificate, "证件.xlsx", &file, |_| {})
        .await;
    assert_eq!(
        (first.state(), first.rows_total, first.rows_new),
        (OperationState::Succeeded, 2, 2),
        "{first:?}"
    );
    let get = GetCertificateRequest {
        certificate_id: "c-1".into(),
        as_of: None,
    };
    let early = desk
        .centre
        .elements
        .get_certificate(desk.centre.by_clerk(get.clone()))
        .await;
    assert_eq!(early.unwrap_err().code(), Code::NotFound);
    let change = GetChangeRequest {
        change_id: first.change_id.clone(),
    };
    let change = desk
        .centre
        .changes
        .get_change(desk.centre.by_clerk(change))
        .await
        .unwrap();
    let change = change.into_inner().change.unwrap();
    assert_eq!(
        (change.operation_id, change.entries),
        (first.operation_id.clone(), 2)
    );
    desk.publish(&first.change_id).await;
    let held = desk
        .centre
        .elements
        .get_certificate(desk.centre.by_clerk(get))
        .await
        .unwrap();
    let version = held.into_inner().version.unwrap();
    assert_eq!(version.valid_from, "2021-07-15");
    let again = desk
        .import(
            Registry::Certificate,
            "证件.csv",
            &csv(&[
                CERTIFICATES,
                &certificate("c-1", "N1"),
                &certificate("c-2", "N2"),
            ]),
            |_| {},
        )
        .await;
    assert_eq!(
        (again.rows_unchanged, again.rows_new, again.rows_changed),
        (2, 0, 0)
    );
    assert_eq!(
        (again.change_id.as_str(), again.state()),
        ("", OperationState::Succeeded)
    );
    let partial = desk
        .import(
            Registry::Certificate,
            "证件.csv",
            &csv(&[&CERTIFICATES[..8], &certificate("c-1", "N9")[..8]]),
            |request| request.valid_from = "2022-01-01".into(),
        )
        .await;
    assert_eq!(partial.rows_changed, 1, "{partial:?}");
    assert!(
        partial.remarks[0].contains("证件类型"),
        "{:?}",
        partial.remarks
    );
    desk.publish(&partial.change_id).await;
    let (name, exported) = desk.export(Registry::Certificate, FileFormat::Csv).await;
    assert_eq!(name, "执法证件2023-11-20.csv");
    let exported = rows(&exported);
    assert_eq!(
        exported[1][..9],
        [
            "c-1",
            "o-1",
            "N9",
            "市场监管",
            "350604",
            "2021-07-15",
            "2027-12-31",
            "有效",
            "行政执法证"
        ]
    );
    assert_eq!(exported[1][9], "2022-01-01");
    let withdrawn = desk
        .import(
            Registry::Certificate,
            "证件.csv",
            &csv(&[
                CERTIFICATES,
                &[
                    "c-2",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "2023-01-01",
                    "",
                    "撤销",
                ],
            ]),
            |_| {},
        )
        .await;
    assert_eq!(withdrawn.rows_changed, 1, "{withdrawn:?}");
    desk.centre.close().await;
}

#[tokio::test]
async fn gbk_is_recognised_and_said() {
    let mut desk = desk().await;
    let text = [
        CERTIFICATES.join(","),
        certificate("c-1", "闽龙001").join(","),
    ]
    .join("\r\n");
    let gbk = encoding_rs::GBK.encode(&text).0.into_owned();
    let operation = desk
        .import(Registry::Certificate, "证件.csv", &gbk, |_| {})
        .await;
    assert_eq!(
        (operation.state(), operation.rows_new),
        (OperationState::Succeeded, 1),
        "{operation:?}"
    );
    assert_eq!(operation.remarks, ["文件编码为GBK，已按GBK读取"]);
    desk.publish(&operation.change_id).await;
    let (_, exported) = desk.export(Registry::Certificate, FileFormat::Xlsx).await;
    assert_eq!(rows(&exported)[1][2], "闽龙001");
    desk.centre.close().await;
}

#[tokio::test]
async fn files_and_operations_are_their_owners_only() {
    let mut desk = desk().await;
    let file = csv(&[
        CERTIFICATES,
        &certificate("c-1", "N1"),
        &certificate("c-2", "N1"),
    ]);
    let operation = desk
        .import(Registry::Certificate, "证件.csv", &file, |_| {})
        .await;
    let upload = desk.upload("证件.csv", &file).await;
    let other = desk.centre.changtai.clone();
    let operation_id = operation.operation_id.clone();
    let get = desk.centre.by(
        &other,
        GetOperationRequest {
            operation_id: operation_id.clone(),
        },
    );
    assert_eq!(
        refused(desk.transfer.get_operation(get).await).0,
        Code::NotFound
    );
    let cancel = desk.centre.by(
        &other,
        CancelOperationRequest {
            operation_id: operation_id.clone(),
        },
    );
    assert_eq!(
        refused(desk.transfer.cancel_operation(cancel).await).0,
        Code::NotFound
    );
    let errors = ListRowErrorsRequest {
        operation_id,
        ..ListRowErrorsRequest::default()
    };
    assert_eq!(
        refused(
            desk.transfer
                .list_row_errors(desk.centre.by(&other, errors))
                .await
        )
        .0,
        Code::NotFound
    );
    let read = ReadFileRequest {
        file_id: operation.file_id.clone(),
        ..ReadFileRequest::default()
    };
    assert_eq!(
        refused(desk.transfer.read_file(desk.centre.by(&other, read)).await).0,
        Code::NotFound
    );
    let download = desk.centre.by(
        &other,
        DownloadFileRequest {
            file_id: operation.file_id.clone(),
        },
    );
    assert_eq!(
        desk.transfer
            .download_file(download)
            .await
            .err()
            .unwrap()
            .code(),
        Code::NotFound
    );
    let start = StartImportRequest {
        request_id: fresh(),
        upload_id: upload,
        registry: Registry::Certificate.into(),
        ..StartImportRequest::default()
    };
    assert_eq!(
        refused(
            desk.transfer
                .start_import(desk.centre.by(&other, start))
                .await
        )
        .0,
        Code::NotFound
    );
    let list = desk.centre.by(&other, ListOperationsRequest::default());
    assert!(
        desk.transfer
            .list_operations(list)
            .await
            .unwrap()
            .into_inner()
            .operations
            .is_empty()
    );
    let mut found = Vec::new();
    let mut page_token = String::new();
    loop {
        let list = desk.centre.by_clerk(ListOperationsRequest {
            page_size: 1,
            page_token,
        });
        let listed = desk
            .transfer
            .list_operations(list)
            .await
            .unwrap()
            .into_inner();
        found.extend(listed.operations);
        page_token = listed.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    assert_eq!(found.len(), 2, "the officers' and this one: {found:?}");
    assert!(found.contains(&operation));
    desk.centre.close().await;
}

#[tokio::test]
async fn the_form_of_every_registry_explains_itself_and_its_columns_are_read() {
    let mut desk = desk().await;
    desk.centre
        .test
        .clock
        .set("2026-12-01T09:00:00+08:00".parse().unwrap());
    let mut wrong = Vec::new();
    for number in 1..=20 {
        let registry = Registry::try_from(number).unwrap();
        let request = GetImportFormRequest {
            registry: registry.into(),
        };
        let form = desk
            .transfer
            .get_import_form(desk.centre.by_clerk(request))
            .await
            .unwrap()
            .into_inner();
        assert!(form.name.ends_with("导入模板.xlsx"));
        let rows = rows(&form.content);
        assert_eq!(rows.len(), 2, "{registry:?}");
        let operation = desk
            .import(registry, "form.xlsx", &form.content, |request| {
                request.dry_run = true;
            })
            .await;
        assert_eq!(
            operation.state(),
            OperationState::Succeeded,
            "{operation:?}"
        );
        let errors = desk.errors(&operation).await;
        assert_eq!(operation.rows_total, 1, "{registry:?}");
        // The example refers to what is not registered here; its cells are well formed all the same.
        let malformed = errors
            .into_iter()
            .filter(|error| error.reason == "MALFORMED_FIELD");
        wrong.extend(malformed.map(|error| (registry, error.column, error.message)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    desk.centre.close().await;
}
