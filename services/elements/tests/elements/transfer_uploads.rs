//! Uploads piece by piece, what is too large, and operations that are stopped, lost or asked for twice.

use contract::elements::v1::*;
use tonic::{Code, Request};

use crate::centre::{fresh, refused};
use crate::transfer_desk::{CERTIFICATES, Desk, certificate, csv, desk, officers};

/// SM3 of `hello world`.
const SM3_OF_HELLO_WORLD: &str = "44f0061e69fa6fdfc290c494654a05dc0c053da7e5c52b84ef93a9d67d3fff88";

fn piece(upload_id: &str, offset: i64, content: &[u8], last: bool) -> AppendToUploadRequest {
    AppendToUploadRequest {
        upload_id: upload_id.into(),
        name: "证件.csv".into(),
        offset,
        content: content.to_vec(),
        last,
    }
}

async fn append(
    desk: &mut Desk,
    piece: AppendToUploadRequest,
) -> Result<AppendToUploadResponse, tonic::Status> {
    let request = desk.centre.by_clerk(piece);
    desk.transfer
        .append_to_upload(request)
        .await
        .map(tonic::Response::into_inner)
}

fn import(upload_id: &str) -> StartImportRequest {
    StartImportRequest {
        request_id: fresh(),
        upload_id: upload_id.into(),
        registry: Registry::Certificate.into(),
        ..StartImportRequest::default()
    }
}

#[tokio::test]
async fn pieces_go_on_where_the_upload_ends_and_may_be_sent_twice() {
    let mut desk = desk().await;
    let id = fresh();
    let unknown = append(&mut desk, piece(&fresh(), 5, b"x", false)).await;
    assert_eq!(refused(unknown).0, Code::NotFound);
    for _ in 0..2 {
        assert_eq!(
            append(&mut desk, piece(&id, 0, b"hello", false))
                .await
                .unwrap()
                .size,
            5
        );
    }
    for (offset, content) in [(0, &b"hallo"[..]), (6, b"x"), (3, b"lo and more")] {
        let (code, reason, _) =
            refused(append(&mut desk, piece(&id, offset, content, false)).await);
        assert_eq!(
            (code, reason.as_str()),
            (Code::FailedPrecondition, "UPLOAD_OUT_OF_STEP"),
            "{offset}"
        );
    }
    let start = desk.centre.by_clerk(import(&id));
    assert_eq!(
        refused(desk.transfer.start_import(start).await).1,
        "UPLOAD_INCOMPLETE"
    );
    let mut whole = append(&mut desk, piece(&id, 5, b" world", true))
        .await
        .unwrap();
    assert_eq!(whole.size, 11);
    assert_eq!(whole.sm3, SM3_OF_HELLO_WORLD);
    whole = append(&mut desk, piece(&id, 5, b" world", true))
        .await
        .unwrap();
    assert_eq!((whole.size, whole.sm3.len()), (11, 64));
    let more = append(&mut desk, piece(&id, 11, b"!", false)).await;
    assert_eq!(refused(more).1, "UPLOAD_OUT_OF_STEP");
    let other = desk.centre.changtai.clone();
    let theirs: Request<_> = desk.centre.by(&other, piece(&id, 0, b"hello", false));
    assert_eq!(
        refused(desk.transfer.append_to_upload(theirs).await).0,
        Code::NotFound
    );
    for (name, bad) in [("", "name"), ("a\u{7}", "name")] {
        let mut piece = piece(&fresh(), 0, b"x", false);
        piece.name = name.into();
        assert_eq!(refused(append(&mut desk, piece).await).2, [bad]);
    }
    let large = append(
        &mut desk,
        piece(&fresh(), 0, &vec![0; 1024 * 1024 + 1], false),
    )
    .await;
    assert_eq!(refused(large).2, ["content"]);
    desk.centre.close().await;
}

