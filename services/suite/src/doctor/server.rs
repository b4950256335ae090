//! The database servers: what they are, how they are set, and whether this product fits them.
//!
//! The only place of the product that asks a server about itself (catalogue views, settings). One that does not know the
//! question makes a warning, no more.

use std::collections::BTreeSet;

use super::check::{Check, Examine, Level, Outcome, Text};
use super::probe::{Database, Probe};

/// Oldest server that is supported.
const OLDEST: i32 = 14;
/// How far the clocks of two machines may be apart, in milliseconds.
const SKEW_MS: i64 = 2_000;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "database.reachable",
        probes: Text::new("数据库可连接", "the database answers"),
        mend: Text::new(
            "确认 PostgreSQL 已启动、地址与口令正确、防火墙放行；查看设置中的 <部件>.database.url。",
            "Start PostgreSQL; check the address and password in <part>.database.url, and the firewall.",
        ),
        worst: Level::Red,
        examine: Examine::Database(|database, _| Box::pin(reachable(database))),
    },
    Check {
        id: "database.version",
        probes: Text::new("PostgreSQL 版本不低于 14", "PostgreSQL is 14 or newer"),
        mend: Text::new(
            "升级到受支持的 PostgreSQL（14 及以上），用 pg_upgrade 或导出导入。",
            "Upgrade to a supported PostgreSQL (14 or newer) with pg_upgrade, or by dump and restore.",
        ),
        worst: Level::Red,
        examine: Examine::Database(|database, _| Box::pin(version(database))),
    },
    Check {
        id: "database.encoding",
        probes: Text::new("数据库编码为 UTF8", "the database's encoding is UTF8"),
        mend: Text::new(
            "编码不能更改：另建库 create database … encoding 'UTF8' template template0，导出导入后切换。",
            "An encoding cannot be changed: create database … encoding 'UTF8' template template0, dump, restore, switch.",
        ),
        worst: Level::Red,
        examine: Examine::Database(|database, _| Box::pin(encoding(database))),
    },
    Check {
        id: "database.collation",
        probes: Text::new(
            "排序规则版本与建库时一致",
            "the collation is the version that the indexes were built with",
        ),
        mend: Text::new(
            "操作系统升级改变了排序规则，文本索引可能失效：停机后 reindex database，再 alter database … refresh collation version。",
            "An upgrade of the system changed the order of text and text indexes may be wrong: stop the product, reindex \
             database, then alter database … refresh collation version.",
        ),
        worst: Level::Red,
        examine: Examine::Database(|database, _| Box::pin(collation(database))),
    },
    Check {
        id: "database.session",
        probes: Text::new(
            "连接参数（时区 UTC、语句时限）生效",
            "session settings (time zone UTC, statement limit) reach the server",
        ),
        mend: Text::new(
            "连接池（如 PgBouncer）丢弃了启动参数：改用会话模式并放行 TimeZone、options，或直连数据库。",
            "A pooler in between (PgBouncer) drops start-up parameters: use session pooling and pass TimeZone and options \
             on, or connect directly.",
        ),
        worst: Level::Warning,
        examine: Examine::Database(|database, _| Box::pin(session(database))),
    },
    Check {
        id: "database.clock",
        probes: Text::new(
            "数据库与本机时钟相差不超过 2 秒",
            "the server's clock is within 2 seconds of this machine's",
        ),
        mend: Text::new(
            "两台机器都启用时间同步（chrony 或 systemd-timesyncd），指向同一时间源。期限与令牌都依赖时钟。",
            "Run chrony or systemd-timesyncd on both machines against the same source: deadlines and tokens depend on it.",
        ),
        worst: Level::Red,
        examine: Examine::Database(|database, probe| Box::pin(clock(database, probe))),
    },
    Check {
        id: "database.migrations",
        probes: Text::new(
            "数据库结构完整且未被改动",
            "all migrations are applied and unchanged",
        ),
        mend: Text::new(
            "缺少：运行 yifa migrate。数据库较新：改用新版程序。已应用的迁移被改动：恢复原文件，切勿手改结构。",
            "Missing: run `yifa migrate`. Database ahead: use the newer program. Changed after it was applied: put the \
             original file back; never alter tables by hand.",
        ),
        worst: Level::Red,
        examine: Examine::Database(|database, _| Box::pin(migrations(database))),
    },
    Check {
        id: "database.role",
        probes: Text::new(
            "数据库角色不是超级用户",
            "the role that the part connects with is no superuser",
        ),
        mend: Text::new(
            "为每个部件建独立角色并只拥有自己的库：create role cases login; alter database cases owner to cases。",
            "Give each part a role of its own that owns only its database: create role cases login; alter database cases \
             owner to cases.",
        ),
        worst: Level::Red,
        examine: Examine::Database(|database, _| Box::pin(role(database))),
    },
    Check {
        id: "database.connections",
        probes: Text::new(
            "服务器连接数够所有连接池用",
            "the server allows as many connections as all pools may open",
        ),
        mend: Text::new(
            "调大 PostgreSQL 的 max_connections，或调小 <部件>.database.max_connections；多副本时按副本数计。",
            "Raise PostgreSQL's max_connections or lower <part>.database.max_connections; count every replica.",
        ),
        worst: Level::Red,
        examine: Examine::Database(|database, probe| Box::pin(connections(database, probe))),
    },
    Check {
        id: "database.durability",
        probes: Text::new(
            "提交即落盘（fsync、full_page_writes、synchronous_commit）",
            "a commit is on disk: fsync, full_page_writes, synchronous_commit",
        ),
        mend: Text::new(
            "打开三项设置：alter system set fsync = on 等，然后 select pg_reload_conf()；执法记录不得因断电丢失。",
            "Switch them on: alter system set fsync = on and so on, then select pg_reload_conf(): an act that was \
             answered must survive a power cut.",
        ),
        worst: Level::Red,
        examine: Examine::Database(|database, _| Box::pin(durability(database))),
    },
    Check {
        id: "database.checksums",
        probes: Text::new("数据页校验已启用", "data page checksums are on"),
        mend: Text::new(
            "停库后运行 pg_checksums --enable；或新建集群时 initdb --data-checksums。",
            "Stop the server and run pg_checksums --enable; for a new cluster initdb --data-checksums.",
        ),
        worst: Level::Warning,
        examine: Examine::Database(|database, _| Box::pin(checksums(database))),
    },
];

