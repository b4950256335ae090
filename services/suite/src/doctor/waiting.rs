//! What waits in cases for somebody: acts of the clock that could not be done, parameter packs that cannot be read, money that is
//! nobody's yet.

use chrono::TimeDelta;

use super::check::{Check, Examine, Level, Outcome, Text};
use super::probe::{Database, Probe};

/// So long a payment may be looked into before an operator hears of it.
const PARKED: TimeDelta = TimeDelta::days(3);

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
    Check {
        id: "payment.parked",
        probes: Text::new(
            "银行告知的款项没有久置待查",
            "no payment that a bank told stays parked",
        ),
        mend: Text::new(
            "请收缴机关在待查款项中由两人认领到案件或者退回缴款人；缴款通知号码反复对不上的，与代收银行核对接口。",
            "Two persons of the agency assign it to its case or return it (parked payments); where notices never match, look at              the bank's interface with the bank.",
        ),
        worst: Level::Warning,
        examine: Examine::Once(|probe| Box::pin(parked(probe))),
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

async fn parked(probe: &Probe) -> anyhow::Result<Outcome> {
    let Some(database) = database(probe) else {
        return Ok(none_here());
    };
    let waiting = cases::bank::waiting(&database.pool, probe.world.clock.now() - PARKED).await;
    let waiting = waiting.map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
    Ok(if waiting == 0 {
        Outcome::ok("没有", "none")
    } else {
        Outcome::warning(
            format!("{waiting} 笔待查超过三日"),
            format!("{waiting} parked for more than three days"),
        )
    })
}

fn none_here() -> Outcome {
    Outcome::ok("未部署办案服务", "no case handling here")
}