#[tokio::test]
async fn a_file_of_two_hundred_megabytes_is_refused_on_its_way() {
    let mut desk = desk().await;
    let request = desk.centre.by_clerk(());
    let metadata = request.metadata().clone();
    let pieces = futures::stream::iter((0..400).map(|_| UploadFileRequest {
        name: "大.xlsx".into(),
        content: vec![7; 512 * 1024],
    }));
    let mut request = Request::new(pieces);
    *request.metadata_mut() = metadata;
    let (code, reason, _) = refused(desk.transfer.upload_file(request).await);
    assert_eq!(
        (code, reason.as_str()),
        (Code::FailedPrecondition, "FILE_TOO_LARGE")
    );
    let left = sqlx::query_scalar::<_, i64>(
        "select count(*) from transfer_piece where octet_length(content) > 100000",
    )
    .fetch_one(&desk.centre.database.pool)
    .await
    .unwrap();
    assert_eq!(left, 0, "nothing is kept of it");
    desk.centre.close().await;
}

#[tokio::test]
async fn the_same_request_starts_one_operation_and_another_is_refused() {
    let mut desk = desk().await;
    let upload = desk
        .upload("证件.csv", &csv(&[CERTIFICATES, &certificate("c-1", "N1")]))
        .await;
    let request = import(&upload);
    let mut ids = Vec::new();
    for _ in 0..2 {
        let started = desk
            .transfer
            .start_import(desk.centre.by_clerk(request.clone()))
            .await
            .unwrap();
        ids.push(started.into_inner().operation.unwrap().operation_id);
    }
    assert_eq!(ids[0], ids[1]);
    let mut other = request;
    other.dry_run = true;
    let other = desk.centre.by_clerk(other);
    assert_eq!(
        refused(desk.transfer.start_import(other).await).1,
        "IDEMPOTENCY_KEY_REUSED"
    );
    assert_eq!(desk.ended(&ids[0]).await.rows_new, 1);
    desk.centre.close().await;
}

#[tokio::test]
async fn a_killed_workers_operation_is_begun_again_and_given_up_after_three() {
    let mut desk = desk().await;
    let pool = desk.centre.database.pool.clone();
    let upload = desk
        .upload("证件.csv", &csv(&[CERTIFICATES, &certificate("c-1", "N1")]))
        .await;
    // Two operations that some worker took and never ended: one once, one for the third time.
    for (attempts, expected) in [(1, OperationState::Succeeded), (3, OperationState::Failed)] {
        let started = desk
            .transfer
            .start_import(desk.centre.by_clerk(import(&upload)))
            .await
            .unwrap();
        let id = started.into_inner().operation.unwrap().operation_id;
        desk.ended(&id).await;
        sqlx::query(
            "update transfer_operation set state = 'RUNNING', ended_at = null, change_id = null, attempts = $2, \
             worker = $3::uuid, lease_until = $4::timestamptz where operation_id = $1::uuid",
        )
        .bind(&id)
        .bind(attempts)
        .bind(fresh())
        .bind("2023-11-20T01:00:10Z")
        .execute(&pool)
        .await
        .unwrap();
        let held = desk.centre.by_clerk(GetOperationRequest {
            operation_id: id.clone(),
        });
        let held = desk
            .transfer
            .get_operation(held)
            .await
            .unwrap()
            .into_inner()
            .operation
            .unwrap();
        assert_eq!(held.state(), OperationState::Running, "its lease holds");
        desk.centre
            .test
            .clock
            .advance(chrono::Duration::seconds(31));
        let ended = desk.ended(&id).await;
        assert_eq!(ended.state(), expected, "{ended:?}");
        if expected == OperationState::Failed {
            assert!(ended.failure.contains("中断"), "{}", ended.failure);
        }
        desk.centre
            .test
            .clock
            .set(crate::centre::NOW.parse().unwrap());
    }
    desk.centre.close().await;
}

