//! A centre with its transfers, and the files that the tests bring.

use std::time::Duration;

use actor::Actor;
use contract::elements::v1::transfer_service_client::TransferServiceClient;
use contract::elements::v1::*;
use host::Upstream;
use sheet::{Cell, CsvWriter, Limits, Row, Writer, XlsxWriter};

use crate::centre::{self, TestCentre, fresh, second_person};

/// Asks for as long as a slow machine may need; each time the operation has moved on, or the test ends.
const PATIENCE: Duration = Duration::from_mins(2);

/// A centre with its transfers.
pub(crate) struct Desk {
    pub(crate) centre: TestCentre,
    pub(crate) transfer: TransferServiceClient<Upstream>,
}

/// A centre with ten officers, `o-0` to `o-9`, who were imported.
pub(crate) async fn desk() -> Desk {
    let centre = centre::longhai().await;
    let mut desk = Desk {
        transfer: TransferServiceClient::new(centre.door.clone())
            .max_decoding_message_size(8 * 1024 * 1024),
        centre,
    };
    let imported = desk
        .import(Registry::Officer, "人员.csv", &officers(10), |_| {})
        .await;
    assert_eq!(imported.rows_new, 10, "{imported:?}");
    desk.publish(&imported.change_id).await;
    desk
}

/// So many officers as a file.
pub(crate) fn officers(count: usize) -> Vec<u8> {
    let mut writer = Box::new(CsvWriter::new());
    writer
        .row(&["人员编号", "姓名", "所属主体编号", "区划代码", "生效日期"].map(ToOwned::to_owned))
        .unwrap();
    for n in 0..count {
        let id = format!("o-{n}");
        writer
            .row(&[&id, "林建国", "market", "350604", "2021-07-15"].map(ToOwned::to_owned))
            .unwrap();
    }
    writer.finish().unwrap()
}

impl Desk {
    pub(crate) async fn upload(&mut self, name: &str, content: &[u8]) -> String {
        let clerk = self.centre.longhai.clone();
        self.upload_by(&clerk, name, content).await
    }

    pub(crate) async fn upload_by(&mut self, actor: &Actor, name: &str, content: &[u8]) -> String {
        let pieces: Vec<_> = content
            .chunks(300_000)
            .map(|piece| UploadFileRequest {
                name: name.into(),
                content: piece.to_vec(),
            })
            .collect();
        let mut request = self.centre.by(actor, ());
        let metadata = std::mem::take(request.metadata_mut());
        let mut request = tonic::Request::new(futures::stream::iter(pieces));
        *request.metadata_mut() = metadata;
        let answer = self
            .transfer
            .upload_file(request)
            .await
            .unwrap()
            .into_inner();
        assert_eq!(answer.size, i64::try_from(content.len()).unwrap());
        assert_eq!(answer.sm3.len(), 64);
        answer.upload_id
    }

    pub(crate) async fn import(
        &mut self,
        registry: Registry,
        name: &str,
        content: &[u8],
        change: impl FnOnce(&mut StartImportRequest),
    ) -> Operation {
        let upload_id = self.upload(name, content).await;
        let mut request = StartImportRequest {
            request_id: fresh(),
            upload_id,
            registry: registry.into(),
            mode: ImportMode::AllOrNothing.into(),
            ..StartImportRequest::default()
        };
        change(&mut request);
        let request = self.centre.by_clerk(request);
        let started = self
            .transfer
            .start_import(request)
            .await
            .unwrap()
            .into_inner();
        self.ended(&started.operation.unwrap().operation_id).await
    }

