//! The checks of what waits in cases for somebody, on real tables.

use contract::elements::v1::element::Body;
use contract::elements::v1::{Element, ParameterPack};
use prost::Message as _;
use suite::doctor::Level;

use crate::fixture::{assert_found, database, only, probe_at, run};

const NOW: &str = "2026-06-01T09:00:00+08:00";

#[tokio::test]
async fn clock_stuck_is_red_when_an_act_fails_again_and_again() {
    let test = testkit::database(&cases::migrations()).await;
    run(
        &test,
        "insert into clock_trouble (case_id, number, tries, reason, since, next_try_at)
         values
            ('00000000-0000-7000-8000-000000000001', 1, 5, 'STATEMENT_WINDOW_OPEN', '2026-06-01', '2026-06-02'),
            ('00000000-0000-7000-8000-000000000002', 1, 1, 'ONCE_ONLY', '2026-06-01', '2026-06-02')",
    )
    .await;
    let mut probe = probe_at(NOW);
    probe.databases.push(database("cases", &test));
    let finding = only("clock.stuck", &probe).await;
    let says = "1 fail again and again: 00000000-0000-7000-8000-000000000001 STATEMENT_WINDOW_OPEN";
    assert_found(&finding, Level::Red, says);
    test.close().await;
}

#[tokio::test]
async fn clock_packs_warns_when_one_cannot_be_read() {
    let test = testkit::database(&cases::migrations()).await;
    let pack = Element {
        body: Some(Body::ParameterPack(ParameterPack::default())),
    };
    let bytes = data_encoding::HEXLOWER.encode(&pack.encode_to_vec());
    let insert = format!(
        "insert into replica_element (registry, element_id, valid_from, law_ids, body, position)
         values ('parameter_pack', 'pack-longhai', '2025-01-01', '{{}}', decode('{bytes}', 'hex'), 1)"
    );
    run(&test, &insert).await;
    let mut probe = probe_at(NOW);
    probe.databases.push(database("cases", &test));
    let finding = only("clock.packs", &probe).await;
    assert_found(&finding, Level::Warning, "pack-longhai@2025-01-01");
    test.close().await;
}

#[tokio::test]
async fn payment_parked_warns_when_money_is_nobodys_for_days() {
    let test = testkit::database(&cases::migrations()).await;
    run(
        &test,
        "insert into bank_payment
            (transaction_number, notice_number, amount_fen, paid_on, receipt_number, payer, state, received_at)
         values
            ('1', 'N-1', 300000, '2026-05-27', '', '', 'PARKED', '2026-05-27'),
            ('2', 'N-2', 300000, '2026-05-31', '', '', 'PARKED', '2026-05-31')",
    )
    .await;
    let mut probe = probe_at(NOW);
    probe.databases.push(database("cases", &test));
    let finding = only("payment.parked", &probe).await;
    assert_found(
        &finding,
        Level::Warning,
        "1 parked for more than three days",
    );
    test.close().await;
}
