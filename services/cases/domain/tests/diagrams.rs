//! docs/procedures holds the tables as flow charts. `YIFA_UPDATE=1` writes them.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

use std::path::PathBuf;

use cases_domain::diagram::{listing, mermaid};
use cases_domain::procedure::{inspection, penalty, summary};
use cases_domain::recusal;
use cases_domain::referral;

const INSPECTION: &str = "行政检查";
const PENALTY: &str = "行政处罚普通程序";
const SUMMARY: &str = "行政处罚简易程序";
const RECUSAL: &str = "回避";
const REFERRAL: &str = "涉嫌犯罪案件移送";

fn agrees(name: &str, drawn: &str) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../docs/procedures");
    let file = folder.join(name);
    if std::env::var_os("YIFA_UPDATE").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&file, drawn).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(
        kept,
        drawn,
        "{} is out of date: run with YIFA_UPDATE=1",
        file.display()
    );
}

#[test]
fn the_charts_show_the_tables() {
    agrees("inspection.mmd", &mermaid::<inspection::Step>(INSPECTION));
    agrees("penalty-ordinary.mmd", &mermaid::<penalty::Step>(PENALTY));
    agrees("penalty-summary.mmd", &mermaid::<summary::Step>(SUMMARY));
    agrees("recusal.mmd", &mermaid::<recusal::Step>(RECUSAL));
    agrees("referral.mmd", &mermaid::<referral::Step>(REFERRAL));
}

#[test]
fn the_lists_show_every_condition_of_the_tables() {
    agrees("inspection.md", &listing::<inspection::Step>(INSPECTION));
    agrees("penalty-ordinary.md", &listing::<penalty::Step>(PENALTY));
    agrees("penalty-summary.md", &listing::<summary::Step>(SUMMARY));
    agrees("recusal.md", &listing::<recusal::Step>(RECUSAL));
    agrees("referral.md", &listing::<referral::Step>(REFERRAL));
}

#[test]
fn a_chart_names_every_step_and_every_article() {
    use cases_domain::procedure::Stage;
    let chart = mermaid::<penalty::Step>(PENALTY);
    for step in penalty::Step::ALL {
        assert!(chart.contains(step.zh()), "{step:?}");
    }
    for row in penalty::Step::ROWS {
        assert!(
            chart.contains(&row.citation.to_string()),
            "{}",
            row.citation
        );
    }
    assert!(chart.contains("REVIEWED --> NOTICED : 送达行政处罚告知书<br/>行政处罚法第四十四条"));
    assert!(chart.contains("CONCLUDED --> FILED : 法制审核（退回）"));
}