async fn reachable(database: &Database) -> anyhow::Result<Outcome> {
    Ok(match database.pool.acquire().await {
        Ok(_) => Outcome::ok("已连接", "answers"),
        Err(error) => Outcome::red(format!("连接失败：{error}"), format!("no answer: {error}")),
    })
}

async fn version(database: &Database) -> anyhow::Result<Outcome> {
    let number = sqlx::query_scalar!(
        r#"select current_setting('server_version_num')::integer as "number!""#
    )
    .fetch_one(&database.pool)
    .await?;
    Ok(of_version(number))
}

/// What is thought of a server that gives `number` as its version, e.g. 150013 for 15.13.
pub fn of_version(number: i32) -> Outcome {
    let (major, minor) = (number / 10_000, number % 10_000);
    let level = if major < OLDEST {
        Level::Red
    } else {
        Level::Ok
    };
    Outcome::at(
        level,
        format!("版本 {major}.{minor}"),
        format!("version {major}.{minor}"),
    )
}

async fn encoding(database: &Database) -> anyhow::Result<Outcome> {
    let encoding =
        sqlx::query_scalar!(r#"select current_setting('server_encoding') as "encoding!""#)
            .fetch_one(&database.pool)
            .await?;
    let level = if encoding == "UTF8" {
        Level::Ok
    } else {
        Level::Red
    };
    Ok(Outcome::at(
        level,
        format!("编码 {encoding}"),
        format!("encoding {encoding}"),
    ))
}

async fn collation(database: &Database) -> anyhow::Result<Outcome> {
    let row = sqlx::query!(
        r#"
        select
            datcollate as "collate!", datcollversion as "recorded?",
            pg_database_collation_actual_version(oid) as "actual?"
        from pg_database
        where datname = current_database()
        "#
    )
    .fetch_one(&database.pool)
    .await?;
    Ok(match (row.recorded, row.actual) {
        (Some(recorded), Some(actual)) if recorded != actual => Outcome::red(
            format!("建库时版本 {recorded}，现为 {actual}"),
            format!("built with version {recorded}, now {actual}"),
        ),
        _ => Outcome::ok(
            format!("排序规则 {}", row.collate),
            format!("collation {}", row.collate),
        ),
    })
}

async fn session(database: &Database) -> anyhow::Result<Outcome> {
    let row = sqlx::query!(
        r#"
        select
            current_setting('TimeZone') as "time_zone!",
            (extract(epoch from current_setting('statement_timeout')::interval) * 1000)::bigint as "limit_ms!"
        "#
    )
    .fetch_one(&database.pool)
    .await?;
    let told = database.settings.statement_timeout_ms;
    let heard = u64::try_from(row.limit_ms)? == told && row.time_zone == "UTC";
    let level = if heard { Level::Ok } else { Level::Warning };
    Ok(Outcome::at(
        level,
        format!(
            "时区 {}，语句时限 {} 毫秒（设置为 {told}）",
            row.time_zone, row.limit_ms
        ),
        format!(
            "time zone {}, statement limit {} ms (told {told})",
            row.time_zone, row.limit_ms
        ),
    ))
}

async fn clock(database: &Database, probe: &Probe) -> anyhow::Result<Outcome> {
    let mut connection = database.pool.acquire().await?;
    let before = probe.world.clock.now();
    let theirs = sqlx::query_scalar!(r#"select clock_timestamp() as "at!""#)
        .fetch_one(&mut *connection)
        .await?;
    let after = probe.world.clock.now();
    let ours = before + (after - before) / 2;
    let skew = (theirs - ours).num_milliseconds();
    let level = if skew.abs() > SKEW_MS {
        Level::Red
    } else {
        Level::Ok
    };
    Ok(Outcome::at(
        level,
        format!("数据库时钟与本机相差 {skew} 毫秒"),
        format!("the server is {skew} ms ahead of this machine"),
    ))
}

async fn migrations(database: &Database) -> anyhow::Result<Outcome> {
    let checked = host::database::check(&database.pool, &database.migrations).await;
    Ok(match checked {
        Ok(()) => Outcome::ok("完整", "complete"),
        Err(error) => Outcome::red(format!("{error:#}"), format!("{error:#}")),
    })
}

async fn role(database: &Database) -> anyhow::Result<Outcome> {
    let row = sqlx::query!(
        r#"select current_setting('is_superuser') as "is_superuser!", current_user::text as "name!""#
    )
    .fetch_one(&database.pool)
    .await?;
    if row.is_superuser == "off" {
        return Ok(Outcome::ok(
            format!("角色 {}", row.name),
            format!("role {}", row.name),
        ));
    }
    let level = if database.is_private {
        Level::Warning
    } else {
        Level::Red
    };
    Ok(Outcome::at(
        level,
        format!("角色 {} 是超级用户", row.name),
        format!("role {} is a superuser", row.name),
    ))
}

async fn connections(database: &Database, probe: &Probe) -> anyhow::Result<Outcome> {
    let place = |pool: &sqlx::PgPool| {
        let options = pool.connect_options();
        (options.get_host().to_owned(), options.get_port())
    };
    let server = place(&database.pool);
    let neighbours: Vec<&Database> = probe
        .databases
        .iter()
        .filter(|other| place(&other.pool) == server)
        .collect();
    let ours: u32 = neighbours
        .iter()
        .map(|neighbour| neighbour.settings.max_connections)
        .sum();
    let names: BTreeSet<String> = neighbours
        .iter()
        .filter_map(|neighbour| {
            let options = neighbour.pool.connect_options();
            options.get_database().map(str::to_owned)
        })
        .collect();
    let names: Vec<String> = names.into_iter().collect();
    let row = sqlx::query!(
        r#"
        select
            current_setting('max_connections')::bigint
                - current_setting('superuser_reserved_connections')::bigint as "allowed!",
            (
                select count(*) from pg_stat_activity
                where datname is not null and datname <> all ($1)
            ) as "others!"
        "#,
        &names
    )
    .fetch_one(&database.pool)
    .await?;
    let need = i64::from(ours) + row.others;
    let level = if need > row.allowed {
        Level::Red
    } else {
        Level::Ok
    };
    Ok(Outcome::at(
        level,
        format!(
            "允许 {}，本平台连接池合计 {ours}，其他占用 {}",
            row.allowed, row.others
        ),
        format!(
            "{} allowed; our pools may take {ours}, others hold {}",
            row.allowed, row.others
        ),
    ))
}

async fn durability(database: &Database) -> anyhow::Result<Outcome> {
    let row = sqlx::query!(
        r#"
        select
            current_setting('fsync') as "fsync!", current_setting('full_page_writes') as "full_page_writes!",
            current_setting('synchronous_commit') as "synchronous_commit!"
        "#
    )
    .fetch_one(&database.pool)
    .await?;
    let said = format!(
        "fsync={} full_page_writes={} synchronous_commit={}",
        row.fsync, row.full_page_writes, row.synchronous_commit
    );
    let torn = row.fsync == "off" || row.full_page_writes == "off";
    let late = row.synchronous_commit == "off";
    // What can be made again from the feeds may lose its last moments; a torn page is no projection at all.
    let level = match (torn, late) {
        (true, _) => Level::Red,
        (false, true) if database.is_source => Level::Red,
        (false, true) => Level::Warning,
        (false, false) => Level::Ok,
    };
    Ok(Outcome::at(level, said.clone(), said))
}

async fn checksums(database: &Database) -> anyhow::Result<Outcome> {
    let checksums =
        sqlx::query_scalar!(r#"select current_setting('data_checksums') as "checksums!""#)
            .fetch_one(&database.pool)
            .await?;
    Ok(of_checksums(&checksums))
}

/// What is thought of a server whose `data_checksums` is `setting`.
pub fn of_checksums(setting: &str) -> Outcome {
    let level = if setting == "on" {
        Level::Ok
    } else {
        Level::Warning
    };
    let said = format!("data_checksums={setting}");
    Outcome::at(level, said.clone(), said)
}
