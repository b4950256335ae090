//! docs/procedures holds the tables as flow charts. `YIFA_UPDATE=1` writes them.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

use std::path::PathBuf;

use cases_domain::assistance;
use cases_domain::concurrence;
use cases_domain::diagram::{listing, mermaid};
use cases_domain::handover;
use cases_domain::jurisdiction;
use cases_domain::procedure::{Stage, inspection, penalty, summary};
use cases_domain::{
    account, custody, execution, exhibit, hearing, interview, issuing, measure, meeting, offsite,
    presentation, preservation, public_notice, recording, recusal, referral, remedy, serving,
    suspension, testing, transcript, weighing,
};

const PENALTY: &str = "行政处罚普通程序";

/// Every procedure: the name of its files, its chart, its list of moves and conditions.
fn drawn() -> Vec<(&'static str, String, String)> {
    fn of<S: Stage>(name: &'static str, title: &str) -> (&'static str, String, String) {
        (name, mermaid::<S>(title), listing::<S>(title))
    }
    vec![
        of::<inspection::Step>("inspection", "行政检查"),
        of::<penalty::Step>("penalty-ordinary", PENALTY),
        of::<summary::Step>("penalty-summary", "行政处罚简易程序"),
        of::<recusal::Step>("recusal", "回避"),
        of::<hearing::Step>("hearing", "听证"),
        of::<meeting::Step>("meeting", "集体讨论"),
        of::<referral::Step>("referral", "涉嫌犯罪案件移送"),
        of::<measure::Step>("measure", "行政强制措施"),
        of::<execution::Step>("execution", "行政强制执行"),
        of::<preservation::Step>("preservation", "先行登记保存"),
        of::<testing::Step>("testing", "抽样取证、检测鉴定"),
        of::<suspension::Step>("suspension", "中止调查、延长办案期限"),
        of::<exhibit::Step>("exhibit", "证据材料"),
        of::<custody::Step>("custody", "证据保管交接"),
        of::<recording::Step>("recording", "音像记录说明"),
        of::<interview::Step>("interview", "询问"),
        of::<presentation::Step>("presentation", "亮证"),
        of::<transcript::Step>("transcript", "电子笔录"),
        of::<public_notice::Step>("public-notice", "公告送达"),
        of::<serving::Step>("serving", "送达"),
        of::<offsite::Step>("offsite", "非现场执法"),
        of::<weighing::Step>("weighing", "适用裁量基准"),
        of::<account::notice::Step>("payment-notice", "缴款通知"),
        of::<account::cash::Step>("cash", "当场收缴"),
        of::<account::deferral::Step>("deferral", "延期、分期缴纳"),
        of::<account::refund::Step>("refund", "退款"),
        of::<account::settled::Step>("account", "应缴款账户一次办结事项"),
        of::<remedy::Step>("remedy", "行政复议、行政诉讼"),
        of::<issuing::Step>("issuing", "制发文书"),
    ]
}
const CONCURRENCE: &str = "不同违法行为的认定";
const ASSISTANCE: &str = "行政协助";
const JURISDICTION: &str = "管辖争议与指定";
const HANDOVER: &str = "案件移送";

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
fn the_charts_and_lists_show_the_tables() {
    for (name, chart, list) in drawn() {
        agrees(&format!("{name}.mmd"), &chart);
        agrees(&format!("{name}.md"), &list);
    }
    agrees(
        "concurrence.mmd",
        &mermaid::<concurrence::Step>(CONCURRENCE),
    );
    agrees("assistance.mmd", &mermaid::<assistance::Step>(ASSISTANCE));
    agrees(
        "jurisdiction.mmd",
        &mermaid::<jurisdiction::Step>(JURISDICTION),
    );
    agrees("handover.mmd", &mermaid::<handover::Step>(HANDOVER));
    agrees("concurrence.md", &listing::<concurrence::Step>(CONCURRENCE));
    agrees("assistance.md", &listing::<assistance::Step>(ASSISTANCE));
    agrees(
        "jurisdiction.md",
        &listing::<jurisdiction::Step>(JURISDICTION),
    );
    agrees("handover.md", &listing::<handover::Step>(HANDOVER));
}

#[test]
fn a_chart_names_every_step_and_every_article() {
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
