//! The record and who follows it: append-only tables, the publisher, the signed head, consumers.

use sqlx::PgPool;

use super::check::{Check, Examine, Level, Outcome, Text};
use super::probe::{Database, Probe};

/// What a table answers that is only ever added to (restrict_violation).
const REFUSED: &str = "23001";
/// An event waits for its position for milliseconds; so many seconds are a slow publisher, and so many none at all.
const WAITING_S: (i64, i64) = (5, 60);
/// A consumer applies an event within a second; so many seconds are a slow one, and so many one that stands.
const BEHIND_S: (i64, i64) = (60, 600);

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "record.append_only",
        probes: Text::new(
            "记录与审计表拒绝修改和删除",
            "the record and the audit log refuse changes",
        ),
        mend: Text::new(
            "只追加触发器被移除：先运行 yifa verify 核验记录，再按迁移文件重建触发器，并查明是谁所为。",
            "The append-only triggers are gone: run `yifa verify` first, create them again as the migrations do, and find \
             out who dropped them.",
        ),
        worst: Level::Red,
        examine: Examine::Database(|database, _| Box::pin(append_only(database))),
    },
    Check {
        id: "record.backlog",
        probes: Text::new("事件及时发布", "committed events get their position"),
        mend: Text::new(
            "发布任务未运行：确认该服务在运行；查看日志中的 publish；检查是否有长事务占用咨询锁。",
            "No publisher runs: is the service up? Look for `publish` in its log, and for a long transaction that holds \
             the advisory lock.",
        ),
        worst: Level::Red,
        examine: Examine::Record(|database, probe| Box::pin(backlog(database, probe))),
    },
    Check {
        id: "record.head",
        probes: Text::new(
            "日志签名可用本平台密钥验证",
            "the signed head of the log verifies with our key",
        ),
        mend: Text::new(
            "密钥与日志不符：放回原来的 log-<部件>.pem；若数据库是恢复出来的，用 yifa verify 核对，切勿另造密钥。",
            "Key and log do not belong together: put the old log-<part>.pem back; after a restore run `yifa verify`; do not \
             make a new key.",
        ),
        worst: Level::Red,
        examine: Examine::Record(|database, _| Box::pin(head(database))),
    },
    Check {
        id: "consumer.lag",
        probes: Text::new("各服务跟上事件流", "consumers keep up with the feeds"),
        mend: Text::new(
            "查看该服务日志中的 follow；网关不通、账号被拒或事件无法处理都会停住；可用 yifa rebuild <消费者> 重建。",
            "Look for `follow` in the consumer's log: an unreachable gateway, a refused account or an event that cannot be \
             applied stops it; `yifa rebuild <consumer>` makes it anew.",
        ),
        worst: Level::Red,
        examine: Examine::Database(|database, probe| Box::pin(lag(database, probe))),
    },
    Check {
        id: "consumer.set_aside",
        probes: Text::new("没有被搁置的事件", "no event is set aside"),
        mend: Text::new(
            "按原因修复（通常要升级程序），然后 yifa replay <消费者>；在此之前该案件在监督、公示或统计中不完整。",
            "Mend the reason (mostly a newer program), then `yifa replay <consumer>`; until then what is supervised, published \
             or counted of that case is incomplete.",
        ),
        worst: Level::Red,
        examine: Examine::Database(|database, _| Box::pin(set_aside(database))),
    },
];

async fn append_only(database: &Database) -> anyhow::Result<Outcome> {
    if database.append_only.is_empty() {
        return Ok(Outcome::ok("不保存记录", "keeps no record"));
    }
    let mut open: Vec<&str> = Vec::new();
    for (table, statement) in database.append_only {
        let tried = sqlx::raw_sql(*statement).execute(&database.pool).await;
        match tried {
            Ok(_) => open.push(table),
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(REFUSED) => {}
            Err(error) => return Err(error.into()),
        }
    }
    open.dedup();
    Ok(if open.is_empty() {
        Outcome::ok("修改与删除均被拒绝", "updates and deletes are refused")
    } else {
        let tables = open.join(", ");
        Outcome::red(
            format!("可被改动：{tables}"),
            format!("can be changed: {tables}"),
        )
    })
}

async fn backlog(database: &Database, probe: &Probe) -> anyhow::Result<Outcome> {
    let row = sqlx::query!(
        r#"
        select count(*) as "waiting!", min(r.recorded_at) as "oldest?"
        from outbox as o
        inner join record as r on r.event_id = o.event_id
        "#
    )
    .fetch_one(&database.pool)
    .await?;
    let age = row
        .oldest
        .map_or(0, |oldest| (probe.world.clock.now() - oldest).num_seconds());
    Ok(Outcome::at(
        graded(age, WAITING_S),
        format!("待发布 {} 条，最早 {age} 秒前", row.waiting),
        format!("{} events wait, the oldest for {age} s", row.waiting),
    ))
}

