//! The machine: folders, room, open files, memory, its clock.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::check::{Check, Examine, Level, Outcome, Text};
use super::probe::Probe;

/// Signs that something keeps the clock: systemd-timesyncd has synchronised, chrony or ntpd runs.
const KEEPERS: [&str; 4] = [
    "run/systemd/timesync/synchronized",
    "run/chrony/chronyd.pid",
    "run/chronyd.pid",
    "run/ntpd.pid",
];
/// No clock of this product was ever right before this instant (2026-01-01).
const BORN: i64 = 1_767_225_600;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "folder.writable",
        probes: Text::new("数据目录可写", "the folders can be written to"),
        mend: Text::new(
            "把目录交给运行账号：chown -R yifa: <目录>；systemd 下加入 ReadWritePaths；检查是否只读挂载。",
            "Give the folder to the account that runs the product (chown -R yifa: <folder>), name it in ReadWritePaths, and \
             look for a read-only mount.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(async { Ok(writable(probe)) })),
    },
    Check {
        id: "folder.space",
        probes: Text::new("数据目录剩余空间充足", "the folders have room left"),
        mend: Text::new(
            "扩容或清理该文件系统；空间耗尽时数据库停止接受写入，办案随之停止。",
            "Grow or clear the file system: when it is full, the database takes no more acts.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(async { space(probe) })),
    },
    Check {
        id: "machine.open_files",
        probes: Text::new("可打开文件数足够", "processes may open enough files"),
        mend: Text::new(
            "systemd：LimitNOFILE=65536；容器：调整运行时的 ulimit；命令行：ulimit -n 65536。",
            "systemd: LimitNOFILE=65536; containers: the runtime's ulimit; a shell: ulimit -n 65536.",
        ),
        worst: Level::Warning,
        examine: Examine::Once(|probe| Box::pin(async { open_files(probe) })),
    },
    Check {
        id: "machine.memory",
        probes: Text::new("可用内存足够", "there is enough memory"),
        mend: Text::new(
            "调大容器或单元的内存上限（resources.limits.memory、MemoryMax），或换更大的机器。",
            "Raise the memory limit of the container or unit (resources.limits.memory, MemoryMax), or take a larger machine.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(async { memory(probe) })),
    },
    Check {
        id: "machine.clock",
        probes: Text::new("系统时钟已同步", "the machine's clock is kept"),
        mend: Text::new(
            "启用 chrony 或 systemd-timesyncd；期限、证件有效期与令牌都以系统时钟为准。虚拟机由宿主机校时的可忽略。",
            "Run chrony or systemd-timesyncd: deadlines, certificates and tokens go by this clock. Ignore it where the host \
             keeps the guest's clock.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(async { Ok(clock(probe)) })),
    },
];

fn writable(probe: &Probe) -> Outcome {
    let mut closed = Vec::new();
    for folder in &probe.folders {
        let file = folder.join(format!(
            ".doctor-{}",
            probe.world.entropy.random_id().simple()
        ));
        let tried = fs::write(&file, b"yifa").and_then(|()| fs::remove_file(&file));
        if let Err(error) = tried {
            closed.push(format!("{} ({error})", folder.display()));
        }
    }
    if closed.is_empty() {
        return Outcome::ok("可写", "writable");
    }
    let closed = closed.join(", ");
    Outcome::red(
        format!("不可写：{closed}"),
        format!("not writable: {closed}"),
    )
}

fn space(probe: &Probe) -> anyhow::Result<Outcome> {
    let mut least: Option<(u64, &PathBuf)> = None;
    for folder in &probe.folders {
        let room = rustix::fs::statvfs(nearest(folder))?;
        let free = room.f_bavail.saturating_mul(room.f_frsize);
        if least.is_none_or(|(smallest, _)| free < smallest) {
            least = Some((free, folder));
        }
    }
    let Some((free, folder)) = least else {
        return Ok(Outcome::ok("不使用本机目录", "uses no folder"));
    };
    let level = graded(free, probe.needs.free_bytes, probe.needs.free_bytes / 8);
    let (mib, place) = (free >> 20, folder.display());
    Ok(Outcome::at(
        level,
        format!("{place} 剩余 {mib} MiB"),
        format!("{place} has {mib} MiB left"),
    ))
}

/// Looks at the product's own processes; at the doctor's, when there are none on this machine.
fn open_files(probe: &Probe) -> anyhow::Result<Outcome> {
    let processes = probe.machine.join("proc");
    let mut lowest: Option<u64> = None;
    for entry in fs::read_dir(&processes)?.flatten() {
        let folder = entry.path();
        let is_ours =
            fs::read_to_string(folder.join("comm")).is_ok_and(|name| name.starts_with("yifa"));
        if is_ours && let Some(limit) = soft_limit(&folder) {
            lowest = Some(lowest.map_or(limit, |least| least.min(limit)));
        }
    }
    let limit = lowest.or_else(|| soft_limit(&processes.join("self")));
    let Some(limit) = limit else {
        anyhow::bail!("this machine does not tell the limit of open files");
    };
    let need = probe.needs.open_files;
    let level = if limit < need {
        Level::Warning
    } else {
        Level::Ok
    };
    Ok(Outcome::at(
        level,
        format!("上限 {limit}，需要 {need}"),
        format!("{limit} allowed, {need} wanted"),
    ))
}

fn memory(probe: &Probe) -> anyhow::Result<Outcome> {
    let whole = total_memory(&probe.machine)?;
    let limit = group_limit(&probe.machine).map_or(whole, |limit| limit.min(whole));
    let need = probe.needs.memory_bytes;
    let (mib, wanted) = (limit >> 20, need >> 20);
    Ok(Outcome::at(
        graded(limit, need, need / 2),
        format!("上限 {mib} MiB，建议 {wanted} MiB"),
        format!("{mib} MiB at most, {wanted} MiB advised"),
    ))
}

fn clock(probe: &Probe) -> Outcome {
    let now: DateTime<Utc> = probe.world.clock.now();
    if now.timestamp() < BORN {
        return Outcome::red(format!("系统时间 {now}"), format!("the clock says {now}"));
    }
    let keeper = KEEPERS
        .into_iter()
        .find(|sign| probe.machine.join(sign).exists());
    match keeper {
        Some(sign) => Outcome::ok(format!("已同步（/{sign}）"), format!("kept (/{sign})")),
        None => Outcome::warning("未发现时间同步服务", "no sign of a time service"),
    }
}

/// Below `enough` a warning, below `least` red.
fn graded(have: u64, enough: u64, least: u64) -> Level {
    if have < least {
        Level::Red
    } else if have < enough {
        Level::Warning
    } else {
        Level::Ok
    }
}

/// The folder itself, or the nearest above it that exists.
fn nearest(folder: &Path) -> &Path {
    folder
        .ancestors()
        .find(|above| above.exists())
        .unwrap_or(Path::new("."))
}

fn soft_limit(process: &Path) -> Option<u64> {
    let limits = fs::read_to_string(process.join("limits")).ok()?;
    let line = limits
        .lines()
        .find(|line| line.starts_with("Max open files"))?;
    match line.split_whitespace().nth(3)? {
        "unlimited" => Some(u64::MAX),
        number => number.parse().ok(),
    }
}

fn total_memory(machine: &Path) -> anyhow::Result<u64> {
    let text = fs::read_to_string(machine.join("proc/meminfo"))?;
    let kib = text
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:")?.split_whitespace().next())
        .and_then(|number| number.parse::<u64>().ok());
    kib.map(|kib| kib << 10)
        .ok_or_else(|| anyhow::anyhow!("this machine does not tell its memory"))
}

/// The limit of the control group that this process is in (cgroup v2), if there is one.
fn group_limit(machine: &Path) -> Option<u64> {
    let text = fs::read_to_string(machine.join("proc/self/cgroup")).ok()?;
    let group = text.lines().find_map(|line| line.strip_prefix("0::/"))?;
    let file = machine.join("sys/fs/cgroup").join(group).join("memory.max");
    fs::read_to_string(file).ok()?.trim().parse().ok()
}