#[tokio::test]
async fn a_cancelled_import_proposes_nothing() {
    let mut desk = desk().await;
    let upload = desk.upload("人员.csv", &officers(3000)).await;
    let request = StartImportRequest {
        registry: Registry::Officer.into(),
        ..import(&upload)
    };
    let started = desk
        .transfer
        .start_import(desk.centre.by_clerk(request))
        .await
        .unwrap();
    let id = started.into_inner().operation.unwrap().operation_id;
    let cancel = desk.centre.by_clerk(CancelOperationRequest {
        operation_id: id.clone(),
    });
    let cancelled = desk
        .transfer
        .cancel_operation(cancel)
        .await
        .unwrap()
        .into_inner()
        .operation
        .unwrap();
    assert_eq!(cancelled.state(), OperationState::Cancelled);
    // A worker that had it meanwhile finds it gone; the next operation shows that it let go.
    let next = desk
        .import(
            Registry::Certificate,
            "证件.csv",
            &csv(&[CERTIFICATES, &certificate("c-1", "NX")]),
            |_| {},
        )
        .await;
    assert_eq!(next.rows_new, 1);
    let still = desk.ended(&id).await;
    assert_eq!(
        (still.state(), still.change_id.as_str()),
        (OperationState::Cancelled, "")
    );
    let cancel = desk.centre.by_clerk(CancelOperationRequest {
        operation_id: next.operation_id.clone(),
    });
    let ended = desk
        .transfer
        .cancel_operation(cancel)
        .await
        .unwrap()
        .into_inner()
        .operation
        .unwrap();
    assert_eq!(
        ended.state(),
        OperationState::Succeeded,
        "what has ended stays"
    );
    desk.centre.close().await;
}

#[tokio::test]
async fn twenty_thousand_rows_are_one_change() {
    let mut desk = desk().await;
    let operation = desk
        .import(Registry::Officer, "人员.csv", &officers(20_000), |_| {})
        .await;
    assert_eq!(
        (operation.rows_unchanged, operation.rows_new),
        (10, 19_990),
        "{operation:?}"
    );
    assert_eq!(
        (operation.rows_done, operation.rows_total),
        (20_000, 20_000)
    );
    let change = desk.centre.by_clerk(GetChangeRequest {
        change_id: operation.change_id,
    });
    let change = desk
        .centre
        .changes
        .get_change(change)
        .await
        .unwrap()
        .into_inner()
        .change
        .unwrap();
    assert_eq!(change.entries, 19_990);
    desk.centre.close().await;
}

#[tokio::test]
async fn what_is_kept_no_longer_is_thrown_away() {
    let mut desk = desk().await;
    let upload = desk.upload("证件.csv", b"x").await;
    desk.centre.test.clock.advance(chrono::Duration::days(8));
    let start = desk.centre.by_clerk(import(&upload));
    assert_eq!(
        refused(desk.transfer.start_import(start).await).0,
        Code::NotFound
    );
    desk.centre.close().await;
}

/// How fast a province's officers are read, checked and proposed: `cargo test --release -p elements --test elements --
/// --ignored --nocapture ninety_thousand`.
#[tokio::test]
#[ignore = "a measurement, for a release build"]
async fn ninety_thousand_officers_are_checked_and_proposed() {
    let mut desk = desk().await;
    let file = officers(90_000);
    for dry_run in [true, false] {
        let begun = std::time::Instant::now();
        let operation = desk
            .import(Registry::Officer, "人员.csv", &file, |request| {
                request.dry_run = dry_run;
            })
            .await;
        let seconds = begun.elapsed().as_secs_f64();
        assert_eq!(operation.rows_new, 89_990, "{operation:?}");
        println!(
            "dry run {dry_run}: {seconds:.1} s, {:.0} rows/s",
            90_000.0 / seconds
        );
        if !dry_run {
            let begun = std::time::Instant::now();
            desk.publish(&operation.change_id).await;
            println!(
                "publication began after {:.1} s",
                begun.elapsed().as_secs_f64()
            );
        }
    }
    desk.centre.close().await;
}
