//! The disk under a consumer's database full, and freed again: officers notice nothing, and what the consumer missed it makes
//! up for.

use std::path::{Path, PathBuf};
use std::process::Command;

use clock::{Entropy as _, SystemEntropy};
use host::postgres::Cluster;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use stories::{Load, Shape, Stage, caught_up, deviations, drifts, finished, fresh};
use suite::Part;

use super::MORNING;

/// A file system of its own, in memory, of a bounded size.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(megabytes: u32) -> Self {
        let folder = PathBuf::from(format!(
            "/var/tmp/yifa-disk-{}",
            SystemEntropy.random_id().simple()
        ));
        std::fs::create_dir(&folder).unwrap();
        let size = format!("size={megabytes}m,mode=0755");
        as_root(&["mount", "-t", "tmpfs", "-o", &size, "tmpfs", path(&folder)]);
        Self(folder)
    }

    /// Takes all the room that is left; answers the file that holds it.
    fn fill(&self) -> PathBuf {
        let file = self.0.join("filler");
        let zeros = format!("of={}", path(&file));
        // dd ends with an error when the disk is full: that is what it is for.
        let _ = Command::new("dd")
            .args(["if=/dev/zero", &zeros, "bs=64k"])
            .output()
            .unwrap();
        file
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        as_root(&["umount", "--lazy", path(&self.0)]);
        let _ = std::fs::remove_dir(&self.0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consumers_disk_may_be_full_and_freed_again() {
    let disk = SmallDisk::mount(400);
    let cluster = Cluster::start(&disk.0.join("postgres"), &SystemEntropy)
        .await
        .unwrap();
    keep_wal_small(&cluster).await;
    let mut settings = fresh().await;
    let url = cluster
        .database(Part::Analytics.name(), &SystemEntropy)
        .await
        .unwrap();
    settings.analytics.database.url = url;
    let stage = Stage::with(Shape::OneProcess, MORNING, settings).await;
    let load = Load::sign_in(&stage).await;
    let mut journal = finished(load.start(2, 2)).await;
    caught_up(&stage.settings).await;

    let filler = disk.fill();
    // Enough that the consumer has to extend its tables and its log, and cannot.
    journal.extend(finished(load.start(4, 8)).await);
    std::fs::remove_file(filler).unwrap();
    if !host::postgres::is_running(&disk.0.join("postgres")).await {
        cluster.restart().await.unwrap();
    }
    journal.extend(finished(load.start(2, 2)).await);

    caught_up(&stage.settings).await;
    assert_eq!(
        deviations(&stage.settings, &journal).await,
        Vec::<String>::new()
    );
    assert_eq!(drifts(&stage).await, Vec::<String>::new());
    assert_eq!(stage.findings().await, Vec::<String>::new());
    stage.close().await;
    cluster.stop().await.unwrap();
}

/// The write-ahead log must not have room in reserve.
async fn keep_wal_small(cluster: &Cluster) {
    let mut admin = PgConnection::connect(cluster.admin_url("postgres").expose())
        .await
        .unwrap();
    for setting in ["max_wal_size = '32MB'", "min_wal_size = '32MB'"] {
        sqlx::raw_sql(AssertSqlSafe(format!("alter system set {setting}")))
            .execute(&mut admin)
            .await
            .unwrap();
    }
    drop(admin);
    cluster.stop().await.unwrap();
    cluster.restart().await.unwrap();
}

fn as_root(command: &[&str]) {
    let root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    let (program, arguments): (&str, &[&str]) = if root {
        (command[0], &command[1..])
    } else {
        ("sudo", command)
    };
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "a disk of its own needs the right to mount one: {output:?}"
    );
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}
