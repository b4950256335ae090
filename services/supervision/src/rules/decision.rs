//! 决定逾期: a decision later than its notice or its clock allows.

use super::{Finding, Judged, Level, Parameter, Rule, lasting};

pub(super) const LATE: Rule = Rule {
    id: "DECISION_LATE",
    zh: "处罚决定逾期",
    level: Level::Red,
    looks_at: "作出处罚决定之日，与告知书所告知的陈述申辩期限末日、案件办理期限末日的先后",
    citation: "行政处罚法第六十条",
    exclusions: &["末日尚未确定（节假日安排未公布）的期限不予判断"],
    repeat: "同一案件就告知、办理期限各预警一次",
    version: "1",
    parameters: &[Parameter {
        id: "days",
        zh: "陈述申辩期限届满后作出决定的最长天数（自然日）",
        default: 30,
        smallest: 1,
        largest: 30,
        basis: "平台假定：法律未规定告知后作出决定的期限",
    }],
    judge: late,
    stands: lasting,
};

fn late(judged: &Judged<'_>) -> Vec<Finding> {
    let Some(decided_on) = judged.facts.decided_on else {
        return Vec::new();
    };
    let firm = |kind: &str| {
        let clock = judged.facts.clock(kind);
        clock.filter(|clock| !clock.provisional)
    };
    let mut findings = Vec::new();
    let most = judged.value("days");
    if let Some(statement) = firm("STATEMENT")
        && statement.due.days_until(decided_on) > most
    {
        let reason = format!(
            "告知书所告知的陈述申辩期限于{}届满，处罚决定于{}作出，相隔{}日，超过{most}日",
            statement.due.zh(),
            decided_on.zh(),
            statement.due.days_until(decided_on)
        );
        let citation = "行政处罚法第四十四条（间隔天数系监督参数，法律未作规定）";
        let finding =
            judged
                .rule
                .finding("NOTICE".to_owned(), reason, citation.to_owned(), decided_on);
        findings.push(finding);
    }
    if let Some(clock) = firm("DECISION")
        && decided_on > clock.due
    {
        let reason = format!(
            "作出处罚决定期限于{}届满，处罚决定于{}作出，逾期{}日",
            clock.due.zh(),
            decided_on.zh(),
            clock.due.days_until(decided_on)
        );
        let citation = if clock.citation.is_empty() {
            judged.rule.citation
        } else {
            &clock.citation
        };
        let finding =
            judged
                .rule
                .finding("CLOCK".to_owned(), reason, citation.to_owned(), decided_on);
        findings.push(finding);
    }
    findings
}
