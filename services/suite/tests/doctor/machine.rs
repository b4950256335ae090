//! The checks of the machine, on one made of files; and of the calendar, on days of choice.

use calendar::Calendar;
use suite::doctor::Level;

use crate::fixture::{Folder, assert_found, only, probe_at, probe_now};

#[tokio::test]
async fn folder_writable_is_red_when_it_is_not_there() {
    let folder = Folder::new();
    let mut probe = probe_now();
    probe.folders = vec![folder.0.clone(), folder.0.join("gone")];
    let finding = only("folder.writable", &probe).await;
    assert_found(&finding, Level::Red, "gone");
    assert_eq!(
        std::fs::read_dir(&folder.0).unwrap().count(),
        0,
        "it leaves nothing behind"
    );
}

#[tokio::test]
async fn folder_space_is_red_when_the_disk_is_nearly_full() {
    let folder = Folder::new();
    let mut probe = probe_now();
    probe.folders = vec![folder.0.join("not/yet/made")];
    probe.needs.free_bytes = 1;
    assert_eq!(only("folder.space", &probe).await.level, Level::Ok);
    probe.needs.free_bytes = u64::MAX;
    let finding = only("folder.space", &probe).await;
    assert_found(&finding, Level::Red, "MiB left");
}

#[tokio::test]
async fn machine_open_files_warns_when_a_process_of_ours_may_open_few() {
    let folder = Folder::new();
    folder.write("proc/71/comm", "yifa-gateway\n");
    folder.write(
        "proc/71/limits",
        "Max open files            1024                 524288               files\n",
    );
    folder.write("proc/72/comm", "sshd\n");
    folder.write(
        "proc/72/limits",
        "Max open files            16                   16                   files\n",
    );
    let mut probe = probe_now();
    probe.machine = folder.0.clone();
    let finding = only("machine.open_files", &probe).await;
    assert_found(&finding, Level::Warning, "1024 allowed");
}

#[tokio::test]
async fn machine_memory_is_red_when_the_container_has_little() {
    let folder = Folder::new();
    folder.write("proc/meminfo", "MemTotal:        8000000 kB\n");
    folder.write("proc/self/cgroup", "0::/yifa.service\n");
    folder.write("sys/fs/cgroup/yifa.service/memory.max", "134217728\n");
    let mut probe = probe_now();
    probe.machine = folder.0.clone();
    let finding = only("machine.memory", &probe).await;
    assert_found(&finding, Level::Red, "128 MiB at most");
    folder.write("sys/fs/cgroup/yifa.service/memory.max", "max\n");
    assert_eq!(only("machine.memory", &probe).await.level, Level::Ok);
}

#[tokio::test]
async fn machine_clock_is_red_before_the_product_was_made() {
    let finding = only("machine.clock", &probe_at("1999-12-31T00:00:00Z")).await;
    assert_found(&finding, Level::Red, "1999");
    let finding = only("machine.clock", &probe_at("2026-06-01T00:00:00Z")).await;
    assert_found(&finding, Level::Warning, "no sign of a time service");
}

#[tokio::test]
async fn calendar_covers_is_red_in_a_year_that_is_not_loaded() {
    let finding = only("calendar.covers", &probe_at("2031-01-02T00:00:00Z")).await;
    assert_found(&finding, Level::Red, "no schedule for 2031");
    let mut probe = probe_at("2026-06-01T00:00:00Z");
    probe.calendar = Err(anyhow::anyhow!("not a schedule"));
    let finding = only("calendar.covers", &probe).await;
    assert_found(&finding, Level::Red, "not a schedule");
}

#[tokio::test]
async fn calendar_covers_warns_from_november_on_until_next_year_is_loaded() {
    // In Asia/Shanghai it is November already.
    let mut probe = probe_at("2026-10-31T16:00:00Z");
    let finding = only("calendar.covers", &probe).await;
    assert_found(&finding, Level::Warning, "no schedule for 2027 yet");
    let next = r#"{"years":{"2027":{"off":["2027-01-01"],"makeup":[]}}}"#;
    probe.calendar = Ok(Calendar::state_council().with(Calendar::from_json(next).unwrap()));
    assert_eq!(only("calendar.covers", &probe).await.level, Level::Ok);
    let october = probe_at("2026-10-31T15:59:59Z");
    assert_eq!(only("calendar.covers", &october).await.level, Level::Ok);
}
