//! 补录逾期: what was handled off-line is entered later than five working days after the obstacle ended.

use statute::limits;

use super::{Finding, Judged, Level, Rule, lasting};

pub(super) const LATE: Rule = Rule {
    id: "BACK_ENTRY_LATE",
    zh: "离线办理补录逾期",
    level: Level::Red,
    looks_at: "线下（离线）办理的事项，平台收到补录之日距障碍消除之日的工作日天数",
    citation: "福建省人民政府令第242号第十七条",
    exclusions: &[
        "以平台收到之日为准，手机自身时钟不作依据",
        "末日尚未确定（节假日安排未公布）的不予判断",
    ],
    repeat: "同一案件同一障碍只预警一次",
    version: "1",
    parameters: &[],
    judge: late,
    stands: lasting,
};

fn late(judged: &Judged<'_>) -> Vec<Finding> {
    let entries = judged.facts.entries.iter();
    entries
        .filter_map(|entry| {
            let due = limits::BACK_ENTRY.due(judged.calendar, entry.obstacle_ended_on);
            let due = due.ok()?.due;
            (entry.entered_on > due).then(|| {
                let reason = format!(
                    "{}，障碍于{}消除，应于{}前补录，实际于{}补录",
                    entry.reason,
                    entry.obstacle_ended_on.zh(),
                    due.zh(),
                    entry.entered_on.zh()
                );
                let object = entry.obstacle_ended_on.to_string();
                let citation = judged.rule.citation.to_owned();
                judged
                    .rule
                    .finding(object, reason, citation, entry.entered_on)
            })
        })
        .collect()
}
