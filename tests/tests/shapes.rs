//! The same stories in every shape: all parts in one process, a process each, two halves. What they leave is the same.

use stories::{Shape, Stage, gas_safety, penalty, record_of};

/// Plays the penalty in a shape; what it leaves.
async fn a_penalty(shape: Shape) -> Vec<String> {
    let stage = Stage::shaped(shape, penalty::BEGINS).await;
    Box::pin(penalty::an_ordinary_penalty_runs_from_filing_to_closing(
        &stage,
    ))
    .await;
    left_by(stage).await
}

/// Plays the inspection in a shape; what it leaves.
async fn an_inspection(shape: Shape) -> Vec<String> {
    let stage = Stage::shaped(shape, gas_safety::BEGINS).await;
    Box::pin(gas_safety::three_hazards_are_found_ordered_corrected_and_closed(&stage)).await;
    left_by(stage).await
}

async fn left_by(stage: Stage) -> Vec<String> {
    assert_eq!(stage.findings().await, Vec::<String>::new());
    let record = record_of(&stage.settings).await;
    stage.close().await;
    record
}

#[track_caller]
fn assert_same(one: &[String], other: &[String]) {
    assert!(one.len() > 10, "the story leaves a record: {one:#?}");
    for (one, other) in one.iter().zip(other) {
        assert_eq!(one, other);
    }
    assert_eq!(one.len(), other.len(), "{other:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_penalty_leaves_the_same_record_in_one_process_and_in_a_process_each() {
    let together = a_penalty(Shape::OneProcess).await;
    assert_same(&together, &a_penalty(Shape::OnePerProcess).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inspection_leaves_the_same_record_in_one_process_and_in_a_process_each() {
    let together = an_inspection(Shape::OneProcess).await;
    assert_same(&together, &an_inspection(Shape::OnePerProcess).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_halves_of_yifa_run_leave_the_same_record() {
    let together = an_inspection(Shape::OneProcess).await;
    assert_same(&together, &an_inspection(Shape::TwoHalves).await);
}
