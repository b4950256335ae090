//! The worked examples of the law, by the same path as `yifa vectors FILE`.

use std::path::Path;

use suite::vectors::{run, run_str};

#[test]
fn every_worked_example_holds() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/vectors.json");
    let outcome = run(&file).unwrap();
    assert!(outcome.holds(), "{outcome}");
    assert_eq!(outcome.to_string(), "196 passed, 0 failed");
}

#[test]
fn no_worked_example_holds_with_another_answer() {
    let text = include_str!("data/vectors.json");
    let mut file: serde_json::Value = serde_json::from_str(text).unwrap();
    let vectors = file["vectors"].as_array_mut().unwrap();
    for vector in vectors.iter_mut() {
        for value in vector["expected"].as_object_mut().unwrap().values_mut() {
            *value = serde_json::json!("something else");
        }
    }
    let count = vectors.len();
    let outcome = run_str(&file.to_string()).unwrap();
    assert_eq!((outcome.passed, outcome.failed()), (0, count));
}