    /// The operation once it has ended.
    pub(crate) async fn ended(&mut self, id: &str) -> Operation {
        let ended = async {
            loop {
                let request = GetOperationRequest {
                    operation_id: id.into(),
                };
                let request = self.centre.by_clerk(request);
                let answer = self.transfer.get_operation(request).await.unwrap();
                let operation = answer.into_inner().operation.unwrap();
                if operation.end_time.is_some() {
                    return operation;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, ended)
            .await
            .expect("the operation ends")
    }

    pub(crate) async fn errors(&mut self, operation: &Operation) -> Vec<RowError> {
        let request = ListRowErrorsRequest {
            operation_id: operation.operation_id.clone(),
            page_size: 500,
            ..ListRowErrorsRequest::default()
        };
        let request = self.centre.by_clerk(request);
        self.transfer
            .list_row_errors(request)
            .await
            .unwrap()
            .into_inner()
            .errors
    }

    pub(crate) async fn file(&mut self, file_id: &str) -> (String, Vec<u8>) {
        let request = self.centre.by_clerk(DownloadFileRequest {
            file_id: file_id.into(),
        });
        let mut pieces = self
            .transfer
            .download_file(request)
            .await
            .unwrap()
            .into_inner();
        let (mut name, mut content) = (String::new(), Vec::new());
        while let Some(piece) = pieces.message().await.unwrap() {
            name.push_str(&piece.name);
            content.extend(piece.content);
        }
        (name, content)
    }

    pub(crate) async fn publish(&mut self, change_id: &str) {
        let request = PublishChangeRequest {
            request_id: fresh(),
            change_id: change_id.into(),
            etag: String::new(),
        };
        let request = self.centre.by(&second_person(), request);
        self.centre.changes.publish_change(request).await.unwrap();
    }

    pub(crate) async fn export(
        &mut self,
        registry: Registry,
        format: FileFormat,
    ) -> (String, Vec<u8>) {
        let request = self.centre.by_clerk(StartExportRequest {
            request_id: fresh(),
            registry: registry.into(),
            format: format.into(),
            ..StartExportRequest::default()
        });
        let started = self
            .transfer
            .start_export(request)
            .await
            .unwrap()
            .into_inner();
        let operation = self.ended(&started.operation.unwrap().operation_id).await;
        assert_eq!(
            operation.state(),
            OperationState::Succeeded,
            "{operation:?}"
        );
        self.file(&operation.file_id).await
    }
}

pub(crate) fn csv(rows: &[&[&str]]) -> Vec<u8> {
    written(Box::new(CsvWriter::new()), rows)
}

pub(crate) fn xlsx(rows: &[&[&str]]) -> Vec<u8> {
    written(Box::new(XlsxWriter::new("数据").unwrap()), rows)
}

fn written(mut writer: Box<dyn Writer>, rows: &[&[&str]]) -> Vec<u8> {
    for row in rows {
        let row: Vec<String> = row.iter().map(|cell| (*cell).to_owned()).collect();
        writer.row(&row).unwrap();
    }
    writer.finish().unwrap()
}

pub(crate) fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    sheet::read(bytes, &Limits::REGISTRY, &mut |row: Row| {
        rows.push(
            row.cells
                .iter()
                .map(|cell: &Cell| cell.shown().to_owned())
                .collect(),
        );
        Ok(())
    })
    .unwrap();
    rows
}

pub(crate) const CERTIFICATES: &[&str] = &[
    "证件编号",
    "人员编号",
    "证件号码",
    "执法领域",
    "区划代码",
    "发证日期",
    "有效期至",
    "证件状态",
    "证件类型",
    "生效日期",
    "失效日期",
    "操作",
];

/// A certificate: `c-1` is held by `o-1`.
pub(crate) fn certificate<'a>(id: &'a str, number: &'a str) -> [&'a str; 10] {
    let officers = [
        "o-0", "o-1", "o-2", "o-3", "o-4", "o-5", "o-6", "o-7", "o-8", "o-9",
    ];
    let holder = id
        .strip_prefix("c-")
        .and_then(|n| n.parse::<usize>().ok())
        .unwrap_or(0);
    [
        id,
        officers[holder],
        number,
        "市场监管",
        "350604",
        "2021-07-15",
        "2027-12-31",
        "有效",
        "行政执法证",
        "2021-07-15",
    ]
}
