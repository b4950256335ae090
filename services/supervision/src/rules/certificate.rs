//! 执法证件即将到期: an act by an officer whose certificate ends soon after it.

use super::{Finding, Judged, Level, Parameter, Rule, lasting};

pub(super) const ENDING: Rule = Rule {
    id: "CERTIFICATE_ENDING",
    zh: "执法证件即将到期",
    level: Level::Yellow,
    looks_at: "执法人员办理案件时，所持执法证件距有效期末日的天数",
    citation: "行政处罚法第四十二条第一款",
    exclusions: &["事件中没有证件有效期的（早期数据）不予判断"],
    repeat: "同一案件同一执法人员只预警一次",
    version: "1",
    parameters: &[Parameter {
        id: "days",
        zh: "办案之日距证件有效期末日的天数，不超过即预警",
        default: 30,
        smallest: 30,
        largest: 180,
        basis: "平台设定",
    }],
    judge: ending,
    stands: lasting,
};

fn ending(judged: &Judged<'_>) -> Vec<Finding> {
    let most = judged.value("days");
    let acts = judged.facts.acts.iter();
    acts.filter_map(|act| {
        let expiry = act.certificate_expiry?;
        let left = act.on.days_until(expiry);
        (left <= most).then(|| {
            let officer = &act.officer_id;
            let (on, last) = (act.on.zh(), expiry.zh());
            let reason = if left < 0 {
                format!("执法人员（编号{officer}）于{on}办理案件时，其执法证件有效期已于{last}届满")
            } else {
                format!("执法人员（编号{officer}）于{on}办理案件，其执法证件有效期至{last}，仅剩{left}日")
            };
            let citation = judged.rule.citation.to_owned();
            judged.rule.finding(officer.clone(), reason, citation, act.on)
        })
    })
    .collect()
}
