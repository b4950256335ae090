//! Treasury receipts (行政处罚法 §70): one stands for one payment in all cases.

use std::collections::BTreeSet;

use cases_domain::Case;
use sqlx::PgConnection;

/// Constraint that lets one of two payments pass which name the same receipt.
const CONSTRAINT: &str = "payment_receipt_pkey";

/// Receipts that an act put on record.
pub(super) fn added(before: &Case, after: &Case) -> Vec<String> {
    receipts(after)
        .difference(&receipts(before))
        .map(|receipt| (*receipt).to_owned())
        .collect()
}

fn receipts(case: &Case) -> BTreeSet<&str> {
    let ordinary = case.penalty().into_iter().flat_map(|it| &it.payments);
    let summary = case.summary().into_iter().flat_map(|it| &it.payments);
    let added = case.account.receipts.values();
    ordinary
        .chain(summary)
        .map(|payment| payment.receipt.as_str())
        .chain(added.map(String::as_str))
        .filter(|receipt| !receipt.is_empty())
        .collect()
}

/// Takes receipts for a case.
pub(super) async fn take(
    conn: &mut PgConnection,
    case: &Case,
    receipts: &[String],
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into payment_receipt (receipt_number, case_id)
        select receipt_number, $2
        from unnest($1::text[]) as receipt_number
        "#,
        receipts,
        case.id().0
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether the act failed because another case has the receipt.
pub(crate) fn is_receipt_conflict(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|e| e.constraint()) == Some(CONSTRAINT)
}
