//! The clocks of cases: acts of theirs that could not be done, and the parameter packs by which they count.

use super::check::{Check, Examine, Level, Outcome, Text};
use super::probe::{Database, Probe};

/// How many are named.
const NAMED: usize = 3;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "clock.stuck",
        probes: Text::new(
            "到期事项没有反复失败",
            "no deadline's act fails again and again",
        ),
        mend: Text::new(
            "按原因修复：拒绝代码见 docs/refusals.md；案件不可读的，用 yifa verify 核对后从记录重建。平台会自动再试，间隔至多六小时；其他期限不受影响。",
            "Mend the reason: a refusal's name stands in docs/refusals.md; a case that cannot be read is verified and made anew \
             from its record. It is tried again by itself, at least every six hours; other deadlines go on.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(stuck(probe))),
    },
    Check {
        id: "clock.packs",
        probes: Text::new("参数包可用", "the parameter packs can be used"),
        mend: Text::new(
            "在要素中心更正该参数包；更正之前该处按法律、部门规章的期限和金额计算。",
            "Correct the pack in the element centre; until then the law's own figures count where it would hold.",
        ),
        worst: Level::Warning,
        examine: Examine::Once(|probe| Box::pin(packs(probe))),
    },
];

fn database(probe: &Probe) -> Option<&Database> {
    let mut databases = probe.databases.iter();
    databases.find(|database| database.name == cases::NAME)
}

async fn stuck(probe: &Probe) -> anyhow::Result<Outcome> {
    let Some(database) = database(probe) else {
        return Ok(none_here());
    };
    let stuck = cases::clocks::stuck(&database.pool).await;
    let stuck = stuck.map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
    let named = stuck.iter().take(NAMED);
    let named: Vec<String> = named
        .map(|it| format!("{} {}", it.case_id, it.reason))
        .collect();
    let named = named.join("; ");
    Ok(if stuck.is_empty() {
        Outcome::ok("没有", "none")
    } else {
        Outcome::red(
            format!("{} 项反复失败：{named}", stuck.len()),
            format!("{} fail again and again: {named}", stuck.len()),
        )
    })
}

async fn packs(probe: &Probe) -> anyhow::Result<Outcome> {
    let Some(database) = database(probe) else {
        return Ok(none_here());
    };
    let unreadable = cases::packs::unreadable(&database.pool).await;
    let unreadable = unreadable.map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
    Ok(if unreadable.is_empty() {
        Outcome::ok("可用", "they can")
    } else {
        let named = unreadable.join(", ");
        Outcome::warning(
            format!("不可用，按法定数值计算：{named}"),
            format!("cannot be read, the law's own figures count: {named}"),
        )
    })
}

fn none_here() -> Outcome {
    Outcome::ok("未部署办案服务", "no case handling here")
}