async fn head(database: &Database) -> anyhow::Result<Outcome> {
    let key = match &database.log {
        Some(Ok(key)) => key,
        Some(Err(error)) => {
            return Ok(Outcome::red(
                format!("签名密钥不可用：{error:#}"),
                format!("the log's key cannot be used: {error:#}"),
            ));
        }
        None => return Ok(Outcome::ok("不保存记录", "keeps no record")),
    };
    let mut connection = database.pool.acquire().await?;
    let events = feed::read::head(&mut connection).await?;
    let Some(head) = feed::read::log_head(&mut connection).await? else {
        return Ok(if events == 0 {
            Outcome::ok("尚无事件", "no events yet")
        } else {
            Outcome::red(
                format!("{events} 条事件，没有签名"),
                format!("{events} events and no signed head"),
            )
        });
    };
    Ok(match feed::verify_head(&head, key) {
        Ok(()) => Outcome::ok(
            format!("签名覆盖 {} 条事件", head.tree_size),
            format!("signed over {} events", head.tree_size),
        ),
        Err(error) => Outcome::red(format!("签名验证失败：{error}"), format!("{error}")),
    })
}

async fn lag(database: &Database, probe: &Probe) -> anyhow::Result<Outcome> {
    if !database.has_feed {
        return Ok(Outcome::ok("不跟随事件流", "follows nothing"));
    }
    let consumers = sqlx::query!("select consumer, position from checkpoint order by consumer")
        .fetch_all(&database.pool)
        .await?;
    let mut worst = Level::Ok;
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for consumer in &consumers {
        let Some(log) = local_log(&consumer.consumer, probe) else {
            continue;
        };
        let waiting = behind(&log.pool, consumer.position, probe).await?;
        let level = graded(waiting.seconds, BEHIND_S);
        worst = worst.max(level);
        let name = &consumer.consumer;
        zh.push(format!(
            "{name} 落后 {} 条、{} 秒",
            waiting.events, waiting.seconds
        ));
        en.push(format!(
            "{name} is {} events and {} s behind",
            waiting.events, waiting.seconds
        ));
    }
    if zh.is_empty() {
        return Ok(Outcome::ok(
            "没有本地事件流的消费者",
            "follows no log of this deployment",
        ));
    }
    Ok(Outcome::at(worst, zh.join("；"), en.join("; ")))
}

async fn set_aside(database: &Database) -> anyhow::Result<Outcome> {
    if !database.has_feed {
        return Ok(Outcome::ok("不跟随事件流", "follows nothing"));
    }
    let waiting = sqlx::query!(
        r#"
        select
            consumer, count(*) as "events!", min(position) as "first!",
            coalesce(max(reason) filter (where behind is null), '') as "reason!"
        from set_aside
        where replayed_at is null
        group by consumer
        order by consumer
        "#
    )
    .fetch_all(&database.pool)
    .await?;
    if waiting.is_empty() {
        return Ok(Outcome::ok("没有", "none"));
    }
    let (zh, en): (Vec<String>, Vec<String>) = waiting
        .iter()
        .map(|of| {
            let (consumer, events, first, reason) = (&of.consumer, of.events, of.first, &of.reason);
            (
                format!("{consumer} 搁置 {events} 条，自位置 {first}：{reason}"),
                format!("{consumer} set {events} aside, from position {first}: {reason}"),
            )
        })
        .unzip();
    Ok(Outcome::red(zh.join("；"), en.join("; ")))
}

/// What a consumer has not yet applied.
struct Waiting {
    events: i64,
    seconds: i64,
}

async fn behind(log: &PgPool, position: i64, probe: &Probe) -> anyhow::Result<Waiting> {
    let row = sqlx::query!(
        r#"
        select
            coalesce((select max(position) from feed), 0) as "head!",
            (
                select r.recorded_at
                from feed as f
                inner join record as r on r.event_id = f.event_id
                where f.position = $1::bigint + 1
            ) as "next?"
        "#,
        position
    )
    .fetch_one(log)
    .await?;
    let seconds = row
        .next
        .map_or(0, |next| (probe.world.clock.now() - next).num_seconds());
    Ok(Waiting {
        events: (row.head - position).max(0),
        seconds,
    })
}

/// The database of the log that a consumer follows, `<service>.<log>`; none for a log received from elsewhere (`@origin`).
fn local_log<'a>(consumer: &str, probe: &'a Probe) -> Option<&'a Database> {
    let (_, log) = consumer.split_once('.')?;
    probe
        .databases
        .iter()
        .find(|database| database.name == log && database.log.is_some())
}

/// Past the first mark a warning, past the second red.
fn graded(value: i64, (soon, late): (i64, i64)) -> Level {
    if value > late {
        Level::Red
    } else if value > soon {
        Level::Warning
    } else {
        Level::Ok
    }
}
