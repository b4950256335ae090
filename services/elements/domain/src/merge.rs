//! 检查对象合并: one party stands for another from a day on. What is merged goes into a party that stands for itself on every
//! one of those days, so that no two can stand for each other, however many are merged.

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use refusal::Refusal;

use super::decide::Facts;
use super::element::{Element, Key};
use super::reasons;
use super::registry::Registry;
use super::timeline::Span;

/// Checks what a merged party is merged into.
pub(super) fn check(element: &Element, span: Span, facts: &Facts) -> Result<(), Refusal> {
    let (Some(into), Body::Party(merged)) = (element.merged_into(), element.body()) else {
        return Ok(());
    };
    if into == merged.party_id {
        return Err(impossible(
            "a party cannot be merged into itself",
            "检查对象不能并入自身",
        ));
    }
    let key = Key::new(Registry::Party, into);
    let rows = facts.others.get(&key).map_or(&[][..], Vec::as_slice);
    let mut found = false;
    for row in rows.iter().filter(|row| row.span.overlaps(span)) {
        let Body::Party(target) = &row.body else {
            continue;
        };
        found |= row.span.holds_on(span.from());
        check_target(merged, target)?;
    }
    if found {
        return Ok(());
    }
    Err(impossible(
        format!("party {into:?} does not hold on {}", span.from()),
        format!("拟并入的检查对象“{into}”在{}没有有效记录", span.from().zh()),
    ))
}

fn check_target(merged: &proto::Party, target: &proto::Party) -> Result<(), Refusal> {
    if !target.merged_into.is_empty() {
        return Err(impossible(
            format!(
                "party {:?} is itself merged into {:?} for some of those days",
                target.party_id, target.merged_into
            ),
            format!(
                "拟并入的检查对象“{}”在该时段内已并入“{}”",
                target.party_id, target.merged_into
            ),
        ));
    }
    if target.kind != merged.kind {
        return Err(impossible(
            format!("party {:?} is of another kind", target.party_id),
            format!("拟并入的检查对象“{}”类型不同，不能合并", target.party_id),
        ));
    }
    Ok(())
}

fn impossible(rule: impl Into<String>, zh: impl Into<String>) -> Refusal {
    let (rule, zh) = (rule.into(), zh.into());
    Refusal::new(
        &reasons::MERGE_IMPOSSIBLE,
        format!("party.merged_into: {rule}"),
        zh.clone(),
    )
    .with_field("party.merged_into", rule, zh)
}
